// Walks everything that can be asked, as every kind of reader, and looks for the marks of the secrets.
import { answerApi } from '../api/request.ts'
import type { HttpRequest, HttpResponse } from '../http/message.ts'
import { answerRest } from '../rest/entry.ts'
import { answerIndex, answerPage } from '../web/entry.ts'
import { answerImage } from '../web/images.ts'
import { answerLoad } from '../web/load.ts'
import type { Wiki } from '../wiki.ts'
import { type Door, httpRequest, textOf } from './http-request.ts'
import { pagesFor } from './pages.ts'
import type { Planted } from './plant.ts'
import { type Reader, readersOf } from './readers.ts'
import { type CanaryRequest, requestsFor } from './requests.ts'
import { restRequests } from './rest.ts'
import { scriptRequests } from './scripts.ts'
import { finderOf, numbersIn, type Secret } from './secrets.ts'
import type { WordFinder } from './word-finder.ts'

/** A secret that somebody was shown who may not see it. */
export interface Leak {
  readonly reader: string
  readonly place: string
  /** Which form of the mark came out. */
  readonly form: string
  /** The request: door, title and parameters. */
  readonly request: string
}

export interface Walked {
  readonly leaks: readonly Leak[]
  readonly places: number
  readonly readers: number
  readonly formats: number
  /** Requests to the API, and to pages. */
  readonly requests: number
  readonly pages: number
  /** Modules that read and answered every request with an error: nothing was looked for in them. */
  readonly unanswered: readonly string[]
  /** Secrets that nobody saw of those who may, in the API or on the pages: the walk does not come by there. */
  readonly unseen: readonly string[]
}

/** Asks a door of the wiki and answers with all that came back: headers and body. */
export type Ask = (request: HttpRequest, door: Door) => Promise<HttpResponse>

/** All that the canary reads in. */
export const allFormats: readonly Readonly<Record<string, string>>[] = [
  { format: 'json', formatversion: '2' },
  { format: 'json', formatversion: '1' },
  { format: 'xml' },
  { format: 'php' },
  { format: 'jsonfm' },
  { format: 'json', formatversion: '2', errorformat: 'html', uselang: 'qqx' },
]

/** What answers at each door of a wiki. */
export const answers: Readonly<Record<Door, (wiki: Wiki, request: HttpRequest) => Promise<HttpResponse>>> = {
  api: answerApi,
  index: answerIndex,
  load: answerLoad,
  page: answerPage,
  images: answerImage,
  rest: answerRest,
}

/** What a walk may be narrowed to; a test puts a leaky `ask` there. */
export interface WalkOptions {
  readonly ask?: Ask
  readonly formats?: typeof allFormats
  /** By name; by default all. */
  readonly readers?: readonly string[]
  readonly only?: 'api' | 'pages'
}

/** Asks everything as everybody. What a module shows of one subject is asked in all formats, all else in the first. */
export async function walk(wiki: Wiki, planted: Planted, options: WalkOptions = {}): Promise<Walked> {
  const { ask = (request, door) => answers[door](wiki, request), formats = allFormats, only } = options
  const all = await readersOf(wiki)
  const readers = all.filter(one => options.readers?.includes(one.name) ?? true)
  const walker = new Walker(ask, planted)
  for (const reader of readers) {
    if (only !== 'pages') for (const request of requestsFor(planted)) await walker.askApi(reader, request, formats)
    if (only !== 'api' && !reader.isOfApi) {
      for (const request of pagesFor(planted)) await walker.askPage(reader, request)
      if (reader.sends === undefined) {
        for (const request of restRequests(planted)) await walker.askPage(reader, request)
        for (const request of scriptRequests(planted)) await walker.askPage(reader, request)
      }
    }
    if (only !== 'pages') await walker.compareFilters(reader)
  }
  const { leaks, requests, pages, unanswered } = walker
  return {
    leaks,
    unanswered,
    unseen: walker.unseenBy(readers, only),
    places: planted.secrets.length,
    readers: readers.length,
    formats: formats.length,
    requests,
    pages,
  }
}

class Walker {
  readonly leaks: Leak[] = []
  requests = 0
  pages = 0
  readonly #asked = new Set<string>()
  readonly #answered = new Set<string>()
  readonly #seen = { api: new Set<Secret>(), pages: new Set<Secret>(), elsewhere: new Set<Secret>() }
  readonly #ask: Ask
  readonly #planted: Planted
  readonly #finder: WordFinder<Secret>
  readonly #numbers: readonly Secret[]
  constructor(ask: Ask, planted: Planted) {
    this.#ask = ask
    this.#planted = planted
    this.#finder = finderOf(planted.secrets)
    this.#numbers = planted.secrets.filter(one => one.numbers.length > 0)
  }

  /** What writes is asked once: the second time it would do something else. */
  async askApi(reader: Reader, request: CanaryRequest, formats: typeof allFormats): Promise<void> {
    if (!isFor(reader, request)) return
    for (const format of request.isPlain && !request.isWrite ? formats : formats.slice(0, 1)) {
      this.requests += 1
      const asked = { ...request, params: { ...request.params, ...format } }
      const { headers, shown } = await this.#answer(reader, asked)
      const module = moduleOf(request)
      if (!request.isWrite) this.#asked.add(module)
      if (headers['MediaWiki-API-Error'] === undefined) this.#answered.add(module)
      this.#look(reader, asked, shown, this.#seen.api)
    }
  }

