// The SQL that keeps what pages refer to: only what changed is written, for many pages at once.
import type { PageId } from '../ids.ts'
import { propsOfPages, replaceProps } from '../pages/page-props-store.ts'
import type { Title } from '../pages/title.ts'
import type { Reader, Transaction } from '../storage/database.ts'
import { type Sql, sql } from '../storage/sql.ts'
import { CategoryChanges } from './category-store.ts'
import { inChunks } from './chunks.ts'
import { acquireLinkTargets, targetKey } from './link-target-store.ts'
import type { CategoryMembership, InterwikiLink, MemberType, PageLinks } from './page-links.ts'
import type { UrlParts } from './url-index.ts'

/** A page and what it refers to now. */
export interface LinkingPage {
  readonly id: PageId
  readonly namespace: number
  /** When that came to be; 14 digits. */
  readonly timestamp: string
  readonly links: PageLinks
}

/** Makes the tables say what these pages refer to. */
export async function keepLinks(tx: Transaction, pages: readonly LinkingPage[]): Promise<void> {
  if (pages.length === 0) return
  await keepCategories(tx, pages)
  await keepExternal(tx, pages)
  await keepImages(tx, pages)
  await keepInterwiki(tx, pages)
  await keepLanguages(tx, pages)
  await keepTargets(tx, pages, pageLinksTable)
  await keepProperties(tx, pages)
  await keepTargets(tx, pages, templateLinksTable)
}

/** What a table has too much and what it lacks, of one page. */
interface Difference<Old, New> {
  readonly page: LinkingPage
  readonly gone: readonly Old[]
  readonly fresh: readonly New[]
}

function differences<Old extends { readonly from: PageId }, New>(
  pages: readonly LinkingPage[],
  rows: readonly Old[],
  wantedOf: (links: PageLinks) => readonly New[],
  key: { ofRow(row: Old): string; ofWanted(wanted: New): string },
): Difference<Old, New>[] {
  const rowsOf = Map.groupBy(rows, row => row.from)
  return pages.map(page => {
    const old = rowsOf.get(page.id) ?? []
    const wanted = new Map(wantedOf(page.links).map(one => [key.ofWanted(one), one]))
    const known = new Set(old.map(key.ofRow))
    return {
      page,
      gone: old.filter(row => !wanted.has(key.ofRow(row))),
      fresh: [...wanted].filter(([name]) => !known.has(name)).map(([, one]) => one),
    }
  })
}

const idsOf = (pages: readonly LinkingPage[]): Sql => sql.in(pages.map(page => page.id))

async function insertRows(tx: Transaction, into: Sql, rows: readonly Sql[]): Promise<void> {
  for (const some of inChunks(rows)) await tx.run(sql`insert into ${into} values ${sql.join(some)}`)
}

/** The tables of titles by number, which differ in their names alone. */
interface TargetTable {
  wanted(links: PageLinks): readonly Title[]
  read(db: Reader, pages: Sql): Promise<TargetRow[]>
  remove(tx: Transaction, from: PageId, targets: readonly number[]): Promise<unknown>
  setNamespace(tx: Transaction, from: PageId, namespace: number): Promise<unknown>
  readonly into: Sql
}
interface TargetRow {
  readonly from: PageId
  readonly from_namespace: number
  readonly lt_id: number
  readonly lt_namespace: number
  readonly lt_title: string
}

const pageLinksTable: TargetTable = {
  wanted: links => links.links,
  read: (db, pages) =>
    db.all(sql<TargetRow>`
      select pl_from as "from", pl_from_namespace as from_namespace, lt_id, lt_namespace, lt_title
      from pagelinks join linktarget on lt_id = pl_target_id where pl_from in ${pages}`),
  remove: (tx, from, targets) =>
    tx.run(sql`delete from pagelinks where pl_from = ${from} and pl_target_id in ${sql.in(targets)}`),
  setNamespace: (tx, from, namespace) =>
    tx.run(sql`update pagelinks set pl_from_namespace = ${namespace} where pl_from = ${from}`),
  into: sql`pagelinks (pl_from, pl_from_namespace, pl_target_id)`,
}
const templateLinksTable: TargetTable = {
  wanted: links => links.templates,
  read: (db, pages) =>
    db.all(sql<TargetRow>`
      select tl_from as "from", tl_from_namespace as from_namespace, lt_id, lt_namespace, lt_title
      from templatelinks join linktarget on lt_id = tl_target_id where tl_from in ${pages}`),
  remove: (tx, from, targets) =>
    tx.run(sql`delete from templatelinks where tl_from = ${from} and tl_target_id in ${sql.in(targets)}`),
  setNamespace: (tx, from, namespace) =>
    tx.run(sql`update templatelinks set tl_from_namespace = ${namespace} where tl_from = ${from}`),
  into: sql`templatelinks (tl_from, tl_from_namespace, tl_target_id)`,
}

