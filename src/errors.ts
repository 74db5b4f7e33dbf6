// The registry of errors: every message that can end a request or fail an item, its code and the parameters it takes.
// The rows stand in `errors/`, a file a part of the house.
import type { Tree } from './api/result.ts'
import type { ErrorEntry } from './errors/entry.ts'
import { fileErrors } from './errors/file.ts'
import { filterErrors } from './errors/filter.ts'
import { hideErrors } from './errors/hide.ts'
import { listErrors } from './errors/list.ts'
import { pageErrors } from './errors/page.ts'
import { pageActionErrors } from './errors/page-action.ts'
import { readErrors } from './errors/read.ts'
import { requestErrors } from './errors/request.ts'
import { tagErrors } from './errors/tag.ts'
import { textErrors } from './errors/text.ts'
import { userErrors } from './errors/user.ts'
import { watchlistErrors } from './errors/watchlist.ts'
import type { Message, MessageParam } from './language/messages.ts'

/** By message key; codes are MediaWiki's to the letter, ours start with `x-`. */
export const errors = {
  ...requestErrors,
  ...pageErrors,
  ...pageActionErrors,
  ...tagErrors,
  ...hideErrors,
  ...fileErrors,
  ...readErrors,
  ...userErrors,
  ...listErrors,
  ...watchlistErrors,
  ...textErrors,
  ...filterErrors,
} as const

export type ErrorKey = keyof typeof errors
export type ErrorParams<K extends ErrorKey> = (typeof errors)[K] extends ErrorEntry<infer A> ? A : never

/** One thing that is wrong: its code, its message, and the data that clients read. */
export interface Problem {
  readonly code: string
  readonly message: Message
  readonly data?: Tree
}

/** A problem from the registry. */
export function problem<K extends ErrorKey>(key: K, params: ErrorParams<K>, data?: Tree): Problem {
  return { code: errors[key].code, message: { key, params: params as readonly MessageParam[] }, data }
}

/** Ends a request: thrown anywhere, caught once in `api/request.ts` or by the page that asked. */
export class Failure extends Error {
  readonly problems: readonly Problem[]
  /** HTTP headers that go with the answer, as `Retry-After`. */
  readonly headers: Readonly<Record<string, string>>
  /** The path of the module that it comes from, where that is not the action. */
  module: string | undefined
  /** The HTTP status of the answer; as MediaWiki, 200 for nearly all that goes wrong. */
  status = 200
  constructor(problems: readonly Problem[], headers: Readonly<Record<string, string>> = {}) {
    super(problems.map(one => one.code).join(', '))
    this.problems = problems
    this.headers = headers
  }
  get code(): string {
    return this.problems[0]?.code ?? ''
  }
}

/** `throw fail('apierror-nosuchrevid', [revId])`. */
export function fail<K extends ErrorKey>(key: K, params: ErrorParams<K>, data?: Tree): Failure {
  return new Failure([problem(key, params, data)])
}

/** What became of one item of a batch. */
export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem }
