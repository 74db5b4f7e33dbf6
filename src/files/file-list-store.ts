// The SQL of lists of files: by name, or by the time of their current version.
import type { Viewer } from '../access/viewer.ts'
import type { ActorId } from '../ids.ts'
import { inTitleRange, type TitleRange } from '../pages/title-range-store.ts'
import { hiddenUser } from '../revisions/hidden-bits.ts'
import { isVisible } from '../revisions/visible-field-store.ts'
import type { Reader } from '../storage/database.ts'
import { type Sql, sql } from '../storage/sql.ts'
import type { FileVersion } from './file.ts'
import { currentBits, currentFiles } from './file-store.ts'

export interface FileFilter {
  readonly minSize?: number | undefined
  readonly maxSize?: number | undefined
  /** 31 digits in base 36. */
  readonly sha1?: string | undefined
  /** Types, as `image/png`. */
  readonly mimes?: readonly string[] | undefined
  readonly actor?: ActorId | undefined
  /** Who asks: files whose sender is hidden from them are found by no question about senders. */
  readonly viewer: Viewer
  /** Whether whoever put it there must be in one of these groups, or in none. */
  readonly bots?: { readonly groups: readonly string[]; readonly are: boolean; readonly now: string } | undefined
}

function matching({ minSize, maxSize, sha1, mimes, actor, bots, viewer }: FileFilter): Sql {
  const isBot = (groups: readonly string[], now: string): Sql => sql`exists (
    select 1 from user_groups where ug_user = actor_user and ug_group in ${sql.in(groups)}
      and (ug_expiry is null or ug_expiry > ${now}))`
  return sql.all([
    minSize === undefined ? undefined : sql`img_size >= ${minSize}`,
    maxSize === undefined ? undefined : sql`img_size <= ${maxSize}`,
    sha1 === undefined ? undefined : sql`img_sha1 = ${sha1}`,
    mimes === undefined ? undefined : sql`img_mime in ${sql.in(mimes)}`,
    actor === undefined ? undefined : sql`img_actor = ${actor}`,
    actor === undefined && bots === undefined ? undefined : isVisible(currentBits, hiddenUser, viewer),
    bots === undefined ? undefined : bots.are ? isBot(bots.groups, bots.now) : sql`not ${isBot(bots.groups, bots.now)}`,
  ])
}

/** Files in the order of their names. */
export function filesByName(
  db: Reader,
  range: readonly TitleRange[],
  filter: FileFilter,
  limit: number,
): Promise<FileVersion[]> {
  const where = sql.all([...range.map(one => inTitleRange(sql`img_name`, one)), matching(filter)])
  const order = range.every(one => one.ascending) ? sql`img_name` : sql`img_name desc`
  return currentFiles(db, where, order, limit)
}

/** A stretch of time, and the place of the first file. */
export interface FileWindow {
  readonly ascending: boolean
  /** 14 digits: where the list begins and ends, in its direction. */
  readonly start?: string | undefined
  readonly end?: string | undefined
  readonly from?: { readonly timestamp: string; readonly name: string } | undefined
}

/** Files in the order of time. */
export function filesByTime(
  db: Reader,
  { ascending, start, end, from }: FileWindow,
  filter: FileFilter,
  limit: number,
): Promise<FileVersion[]> {
  const after = (time: string): Sql => (ascending ? sql`img_timestamp >= ${time}` : sql`img_timestamp <= ${time}`)
  const before = (time: string): Sql => (ascending ? sql`img_timestamp <= ${time}` : sql`img_timestamp >= ${time}`)
  const key = sql`(img_timestamp, img_name)`
  const place = from === undefined ? undefined : sql`(${from.timestamp}, ${from.name})`
  const where = sql.all([
    start === undefined ? undefined : after(start),
    end === undefined ? undefined : before(end),
    place === undefined ? undefined : ascending ? sql`${key} >= ${place}` : sql`${key} <= ${place}`,
    matching(filter),
  ])
  const order = ascending ? sql`img_timestamp, img_name` : sql`img_timestamp desc, img_name desc`
  return currentFiles(db, where, order, limit)
}
