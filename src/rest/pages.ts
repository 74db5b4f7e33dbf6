// Pages in the REST API: what they say, as wikitext and as HTML, their history and what they link to.
import { valueFor } from '../access/viewer.ts'
import { httpTimestamp, isoTimestamp, type Timestamp, timestampOf } from '../api/timestamps.ts'
import type { HttpResponse } from '../http/message.ts'
import type { RevId } from '../ids.ts'
import { autonymOf } from '../language/names.ts'
import { languageLinksOf } from '../links/other-links-store.ts'
import { type PageRow, pageByTitle, redirectsOfPages } from '../pages/page-store.ts'
import { canExist, encodeForUrl, parseTitle, prefixedDbKey, type Title } from '../pages/title.ts'
import { parentLengths } from '../revisions/length-store.ts'
import { countHistory, type HistoryKind, historyPiece } from '../revisions/page-history-store.ts'
import type { Revision } from '../revisions/revision.ts'
import { revisionById } from '../revisions/revision-store.ts'
import { htmlPage, json, RestError, redirect } from './answer.ts'
import { htmlOfRevision } from './html.ts'
import { type RestRequest, readInteger, readOneOf, restPath, restUrl } from './request.ts'
import { sourceOf } from './source.ts'

/** A page and its latest revision. */
interface Found {
  readonly title: Title
  readonly row: PageRow
  readonly revision: Revision
}

/** Throws `rest-invalid-title`, `rest-nonexistent-title`. */
async function pageNamed({ wiki, db, path }: RestRequest): Promise<Found> {
  const { title: text = '' } = path
  const parsed = parseTitle(text, wiki.titles)
  if (!parsed.ok || !canExist(parsed.title)) throw new RestError(404, 'rest-invalid-title', [{ plaintext: text }])
  const row = await pageByTitle(db, parsed.title)
  const revision = row && (await revisionById(db, row.page_latest))
  if (row === undefined || revision === undefined) {
    throw new RestError(404, 'rest-nonexistent-title', [{ plaintext: text }])
  }
  return { title: parsed.title, row, revision }
}

/** Where a page should have been asked for, if not there: as it names itself, and a redirect where it leads. */
async function elsewhere(request: RestRequest, { title, row }: Found, rest: string): Promise<HttpResponse | undefined> {
  const { wiki, db, path, http } = request
  const key = prefixedDbKey(title, wiki.titles.namespaces)
  if (path.title !== key) return redirect(301, pathOf(request, title, rest))
  if (rest !== '/html' || http.query.get('redirect') === 'no' || row.page_is_redirect === 0) return undefined
  const target = (await redirectsOfPages(db, [row.page_id])).get(row.page_id)
  return target === undefined || target.interwiki !== '' ? undefined : redirect(307, pathOf(request, target, rest))
}

function pathOf({ wiki, http }: RestRequest, title: Title, rest: string): string {
  const query = http.url.includes('?') ? http.url.slice(http.url.indexOf('?')) : ''
  return `${restPath(wiki.config, `/page/${keyInPath(wiki, title)}${rest}`)}${query}`
}

const keyInPath = ({ titles }: RestRequest['wiki'], title: Title): string =>
  encodeForUrl(prefixedDbKey(title, titles.namespaces)).replaceAll('/', '%2F')

/** What all answers about a page begin with. */
export function headOf({ wiki }: Pick<RestRequest, 'wiki'>, { title, row, revision }: Found): Record<string, unknown> {
  return {
    id: row.page_id,
    key: prefixedDbKey(title, wiki.titles.namespaces),
    title: wiki.nameOf(title),
    latest: { id: revision.id, timestamp: isoTimestamp(revision.timestamp as Timestamp) },
    content_model: revision.contentModel,
    license: noLicense,
  }
}

/** As siteinfo: a wiki says nothing of a licence until it has a setting for that. */
export const noLicense = { url: '', title: '' }

/** Of answers that change with the revision alone, and with what is hidden of it. */
export const headersOf = (revision: Revision): Record<string, string> => ({
  ...lastModified(revision),
  ETag: `"${revision.id}/${revision.hiddenBits}"`,
})

export const lastModified = ({ timestamp }: Revision): Record<string, string> => ({
  'Last-Modified': httpTimestamp(timestamp as Timestamp),
})

