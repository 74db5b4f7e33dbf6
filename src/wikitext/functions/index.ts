// The parser functions by name: those of the core, and those of extensions that the wiki has.

import type { Extension } from '../context.ts'
import { coreFunctions, coreFunctionsInCapitals } from './core.ts'
import { factFunctions, factFunctionsInCapitals } from './facts.ts'
import { formatDate } from './format-date.ts'
import type { ParserFunction } from './function.ts'
import { parserFunctions } from './parser-functions.ts'

const inCapitals = new Map([...coreFunctionsInCapitals, ...factFunctionsInCapitals])
const inAnyCase = new Map([
  ...coreFunctions,
  ...factFunctions,
  ['#formatdate', formatDate],
  ['#dateformat', formatDate],
] as [string, ParserFunction][])

const ofExtensions = new Map<Extension, ReadonlyMap<string, ParserFunction>>([['ParserFunctions', parserFunctions]])

/** The function that a name before a colon means, or undefined. */
export function findFunction(name: string, extensions: ReadonlySet<Extension> | undefined): ParserFunction | undefined {
  const exact = inCapitals.get(name)
  if (exact) return exact
  const lower = name.toLowerCase()
  const core = inAnyCase.get(lower)
  if (core) return core
  for (const extension of extensions ?? []) {
    const found = ofExtensions.get(extension)?.get(lower)
    if (found) return found
  }
  return undefined
}