  async askPage(reader: Reader, request: CanaryRequest): Promise<void> {
    if (!isFor(reader, request)) return
    this.pages += 1
    const { shown } = await this.#answer(reader, request)
    const isPage = request.door !== 'rest' && request.door !== 'load'
    this.#look(reader, request, shown, isPage ? this.#seen.pages : this.#seen.elsewhere)
  }

  async #answer(
    reader: Reader,
    { door, title, params, isWrite, read }: CanaryRequest,
  ): Promise<Pick<HttpResponse, 'headers'> & { shown: string }> {
    const request = httpRequest({
      door,
      ...(title === undefined ? {} : { title }),
      params: { ...params, ...reader.sends, ...(isWrite ? { token: reader.token } : {}) },
      method: isWrite ? 'POST' : 'GET',
      cookies: reader.cookies,
      ...(read === undefined ? {} : { read }),
    })
    const response = await this.#ask(request, door)
    return { headers: response.headers, shown: await textOf(response) }
  }

  #look(reader: Reader, request: CanaryRequest, shown: string, seen: Set<Secret>): void {
    const numbers = this.#numbers.flatMap(of => numbersIn(of, shown).map(word => ({ word, of })))
    for (const { word: form, of: secret } of [...this.#finder.in(shown), ...numbers]) {
      if (isSaid(secret, request)) continue
      if (secret.mayBeSeenBy(reader.viewer)) {
        if (form === secret.mark || secret.numbers.includes(form)) seen.add(secret)
      } else {
        this.leaks.push({ reader: reader.name, place: secret.place, form, request: nameOfRequest(request) })
      }
    }
  }

  get unanswered(): string[] {
    return [...this.#asked].filter(module => !this.#answered.has(module)).sort()
  }

  unseenBy(readers: readonly Reader[], only: WalkOptions['only']): string[] {
    const seeable = this.#planted.secrets.filter(secret => readers.some(one => secret.mayBeSeenBy(one.viewer)))
    const missing = (where: 'api' | 'pages') =>
      only !== undefined && only !== where
        ? []
        : seeable
            .filter(secret => (where === 'api' || secret.isOnPages) && !this.#seen[where].has(secret))
            .map(secret => `${secret.place}: ${where}`)
    return [...missing('api'), ...missing('pages')]
  }

  /**
   * A filter tells, too: who asks for the deeds of somebody whose every deed is hidden must get the same answer, to the
   * letter, as who asks for somebody that there never was, but for the name.
   */
  async compareFilters(reader: Reader): Promise<void> {
    const [format = {}] = allFormats
    const { nobodies, secrets } = this.#planted
    const withheld = secrets.filter(one => nobodies.has(one.mark) && !one.mayBeSeenBy(reader.viewer))
    for (const request of requestsFor(this.#planted)) {
      const user = withheld.find(one => Object.values(request.params).includes(one.mark))?.mark
      const nobody = nobodies.get(user ?? '')
      if (user === undefined || nobody === undefined || !isFilter(request)) continue
      const other = Object.entries(request.params).map(([name, value]) => [name, value === user ? nobody : value])
      const one = await this.#answer(reader, { ...request, params: { ...request.params, ...format } })
      const two = await this.#answer(reader, { ...request, params: { ...Object.fromEntries(other), ...format } })
      if (one.shown.replaceAll(user, '') === two.shown.replaceAll(nobody, '')) continue
      const place = 'author of what is hidden, by a filter'
      this.leaks.push({ reader: reader.name, place, form: user, request: nameOfRequest(request) })
    }
  }
}

/** Who adds something to every request only reads, and is the same reader in each: those that ask for all are enough. */
const isFor = ({ sends }: Reader, { isWrite, isPlain }: CanaryRequest): boolean =>
  sends === undefined || (isPlain && !isWrite)

/** What a request itself says, its reader knows already: it is no leak when it comes back. */
const isSaid = (secret: Secret, { title = '', params }: CanaryRequest): boolean =>
  title.includes(secret.mark) || Object.values(params).some(value => value.includes(secret.mark))

const nameOfRequest = ({ door, title, params }: CanaryRequest): string =>
  `${door}${title === undefined ? '' : ` ${title}`} ${new URLSearchParams(params)}`

const moduleOf = ({ params }: CanaryRequest): string =>
  params.action === 'query'
    ? `query+${params.prop ?? params.list ?? params.meta ?? params.generator}`
    : String(params.action)

/** Lists of changes by their author; that an account exists is no secret of its own. */
const isFilter = ({ params }: CanaryRequest): boolean =>
  (params.action === 'xhiderange' && params.dryrun !== undefined) ||
  /^(recentchanges|logevents|usercontribs|allrevisions|watchlist|alldeletedrevisions)$/.test(params.list ?? '') ||
  /^(revisions|deletedrevisions)$/.test(params.prop ?? '')
