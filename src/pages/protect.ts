// Protecting pages, and titles that nobody may create.
import type { Restriction } from '../access/page-permissions.ts'
import type { Performer, Permit } from '../access/permit.ts'
import type { Right } from '../access/rights.ts'
import type { Viewer } from '../access/viewer.ts'
import { type Timestamp, timestampOf } from '../api/timestamps.ts'
import { record } from '../changes/record.ts'
import { cutComment } from '../language/cut-comment.ts'
import { formatDateTime } from '../language/dates.ts'
import { refreshLinks } from '../links/refresh-links.ts'
import type { KeptProtection } from '../logs/log-params.ts'
import type { Transaction } from '../storage/database.ts'
import { requireMayApply } from '../tags/allowed.ts'
import { acquireActor } from '../users/user-store.ts'
import type { Wiki } from '../wiki.ts'
import { nullRevision } from './null-revision.ts'
import { stateFor } from './page-state.ts'
import { type PageRow, pageByTitle, restrictionsOfPages, titleProtections } from './page-store.ts'
import { liftTitleProtection, putTitleProtection, replaceRestrictions } from './protection-store.ts'
import type { Title } from './title.ts'

/** One protection that is asked for; an empty level lifts it. */
export interface Protection {
  readonly type: string
  readonly level: string
  /** 14 digits or `infinity`. */
  readonly expiry: string
}

export interface ProtectOrder {
  readonly title: Title
  /** Of one type, the last counts. What is not named is not protected any more. */
  readonly protections: readonly Protection[]
  /** Whether what the page includes is to be protected with it. */
  readonly cascade: boolean
  readonly reason: string
  /** Checked already. */
  readonly tags: readonly string[]
}

/** The actions that a page can be protected from. */
export const restrictionTypes: readonly string[] = ['create', 'edit', 'move', 'upload']

/** The levels there are, the right of each, and whether what a page of that level includes can be protected with it. */
const levels: readonly { readonly name: string; readonly right: Right; readonly cascades: boolean }[] = [
  { name: 'autoconfirmed', right: 'editsemiprotected', cascades: false },
  { name: 'sysop', right: 'editprotected', cascades: true },
]

/** Whether somebody may give a page this level: nobody gives one that they have not got. */
export const mayGiveLevel = (viewer: Viewer, level: string): boolean =>
  level === '' || levels.some(one => one.name === level && viewer.may(one.right))

/** The permit to protect; throws what stands against it. */
export async function permitToProtect(
  wiki: Wiki,
  performer: Performer,
  title: Title,
): Promise<{ permit: Permit<'protect'>; page: PageRow | undefined }> {
  const db = wiki.database.read
  const page = await pageByTitle(db, title)
  const now = timestampOf(performer.now)
  const permit = performer.permitOn('protect', await stateFor(wiki, performer.viewer, { title, page, now }))
  return { permit, page }
}

/**
 * Replaces the protections of a page, or of a title without a page; the levels are checked already (`mayGiveLevel`).
 * Changes nothing where it is protected so. Says whether what the page includes is protected with it: as MediaWiki, what
 * was asked where nothing changed.
 */
export async function protectPage(
  wiki: Wiki,
  permit: Permit<'protect'>,
  order: ProtectOrder,
): Promise<{ cascade: boolean }> {
  requireMayApply(permit.performer, order.tags)
  const now = timestampOf(permit.performer.now)
  const byType = new Map(order.protections.map(one => [one.type, one]))
  const wanted = [...byType.values()].filter(one => one.level !== '')
  const { cascade, page } = await wiki.database.write(async tx => {
    const page = await pageByTitle(tx, order.title)
    if (page === undefined) {
      return { cascade: !(await protectTitle(tx, permit, order, wanted, now)) && order.cascade }
    }
    const before = (await restrictionsOfPages(tx, [page.page_id], now)).get(page.page_id) ?? []
    if (isSame(before, wanted, order.cascade)) return { cascade: order.cascade }
    const cascade = order.cascade && canCascade(wanted)
    await protectExisting(tx, wiki, permit, page, { ...order, protections: wanted, cascade, before }, now)
    return { cascade, page: page.page_id }
  })
  // What the page includes is protected when this is answered, not when the job of its links is done.
  if (cascade && page !== undefined) await refreshLinks(wiki, { pages: new Map([[page, now]]) }, async () => {})
  return { cascade }
}

