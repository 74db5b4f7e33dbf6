// What the lists `backlinks`, `embeddedin` and `imageusage` share: pages that refer to one title, and, through redirects to
// it, those that refer to these.
import { fail } from '../../errors.ts'
import type { PageId } from '../../ids.ts'
import {
  type ReferenceKind,
  type ReferencePlace,
  type ReferenceRow,
  type ReferencesTo,
  referencesTo,
  referencesToMany,
  type TargetPlace,
} from '../../links/backlinks-store.ts'
import { NS } from '../../pages/namespaces.ts'
import { pageById, titleOfPage } from '../../pages/page-store.ts'
import type { Title } from '../../pages/title.ts'
import { defineQuery, type QueryContext, type QueryModule } from '../module.ts'
import { titleOfText } from '../page-of.ts'
import { type LateLimit, type Param, p } from '../params.ts'
import { list, type Tree } from '../result.ts'
import { narrowedTo } from './namespace-filter.ts'

const common = {
  title: p.string(),
  pageid: p.id<PageId>()(),
  continue: p.string(),
  namespace: p.namespace({ multi: true }),
  dir: p.oneOf(['ascending', 'descending'], { default: 'ascending' }),
  filterredir: p.oneOf(['all', 'redirects', 'nonredirects'], { default: 'all' }),
}
const plain = { ...common, limit: p.limit({ default: 10 }) }
const usualLimit = 10
// Its bounds depend on whether redirects are looked through; where it is not sent, it is a number already.
const lateLimit = { ...p.lateLimit(), default: usualLimit } as Param<LateLimit | number>
const throughRedirects = { ...common, limit: lateLimit, redirect: p.boolean() }

interface Given {
  readonly title?: string | undefined
  readonly pageid?: PageId | undefined
  readonly continue?: string | undefined
  readonly namespace?: readonly number[] | undefined
  readonly dir: 'ascending' | 'descending'
  readonly filterredir: 'all' | 'redirects' | 'nonredirects'
  readonly limit: number
  readonly redirect: boolean
}

export interface BacklinksList {
  readonly name: 'backlinks' | 'embeddedin' | 'imageusage'
  readonly prefix: string
  readonly kind: ReferenceKind
  /** Whether it can be asked for what refers to redirects to the title, too. */
  readonly hasRedirects: boolean
  readonly examples: Readonly<Record<string, string>>
}

/** Declares one of them. */
export function defineBacklinks(of: BacklinksList): QueryModule {
  const declared = {
    path: `query+${of.name}`,
    group: 'list',
    warnsTwice: true,
    prefix: of.prefix,
    exactlyOne: [['title', 'pageid']],
    examples: of.examples,
  } as const
  const run = async (context: QueryContext, given: Given) =>
    list(of.prefix, show(of, context, await find(of, context, given)))
  const generate = async (context: QueryContext, given: Given) => {
    const { direct, through } = await find(of, context, given)
    return { pageIds: [...direct, ...through].map(row => row.page_id) }
  }
  if (!of.hasRedirects) {
    const whole = <G>(given: G) => ({ ...given, redirect: false })
    return defineQuery({
      ...declared,
      params: plain,
      run: (context, given) => run(context, whole(given)),
      generate: (context, given) => generate(context, whole(given)),
    })
  }
  const limited = <G extends { readonly limit: LateLimit | number; readonly redirect: boolean }>(given: G) => ({
    ...given,
    limit: typeof given.limit === 'number' ? given.limit : given.limit(given.redirect ? halfBounds : bounds),
  })
  return defineQuery({
    ...declared,
    params: throughRedirects,
    run: (context, given) => run(context, limited(given)),
    generate: (context, given) => generate(context, limited(given)),
  })
}
const bounds = { max: 500, highMax: 5000 }
// As MediaWiki: each redirect may bring as many pages again.
const halfBounds = { max: 250, highMax: 2500 }

interface Found {
  /** What refers to the title, and what refers to the redirects among that. */
  readonly direct: readonly ReferenceRow[]
  readonly through: readonly ReferenceRow[]
}

