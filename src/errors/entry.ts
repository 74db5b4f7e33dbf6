// One row of the registry of errors.
import type { MessageParam } from '../language/messages.ts'

/** `later`: the same request after a while. `anew`: after asking again for what it was made from: a token, a revision. */
export type Retry = 'later' | 'anew'

/** The code of an error and the types of its message's parameters. */
export interface ErrorEntry<A extends readonly MessageParam[]> {
  readonly code: string
  /** Whether the same request may succeed another time; left out where it cannot. */
  readonly retry?: Retry
  /** The names of the data that come with it. */
  readonly data?: readonly string[]
  /** Phantom: carries the parameter types only. */
  readonly params?: A
}
export type ErrorTable = Readonly<Record<string, ErrorEntry<readonly MessageParam[]>>>
export const e = <A extends readonly MessageParam[] = []>(
  code: string,
  about: Pick<ErrorEntry<A>, 'retry' | 'data'> = {},
): ErrorEntry<A> => ({ code, ...about })
export type P = MessageParam
