// How the steps of logging in and of making an account are answered.
import { Failure, type Problem, problem } from '../errors.ts'
import { escapeWikitext } from '../language/escape-wikitext.ts'
import { type Message, message, rawParams } from '../language/messages.ts'
import type { AuthField, AuthRequest } from './auth-requests.ts'
import { p } from './params.ts'
import type { RequestInfo } from './request.ts'
import { list, type Tree, type Value } from './result.ts'

export type MessageFormat = 'html' | 'wikitext' | 'raw' | 'none'

/** The parameter `messageformat`. */
export const messageFormat = () => p.oneOf(['html', 'wikitext', 'raw', 'none'] as const, { default: 'wikitext' })

/** Schemes of addresses that name a host. */
const schemes = [
  'http',
  'https',
  'ftp',
  'ftps',
  'git',
  'gopher',
  'irc',
  'ircs',
  'mms',
  'nntp',
  'redis',
  'sftp',
  'ssh',
  'svn',
]
const address = new RegExp(`^(?:${schemes.join('|')})://[^/\\s?#]`, 'i')

/** Throws `badurl_…` for what is no address of a page to come back to. */
export function checkReturnUrl(url: string | undefined, parameter: string): void {
  if (url === undefined || (address.test(url) && URL.canParse(url))) return
  const bad = problem('apierror-badurl', [parameter, escapeWikitext(url)])
  throw new Failure([{ ...bad, code: `badurl_${parameter}` }])
}

type Style = Pick<RequestInfo, 'wiki' | 'language'>

/** A message in the asked format. */
export function showMessage(said: Message, format: MessageFormat, { wiki, language }: Style): Value {
  switch (format) {
    case 'none':
      return undefined
    case 'raw':
      return { key: wiki.messages.keyOf(said), params: list('_v', rawParams(said) as readonly Value[]) }
    case 'html':
      return wiki.messages.html(said, language)
    default:
      return wiki.messages.wikitext(said, language)
  }
}

/** A name that is no message, as MediaWiki shows it: there may be none. */
const showName = (name: string | null, format: MessageFormat): Value =>
  format === 'none' ? undefined : format === 'raw' ? { key: 'rawmessage', params: list('_v', [name]) } : (name ?? '')

/** One field for who shows a form. */
export const showField = (field: AuthField, format: MessageFormat, style: Style): Tree => ({
  type: field.type,
  ...(field.value === undefined ? {} : { value: field.value }),
  label: showMessage(field.label, format, style),
  help: showMessage(field.help, format, style),
  optional: field.optional,
  sensitive: field.sensitive,
})

/** A request for who shows a form; its fields stand elsewhere where they are merged with others. */
export function showAuthRequest(request: AuthRequest, format: MessageFormat, style: Style, merged: boolean): Tree {
  const { id, metadata = {}, required, provider, account, fields } = request
  return {
    id,
    metadata: { ...metadata },
    required,
    provider: provider === undefined ? showName(id, format) : showMessage(provider, format, style),
    account: showName(account === undefined ? id : account, format),
    ...(merged
      ? {}
      : {
          fields: Object.fromEntries(
            Object.entries(fields).map(([name, field]) => [name, showField(field, format, style)]),
          ),
        }),
  }
}

/** `status: FAIL`, with all that stands against it in the asked format. */
export function showAuthFailure(problems: readonly Problem[], format: MessageFormat, request: RequestInfo): Tree {
  const { code, message: said } = inOne(problems, request)
  return {
    status: 'FAIL',
    message: showMessage(said, format, request),
    messagecode: code,
    canpreservestate: false,
  }
}

/** Several problems as one message with a list. As MediaWiki: its code is made of the form of the list. */
function inOne(problems: readonly Problem[], { wiki, language }: Style): Pick<Problem, 'code' | 'message'> {
  const [first, ...others] = problems
  if (first === undefined) throw new Error('a refusal has no reason')
  if (others.length === 0) return first
  const items = problems.map(one => `* ${wiki.messages.wikitext(one.message, language)}`)
  const code = problems.map((_, index) => `* $${index + 1}`).join('\n')
  return { code: code.replaceAll(/[^0-9A-Za-z]/g, '_'), message: message('rawmessage', items.join('\n')) }
}
