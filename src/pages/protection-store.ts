// The SQL that changes protections.
import type { Restriction } from '../access/page-permissions.ts'
import type { ActorId, PageId } from '../ids.ts'
import type { Transaction } from '../storage/database.ts'
import { sql } from '../storage/sql.ts'
import type { Title } from './title.ts'

/** Replaces all protections of a page. */
export async function replaceRestrictions(tx: Transaction, page: PageId, rows: readonly Restriction[]): Promise<void> {
  await tx.run(sql`delete from page_restrictions where pr_page = ${page}`)
  for (const row of rows) {
    await tx.run(sql`
      insert into page_restrictions (pr_page, pr_type, pr_level, pr_cascade, pr_expiry)
      values (${page}, ${row.type}, ${row.level}, ${row.cascade ? 1 : 0}, ${row.expiry})`)
  }
}

/** Protects a title from being created. */
export async function putTitleProtection(
  tx: Transaction,
  title: Title,
  row: { level: string; expiry: string; actor: ActorId; reason: string; now: string },
): Promise<void> {
  await tx.run(sql`
    insert into protected_titles (pt_namespace, pt_title, pt_actor, pt_reason, pt_timestamp, pt_expiry, pt_create_perm)
    values (${title.namespace}, ${title.dbKey}, ${row.actor}, ${row.reason}, ${row.now}, ${row.expiry}, ${row.level})
    on conflict (pt_namespace, pt_title) do update set pt_actor = excluded.pt_actor, pt_reason = excluded.pt_reason,
      pt_timestamp = excluded.pt_timestamp, pt_expiry = excluded.pt_expiry, pt_create_perm = excluded.pt_create_perm`)
}

/** Lets everybody create a title again; a page that is there needs no such protection. */
export async function liftTitleProtection(tx: Transaction, title: Title): Promise<void> {
  await tx.run(sql`delete from protected_titles where pt_namespace = ${title.namespace} and pt_title = ${title.dbKey}`)
}
