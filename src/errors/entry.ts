// One row of the registry of errors.
import type { MessageParam } from '../language/messages.ts'

/** The code of an error and the types of its message's parameters. */
export interface ErrorEntry<A extends readonly MessageParam[]> {
  readonly code: string
  /** Phantom: carries the parameter types only. */
  readonly params?: A
}
export type ErrorTable = Readonly<Record<string, ErrorEntry<readonly MessageParam[]>>>
export const e = <A extends readonly MessageParam[] = []>(code: string): ErrorEntry<A> => ({ code })
export type P = MessageParam