async function redirectTarget(
  request: RestRequest,
  { row }: Found,
  rest: string,
): Promise<{ redirect_target?: string }> {
  if (row.page_is_redirect === 0) return {}
  const target = (await redirectsOfPages(request.db, [row.page_id])).get(row.page_id)
  return target === undefined ? {} : { redirect_target: pathOf(request, target, rest) }
}

/** `/page/{title}`: the page with its text. */
export async function pageSource(request: RestRequest): Promise<HttpResponse> {
  const found = await pageNamed(request)
  const other = await elsewhere(request, found, '')
  if (other !== undefined) return other
  const source = await sourceOf(request, found.revision)
  const body = { ...headOf(request, found), source, ...(await redirectTarget(request, found, '')) }
  return json(body, { headers: headersOf(found.revision) })
}

/** `/page/{title}/bare`: the page without its text. */
export async function pageBare(request: RestRequest): Promise<HttpResponse> {
  const found = await pageNamed(request)
  const other = await elsewhere(request, found, '/bare')
  if (other !== undefined) return other
  const html_url = restUrl(request.wiki, `/page/${keyInPath(request.wiki, found.title)}/html`)
  const body = { ...headOf(request, found), html_url, ...(await redirectTarget(request, found, '/bare')) }
  return json(body, { headers: headersOf(found.revision) })
}

/** `/page/{title}/html`: the page as HTML. */
export async function pageHtml(request: RestRequest): Promise<HttpResponse> {
  const found = await pageNamed(request)
  const other = await elsewhere(request, found, '/html')
  if (other !== undefined) return other
  const body = await htmlOfRevision(request, found.title, found.revision)
  const headers = { 'Content-Language': request.wiki.config.language, 'Content-Revision-Id': String(found.revision.id) }
  return htmlPage(body, { ...lastModified(found.revision), ...headers })
}

/** `/page/{title}/with_html`: the page and its HTML. */
export async function pageWithHtml(request: RestRequest): Promise<HttpResponse> {
  const found = await pageNamed(request)
  const other = await elsewhere(request, found, '/with_html')
  if (other !== undefined) return other
  const html = await htmlOfRevision(request, found.title, found.revision)
  return json({ ...headOf(request, found), html }, { headers: lastModified(found.revision) })
}

/** Revisions that one answer shows. */
const segment = 20

const filters = { anonymous: 'anonymous', bot: 'bot', minor: 'minor', reverted: 'reverted' } as const

/** `/page/{title}/history`: some revisions, the newest first. */
export async function pageHistory(request: RestRequest): Promise<HttpResponse> {
  const { wiki, db, viewer, http, now } = request
  const older = readInteger('older_than', http.query.get('older_than'))
  const newer = readInteger('newer_than', http.query.get('newer_than'))
  if (older !== undefined && newer !== undefined) throw new RestError(400, 'rest-pagehistory-incompatible-params')
  for (const [name, id] of [
    ['older_than', older],
    ['newer_than', newer],
  ] as const) {
    if (id !== undefined && id < 1)
      throw new RestError(400, 'rest-pagehistory-param-range-error', [{ plaintext: name }])
  }
  const filter = http.query.get('filter')
  const kind: HistoryKind = filter === undefined ? 'all' : filters[readOneOf('filter', filter, kindsOf(filters))]
  const found = await pageNamed(request)
  const at = await keyOf(request, found, older ?? newer)
  const piece = { page: found.row.page_id, kind, now: timestampOf(now) }
  const bounded = {
    ...piece,
    before: older === undefined ? undefined : at,
    after: newer === undefined ? undefined : at,
  }
  const more = await historyPiece(db, viewer, bounded, segment + 1)
  const revisions = newer === undefined ? more.slice(0, segment) : more.slice(-segment)
  const [first, last] = [revisions[0], revisions.at(-1)]
  const hasMore = more.length > segment
  const hasNewer = newer === undefined ? older !== undefined : hasMore
  const hasOlder = newer === undefined ? hasMore : true
  const latest = restUrl(wiki, `/page/${keyInPath(wiki, found.title)}/history`)
  const address = (query: Record<string, number>): string => {
    const values = { ...query, ...(filter === undefined ? {} : { filter }) }
    const text = Object.entries(values)
      .map(([name, value]) => `${name}=${value}`)
      .join('&')
    return text === '' ? latest : `${latest}?${text}`
  }
  const sizes = await parentLengths(db, revisions)
  const body = {
    revisions: revisions.map(revision => showRevision(request, revision, sizes.get(revision.id) ?? 0)),
    latest: address({}),
    ...(first !== undefined && hasNewer ? { newer: address({ newer_than: first.id }) } : {}),
    ...(last !== undefined && hasOlder ? { older: address({ older_than: last.id }) } : {}),
  }
  return json(body, { headers: lastModified(found.revision) })
}

