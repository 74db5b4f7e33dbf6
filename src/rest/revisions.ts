// Revisions in the REST API: one as wikitext or HTML, and two compared.

import { valueFor } from '../access/viewer.ts'
import { tableDiff } from '../diff/table.ts'
import type { HttpResponse } from '../http/message.ts'
import type { RevId } from '../ids.ts'
import { pageById, titleOfPage } from '../pages/page-store.ts'
import { prefixedDbKey, type Title } from '../pages/title.ts'
import { parentLengths } from '../revisions/length-store.ts'
import type { Revision } from '../revisions/revision.ts'
import { revisionById, textById } from '../revisions/revision-store.ts'
import { htmlPage, json, RestError } from './answer.ts'
import { htmlOfRevision } from './html.ts'
import { headersOf, lastModified, noLicense, showRevision } from './pages.ts'
import { type RestRequest, readInteger, restUrl } from './request.ts'
import { sourceOf } from './source.ts'

interface Found {
  readonly revision: Revision
  readonly title: Title
}

/** Throws `badinteger`, `rest-nonexistent-revision`. */
async function revisionNamed({ db, path }: RestRequest): Promise<Found> {
  const id = readInteger('id', path.id) ?? 0
  const revision = id > 0 ? await revisionById(db, id as RevId) : undefined
  const row = revision && (await pageById(db, revision.page))
  if (revision === undefined || row === undefined) throw new RestError(404, 'rest-nonexistent-revision', [id])
  return { revision, title: titleOfPage(row) }
}

async function headOf(request: RestRequest, { revision, title }: Found): Promise<Record<string, unknown>> {
  const { wiki, db } = request
  const sizes = await parentLengths(db, [revision])
  const { id, timestamp, minor, size, comment, user, delta } = showRevision(
    request,
    revision,
    sizes.get(revision.id) ?? 0,
  )
  const page = { id: revision.page, key: prefixedDbKey(title, wiki.titles.namespaces), title: wiki.nameOf(title) }
  const content_model = revision.contentModel
  return { id, size, minor, timestamp, content_model, page, license: noLicense, user, comment, delta }
}

/** `/revision/{id}`: the revision with its text. */
export async function revisionSource(request: RestRequest): Promise<HttpResponse> {
  const found = await revisionNamed(request)
  const source = await sourceOf(request, found.revision)
  return json({ ...(await headOf(request, found)), source }, { headers: headersOf(found.revision) })
}

/** `/revision/{id}/bare`: the revision without its text. */
export async function revisionBare(request: RestRequest): Promise<HttpResponse> {
  const found = await revisionNamed(request)
  const html_url = restUrl(request.wiki, `/revision/${found.revision.id}/html`)
  return json({ ...(await headOf(request, found)), html_url }, { headers: headersOf(found.revision) })
}

/** `/revision/{id}/html`: the revision as HTML. */
export async function revisionHtml(request: RestRequest): Promise<HttpResponse> {
  const { revision, title } = await revisionNamed(request)
  const body = await htmlOfRevision(request, title, revision)
  const headers = { 'Content-Language': request.wiki.config.language, 'Content-Revision-Id': String(revision.id) }
  return htmlPage(body, { ...lastModified(revision), ...headers })
}

/** `/revision/{id}/with_html`: the revision and its HTML. */
export async function revisionWithHtml(request: RestRequest): Promise<HttpResponse> {
  const found = await revisionNamed(request)
  const html = await htmlOfRevision(request, found.title, found.revision)
  return json({ ...(await headOf(request, found)), html }, { headers: lastModified(found.revision) })
}

/** `/revision/{from}/compare/{to}`: what changed, as the rows of a table. */
export async function compareRevisions(request: RestRequest): Promise<HttpResponse> {
  const { wiki, db, viewer, path } = request
  const [from, to] = [await compared(request, 'from'), await compared(request, 'to')]
  if (from.page !== to.page) throw new RestError(400, 'rest-compare-page-mismatch')
  const texts = [from, to].map(revision => valueFor(revision.content, viewer))
  const [before, after] = texts
  if (before === undefined) throw new RestError(403, 'rest-compare-inaccessible', [{ plaintext: 'from' }])
  if (after === undefined) throw new RestError(403, 'rest-compare-inaccessible', [{ plaintext: 'to' }])
  const { language } = wiki.config
  const html = tableDiff(await textById(db, before.textId), await textById(db, after.textId), {
    lineNumber: line => wiki.messages.html({ key: 'lineno', params: [{ num: line }] }, language),
  })
  const side = (revision: Revision) => ({ id: revision.id, slot_role: 'main', sections: [] })
  return json({ from: side(from), to: side(to), html: path.from === path.to ? '' : html })
}

/** Throws `rest-compare-nonexistent`. */
async function compared({ db, path }: RestRequest, name: 'from' | 'to'): Promise<Revision> {
  const id = readInteger(name, path[name]) ?? 0
  const revision = id > 0 ? await revisionById(db, id as RevId) : undefined
  if (revision === undefined) throw new RestError(404, 'rest-compare-nonexistent', [{ plaintext: name }])
  return revision
}
