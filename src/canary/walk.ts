// Walks everything that can be asked, as every kind of reader, and looks for the marks of the secrets.
import { Session } from '../access/sessions.ts'
import { makeToken } from '../access/tokens.ts'
import type { Viewer } from '../access/viewer.ts'
import { answerApi } from '../api/request.ts'
import { timestampOf } from '../api/timestamps.ts'
import type { HttpRequest, HttpResponse } from '../http/message.ts'
import { Parameters, ParametersBuilder } from '../http/parameters.ts'
import { addAccount } from '../users/add-account.ts'
import type { Wiki } from '../wiki.ts'
import type { Planted } from './plant.ts'
import { type CanaryRequest, requestsFor } from './requests.ts'
import { formsIn, type Secret } from './secrets.ts'

/** A secret that somebody was shown who may not see it. */
export interface Leak {
  readonly reader: string
  readonly place: string
  /** Which form of the mark came out. */
  readonly form: string
  /** The request: parameters, or the address of a page. */
  readonly request: string
}

export interface Walked {
  readonly leaks: readonly Leak[]
  readonly places: number
  readonly readers: number
  readonly formats: number
  readonly requests: number
  /** Modules that read and answered every request with an error: nothing was looked for in them. */
  readonly unanswered: readonly string[]
}

/** Somebody who reads: what they send along, and what they may. */
export interface Reader {
  readonly name: string
  readonly cookies: ReadonlyMap<string, string>
  readonly token: string
  readonly viewer: Viewer
}

/** Asks a request of the API and answers with all that came back: headers and body. */
export type Ask = (request: HttpRequest) => Promise<HttpResponse>

/** All that the canary reads in. */
export const allFormats: readonly Readonly<Record<string, string>>[] = [
  { format: 'json', formatversion: '2' },
  { format: 'json', formatversion: '1' },
  { format: 'xml' },
  { format: 'php' },
  { format: 'jsonfm' },
  { format: 'json', formatversion: '2', errorformat: 'html', uselang: 'qqx' },
]

/** One reader of each kind: nobody, an account, an administrator, and one who may see what is suppressed. */
export async function readersOf(wiki: Wiki): Promise<Reader[]> {
  const readers: Reader[] = [
    { name: 'nobody', cookies: new Map(), token: '+\\', viewer: wiki.accounts.anonymous('192.0.2.1') },
  ]
  for (const groups of [[], ['sysop'], ['suppress', 'sysop']]) readers.push(await readerIn(wiki, groups))
  return readers
}

async function readerIn(wiki: Wiki, groups: readonly string[]): Promise<Reader> {
  const now = wiki.now()
  const name = `Canary ${groups.join(' ') || 'user'}`
  const { userId } = await wiki.database.write(tx =>
    addAccount(tx, { name, password: '', groups, now: timestampOf(now) }),
  )
  const session = new Session(undefined, 0, '', '')
  await wiki.sessions.logIn(session, userId, '', now)
  const cookies = new Map(session.cookies.map(cookie => [cookie.name, cookie.value]))
  const viewer = await wiki.accounts.viewerOf(session, '192.0.2.1', now)
  return { name, cookies, token: makeToken(session.secret, 'csrf', now), viewer }
}

const parametersOf = (params: Readonly<Record<string, string>>): Parameters => {
  const builder = new ParametersBuilder('replace')
  for (const [name, value] of Object.entries(params)) builder.add(name, value)
  return builder.build()
}

function requestOf(
  reader: Reader,
  { params, isWrite }: CanaryRequest,
  format: Readonly<Record<string, string>>,
): HttpRequest {
  const all = parametersOf({ ...params, ...format, ...(isWrite ? { token: reader.token } : {}) })
  return {
    method: isWrite ? 'POST' : 'GET',
    path: '/api.php',
    pathInfo: '',
    url: '/api.php',
    query: isWrite ? Parameters.none : all,
    body: isWrite ? all : undefined,
    rawBody: undefined,
    files: new Map(),
    headers: {},
    cookies: reader.cookies,
    ip: '192.0.2.1',
    secure: false,
    host: 'canary.invalid',
  }
}