const kindsOf = <K extends string>(of: Readonly<Record<K, unknown>>): K[] => Object.keys(of) as K[]

/** The place of a revision of the page. Throws `rest-nonexistent-title-revision`. */
async function keyOf({ db, path }: RestRequest, { row }: Found, id: number | undefined) {
  if (id === undefined) return undefined
  const revision = await revisionById(db, id as RevId)
  if (revision === undefined || revision.page !== row.page_id) {
    throw new RestError(404, 'rest-nonexistent-title-revision', [id, { plaintext: path.title ?? '' }])
  }
  return { timestamp: revision.timestamp, id: revision.id }
}

/** A revision as it stands in a history; what is hidden is null. */
export function showRevision({ viewer }: RestRequest, revision: Revision, before: number): Record<string, unknown> {
  const actor = valueFor(revision.actor, viewer)
  return {
    id: revision.id,
    timestamp: isoTimestamp(revision.timestamp as Timestamp),
    minor: revision.minor,
    size: revision.size,
    comment: valueFor(revision.comment, viewer) ?? null,
    user: actor === undefined ? null : { id: actor.userId === 0 ? null : actor.userId, name: actor.name },
    delta: revision.parent === 0 ? null : revision.size - before,
  }
}

/** What can be counted, and the highest number that is told, as MediaWiki. */
const counts = {
  anonymous: { kind: 'anonymous', most: 10_000 },
  temporary: { kind: undefined, most: 10_000 },
  bot: { kind: 'bot', most: 10_000 },
  editors: { kind: 'all', most: 25_000 },
  edits: { kind: 'all', most: 30_000 },
  minor: { kind: 'minor', most: 1000 },
  reverted: { kind: 'reverted', most: 30_000 },
  anonedits: { kind: 'anonymous', most: 10_000 },
  botedits: { kind: 'bot', most: 10_000 },
  revertededits: { kind: 'reverted', most: 30_000 },
} as const

/** `/page/{title}/history/counts/{type}`: how many revisions of a kind, or editors. */
export async function pageCount(request: RestRequest): Promise<HttpResponse> {
  const { db, viewer, http, now, path } = request
  const type = readOneOf('type', path.type ?? '', kindsOf(counts))
  const from = readInteger('from', http.query.get('from'))
  const to = readInteger('to', http.query.get('to'))
  const isBetween = from !== undefined || to !== undefined
  if (isBetween && (from === undefined || to === undefined || (type !== 'edits' && type !== 'editors'))) {
    throw new RestError(400, 'rest-pagehistorycount-parameters-invalid')
  }
  const found = await pageNamed(request)
  const [after, before] = [await keyOf(request, found, from), await keyOf(request, found, to)]
  const { kind, most } = counts[type]
  const count =
    kind === undefined
      ? 0
      : await countHistory(
          db,
          viewer,
          { page: found.row.page_id, kind, after, before, now: timestampOf(now) },
          { most: most + 1, people: type === 'editors' },
        )
  return json({ count: Math.min(count, most), limit: count > most }, { headers: lastModified(found.revision) })
}

/** `/page/{title}/links/language`: the page in other languages. */
export async function pageLanguages(request: RestRequest): Promise<HttpResponse> {
  const found = await pageNamed(request)
  const rows = await languageLinksOf(request.db, { pages: [found.row.page_id], ascending: true, limit: 1000 })
  const links = rows.map(row => ({
    code: row.prefix,
    name: autonymOf(row.prefix),
    key: encodeURIComponent(row.title.replaceAll(' ', '_')),
    title: row.title,
  }))
  return json(links, { headers: lastModified(found.revision) })
}
