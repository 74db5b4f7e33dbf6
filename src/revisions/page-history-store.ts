// The SQL of one page's history in pieces: some revisions of a kind before or after another, and how many there are.
import type { Viewer } from '../access/viewer.ts'
import type { PageId } from '../ids.ts'
import type { Reader } from '../storage/database.ts'
import type { TimeKey } from '../storage/key-range.ts'
import { type Sql, sql } from '../storage/sql.ts'
import { hiddenUser } from './hidden-bits.ts'
import type { Revision } from './revision.ts'
import { fromRevision, revisionsWhere } from './revision-store.ts'
import { isVisible } from './visible-field-store.ts'

/** Which revisions: a tag is of those that were reverted. */
export type HistoryKind = 'all' | 'anonymous' | 'bot' | 'minor' | 'reverted'

export interface HistoryPiece {
  readonly page: PageId
  readonly kind: HistoryKind
  /** Only what is before this one, or after it. */
  readonly before?: TimeKey | undefined
  readonly after?: TimeKey | undefined
  /** 14 digits, for groups that somebody was in for a time. */
  readonly now: string
}

/** Revisions of a piece, the nearest to its beginning (`after`) or end, at most `limit`; the newest first. */
export async function historyPiece(
  db: Reader,
  viewer: Viewer,
  piece: HistoryPiece,
  limit: number,
): Promise<Revision[]> {
  const isForward = piece.after !== undefined
  const order = isForward ? sql`rev_timestamp, rev_id` : sql`rev_timestamp desc, rev_id desc`
  const found = await revisionsWhere(db, { where: inPiece(piece, viewer), order, limit })
  return isForward ? found.reverse() : found
}

/** How many revisions there are in a piece, or how many people made them; never more than `most`. */
export async function countHistory(
  db: Reader,
  viewer: Viewer,
  piece: HistoryPiece,
  of: { readonly most: number; readonly people: boolean },
): Promise<number> {
  const rows = of.people
    ? sql`select distinct rev_actor ${fromRevision}
        where ${sql.all([inPiece(piece, viewer), isVisible(sql`rev_deleted`, hiddenUser, viewer)])} limit ${of.most}`
    : sql`select rev_id ${fromRevision} where ${inPiece(piece, viewer)} limit ${of.most}`
  const row = await db.get(sql<{ found: number }>`select count(*) as found from (${rows}) as counted`)
  return row?.found ?? 0
}

function inPiece({ page, kind, before, after, now }: HistoryPiece, viewer: Viewer): Sql {
  return sql.all([
    sql`rev_page = ${page}`,
    before && sql`(rev_timestamp, rev_id) < (${before.timestamp}, ${before.id})`,
    after && sql`(rev_timestamp, rev_id) > (${after.timestamp}, ${after.id})`,
    ofKind(kind, now),
    // Who asks by whom something was must not learn of those whom they may not see.
    kind === 'anonymous' || kind === 'bot' ? isVisible(sql`rev_deleted`, hiddenUser, viewer) : undefined,
  ])
}

function ofKind(kind: HistoryKind, now: string): Sql | undefined {
  switch (kind) {
    case 'anonymous':
      return sql`actor_user is null`
    case 'bot':
      return sql`exists (select 1 from user_groups where ug_user = actor_user and ug_group = 'bot'
        and (ug_expiry is null or ug_expiry > ${now}))`
    case 'minor':
      return sql`rev_minor_edit = 1`
    case 'reverted':
      return sql`exists (select 1 from change_tag join change_tag_def on ctd_id = ct_tag_id
        where ct_rev_id = rev_id and ctd_name = 'mw-reverted')`
    case 'all':
      return undefined
  }
}
