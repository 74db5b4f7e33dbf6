// Protecting pages, and titles that nobody may create.

import type { Restriction } from '../access/page-permissions.ts'
import type { Performer, Permit } from '../access/permit.ts'
import type { Right } from '../access/rights.ts'
import { Viewer } from '../access/viewer.ts'
import { timestampOf } from '../api/timestamps.ts'
import { record } from '../changes/record.ts'
import { fail } from '../errors.ts'
import { cutComment } from '../language/cut-comment.ts'
import { revisionById } from '../revisions/revision-store.ts'
import type { Transaction } from '../storage/database.ts'
import { requireMayApply } from '../tags/allowed.ts'
import { acquireActor } from '../users/user-store.ts'
import type { Wiki } from '../wiki.ts'
import { type PageRow, pageByTitle, restrictionsOfPages, stateOfPage, titleProtections } from './page-store.ts'
import { putTitleProtection, replaceRestrictions } from './protection-store.ts'
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
  readonly protections: readonly Protection[]
  readonly cascade: boolean
  readonly reason: string
  /** Checked already. */
  readonly tags: readonly string[]
}

/** The actions that a page can be protected from, and the levels there are. */
export const restrictionTypes: readonly string[] = ['create', 'edit', 'move', 'upload']
export const restrictionLevels: readonly string[] = ['', 'autoconfirmed', 'sysop']

/** Levels at which a page may protect what it includes. As MediaWiki. */
const cascadingLevels = ['sysop']

/** The permit to protect; throws what stands against it. */
export async function permitToProtect(
  wiki: Wiki,
  performer: Performer,
  title: Title,
): Promise<{ permit: Permit<'protect'>; page: PageRow | undefined }> {
  const db = wiki.database.read
  const page = await pageByTitle(db, title)
  const permit = performer.permitOn('protect', await stateOfPage(db, title, page, timestampOf(performer.now)))
  return { permit, page }
}

/**
 * Replaces the protections of a page, or of a title without a page. Throws `permissiondenied` for a level that the
 * performer has not got themselves. Says whether the protection cascades.
 */
export async function protectPage(
  wiki: Wiki,
  permit: Permit<'protect'>,
  page: PageRow | undefined,
  order: ProtectOrder,
): Promise<{ cascade: boolean }> {
  const { performer } = permit
  requireMayApply(performer, order.tags)
  const now = timestampOf(performer.now)
  const wanted = order.protections.filter(one => one.level !== '')
  for (const { level } of wanted) {
    const right = (
      level === 'sysop' ? 'editprotected' : level === 'autoconfirmed' ? 'editsemiprotected' : level
    ) as Right
    if (!performer.viewer.may(right)) throw fail('protect-cantedit', [])
  }
  const cascade =
    order.cascade &&
    wanted.some(one => one.type === 'edit') &&
    wanted.every(one => one.type !== 'edit' || cascadingLevels.includes(one.level))
  await wiki.database.write(tx =>
    page === undefined
      ? protectTitle(tx, permit, order, wanted, now)
      : protectExisting(tx, wiki, permit, page, { ...order, protections: wanted, cascade }, now),
  )
  return { cascade }
}

async function protectTitle(
  tx: Transaction,
  permit: Permit<'protect'>,
  order: ProtectOrder,
  wanted: readonly Protection[],
  now: string,
): Promise<void> {
  const create = wanted.find(one => one.type === 'create')
  const [before] = await titleProtections(tx, [order.title], now)
  if (create === undefined && before === undefined) return
  if (create !== undefined && before?.pt_create_perm === create.level && before.pt_expiry === create.expiry) return
  const { viewer } = permit.performer
  const actor = viewer.actorId ?? (await acquireActor(tx, viewer.name, viewer.userId))
  await putTitleProtection(tx, order.title, {
    level: create?.level,
    expiry: create?.expiry ?? 'infinity',
    actor,
    reason: cutComment(order.reason),
    now,
  })
  await record(tx, {
    permit,
    on: order.title,
    summary: cutComment(order.reason),
    log:
      create === undefined
        ? { type: 'protect', action: 'unprotect', params: {}, pageId: 0 }
        : {
            type: 'protect',
            action: 'protect',
            params: { cascade: false, details: [detail(create, false)] },
            pageId: 0,
          },
    tags: order.tags,
    flags: {},
    timestamp: now,
  })
}

const detail = ({ type, level, expiry }: Protection, cascade: boolean): Record<string, unknown> => ({
  type,
  level,
  expiry,
  cascade: cascade && type === 'edit',
})

async function protectExisting(
  tx: Transaction,
  wiki: Wiki,
  permit: Permit<'protect'>,
  page: PageRow,
  order: ProtectOrder,
  now: string,
): Promise<void> {
  const before = (await restrictionsOfPages(tx, [page.page_id], now)).get(page.page_id) ?? []
  const after: Restriction[] = order.protections.map(one => ({ ...one, cascade: order.cascade && one.type === 'edit' }))
  if (isSame(before, after)) return
  await replaceRestrictions(tx, page.page_id, after)
  const latest = await revisionById(tx, page.page_latest)
  const content = latest?.content.for(Viewer.system('a protection leaves a revision with the same text'))
  if (latest === undefined || content === undefined || content.is === 'withheld') throw new Error('a page has no text')
  const action = after.length === 0 ? 'unprotect' : before.length === 0 ? 'protect' : 'modify'
  await record(tx, {
    permit,
    on: order.title,
    summary: cutComment(order.reason),
    revision: {
      page: page.page_id,
      parent: page.page_latest,
      text: { textId: content.value.textId },
      sha1: content.value.sha1,
      length: page.page_len,
      parentLength: page.page_len,
      contentModel: page.page_content_model,
      redirect: undefined,
      wasRedirect: false,
      isNull: true,
      keepsRedirect: page.page_is_redirect !== 0,
      random: wiki.randomNumber(),
    },
    log: {
      type: 'protect',
      action,
      params:
        after.length === 0 ? {} : { cascade: order.cascade, details: after.map(one => detail(one, order.cascade)) },
      pageId: page.page_id,
    },
    tags: order.tags,
    flags: {},
    timestamp: latest.timestamp > now ? latest.timestamp : now,
  })
}

function isSame(before: readonly Restriction[], after: readonly Restriction[]): boolean {
  const key = (rows: readonly Restriction[]): string =>
    rows
      .map(one => `${one.type}=${one.level}:${one.expiry}:${one.cascade}`)
      .sort()
      .join('|')
  return key(before) === key(after)
}
