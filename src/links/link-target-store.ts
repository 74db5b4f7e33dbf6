// The SQL of the titles that pages link to or include: each has a number, given out in the order in which they first are.

import { anyTitle } from '../pages/page-store.ts'
import type { Title } from '../pages/title.ts'
import type { Reader, Transaction } from '../storage/database.ts'
import { sql } from '../storage/sql.ts'
import { inChunks } from './chunks.ts'

export interface LinkTargetRow {
  readonly lt_id: number
  readonly lt_namespace: number
  readonly lt_title: string
}

export const targetKey = (namespace: number, dbKey: string): string => `${namespace}:${dbKey}`

/** The numbers of these titles by `targetKey`; those that nothing ever linked to are left out. */
export async function linkTargets(db: Reader, titles: readonly Title[]): Promise<Map<string, number>> {
  const found = new Map<string, number>()
  for (const some of inChunks(titles, 2048)) {
    const rows = await db.all(sql<LinkTargetRow>`
      select lt_id, lt_namespace, lt_title from linktarget
      where ${anyTitle(some, sql`lt_namespace`, sql`lt_title`)}`)
    for (const row of rows) found.set(targetKey(row.lt_namespace, row.lt_title), row.lt_id)
  }
  return found
}

export const linkTarget = async (db: Reader, title: Title): Promise<number | undefined> =>
  (
    await db.get(sql<{ lt_id: number }>`
      select lt_id from linktarget where lt_namespace = ${title.namespace} and lt_title = ${title.dbKey}`)
  )?.lt_id

/** The same, with new numbers for titles that have none, in their order. */
export async function acquireLinkTargets(tx: Transaction, titles: readonly Title[]): Promise<Map<string, number>> {
  const known = await linkTargets(tx, titles)
  const fresh = titles.filter(title => !known.has(targetKey(title.namespace, title.dbKey)))
  if (fresh.length === 0) return known
  for (const some of inChunks(fresh)) {
    const rows = some.map(title => sql`(${title.namespace}, ${title.dbKey})`)
    await tx.run(sql`
      insert into linktarget (lt_namespace, lt_title) values ${sql.join(rows)}
      on conflict (lt_namespace, lt_title) do nothing`)
  }
  for (const [key, id] of await linkTargets(tx, fresh)) known.set(key, id)
  return known
}

export interface UsedTarget {
  readonly lt_namespace: number
  readonly lt_title: string
  /** Whether any page includes it, and whether any links to it. */
  readonly included: number
  readonly linked: number
}

/** How these titles are used; those that nothing ever referred to are left out. */
export const usedTargets = (db: Reader, titles: readonly Title[]): Promise<UsedTarget[]> =>
  titles.length === 0
    ? Promise.resolve([])
    : db.all(sql<UsedTarget>`
        select lt_namespace, lt_title,
          case when exists (select 1 from templatelinks where tl_target_id = lt_id) then 1 else 0 end as included,
          case when exists (select 1 from pagelinks where pl_target_id = lt_id) then 1 else 0 end as linked
        from linktarget where ${anyTitle(titles, sql`lt_namespace`, sql`lt_title`)}`)

/** Pages that include a title, after a page, in the order of their ids. */
export async function pagesIncluding(db: Reader, title: Title, after: number, limit: number): Promise<number[]> {
  const rows = await db.all(sql<{ tl_from: number }>`
    select tl_from from templatelinks where tl_target_id = (
      select lt_id from linktarget where lt_namespace = ${title.namespace} and lt_title = ${title.dbKey})
      and tl_from > ${after} order by tl_from limit ${limit}`)
  return rows.map(row => row.tl_from)
}

/** Pages that link to a title, after a page, in the order of their ids. */
export async function pagesLinking(db: Reader, title: Title, after: number, limit: number): Promise<number[]> {
  const rows = await db.all(sql<{ pl_from: number }>`
    select pl_from from pagelinks where pl_target_id = (
      select lt_id from linktarget where lt_namespace = ${title.namespace} and lt_title = ${title.dbKey})
      and pl_from > ${after} order by pl_from limit ${limit}`)
  return rows.map(row => row.pl_from)
}
