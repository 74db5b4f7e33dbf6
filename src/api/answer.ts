// From what a module answered, or what went wrong, to the bytes and headers of the response.
import type { Failure } from '../errors.ts'
import type { HttpResponse } from '../http/message.ts'
import { crossOriginHeaders, type OriginVerdict } from './cross-origin.ts'
import type { FormatChoice } from './format-of.ts'
import type { ActionModule, RootAnswer } from './module.ts'
import { prettyOptions } from './pretty-options.ts'
import { showErrors, showWarnings } from './problems.ts'
import type { RequestInfo } from './request.ts'
import { content, type Tree } from './result.ts'

interface Answered {
  readonly info: RequestInfo
  readonly choice: FormatChoice
  readonly failure: Failure | undefined
  readonly module: ActionModule | undefined
  readonly origin: OriginVerdict
  /** What is printed in the place of the usual result. */
  readonly answer: RootAnswer | undefined
}

/** The response in the asked format. */
export function answerOf({ info, choice, failure, module, origin, answer }: Answered): HttpResponse {
  const { format, wrappedhtml = false } = choice
  // As MediaWiki: what the format has to say comes after all else.
  if (choice.asksStyleSheet) info.warn('xml', { key: 'apiwarn-xslt-disabled', params: [] })
  const status = failure?.status ?? 200
  const isPage = format.name.endsWith('fm')
  const options = {
    ...choice.options,
    ...(isPage ? { pretty: prettyOptions(info, { name: format.name, wrappedhtml, status }) } : {}),
    ...(answer?.xmlRoot === undefined ? {} : { xmlRoot: answer.xmlRoot }),
  }
  const tree = failure === undefined ? (answer?.root ?? successTree(info)) : failureTree(info, failure, module)
  const headers: Record<string, string> = {
    ...format.headers(options),
    'Cache-Control':
      answer === undefined ? cacheControl(info, failure, module) : publicly(info, answer.maxAge, answer.maxAge),
    ...info.headers,
    ...crossOriginHeaders(origin),
  }
  if (failure !== undefined) {
    headers['MediaWiki-API-Error'] = [...new Set(failure.problems.map(one => one.code))].join(', ')
    Object.assign(headers, failure.headers)
  }
  if (info.withoutSession) headers['MediaWiki-Login-Suppressed'] = 'true'
  // As MediaWiki: a page about an answer says which status that would have had.
  return { status: isPage ? 200 : status, headers, body: format.print(tree, options), cookies: info.session.cookies }
}

function successTree(info: RequestInfo): Tree {
  const { batchcomplete, continue: more, ...rest } = info.top
  const goesOn = { batchcomplete, continue: more }
  const warnings = showWarnings(info.notices, info.style)
  // As MediaWiki: each of these is put on top of what there is when it is known.
  return info.warnedLast ? { ...warnings, ...goesOn, ...rest } : { ...goesOn, ...warnings, ...rest }
}

const requested = ['requestid', 'servedby', 'curtimestamp', 'uselang', 'errorlang'] as const

function failureTree(info: RequestInfo, failure: Failure, module: ActionModule | undefined): Tree {
  const where = failure.module ?? module?.path ?? 'main'
  const { style, top } = info
  const kept = Object.fromEntries(requested.filter(key => top[key] !== undefined).map(key => [key, top[key]]))
  const errors = showErrors(
    failure.problems.map(problem => ({ ...problem, module: where })),
    style,
  )
  const reference = { docref: content(docReference(info)) }
  const warnings = showWarnings(info.notices, style)
  if (style.format !== 'bc') return { ...errors, ...warnings, ...reference, ...kept }
  return { error: { ...(errors.error as Tree), ...reference }, ...warnings, ...kept }
}

const docReference = ({ style, wiki }: RequestInfo): string => {
  const say = (key: string, ...params: string[]): string => style.messages.plain({ key, params }, style.language)
  return `${say('api-usage-docref', `${wiki.config.server}${wiki.config.scriptPath}/api.php`)} ${say('api-usage-mailinglist-ref')}`
}

/** Private, unless the client asked to keep it, the module allows it, and it was for nobody in particular. */
function cacheControl(info: RequestInfo, failure: Failure | undefined, module: ActionModule | undefined): string {
  if (failure !== undefined || info.main === undefined || module === undefined) return privately(0)
  const mode = info.isPrivate ? 'private' : (module.cache ?? 'private')
  // What was written once is not written by reading the answer of the last time again.
  if (module.isWrite ?? module.mode === 'write') return privately(0)
  const { maxage, smaxage } = info.main
  if (mode === 'private' || (mode === 'anon-public-user-private' && info.viewer.isRegistered)) return privately(maxage)
  return maxage === 0 && smaxage === 0 ? privately(0) : publicly(info, maxage, smaxage)
}

/** For so many seconds in the cache of the reader. */
const privately = (maxAge: number): string => `private, must-revalidate, max-age=${maxAge}`

/** For so many seconds in the caches of readers and in shared ones, if the answer was for nobody in particular. */
function publicly(info: RequestInfo, maxage: number, smaxage: number): string {
  if (info.session.cookies.length > 0 || info.session.id !== undefined) return privately(maxage)
  if (!info.wiki.isPublic) return privately(maxage)
  return `s-maxage=${smaxage}, must-revalidate, max-age=${maxage}, public`
}
