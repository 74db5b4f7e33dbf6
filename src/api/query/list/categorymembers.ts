// query+categorymembers: the pages, categories and files in a category.
import { Failure, fail, problem } from '../../../errors.ts'
import type { PageId } from '../../../ids.ts'
import { type MemberRow, membersByKey, membersByTime } from '../../../links/category-list-store.ts'
import type { MemberType } from '../../../links/page-links.ts'
import { bytesOfHex, hexOf, keyBytes } from '../../../links/sort-key.ts'
import { NS } from '../../../pages/namespaces.ts'
import { pageById, titleOfPage } from '../../../pages/page-store.ts'
import type { Title } from '../../../pages/title.ts'
import { defineList, prop } from '../../listing.ts'
import type { QueryContext } from '../../module.ts'
import { titleOfText } from '../../page-of.ts'
import { type ParamsOf, p } from '../../params.ts'
import { isoTimestamp, type Timestamp } from '../../timestamps.ts'
import { readContinue } from '../continue-value.ts'
import { narrowedTo } from '../namespace-filter.ts'

const params = {
  title: p.string(),
  pageid: p.id<PageId>()(),
  prop: p.oneOf(['ids', 'title', 'sortkey', 'sortkeyprefix', 'type', 'timestamp'], {
    multi: true,
    default: 'ids|title',
  }),
  namespace: p.namespace({ multi: true }),
  type: p.oneOf(['page', 'subcat', 'file'], { multi: true, default: 'page|subcat|file' }),
  continue: p.string(),
  limit: p.limit({ default: 10 }),
  sort: p.oneOf(['sortkey', 'timestamp'], { default: 'sortkey' }),
  dir: p.oneOf(['asc', 'desc', 'ascending', 'descending', 'newer', 'older'], { default: 'ascending' }),
  start: p.timestamp(),
  end: p.timestamp(),
  starthexsortkey: p.string(),
  endhexsortkey: p.string(),
  startsortkeyprefix: p.string(),
  endsortkeyprefix: p.string(),
  startsortkey: p.string({ deprecated: true }),
  endsortkey: p.string({ deprecated: true }),
}
type Params = ParamsOf<typeof params>

export const categorymembers = defineList({
  path: 'query+categorymembers',
  prefix: 'cm',
  params,
  item: 'cm',
  exactlyOne: [['title', 'pageid']],
  examples: {
    'action=query&list=categorymembers&cmtitle=Category:Physics': 'apihelp-query+categorymembers-example-simple',
    'action=query&generator=categorymembers&gcmtitle=Category:Physics&prop=info':
      'apihelp-query+categorymembers-example-generator',
  },
  find,
  continueAt: (row, given) =>
    given.sort === 'timestamp'
      ? `${row.cl_timestamp}|${row.cl_from}`
      : `${row.cl_type}|${hexOf(row.cl_sortkey)}|${row.cl_from}`,
  props: {
    ids: prop<MemberRow>({ show: row => ({ pageid: row.page_id }) }),
    title: prop<MemberRow>({
      show: (row, _viewer, _need, wiki) => ({ ns: row.page_namespace, title: wiki.nameOf(titleOfPage(row)) }),
    }),
    sortkey: prop<MemberRow>({ show: row => ({ sortkey: hexOf(row.cl_sortkey) }) }),
    sortkeyprefix: prop<MemberRow>({ show: row => ({ sortkeyprefix: row.cl_sortkey_prefix }) }),
    type: prop<MemberRow>({ show: row => ({ type: row.cl_type }) }),
    timestamp: prop<MemberRow>({ show: row => ({ timestamp: isoTimestamp(row.cl_timestamp as Timestamp) }) }),
  },
  generate: (_context, rows) => ({ pageIds: rows.map(row => row.page_id) }),
})

async function find(context: QueryContext, given: Params, limit: number): Promise<MemberRow[]> {
  const { db, now } = context
  const { dbKey: category } = await categoryOf(context, given)
  const ascending = given.dir === 'asc' || given.dir === 'ascending' || given.dir === 'newer'
  const members = { category, namespaces: narrowedTo(given.namespace), ascending, limit }
  if (given.sort === 'timestamp') {
    const place = readContinue(given.continue, ['timestamp', 'integer'], now)
    const { start, end } = given
    return membersByTime(db, { ...members, start, end, at: place && { timestamp: place[0], from: place[1] } })
  }
  return membersByKey(db, {
    ...members,
    types: [...new Set(given.type)],
    start: keyOf(context, given, 'start'),
    end: keyOf(context, given, 'end'),
    at: readPlace(given, now),
  })
}

/** Throws `nosuchpageid`, `invalidtitle`, `invalidcategory`. */
async function categoryOf(context: QueryContext, given: Params): Promise<Title> {
  let title: Title
  if (given.title !== undefined) title = titleOfText(context, given.title)
  else {
    const id = given.pageid ?? (0 as PageId)
    const row = id > 0 ? await pageById(context.db, id) : undefined
    if (row === undefined) throw fail('apierror-nosuchpageid', [id])
    title = titleOfPage(row)
  }
  if (title.namespace !== NS.category) throw fail('apierror-invalidcategory', [])
  return title
}

/** Where the keys begin or end: of the ways to say so, the last wins. */
function keyOf({ prefix }: QueryContext, given: Params, side: 'start' | 'end'): Uint8Array | undefined {
  const beginning = given[`${side}sortkeyprefix`]
  if (beginning !== undefined) return keyBytes(beginning)
  const hex = given[`${side}hexsortkey`]
  if (hex === undefined) {
    const raw = given[`${side}sortkey`]
    return raw === undefined ? undefined : new TextEncoder().encode(raw)
  }
  const bytes = bytesOfHex(hex)
  if (bytes !== undefined) return bytes
  const name = `${prefix}${side}hexsortkey`
  throw new Failure([{ ...problem('apierror-badparameter', [name]), code: `badvalue_${name}` }])
}

function readPlace(given: Params, now: Date): { type: MemberType; sortKey: Uint8Array; from: number } | undefined {
  const place = readContinue(given.continue, ['text', 'text', 'integer'], now)
  if (place === undefined) return undefined
  const [type, hex, from] = place
  const sortKey = bytesOfHex(hex)
  const [first = 'page'] = given.type
  if (sortKey === undefined) throw fail('apierror-badcontinue', [])
  // As MediaWiki: a type that is not listed begins with the first.
  return { type: given.type.find(one => one === type) ?? first, sortKey, from }
}