/** As MediaWiki: only from editing, and only at a level that cascades; else a reader could protect the whole wiki. */
const canCascade = (wanted: readonly Protection[]): boolean =>
  wanted.some(one => one.type === 'edit' && levels.some(level => level.name === one.level && level.cascades))

/** Says whether anything changed. */
async function protectTitle(
  tx: Transaction,
  permit: Permit<'protect'>,
  order: ProtectOrder,
  wanted: readonly Protection[],
  now: string,
): Promise<boolean> {
  const create = wanted.find(one => one.type === 'create')
  const [before] = await titleProtections(tx, [order.title], now)
  if (create === undefined && before === undefined) return false
  if (create !== undefined && before?.pt_create_perm === create.level && before.pt_expiry === create.expiry)
    return false
  if (create === undefined) {
    await liftTitleProtection(tx, order.title)
  } else {
    const { viewer } = permit.performer
    await putTitleProtection(tx, order.title, {
      level: create.level,
      expiry: create.expiry,
      actor: viewer.actorId ?? (await acquireActor(tx, viewer.name, viewer.userId)),
      reason: cutComment(order.reason),
      now,
    })
  }
  const kept = create === undefined ? [] : [{ type: create.type, level: create.level, expiry: create.expiry }]
  await record(tx, {
    permit,
    on: order.title,
    summary: cutComment(order.reason),
    log: {
      type: 'protect',
      action: create === undefined ? 'unprotect' : before === undefined ? 'protect' : 'modify',
      params: create === undefined ? {} : { cascade: false, details: kept },
      pageId: 0,
    },
    tags: order.tags,
    flags: {},
    timestamp: now,
  })
  return true
}

async function protectExisting(
  tx: Transaction,
  wiki: Wiki,
  permit: Permit<'protect'>,
  page: PageRow,
  order: ProtectOrder & { readonly before: readonly Restriction[] },
  now: string,
): Promise<void> {
  const { before } = order
  const after: Restriction[] = order.protections.map(one => ({ ...one, cascade: order.cascade && one.type === 'edit' }))
  await replaceRestrictions(tx, page.page_id, after)
  const action = after.length === 0 ? 'unprotect' : before.length === 0 ? 'protect' : 'modify'
  const comment = commentOf(wiki, action, order, after)
  const { revision, timestamp } = await nullRevision(tx, page, { comment, now })
  await record(tx, {
    permit,
    on: order.title,
    summary: cutComment(order.reason),
    revision,
    log: {
      type: 'protect',
      action,
      params: after.length === 0 ? {} : { cascade: order.cascade, details: after satisfies KeptProtection[] },
      pageId: page.page_id,
    },
    tags: order.tags,
    flags: { minor: true },
    timestamp,
  })
}

const commentKeys = {
  protect: 'protectedarticle-comment',
  modify: 'modifiedarticleprotection-comment',
  unprotect: 'unprotectedarticle-comment',
} as const

/** `Protected "[[Page]]": reason ([edit=sysop] (indefinite)) [cascading]`. */
function commentOf(
  wiki: Wiki,
  action: keyof typeof commentKeys,
  order: ProtectOrder,
  after: readonly Restriction[],
): string {
  const { language } = wiki.config
  const say = (key: string, ...params: string[]): string => wiki.messages.wikitext({ key, params }, language)
  const reason = order.reason.trim() === '' ? '' : `${say('colon-separator')}${order.reason.trim()}`
  const until = ({ expiry }: Restriction): string =>
    expiry === 'infinity'
      ? say('protect-expiry-indefinite')
      : say('protect-expiring', formatDateTime(expiry as Timestamp, language))
  const details = after.map(one => say('protect-summary-desc', one.type, one.level, until(one))).join(' ')
  const cascade = order.cascade ? ` [${say('protect-summary-cascade')}]` : ''
  const sentence = `${say(commentKeys[action], wiki.nameOf(order.title))}${reason}`
  return cutComment(details === '' ? sentence : `${sentence} (${details})${cascade}`)
}

/** As MediaWiki: what is asked to be protected with the page counts as asked, not as it becomes. */
function isSame(before: readonly Restriction[], wanted: readonly Protection[], cascade: boolean): boolean {
  const key = (rows: readonly Protection[]): string =>
    rows
      .map(one => `${one.type}=${one.level}:${one.expiry}`)
      .sort()
      .join('|')
  return key(before) === key(wanted) && (wanted.length === 0 || before.some(one => one.cascade) === cascade)
}
