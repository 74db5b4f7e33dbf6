// The parser functions by name: those of the core, and those of extensions that the wiki has.

import type { Extension } from '../context.ts'
import { coreFunctions, coreFunctionsInCapitals } from './core.ts'
import type { ParserFunction } from './function.ts'

const ofExtensions = new Map<Extension, ReadonlyMap<string, ParserFunction>>()

/** The function that a name before a colon means, or undefined. */
export function findFunction(name: string, extensions: ReadonlySet<Extension> | undefined): ParserFunction | undefined {
  const exact = coreFunctionsInCapitals.get(name)
  if (exact) return exact
  const lower = name.toLowerCase()
  const core = coreFunctions.get(lower)
  if (core) return core
  for (const extension of extensions ?? []) {
    const found = ofExtensions.get(extension)?.get(lower)
    if (found) return found
  }
  return undefined
}
