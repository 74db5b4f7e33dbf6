// The SQL that hides an account's name wherever changes show it, and that shows it again.
import type { ActorId } from '../ids.ts'
import { type Title, titleText } from '../pages/title.ts'
import { hiddenComment, hiddenContent, hiddenUser, suppressed } from '../revisions/hidden-bits.ts'
import type { Transaction } from '../storage/database.ts'
import { type Sql, sql } from '../storage/sql.ts'

/** A kind of row that names who did a thing, or whom it is about, and the bits that it is hidden with. */
interface Place {
  readonly table: Sql
  readonly bits: Sql
  readonly where: Sql
  /** The bit that hides the name in these rows. */
  readonly field: number
}

/** Every row that shows the name of this actor: by what they did, and in the logs by what was done to them. */
function placesOf(actor: ActorId, userPage: Title): Place[] {
  const { namespace, dbKey } = userPage
  // Moves and uploads leave a revision that says who did it in its comment.
  const saysWho = (id: Sql, comment: Sql): Sql => sql`
    ${id} in (select log_rev from logging where log_actor = ${actor} and log_rev <> 0)
      and replace(${comment}, ${titleText(userPage)}, '') <> ${comment}`
  return [
    {
      table: sql`revision`,
      bits: sql`rev_deleted`,
      where: saysWho(sql`rev_id`, sql`rev_comment`),
      field: hiddenComment,
    },
    {
      table: sql`archive`,
      bits: sql`ar_deleted`,
      where: saysWho(sql`ar_rev_id`, sql`ar_comment`),
      field: hiddenComment,
    },
    { table: sql`revision`, bits: sql`rev_deleted`, where: sql`rev_actor = ${actor}`, field: hiddenUser },
    { table: sql`archive`, bits: sql`ar_deleted`, where: sql`ar_actor = ${actor}`, field: hiddenUser },
    { table: sql`oldimage`, bits: sql`oi_deleted`, where: sql`oi_actor = ${actor}`, field: hiddenUser },
    { table: sql`filearchive`, bits: sql`fa_deleted`, where: sql`fa_actor = ${actor}`, field: hiddenUser },
    { table: sql`logging`, bits: sql`log_deleted`, where: sql`log_actor = ${actor}`, field: hiddenUser },
    { table: sql`recentchanges`, bits: sql`rc_deleted`, where: sql`rc_actor = ${actor}`, field: hiddenUser },
    {
      table: sql`logging`,
      bits: sql`log_deleted`,
      where: sql`log_namespace = ${namespace} and log_title = ${dbKey} and log_type <> 'suppress'`,
      field: hiddenContent,
    },
    {
      table: sql`recentchanges`,
      bits: sql`rc_deleted`,
      where: sql`rc_namespace = ${namespace} and rc_title = ${dbKey} and rc_logid <> 0`,
      field: hiddenContent,
    },
  ]
}

/** Hides the name everywhere, from administrators too. */
export async function hideNameEverywhere(tx: Transaction, actor: ActorId, userPage: Title): Promise<void> {
  for (const { table, bits, where, field } of placesOf(actor, userPage)) {
    await tx.run(sql`update ${table} set ${bits} = ${bits} | ${field | suppressed} where ${where}`)
  }
}

/**
 * Shows the name again. What else of a row is hidden stays hidden from administrators too: that it was suppressed for a
 * reason of its own cannot be told any more.
 */
export async function showNameEverywhere(tx: Transaction, actor: ActorId, userPage: Title): Promise<void> {
  const all = hiddenContent | hiddenComment | hiddenUser
  for (const { table, bits, where, field } of placesOf(actor, userPage)) {
    const others = all & ~field
    await tx.run(sql`
      update ${table} set ${bits} = case when (${bits} & ${others}) <> 0 then ${bits} & ${others | suppressed} else 0 end
      where ${where} and (${bits} & ${field | suppressed}) = ${field | suppressed}`)
  }
}
