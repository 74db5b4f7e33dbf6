// Answers of the REST API: JSON, pages as HTML, and errors with their keys.
import type { HttpResponse } from '../http/message.ts'
import type { MessageParam } from '../language/messages.ts'
import type { Wiki } from '../wiki.ts'

/** Ends a request; `data` stands before the message in the answer. */
export class RestError extends Error {
  readonly status: number
  readonly key: string
  readonly params: readonly MessageParam[]
  readonly data: Readonly<Record<string, unknown>>
  /** The key in the answer, where it is not that of the message. */
  readonly shownKey: string | undefined
  constructor(
    status: number,
    key: string,
    params: readonly MessageParam[] = [],
    of: { readonly data?: Readonly<Record<string, unknown>>; readonly shownKey?: string } = {},
  ) {
    super(key)
    this.status = status
    this.key = key
    this.params = params
    this.data = of.data ?? {}
    this.shownKey = of.shownKey
  }
}

const reasons: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  415: 'Unsupported Media Type',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
}

export const privately = 'private,must-revalidate,s-maxage=0'

/** Nothing in an answer is run, framed or guessed at by a browser. */
const commonHeaders = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  Vary: 'Cookie',
}

export function json(
  body: unknown,
  of: { readonly status?: number; readonly headers?: Readonly<Record<string, string>> } = {},
): HttpResponse {
  return {
    status: of.status ?? 200,
    headers: { ...commonHeaders, 'Content-Type': 'application/json', 'Cache-Control': privately, ...of.headers },
    body: JSON.stringify(body),
  }
}

/** A page of HTML, in which no script runs. */
export function htmlPage(body: string, headers: Readonly<Record<string, string>>): HttpResponse {
  return {
    status: 200,
    headers: {
      ...commonHeaders,
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': privately,
      'Content-Security-Policy':
        "default-src 'none'; img-src * data:; style-src 'self' 'unsafe-inline'; media-src *; sandbox",
      ...headers,
    },
    body,
  }
}

/** `location` is a path of ours. */
export const redirect = (status: 301 | 307, location: string): HttpResponse => ({
  status,
  headers: {
    ...commonHeaders,
    'Content-Type': 'text/plain; charset=utf-8',
    'Cache-Control': privately,
    Location: location,
  },
  body: '',
})

/** An error as JSON: what went wrong in the language of the wiki. */
export function errorAnswer(
  wiki: Wiki,
  error: RestError,
  headers: Readonly<Record<string, string>> = {},
): HttpResponse {
  const { language } = wiki.config
  const text = wiki.messages.shipped.plain({ key: error.key, params: error.params }, language)
  const body = {
    ...error.data,
    errorKey: error.shownKey ?? error.key,
    messageTranslations: { [language]: text },
    httpCode: error.status,
    httpReason: reasons[error.status] ?? 'Error',
  }
  return json(body, { status: error.status, headers })
}

/** That a parameter is wrong, as MediaWiki says it. */
export const badParameter = (
  name: string,
  value: string | null,
  failureCode: string,
  message: { readonly key: string; readonly params: readonly MessageParam[] },
  data: Readonly<Record<string, unknown>> | null = null,
): RestError =>
  new RestError(400, message.key, message.params, {
    data: { error: 'parameter-validation-failed', name, value, failureCode, failureData: data, ...data },
    shownKey: failureCode,
  })
