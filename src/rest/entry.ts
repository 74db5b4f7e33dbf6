// The door of the REST API, `rest.php/v1`: finds the handler of a path, and answers what it threw.
import { Failure } from '../errors.ts'
import type { HttpRequest, HttpResponse } from '../http/message.ts'
import { decodePath } from '../http/parameters.ts'
import type { Wiki } from '../wiki.ts'
import { errorAnswer, json, RestError } from './answer.ts'
import { pageBare, pageCount, pageHistory, pageHtml, pageLanguages, pageSource, pageWithHtml } from './pages.ts'
import type { RestRequest } from './request.ts'
import { compareRevisions, revisionBare, revisionHtml, revisionSource, revisionWithHtml } from './revisions.ts'
import { searchPage, searchTitle } from './search.ts'
import { asRestError, createPage, updatePage } from './write.ts'

type Handler = (request: RestRequest) => Promise<HttpResponse>

/** By path, whose `{parts}` are open, the handler of each method. */
const routes: readonly (readonly [path: string, handlers: Readonly<Record<string, Handler>>])[] = [
  ['/v1/page', { POST: createPage }],
  ['/v1/page/{title}', { GET: pageSource, PUT: updatePage }],
  ['/v1/page/{title}/bare', { GET: pageBare }],
  ['/v1/page/{title}/html', { GET: pageHtml }],
  ['/v1/page/{title}/with_html', { GET: pageWithHtml }],
  ['/v1/page/{title}/history', { GET: pageHistory }],
  ['/v1/page/{title}/history/counts/{type}', { GET: pageCount }],
  ['/v1/page/{title}/links/language', { GET: pageLanguages }],
  ['/v1/revision/{id}', { GET: revisionSource }],
  ['/v1/revision/{id}/bare', { GET: revisionBare }],
  ['/v1/revision/{id}/html', { GET: revisionHtml }],
  ['/v1/revision/{id}/with_html', { GET: revisionWithHtml }],
  ['/v1/revision/{from}/compare/{to}', { GET: compareRevisions }],
  ['/v1/search/page', { GET: searchPage }],
  ['/v1/search/title', { GET: searchTitle }],
]

/** The paths of all routes that read. */
export const restPaths: readonly string[] = routes.filter(([, handlers]) => 'GET' in handlers).map(([path]) => path)

const compiled = routes.map(([path, handlers]) => ({ parts: path.split('/'), handlers }))

/** Answers a request to `rest.php`. A defect is logged and answered without its text. */
export async function answerRest(wiki: Wiki, http: HttpRequest): Promise<HttpResponse> {
  try {
    return await answer(wiki, http)
  } catch (error) {
    if (error instanceof RestError) return errorAnswer(wiki, error)
    if (error instanceof Failure) return errorAnswer(wiki, asRestError(error), error.headers)
    wiki.log.error({ err: error, path: http.path }, 'a request of the REST API failed by a defect')
    return errorAnswer(wiki, new RestError(500, 'x-defect'))
  }
}

async function answer(wiki: Wiki, http: HttpRequest): Promise<HttpResponse> {
  const now = wiki.now()
  await wiki.messagePages.keepFresh(wiki.database.read, now.getTime())
  const session = await wiki.sessions.open(http.cookies, now)
  const viewer = wiki.lookBook.watch(await wiki.accounts.viewerOf(session, http.ip, now))
  const { path, handlers } = routeOf(http)
  const method = http.method === 'HEAD' ? 'GET' : http.method
  const handler = Object.hasOwn(handlers, method) ? handlers[method] : undefined
  if (handler === undefined) {
    const allowed = Object.keys(handlers).flatMap(one => (one === 'GET' ? ['HEAD', 'GET'] : [one]))
    const params = [{ plaintext: http.method }, { list: allowed, type: 'comma' as const }]
    return errorAnswer(wiki, new RestError(405, 'rest-wrong-method', params), { Allow: allowed.join(', ') })
  }
  if (!viewer.may('read')) throw new RestError(403, 'rest-read-denied')
  const response = await handler({ wiki, http, db: wiki.database.read, viewer, session, now, path })
  await wiki.lookBook.keep(viewer, `rest.php ${method}`, now)
  return { ...(isKnown(http, response) ? notModified(response) : response), cookies: session.cookies }
}

function routeOf(http: HttpRequest): { path: Record<string, string>; handlers: Readonly<Record<string, Handler>> } {
  const parts = encodedPath(http.path).split('/')
  for (const route of compiled) {
    if (route.parts.length !== parts.length) continue
    const path: Record<string, string> = {}
    const fits = route.parts.every((part, index) => {
      const given = parts[index] ?? ''
      if (!part.startsWith('{')) return part === given
      path[part.slice(1, -1)] = decodePath(given)
      return given !== ''
    })
    if (fits) return { path, handlers: route.handlers }
  }
  throw new RestError(404, 'rest-no-match', [{ plaintext: decodePath(encodedPath(http.path)) }])
}

/** What follows the script, still encoded: a slash in a title is `%2F`. */
const encodedPath = (path: string): string => path.slice(path.indexOf('/rest.php') + '/rest.php'.length) || '/'

/** Whether the client has this answer already. */
function isKnown(http: HttpRequest, { status, headers }: HttpResponse): boolean {
  const known = http.headers['if-none-match']
  if (known === undefined || status !== 200 || (http.method !== 'GET' && http.method !== 'HEAD')) return false
  const tags = known.split(',').map(tag => tag.trim().replace(/^W\//, ''))
  return headers.ETag !== undefined && (tags.includes(headers.ETag) || tags.includes('*'))
}

const notModified = ({ headers }: HttpResponse): HttpResponse => ({ ...json(''), status: 304, headers, body: '' })
