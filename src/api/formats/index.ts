// The table of output formats.
import type { Format } from './format.ts'
import { json } from './json.ts'
import { none } from './none.ts'
import { php } from './php.ts'
import { jsonfm, phpfm, rawfm, xmlfm } from './pretty.ts'
import { xml } from './xml.ts'

/** By the value of `format`. */
export const formats: ReadonlyMap<string, Format> = new Map(
  [json, jsonfm, none, php, phpfm, rawfm, xml, xmlfm].map(format => [format.name, format]),
)

/** In the order in which help and errors list them. */
export const formatNames: readonly string[] = [...formats.keys()]
