// What a log entry says in words, by its kind; a kind that nobody knows any more is named and nothing else.
import type { Shown } from '../access/viewer.ts'
import type { Timestamp } from '../api/timestamps.ts'
import { formatDateTime } from '../language/dates.ts'
import type { KeptMembership, KeptProtection, KeptTitle, LogKind, LogParams } from '../logs/log-params.ts'
import { makeTitle, type Title } from '../pages/title.ts'
import { hiddenComment, hiddenContent, hiddenUser, suppressed } from '../revisions/hidden-bits.ts'
import { pathOf, specialPath } from './addresses.ts'
import { type Html, html, joined } from './html.ts'
import { type Links, tagLabel } from './pieces.ts'
import type { Said, Visit } from './visit.ts'

/** What an entry tells of, as far as its reader may know; what kind it is is no secret. */
export interface Told {
  readonly type: string
  readonly action: string
  readonly logged: Shown<{ readonly title: Title; readonly params: Readonly<Record<string, unknown>> }>
}

interface Words {
  /** Where the message is not `logentry-TYPE-ACTION`. */
  readonly key?: string
  /** Behind the actor, their name and the target. */
  readonly params?: readonly Said[]
}

interface Telling {
  readonly visit: Visit
  readonly links: Links
  readonly title: Title
}

type Tellers = { readonly [K in LogKind]?: (params: LogParams[K], of: Telling) => Words }

const titleOfKept = (kept: KeptTitle): Title => makeTitle(kept.ns, kept.title)

const move =
  (key: string) =>
  ({ target, suppressredirect }: LogParams['move/move'], { links }: Telling): Words => ({
    key: suppressredirect ? `${key}-noredirect` : key,
    params: [links.page(titleOfKept(target))],
  })

const protections = ({ details }: LogParams['protect/protect'], { visit }: Telling): Words => ({
  params: [details.map(one => protectionText(visit, one)).join(' ')],
})

function protectionText(visit: Visit, { type, level, expiry }: KeptProtection): string {
  const until =
    expiry === 'infinity'
      ? visit.say('protect-expiry-indefinite')
      : visit.say('protect-expiring', formatDateTime(expiry as Timestamp, visit.language))
  return `[${type}=${level}] (${until})`
}

/** What was hidden and what was shown, from the bits before and after. */
export function hidingText(visit: Visit, before: number, after: number): string {
  const names = [
    [hiddenContent, 'content'],
    [hiddenComment, 'summary'],
    [hiddenUser, 'uname'],
  ] as const
  const changes = names.flatMap(([bit, name]) => {
    if ((after & bit) !== 0 && (before & bit) === 0) return [visit.say(`revdelete-${name}-hid`)]
    return (before & bit) !== 0 && (after & bit) === 0 ? [visit.say(`revdelete-${name}-unhid`)] : []
  })
  if ((after & suppressed) !== 0 && (before & suppressed) === 0) changes.push(visit.say('revdelete-restricted'))
  if ((before & suppressed) !== 0 && (after & suppressed) === 0) changes.push(visit.say('revdelete-unrestricted'))
  return changes.join(visit.comma)
}

const hiding =
  (key: string) =>
  ({ ids, old, new: after }: LogParams['delete/revision'], { visit }: Telling): Words => ({
    key,
    params: [hidingText(visit, old, after), ids.length],
  })

const tag = (name: string, { visit }: Telling): Html =>
  html`<a href="${specialPath(visit.wiki, 'RecentChanges', { tagfilter: name })}">${name}</a>`
const oneTag = (params: { readonly tag: string }, of: Telling): Words => ({ params: [tag(params.tag, of)] })

const twoTags = (params: LogParams['managetags/xmerge'], of: Telling): Words => ({
  params: [tag(params.tag, of), tag(params.into, of), params.count],
})

function retagged(params: LogParams['tag/update'], of: Telling): Words {
  const { visit, title } = of
  const labels = (names: readonly string[]): Html =>
    joined(
      names.map(name => tagLabel(visit, name)),
      visit.comma,
    )
  const isRevision = params.revid !== false && Number(params.revid) !== 0
  const id = String(isRevision ? params.revid : params.logid)
  const link = isRevision
    ? html`<a href="${pathOf(visit.wiki, title, { oldid: id })}">${id}</a>`
    : html`<a href="${specialPath(visit.wiki, 'Log', { logid: id })}">${id}</a>`
  const what = params.tagsAdded.length === 0 ? 'remove' : params.tagsRemoved.length === 0 ? 'add' : 'all'
  return {
    key: `logentry-tag-update-${what}-${isRevision ? 'revision' : 'logentry'}`,
    params: [
      link,
      '',
      labels(params.tagsAdded),
      params.tagsAdded.length,
      labels(params.tagsRemoved),
      params.tagsRemoved.length,
    ],
  }
}

