// The SQL that lists change tags by name.
import type { Reader } from '../storage/database.ts'
import { sql } from '../storage/sql.ts'
import type { TagRow } from './tag-store.ts'

/** Tags from a name on that are defined by hand or that something has, at most `limit`; none that is being deleted. */
export const tagsFrom = (db: Reader, name: string, limit: number): Promise<TagRow[]> =>
  db.all(sql<TagRow>`
    select ctd_id, ctd_name, ctd_user_defined, ctd_count, ctd_deleting from change_tag_def
    where ctd_name >= ${name} and ctd_deleting = 0 and (ctd_user_defined = 1 or ctd_count > 0)
    order by ctd_name limit ${limit}`)