async function keepTargets(tx: Transaction, pages: readonly LinkingPage[], table: TargetTable): Promise<void> {
  const rows = await table.read(tx, idsOf(pages))
  const found = differences(pages, rows, table.wanted, {
    ofRow: row => targetKey(row.lt_namespace, row.lt_title),
    ofWanted: title => targetKey(title.namespace, title.dbKey),
  })
  for (const { page, gone } of found) {
    for (const some of inChunks(gone, 1024)) {
      await table.remove(
        tx,
        page.id,
        some.map(row => row.lt_id),
      )
    }
    // A page that moved has another namespace than its rows.
    const moved = rows.some(row => row.from === page.id && row.from_namespace !== page.namespace)
    if (moved) await table.setNamespace(tx, page.id, page.namespace)
  }
  const fresh = found.flatMap(one => one.fresh)
  if (fresh.length === 0) return
  const targets = await acquireLinkTargets(tx, fresh)
  const values = found.flatMap(({ page, fresh: titles }) =>
    titles.map(title => {
      const target = targets.get(targetKey(title.namespace, title.dbKey))
      if (target === undefined) throw new Error('a link target was not inserted')
      return sql`(${page.id}, ${page.namespace}, ${target})`
    }),
  )
  await insertRows(tx, table.into, values)
}

async function keepImages(tx: Transaction, pages: readonly LinkingPage[]): Promise<void> {
  const rows = await tx.all(sql<{ from: PageId; from_namespace: number; il_to: string }>`
    select il_from as "from", il_from_namespace as from_namespace, il_to from imagelinks where il_from in ${idsOf(pages)}`)
  const found = differences(pages, rows, links => links.images, { ofRow: row => row.il_to, ofWanted: name => name })
  for (const { page, gone } of found) {
    for (const some of inChunks(gone, 1024)) {
      const names = sql.in(some.map(row => row.il_to))
      await tx.run(sql`delete from imagelinks where il_from = ${page.id} and il_to in ${names}`)
    }
    if (rows.some(row => row.from === page.id && row.from_namespace !== page.namespace)) {
      await tx.run(sql`update imagelinks set il_from_namespace = ${page.namespace} where il_from = ${page.id}`)
    }
  }
  const values = found.flatMap(({ page, fresh }) => fresh.map(name => sql`(${page.id}, ${page.namespace}, ${name})`))
  await insertRows(tx, sql`imagelinks (il_from, il_from_namespace, il_to)`, values)
}

interface CategoryRow {
  readonly from: PageId
  readonly cl_to: string
  readonly cl_sortkey: Uint8Array
  readonly cl_sortkey_prefix: string
  readonly cl_type: MemberType
}

async function keepCategories(tx: Transaction, pages: readonly LinkingPage[]): Promise<void> {
  const rows = await tx.all(sql<CategoryRow>`
    select cl_from as "from", cl_to, cl_sortkey, cl_sortkey_prefix, cl_type from categorylinks
    where cl_from in ${idsOf(pages)}`)
  const key = (name: string, type: string, prefix: string, sort: Uint8Array): string =>
    `${name}|${type}|${prefix}|${Buffer.from(sort).toString('latin1')}`
  const found = differences(pages, rows, links => links.categories, {
    ofRow: row => key(row.cl_to, row.cl_type, row.cl_sortkey_prefix, row.cl_sortkey),
    ofWanted: one => key(one.category, one.type, one.sortKeyPrefix, one.sortKey),
  })
  const changes = new CategoryChanges()
  for (const { page, gone, fresh } of found) {
    if (gone.length > 0) {
      for (const some of inChunks(gone, 1024)) {
        const names = sql.in(some.map(row => row.cl_to))
        await tx.run(sql`delete from categorylinks where cl_from = ${page.id} and cl_to in ${names}`)
      }
    }
    countChanges(changes, gone, fresh)
  }
  const values = found.flatMap(({ page, fresh }) =>
    fresh.map(
      one => sql`(${page.id}, ${one.category}, ${one.sortKey}, ${one.sortKeyPrefix}, ${page.timestamp},
        ${one.type})`,
    ),
  )
  await insertRows(
    tx,
    sql`categorylinks (cl_from, cl_to, cl_sortkey, cl_sortkey_prefix, cl_timestamp, cl_type)`,
    values,
  )
  await changes.apply(
    tx,
    pages
      .map(page => page.timestamp)
      .sort()
      .at(-1) ?? '',
  )
}