const groups = (visit: Visit, names: readonly string[], memberships: readonly KeptMembership[] = []): string =>
  names.length === 0
    ? visit.say('rightsnone')
    : names
        .map(name => {
          const expiry = memberships.find(one => one.group === name)?.expiry
          const label = visit.say([`group-${name}`, 'x-group-unknown'], name)
          return expiry
            ? visit.say('rightslogentry-temporary-group', label, formatDateTime(expiry as Timestamp, visit.language))
            : label
        })
        .join(visit.comma)

const rights = (params: LogParams['rights/rights'], { visit }: Telling): Words => ({
  params: [groups(visit, params.oldgroups, params.oldmetadata), groups(visit, params.newgroups, params.newmetadata)],
})

const block =
  (key: string) =>
  ({ duration, flags }: LogParams['block/block'], { visit }: Telling): Words => ({
    key,
    params: [
      duration === 'infinity' || duration === 'infinite' ? visit.say('infiniteblock') : duration,
      flags.length === 0
        ? ''
        : `(${flags.map(name => visit.say([`block-log-flags-${name}`, 'x-flag-unknown'], name)).join(visit.comma)})`,
    ],
  })

const patrolled = ({ curid }: LogParams['patrol/patrol'], { visit, title }: Telling): Words => ({
  params: [html`<a href="${pathOf(visit.wiki, title, { oldid: curid })}">${String(curid)}</a>`],
})

const tellers: Tellers = {
  'block/block': block('x-log-block'),
  'block/reblock': block('x-log-reblock'),
  'contentmodel/change': ({ oldmodel, newmodel }) => ({ params: [oldmodel, newmodel] }),
  'contentmodel/new': ({ newmodel }) => ({ params: ['', newmodel] }),
  'delete/event': hiding('x-log-hide-event'),
  'delete/restore': ({ count }, { visit }) => ({
    key: 'x-log-restore',
    params: [visit.say('restore-count-revisions', count.revisions)],
  }),
  'delete/revision': hiding('x-log-hide-revision'),
  'import/interwiki': ({ count }) => ({ params: [count] }),
  'import/upload': ({ count }) => ({ params: [count] }),
  'managetags/activate': oneTag,
  'managetags/create': oneTag,
  'managetags/deactivate': oneTag,
  'managetags/delete': (params, of) => ({ key: 'x-log-delete-tag', params: [tag(params.tag, of), params.count] }),
  'managetags/xmerge': twoTags,
  'managetags/xrename': twoTags,
  'merge/merge': ({ dest }, { links }) => ({ params: [links.page(titleOfKept(dest))] }),
  'move/move': move('logentry-move-move'),
  'move/move_redir': move('logentry-move-move_redir'),
  'patrol/autopatrol': patrolled,
  'patrol/patrol': patrolled,
  'protect/modify': protections,
  'protect/move_prot': ({ oldtitle }, { links }) => ({ params: [links.page(titleOfKept(oldtitle))] }),
  'protect/protect': protections,
  'renameuser/renameuser': ({ olduser, newuser, edits }) => ({ params: [olduser, newuser, edits] }),
  'rights/autopromote': rights,
  'rights/rights': rights,
  'suppress/block': block('x-log-block'),
  'suppress/event': hiding('x-log-suppress-event'),
  'suppress/reblock': block('x-log-reblock'),
  'suppress/revision': hiding('x-log-suppress-revision'),
  'tag/update': retagged,
}

/** The entry as a sentence, its actor in it. */
export function logText(visit: Visit, links: Links, told: Told, actor: Html, actorName: string): Html {
  const { logged, type, action } = told
  if (logged.is === 'withheld') {
    const classes = logged.suppressed ? 'history-deleted mw-history-suppressed' : 'history-deleted'
    return html`${actor} <span class="${classes}">${visit.say('rev-deleted-event')}</span>`
  }
  const { title, params } = logged.value
  const kind = `${type}/${action}`
  const teller = Object.hasOwn(tellers, kind) ? tellers[kind as LogKind] : undefined
  const of: Telling = { visit, links, title }
  const words: Words = teller === undefined ? {} : (teller as (params: unknown, of: Telling) => Words)(params, of)
  const key = words.key ?? `logentry-${type}-${action}`
  const all = [actor, actorName, links.page(title), ...(words.params ?? [])]
  const text = visit.wiki.messages.has(key, visit.language)
    ? visit.tell(key, ...all)
    : visit.tell('x-log-unknown', actor, actorName, links.page(title), kind)
  if (logged.is === 'open') return text
  return html`<span class="history-deleted${logged.suppressed && ' mw-history-suppressed'}">${text}</span>`
}

/** The pages that the sentence links to. */
export function titlesOfLog({ logged }: Told): Title[] {
  if (logged.is === 'withheld') return []
  const { title, params } = logged.value
  const others = [params.target, params.dest, params.oldtitle].filter(isKeptTitle).map(titleOfKept)
  return [title, ...others]
}

function isKeptTitle(value: unknown): value is KeptTitle {
  if (typeof value !== 'object' || value === null) return false
  const { ns, title } = value as Partial<KeptTitle>
  return typeof ns === 'number' && typeof title === 'string'
}
