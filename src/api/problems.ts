// How problems and warnings stand in an answer, in each of the six error formats.
import type { Problem } from '../errors.ts'
import { type Message, type MessageRenderer, rawParams } from '../language/messages.ts'
import type { ErrorFormat } from './main-params.ts'
import { content, type List, list, type Tree, type Value } from './result.ts'

/** A warning or an error and the module that it comes from. */
export interface Notice {
  readonly code: string
  readonly message: Message
  readonly data?: Tree
  /** `main`, `edit`, `query+revisions`. */
  readonly module: string
}

export interface NoticeStyle {
  readonly format: ErrorFormat
  readonly language: string
  readonly messages: MessageRenderer
}

/** The code of a warning whose message says it: `apiwarn-badutf8` → `badutf8`. */
export const codeOfKey = (key: string): string => key.replace(/^(apiwarn|apierror|paramvalidator)-/, '')

const plain = (message: Message, { messages, language }: NoticeStyle): string => messages.plain(message, language)

/** One error or warning as the newer formats show it. */
export function showNotice(notice: Notice, style: NoticeStyle, withModule = true): Tree {
  const head: Record<string, Value> = { code: notice.code, ...showMessage(notice.message, style) }
  if (notice.data !== undefined && Object.keys(notice.data).length > 0) head.data = notice.data
  if (withModule) head.module = notice.module
  return head
}

/** The parameters of a message as `errorformat=raw` shows them. */
export const rawList = (message: Message): List => list('param', rawParams(message).map(asValue))

/** A parameter that is a list is a list of the answer too. */
function asValue(raw: unknown): Value {
  if (Array.isArray(raw)) return list('_v', raw.map(asValue))
  if (typeof raw !== 'object' || raw === null) return raw as Value
  return Object.fromEntries(Object.entries(raw).map(([key, value]) => [key, asValue(value)]))
}

function showMessage(message: Message, style: NoticeStyle): Tree {
  switch (style.format) {
    case 'plaintext':
      return { text: content(plain(message, style)) }
    case 'wikitext':
      return { text: content(style.messages.wikitext(message, style.language)) }
    case 'html':
      return { html: content(style.messages.html(message, style.language)) }
    case 'raw':
      return { key: style.messages.keyOf(message), params: rawList(message) }
    default:
      return {}
  }
}

/** As MediaWiki: what says the same in this format is said once, but for `raw`. */
const unlike = (shown: readonly Tree[], { format }: NoticeStyle): readonly Tree[] =>
  format === 'raw' ? shown : [...new Map(shown.map(one => [JSON.stringify(one), one] as const)).values()]

/** The errors of a request: `error` in the old format, `errors` in the newer. */
export function showErrors(notices: readonly Notice[], style: NoticeStyle): Tree {
  if (style.format !== 'bc') {
    return {
      errors: list(
        'error',
        unlike(
          notices.map(notice => showNotice(notice, style)),
          style,
        ),
      ),
    }
  }
  const [first] = notices
  if (first === undefined) return {}
  const head = { code: first.code, info: plain(first.message, style) }
  return { error: { ...head, ...first.data, ...head } }
}

/** The warnings of a request: by module in the old format, a list in the newer. */
export function showWarnings(notices: readonly Notice[], style: NoticeStyle): Tree {
  if (notices.length === 0) return {}
  if (style.format !== 'bc') {
    return {
      warnings: list(
        'warning',
        unlike(
          notices.map(notice => showNotice(notice, style)),
          style,
        ),
      ),
    }
  }
  const texts = new Map<string, string[]>()
  for (const notice of notices) {
    const name = notice.module.slice(notice.module.lastIndexOf('+') + 1)
    const lines = texts.get(name) ?? []
    const line = plain(notice.message, style)
    if (!lines.includes(line)) lines.push(line)
    texts.set(name, lines)
  }
  // As MediaWiki: the module that was the last to warn of something first comes first.
  return {
    warnings: Object.fromEntries(
      [...texts].reverse().map(([name, lines]) => [name, { warnings: content(lines.join('\n')) }]),
    ),
  }
}

/** An error of one item of a batch, merged into the item. */
export function showItemProblem(problem: Problem, style: NoticeStyle): Tree {
  if (style.format !== 'bc') return showNotice({ ...problem, module: '' }, style, false)
  return { code: problem.code, info: plain(problem.message, style), ...problem.data }
}

/** The errors (or warnings) of one item of a batch as MediaWiki lists those of a status. */
export function showStatusErrors(
  problems: readonly Problem[],
  style: NoticeStyle,
  type: 'error' | 'warning' = 'error',
): List {
  return list(
    type,
    problems.map(problem => showStatusError(problem, style, type)),
  )
}

function showStatusError(problem: Problem, style: NoticeStyle, type: 'error' | 'warning'): Tree {
  if (style.format !== 'bc') return showNotice({ ...problem, module: '' }, style, false)
  return {
    message: style.messages.keyOf(problem.message),
    params: rawList(problem.message),
    code: problem.code,
    type,
  }
}