async function textOf(response: HttpResponse): Promise<string> {
  const { body, headers } = response
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  if (typeof body === 'string') return [...head, body].join('\n')
  if (body instanceof Uint8Array) return [...head, Buffer.from(body).toString('latin1')].join('\n')
  const chunks: Buffer[] = []
  for await (const chunk of body) chunks.push(Buffer.from(chunk as Uint8Array))
  return [...head, Buffer.concat(chunks).toString('latin1')].join('\n')
}

/** What a request itself says, its reader knows already: it is no leak when it comes back. */
function unsaid(secret: Secret, request: CanaryRequest): boolean {
  return !Object.values(request.params).some(value => value.includes(secret.mark))
}

/** Asks everything as everybody, in all formats. `ask` is the API; a test puts a leaky one there, and fewer formats. */
export async function walk(
  wiki: Wiki,
  planted: Planted,
  { ask = request => answerApi(wiki, request), formats = allFormats }: { ask?: Ask; formats?: typeof allFormats } = {},
): Promise<Walked> {
  const readers = await readersOf(wiki)
  const leaks: Leak[] = []
  let requests = 0
  const asked = new Set<string>()
  const answered = new Set<string>()
  for (const reader of readers) {
    const kept = planted.secrets.filter(one => !one.mayBeSeenBy(reader.viewer))
    for (const request of requestsFor(planted)) {
      // What writes is asked once: the second time it would do something else.
      for (const format of request.isWrite ? formats.slice(0, 1) : formats) {
        requests += 1
        const response = await ask(requestOf(reader, request, format))
        const shown = await textOf(response)
        if (!request.isWrite) asked.add(moduleOf(request))
        if (response.headers['MediaWiki-API-Error'] === undefined) answered.add(moduleOf(request))
        leaks.push(...leaksIn(shown, kept, reader, { ...request, params: { ...request.params, ...format } }))
      }
    }
    leaks.push(...(await tellingFilters(ask, reader, planted)))
  }
  const unanswered = [...asked].filter(module => !answered.has(module)).sort()
  return {
    leaks,
    unanswered,
    places: planted.secrets.length,
    readers: readers.length,
    formats: formats.length,
    requests,
  }
}

const moduleOf = ({ params }: CanaryRequest): string =>
  params.action === 'query'
    ? `query+${params.prop ?? params.list ?? params.meta ?? params.generator}`
    : String(params.action)

function leaksIn(shown: string, secrets: readonly Secret[], reader: Reader, request: CanaryRequest): Leak[] {
  return secrets
    .filter(secret => unsaid(secret, request))
    .flatMap(secret =>
      formsIn(secret, shown).map(form => ({
        reader: reader.name,
        place: secret.place,
        form,
        request: new URLSearchParams(request.params).toString(),
      })),
    )
}

/**
 * A filter tells, too: who asks for the deeds of somebody whose every deed is hidden must get the same answer, to the
 * letter, as who asks for somebody that there never was, but for the name.
 */
async function tellingFilters(ask: Ask, reader: Reader, planted: Planted): Promise<Leak[]> {
  const leaks: Leak[] = []
  const [format = {}] = allFormats
  if (reader.viewer.may('deletedhistory')) return leaks
  for (const request of requestsFor(planted)) {
    const user = planted.hiddenUsers.find(name => Object.values(request.params).includes(name))
    if (user === undefined || request.isWrite || !isFilter(request)) continue
    const other = Object.fromEntries(
      Object.entries(request.params).map(([name, value]) => [name, value === user ? planted.nobody : value]),
    )
    const one = await textOf(await ask(requestOf(reader, request, format)))
    const two = await textOf(await ask(requestOf(reader, { ...request, params: other }, format)))
    if (one.replaceAll(user, '') === two.replaceAll(planted.nobody, '')) continue
    const place = 'author of what is hidden, by a filter'
    leaks.push({ reader: reader.name, place, form: user, request: new URLSearchParams(request.params).toString() })
  }
  return leaks
}

/** Lists of changes by their author; that an account exists is no secret of its own. */
const isFilter = ({ params }: CanaryRequest): boolean =>
  /^(recentchanges|logevents|usercontribs|allrevisions|watchlist|alldeletedrevisions)$/.test(params.list ?? '') ||
  /^(revisions|deletedrevisions)$/.test(params.prop ?? '')
