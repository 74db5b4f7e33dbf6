// JSON: stored with tabs, as MediaWiki stores it, its members in the order in which they came.
import { type Problem, problem } from '../errors.ts'
import { type JsonValue, readJson, writeJson } from './json-text.ts'
import { defineContentModel, type Prepared, type PrepareOptions } from './model.ts'

/**
 * Text that is JSON and about which `check` says nothing, in the form in which it is stored. What `check` says is told
 * as `parseerror`.
 */
export function prepareJson(
  text: string,
  options: PrepareOptions,
  check?: (value: JsonValue) => Problem | undefined,
): Prepared {
  const read = readJson(text)
  if (!read.ok) {
    const why = { message: { key: `json-error-${read.why}`, params: [] } }
    return { ok: false, problem: problem('invalid-json-data', [why]) }
  }
  const wrong = check?.(read.value)
  if (wrong !== undefined) return { ok: false, problem: wrong }
  const written = writeJson(read.value, options.maxBytes)
  return written === undefined
    ? { ok: false, problem: problem('apierror-contenttoobig', [options.maxBytes / 1024]) }
    : { ok: true, text: written }
}

export const json = defineContentModel({
  name: 'json',
  formats: ['application/json'],
  prepare: prepareJson,
  empty: '{}',
})
