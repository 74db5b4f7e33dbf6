// The SQL of lists of revisions: those of one page in order, the latest of many pages, those of given ids.
import type { Viewer } from '../access/viewer.ts'
import type { ActorId, PageId, RevId, TagId } from '../ids.ts'
import type { Reader } from '../storage/database.ts'
import { type Sql, sql } from '../storage/sql.ts'
import { hasTag, type TagFilter, tagDrives } from '../tags/tag-filter-store.ts'
import { hiddenUser } from './hidden-bits.ts'
import type { Revision } from './revision.ts'
import { asRevision, fromRevision, type RevisionRow, revisionColumns } from './revision-store.ts'
import { isVisible } from './visible-field-store.ts'

/** A place in the order of revisions: a time, or a revision of that time. */
export interface RevisionPlace {
  /** 14 digits. */
  readonly timestamp: string
  readonly id?: RevId | undefined
}

export interface RevisionsOfPage {
  readonly page: PageId
  /** From the oldest to the newest. */
  readonly newer: boolean
  /** Where to begin and to end, both included; there may be several of each. */
  readonly from: readonly RevisionPlace[]
  readonly to: readonly RevisionPlace[]
  /** Only those by somebody, or by anybody else; a hidden author is nobody. */
  readonly by?: { readonly actor: ActorId; readonly not: boolean } | undefined
  /** A filter, or a tag to be looked for in the order of time. */
  readonly tag?: TagFilter | TagId | undefined
  readonly limit: number
}

/** The filter for a tag that is looked for on one revision after the other. */
const inOrderOfTime = (id: TagId): TagFilter => ({ id, isRare: false, uses: 0 })

/** Revisions of a page in the order of their times. Those whose author is hidden from the viewer match no author. */
export async function revisionsOfPage(db: Reader, viewer: Viewer, of: RevisionsOfPage): Promise<Revision[]> {
  const tag = typeof of.tag === 'number' ? inOrderOfTime(of.tag) : of.tag
  const order = of.newer ? sql`rev_timestamp, rev_id` : sql`rev_timestamp desc, rev_id desc`
  const where = sql.all([
    sql`rev_page = ${of.page}`,
    ...of.from.map(place => (of.newer ? notBefore(place) : notAfter(place))),
    ...of.to.map(place => (of.newer ? notAfter(place) : notBefore(place))),
    ...(of.by === undefined ? [] : byActor(of.by, viewer)),
    hasTag(tag, 'revision', sql`rev_id`),
  ])
  const rows = await db.all(sql<RevisionRow>`
    select ${revisionColumns} from ${tagDrives(tag)} revision cross join actor
    where actor_id = rev_actor and ${where} order by ${order} limit ${of.limit}`)
  return rows.map(asRevision)
}

function notBefore({ timestamp, id }: RevisionPlace): Sql {
  return id === undefined ? sql`rev_timestamp >= ${timestamp}` : sql`(rev_timestamp, rev_id) >= (${timestamp}, ${id})`
}
function notAfter({ timestamp, id }: RevisionPlace): Sql {
  return id === undefined ? sql`rev_timestamp <= ${timestamp}` : sql`(rev_timestamp, rev_id) <= (${timestamp}, ${id})`
}

function byActor({ actor, not }: { actor: ActorId; not: boolean }, viewer: Viewer): (Sql | undefined)[] {
  return [not ? sql`rev_actor <> ${actor}` : sql`rev_actor = ${actor}`, isVisible(sql`rev_deleted`, hiddenUser, viewer)]
}

/** These revisions in the order of their ids, those with a tag only if one is given. */
export async function revisionsOfIds(db: Reader, ids: readonly RevId[], tag?: TagId): Promise<Revision[]> {
  if (ids.length === 0) return []
  const where = sql.all([sql`rev_id in ${sql.in(ids)}`, hasTag(tag && inOrderOfTime(tag), 'revision', sql`rev_id`)])
  const rows = await db.all(sql<RevisionRow>`
    select ${revisionColumns} ${fromRevision} where ${where} order by rev_id`)
  return rows.map(asRevision)
}

/** When a revision was made, also one of a deleted page; undefined where there never was one of this id. */
export async function timeOfRevision(db: Reader, id: RevId): Promise<string | undefined> {
  const row = await db.get(sql<{ made: string }>`
    select rev_timestamp as made from revision where rev_id = ${id}
    union all select ar_timestamp as made from archive where ar_rev_id = ${id}`)
  return row?.made
}

/** When these revisions were made. */
export async function timesOfRevisions(db: Reader, ids: readonly RevId[]): Promise<Map<RevId, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db.all(sql<{ rev_id: RevId; rev_timestamp: string }>`
    select rev_id, rev_timestamp from revision where rev_id in ${sql.in(ids)}`)
  return new Map(rows.map(row => [row.rev_id, row.rev_timestamp]))
}
