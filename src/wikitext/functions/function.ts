// What a parser function is: `{{name:first|part|…}}`.

import type { Expansion, FunctionResult } from '../expansion.ts'
import { type Frame, trimPhp } from '../frame.ts'
import type { Part } from '../preprocessor.ts'

/** One call. `first` is what follows the colon, expanded and trimmed; the parts are not expanded yet. */
export interface FunctionCall {
  readonly expansion: Expansion
  readonly frame: Frame
  readonly first: string
  readonly parts: readonly Part[]
}

/** Undefined means: this is no call of the function after all, look for a template. */
export type ParserFunction = (call: FunctionCall) => string | FunctionResult | undefined

/** An argument by number, expanded and trimmed: 0 is the first. Undefined where the call has none. */
export function argument(call: FunctionCall, number: number): string | undefined {
  if (number === 0) return call.first
  const part = call.parts[number - 1]
  return part && trimPhp(call.expansion.expandPart(part, call.frame))
}

/** All arguments after the first, expanded and trimmed. */
export const rest = (call: FunctionCall): string[] =>
  call.parts.map(part => trimPhp(call.expansion.expandPart(part, call.frame)))

const escapes: Readonly<Record<string, string>> = { '"': '&quot;', '<': '&lt;', '>': '&gt;' }

const escapeMessage = (message: string): string =>
  message.replace(/["<>]/g, character => escapes[character] ?? character)

/** An error as functions show it. */
export const errorText = (message: string): string => `<strong class="error">${escapeMessage(message)}</strong>`
