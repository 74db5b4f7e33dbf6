// The SQL of what refers to pages: links, inclusions and uses of files, in the order of the pages that do.
import type { PageId } from '../ids.ts'
import { anyTitle } from '../pages/page-store.ts'
import type { Title } from '../pages/title.ts'
import type { Reader } from '../storage/database.ts'
import { type Sql, sql } from '../storage/sql.ts'

/** In which of the three tables. */
export type ReferenceKind = 'link' | 'inclusion' | 'file'

/** A page that refers to a title. */
export interface ReferenceRow {
  readonly page_id: PageId
  readonly page_namespace: number
  readonly page_title: string
  readonly page_is_redirect: number
  readonly from_namespace: number
  /** What it refers to. */
  readonly target_namespace: number
  readonly target_title: string
}

const tables = {
  link: {
    from: sql`pagelinks join linktarget on lt_id = pl_target_id join page on page_id = pl_from`,
    page: sql`pl_from`,
    fromNamespace: sql`pl_from_namespace`,
    namespace: sql`lt_namespace`,
    title: sql`lt_title`,
  },
  inclusion: {
    from: sql`templatelinks join linktarget on lt_id = tl_target_id join page on page_id = tl_from`,
    page: sql`tl_from`,
    fromNamespace: sql`tl_from_namespace`,
    namespace: sql`lt_namespace`,
    title: sql`lt_title`,
  },
  file: {
    from: sql`imagelinks join page on page_id = il_from`,
    page: sql`il_from`,
    fromNamespace: sql`il_from_namespace`,
    namespace: sql`6`,
    title: sql`il_to`,
  },
} as const
type Table = (typeof tables)[ReferenceKind]

const targetIn = (table: Table, kind: ReferenceKind, titles: readonly Title[]): Sql =>
  kind === 'file'
    ? sql`il_to in ${sql.in(titles.filter(title => title.namespace === 6).map(title => title.dbKey))}`
    : anyTitle(titles, table.namespace, table.title)

const columns = (table: Table): Sql => sql`page_id, page_namespace, page_title, page_is_redirect,
  ${table.fromNamespace} as from_namespace, ${table.namespace} as target_namespace, ${table.title} as target_title`

export interface ReferencesTo {
  readonly kind: ReferenceKind
  readonly targets: readonly Title[]
  readonly namespaces: readonly number[] | undefined
  /** Only redirects, or none. */
  readonly redirects: boolean | undefined
  readonly ascending: boolean
  readonly limit: number
}

/** Where a page of `referencesTo` begins. */
export interface ReferencePlace {
  readonly namespace: number
  readonly page: number
}

/**
 * What refers to one title: in the order of the pages' ids, with several namespaces in the order of these first. Each
 * namespace is asked by itself, so that an index has the order.
 */
export async function referencesTo(
  db: Reader,
  { kind, targets, namespaces, redirects, ascending, limit, at }: ReferencesTo & { at: ReferencePlace | undefined },
): Promise<ReferenceRow[]> {
  const table = tables[kind]
  const asked = (namespace: number | undefined, page: number | undefined, most: number): Promise<ReferenceRow[]> => {
    const where = sql.all([
      targetIn(table, kind, targets),
      namespace === undefined ? undefined : sql`${table.fromNamespace} = ${namespace}`,
      redirects === undefined ? undefined : sql`page_is_redirect = ${redirects ? 1 : 0}`,
      page === undefined ? undefined : ascending ? sql`${table.page} >= ${page}` : sql`${table.page} <= ${page}`,
    ])
    const order = ascending ? sql`${table.page}` : sql`${table.page} desc`
    return db.all(sql<ReferenceRow>`
      select ${columns(table)} from ${table.from} where ${where} order by ${order} limit ${most}`)
  }
  if (namespaces === undefined) return asked(undefined, at?.page, limit)
  if (namespaces.length === 1) return asked(namespaces[0], at?.page, limit)
  const ordered = [...new Set(namespaces)].sort((a, b) => (ascending ? a - b : b - a))
  const rows: ReferenceRow[] = []
  for (const namespace of ordered) {
    const isPast = at !== undefined && (ascending ? namespace < at.namespace : namespace > at.namespace)
    if (isPast || rows.length >= limit) continue
    rows.push(...(await asked(namespace, namespace === at?.namespace ? at.page : undefined, limit - rows.length)))
  }
  return rows
}

/** Where a page of `referencesToMany` begins. */
export interface TargetPlace {
  readonly namespace: number
  readonly title: string
  /** Only where several namespaces were asked for. */
  readonly fromNamespace?: number | undefined
  readonly page: number
}

/** What refers to several titles, in the order of these, then as `referencesTo`. */
export function referencesToMany(
  db: Reader,
  { kind, targets, namespaces, redirects, ascending, limit, at }: ReferencesTo & { at: TargetPlace | undefined },
  byNamespace: boolean,
): Promise<ReferenceRow[]> {
  const table = tables[kind]
  const inNamespace = byNamespace ? [table.fromNamespace] : []
  const key = sql.join([...(kind === 'file' ? [] : [table.namespace]), table.title, ...inNamespace, table.page])
  const place =
    at &&
    sql.join([
      ...(kind === 'file' ? [] : [sql`${at.namespace}`]),
      sql`${at.title}`,
      ...(byNamespace ? [sql`${at.fromNamespace ?? 0}`] : []),
      sql`${at.page}`,
    ])
  const where = sql.all([
    targetIn(table, kind, targets),
    namespaces && sql`${table.fromNamespace} in ${sql.in(namespaces)}`,
    redirects === undefined ? undefined : sql`page_is_redirect = ${redirects ? 1 : 0}`,
    place && (ascending ? sql`(${key}) >= (${place})` : sql`(${key}) <= (${place})`),
  ])
  const parts = [...(kind === 'file' ? [] : [table.namespace]), table.title, ...inNamespace, table.page]
  const order = sql.join(parts.map(part => (ascending ? part : sql`${part} desc`)))
  return db.all(sql<ReferenceRow>`
    select ${columns(table)} from ${table.from} where ${where} order by ${order} limit ${limit}`)
}
