// The SQL that looks at the files of a wiki: rows that break their rules, and the contents that they refer to.
import type { Reader } from '../storage/database.ts'
import { type Sql, sql } from '../storage/sql.ts'
import type { BrokenRow, Rule } from './check-store.ts'

/** The rules of files that a query alone can prove. */
export const fileRules: readonly Rule[] = [
  {
    says: 'an old version of a file is of a file that is there',
    find: limit => sql<BrokenRow>`
      select 'old version ' || oi_archive_name as what from oldimage left join image on img_name = oi_name
      where img_name is null limit ${limit}`,
  },
  {
    says: 'a version of a file has an actor',
    find: limit => sql<BrokenRow>`
      select 'file ' || name as what from (
        select img_name as name, img_actor as by_actor from image union all select oi_archive_name, oi_actor from oldimage
        union all select fa_name, fa_actor from filearchive) as versions
      left join actor on actor_id = by_actor where actor_id is null limit ${limit}`,
  },
  {
    says: 'the kept count of files is right',
    find: limit => sql<BrokenRow>`
      select 'kept ' || cast(ss_images as text) as what from site_stats
      where ss_images <> (select count(*) from image) limit ${limit}`,
  },
]

/** A content that some version of a file has. */
export interface ReferredContent {
  /** In base 36. */
  readonly sha1: string
  readonly size: number
}

const contents: Sql = sql`
  select img_sha1 as sha1, img_size as size from image union select oi_sha1, oi_size from oldimage
  union select fa_sha1, fa_size from filearchive
  union select us_sha1, us_size from uploadstash where us_status = 'finished'`

/** The contents after a hash, in the order of hashes. */
export const contentsAfter = (db: Reader, after: string, limit: number): Promise<ReferredContent[]> =>
  db.all(sql<ReferredContent>`
    select sha1, size from (${contents}) as contents where sha1 > ${after} order by sha1, size limit ${limit}`)
