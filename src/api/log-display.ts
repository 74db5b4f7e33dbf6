// A log entry as a line of HTML, for the field `logdisplay`: who did what to which page.
import { escapeHtml } from '../language/message-text.ts'
import type { MessageParam } from '../language/messages.ts'
import type { KeptTitle, LogKind, LogParams } from '../logs/log-params.ts'
import { encodeForUrl, makeTitle, prefixedDbKey, type Title } from '../pages/title.ts'
import type { Actor } from '../revisions/revision.ts'
import type { Wiki } from '../wiki.ts'
import { logParamsOf } from './log-params.ts'

interface Logged {
  readonly type: string
  readonly action: string
  readonly title: Title
  readonly params: Readonly<Record<string, unknown>>
  /** Undefined where the reader may not know. */
  readonly actor: Actor | undefined
}

/** The line, in the wiki's language. Its message gets the user, their name, the page, and what the kind of entry adds. */
export function logDisplayOf(wiki: Wiki, logged: Logged): string {
  const { type, action, title, actor } = logged
  const { messages, config } = wiki
  const params: MessageParam[] = [
    { raw: actor === undefined ? hiddenUser(wiki) : linkTo(wiki, userPage(actor), actor.name) },
    { plaintext: actor?.name ?? '' },
    { raw: linkTo(wiki, title, wiki.nameOf(title)) },
    ...more(wiki, logged),
  ]
  return messages.html({ key: [`logentry-${type}-${action}`, 'x-logentry'], params }, config.language)
}

const userPage = (actor: Actor): Title => makeTitle(2, actor.name.replaceAll(' ', '_'))

function linkTo({ config, titles }: Wiki, title: Title, text: string): string {
  const address = config.articlePath.replace('$1', () => encodeForUrl(prefixedDbKey(title, titles.namespaces)))
  return `<a href="${escapeHtml(address)}" title="${escapeHtml(text)}">${escapeHtml(text)}</a>`
}

const hiddenUser = ({ messages, config }: Wiki): string =>
  `<span class="history-deleted">${messages.html({ key: 'rev-deleted-user', params: [] }, config.language)}</span>`

type More = { readonly [K in LogKind]?: (params: LogParams[K], wiki: Wiki) => MessageParam[] }

const kept = (wiki: Wiki, { ns, title }: KeptTitle): MessageParam => {
  const page = makeTitle(ns, title)
  return { raw: linkTo(wiki, page, wiki.nameOf(page)) }
}
const names = (values: readonly string[]): MessageParam => ({
  list: values.map(value => ({ plaintext: value })),
  type: 'comma',
})
const moved = ({ target }: LogParams['move/move'], wiki: Wiki): MessageParam[] => [kept(wiki, target)]
const duration = ({ duration }: LogParams['block/block']): MessageParam[] => [{ plaintext: duration }]
const tag = ({ tag }: { readonly tag: string }): MessageParam[] => [{ plaintext: tag }]
const tags = ({ tag, into }: LogParams['managetags/xmerge']): MessageParam[] => [
  { plaintext: tag },
  { plaintext: into },
]
const count = ({ count }: { readonly count: number }): MessageParam[] => [{ num: count }]
const groups = ({ oldgroups, newgroups }: LogParams['rights/rights']): MessageParam[] => [
  names(oldgroups),
  names(newgroups),
]
const models = ({ oldmodel, newmodel }: { readonly oldmodel: string | false; readonly newmodel: string }) => [
  { plaintext: oldmodel || '' },
  { plaintext: newmodel },
]
const patrolled = ({ curid }: LogParams['patrol/patrol']): MessageParam[] => [{ plaintext: curid }]

/** What the messages of some kinds say besides. */
const byKind: More = {
  'block/block': duration,
  'block/reblock': duration,
  'contentmodel/change': models,
  'contentmodel/new': models,
  'import/interwiki': count,
  'import/upload': count,
  'managetags/activate': tag,
  'managetags/create': tag,
  'managetags/deactivate': tag,
  'managetags/delete': tag,
  'managetags/xmerge': tags,
  'managetags/xrename': tags,
  'merge/merge': ({ dest }, wiki) => [kept(wiki, dest)],
  'move/move': moved,
  'move/move_redir': moved,
  'patrol/autopatrol': patrolled,
  'patrol/patrol': patrolled,
  'protect/move_prot': ({ oldtitle }, wiki) => [kept(wiki, oldtitle)],
  'renameuser/renameuser': ({ olduser, newuser }) => [{ plaintext: olduser }, { plaintext: newuser }],
  'rights/autopromote': groups,
  'rights/rights': groups,
  'suppress/block': duration,
  'suppress/reblock': duration,
  'tag/update': ({ tagsAdded, tagsRemoved }) => [names(tagsAdded), names(tagsRemoved)],
}

function more(wiki: Wiki, { type, action, params }: Logged): MessageParam[] {
  const kind = `${type}/${action}`
  if (kind === 'protect/protect' || kind === 'protect/modify') {
    return [{ plaintext: String(logParamsOf(wiki, { type, action, params }).description ?? '') }]
  }
  const add = Object.hasOwn(byKind, kind) ? byKind[kind as LogKind] : undefined
  return add === undefined ? [] : (add as (params: unknown, wiki: Wiki) => MessageParam[])(params, wiki)
}
