// How the steps of logging in and of making an account are answered.
import { fail } from '../errors.ts'
import { type Message, type MessageParam, message, rawParams } from '../language/messages.ts'
import type { RequestInfo } from './request.ts'
import { list, type Tree, type Value } from './result.ts'

export type MessageFormat = 'html' | 'none' | 'raw' | 'wikitext'

/** Throws `badurl_…` for what is no address of a page to come back to. */
export function checkReturnUrl(url: string, parameter: 'loginreturnurl' | 'createreturnurl'): void {
  if (/^https?:\/\/[^/\s]/.test(url) && URL.canParse(url)) return
  throw fail(parameter === 'loginreturnurl' ? 'apierror-badurl-login' : 'apierror-badurl-create', [parameter, url])
}

function showMessage(said: Message, format: MessageFormat, { wiki, language }: RequestInfo): Value {
  switch (format) {
    case 'none':
      return undefined
    case 'raw':
      return { key: wiki.messages.keyOf(said), params: list('param', rawParams(said) as readonly Value[]) }
    case 'html':
      return wiki.messages.html(said, language)
    default:
      return wiki.messages.wikitext(said, language)
  }
}

/** `status: FAIL` with the message in the asked format. */
export function showAuthFailure(
  key: string,
  format: MessageFormat,
  request: RequestInfo,
  params: readonly MessageParam[] = [],
): Tree {
  return {
    status: 'FAIL',
    message: showMessage(message(key, ...params), format, request),
    messagecode: key,
    canpreservestate: false,
  }
}