async function find(of: BacklinksList, context: QueryContext, given: Given): Promise<Found> {
  const { db } = context
  const { limit, redirect } = given
  const namespace = narrowedTo(given.namespace)
  const target = await targetOf(of, context, given)
  const place = readPlace(given.continue)
  const query: ReferencesTo = {
    kind: of.kind,
    targets: [target],
    namespaces: namespace,
    redirects: undefined,
    ascending: given.dir === 'ascending',
    limit: limit + 1,
  }
  const wanted = given.filterredir === 'all' ? undefined : given.filterredir === 'redirects'
  // As MediaWiki: who wants to look through redirects is told of these, though they ask for other pages alone.
  const rows = await referencesTo(db, {
    ...query,
    redirects: redirect && wanted === false ? undefined : wanted,
    at: place.first,
  })
  const direct = rows.slice(0, limit)
  const next = rows[limit]
  if (next !== undefined) context.continueWith('continue', `${next.from_namespace}|${next.page_id}`)
  const redirects = redirect ? direct.filter(row => row.page_is_redirect !== 0) : []
  const [first] = direct
  if (redirects.length === 0 || first === undefined) return { direct, through: [] }
  const byNamespace = (namespace?.length ?? 0) > 1
  const found = await referencesToMany(
    db,
    { ...query, targets: redirects.map(titleOfPage), redirects: wanted, at: place.second },
    byNamespace,
  )
  const more = found[limit]
  if (more !== undefined) {
    const start = place.first ?? { namespace: first.from_namespace, page: first.page_id }
    const { target_namespace, target_title, from_namespace, page_id } = more
    const value = [start.namespace, start.page, target_namespace, target_title, from_namespace, page_id]
    context.continueWith('continue', value.join('|'))
  }
  return { direct, through: found.slice(0, limit) }
}

/** Throws `nosuchpageid`, `invalidtitle`, `bad_image_title`. */
async function targetOf(of: BacklinksList, context: QueryContext, given: Given): Promise<Title> {
  let title: Title
  if (given.title !== undefined) title = titleOfText(context, given.title)
  else {
    const id = given.pageid ?? (0 as PageId)
    const row = id > 0 ? await pageById(context.db, id) : undefined
    if (row === undefined) throw fail('apierror-nosuchpageid', [id])
    title = titleOfPage(row)
  }
  if (of.kind === 'file' && title.namespace !== NS.file) throw fail('apierror-imageusage-badtitle', [of.name])
  return title
}

/** Where both of the queries begin; throws `badcontinue`. */
function readPlace(raw: string | undefined): { first?: ReferencePlace; second?: TargetPlace } {
  if (raw === undefined) return {}
  const parts = raw.split('|')
  const number = (index: number): number => {
    const value = /^-?\d+$/.test(parts[index] ?? '') ? Number(parts[index]) : Number.NaN
    if (!Number.isSafeInteger(value)) throw fail('apierror-badcontinue', [])
    return value
  }
  if (parts.length !== 2 && parts.length !== 6) throw fail('apierror-badcontinue', [])
  const first = { namespace: number(0), page: number(1) }
  if (parts.length === 2) return { first }
  const [, , , title = ''] = parts
  return { first, second: { namespace: number(2), title, fromNamespace: number(4), page: number(5) } }
}

function show(of: BacklinksList, { wiki }: QueryContext, { direct, through }: Found): Tree[] {
  const showRow = (row: ReferenceRow): Tree => ({
    pageid: row.page_id,
    ns: row.page_namespace,
    title: wiki.nameOf(titleOfPage(row)),
    ...(row.page_is_redirect === 0 ? {} : { redirect: true }),
  })
  const key = (namespace: number, dbKey: string): string => `${namespace}:${dbKey}`
  const byRedirect = Map.groupBy(through, row => key(row.target_namespace, row.target_title))
  return direct.map(row => {
    const more = byRedirect.get(key(row.page_namespace, row.page_title))
    return more === undefined ? showRow(row) : { ...showRow(row), redirlinks: list(of.prefix, more.map(showRow)) }
  })
}