/** A member that only changes its place in a category is no change of the category. */
function countChanges(
  changes: CategoryChanges,
  gone: readonly CategoryRow[],
  fresh: readonly CategoryMembership[],
): void {
  const stays = (name: string, type: string): boolean =>
    gone.some(row => row.cl_to === name && row.cl_type === type) &&
    fresh.some(one => one.category === name && one.type === type)
  for (const row of gone) if (!stays(row.cl_to, row.cl_type)) changes.add(row.cl_to, row.cl_type, -1)
  for (const one of fresh) if (!stays(one.category, one.type)) changes.add(one.category, one.type, 1)
}

async function keepExternal(tx: Transaction, pages: readonly LinkingPage[]): Promise<void> {
  const rows = await tx.all(sql<{ from: PageId; el_id: number; el_to_domain_index: string; el_to_path: string }>`
    select el_from as "from", el_id, el_to_domain_index, el_to_path from externallinks where el_from in ${idsOf(pages)}`)
  const key = (url: UrlParts): string => `${url.domainIndex}\n${url.path}`
  const found = differences(pages, rows, links => links.external, {
    ofRow: row => key({ domainIndex: row.el_to_domain_index, path: row.el_to_path }),
    ofWanted: key,
  })
  for (const some of inChunks(
    found.flatMap(one => one.gone),
    1024,
  )) {
    await tx.run(sql`delete from externallinks where el_id in ${sql.in(some.map(row => row.el_id))}`)
  }
  const values = found.flatMap(({ page, fresh }) =>
    fresh.map(url => sql`(${page.id}, ${url.domainIndex}, ${url.path})`),
  )
  await insertRows(tx, sql`externallinks (el_from, el_to_domain_index, el_to_path)`, values)
}

type InterwikiRow = InterwikiLink & { readonly from: PageId }
const interwikiKey = (link: InterwikiLink): string => `${link.prefix}:${link.title}`

async function keepInterwiki(tx: Transaction, pages: readonly LinkingPage[]): Promise<void> {
  const rows = await tx.all(sql<InterwikiRow>`
    select iwl_from as "from", iwl_prefix as prefix, iwl_title as title from iwlinks where iwl_from in ${idsOf(pages)}`)
  const found = differences<InterwikiRow, InterwikiLink>(pages, rows, links => links.interwiki, {
    ofRow: interwikiKey,
    ofWanted: interwikiKey,
  })
  for (const { page, gone } of found) {
    for (const { prefix, title } of gone) {
      await tx.run(sql`
        delete from iwlinks where iwl_from = ${page.id} and iwl_prefix = ${prefix} and iwl_title = ${title}`)
    }
  }
  const values = found.flatMap(({ page, fresh }) => fresh.map(link => sql`(${page.id}, ${link.prefix}, ${link.title})`))
  await insertRows(tx, sql`iwlinks (iwl_from, iwl_prefix, iwl_title)`, values)
}

async function keepLanguages(tx: Transaction, pages: readonly LinkingPage[]): Promise<void> {
  const rows = await tx.all(sql<InterwikiRow>`
    select ll_from as "from", ll_lang as prefix, ll_title as title from langlinks where ll_from in ${idsOf(pages)}`)
  const found = differences<InterwikiRow, InterwikiLink>(pages, rows, links => links.languages, {
    ofRow: interwikiKey,
    ofWanted: interwikiKey,
  })
  for (const { page, gone } of found) {
    for (const { prefix } of gone) {
      await tx.run(sql`delete from langlinks where ll_from = ${page.id} and ll_lang = ${prefix}`)
    }
  }
  const values = found.flatMap(({ page, fresh }) => fresh.map(link => sql`(${page.id}, ${link.prefix}, ${link.title})`))
  await insertRows(tx, sql`langlinks (ll_from, ll_lang, ll_title)`, values)
}

async function keepProperties(tx: Transaction, pages: readonly LinkingPage[]): Promise<void> {
  const rows = await propsOfPages(
    tx,
    pages.map(page => page.id),
  )
  const known = Map.groupBy(rows, row => row.pp_page)
  for (const { id, links } of pages) {
    const old = known.get(id) ?? []
    const isSame =
      old.length === links.properties.size && old.every(row => links.properties.get(row.pp_propname) === row.pp_value)
    if (!isSame) await replaceProps(tx, id, links.properties)
  }
}
