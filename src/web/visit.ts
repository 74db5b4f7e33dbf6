// One visit to a page: who asks for what, and in which language they are answered. Every page is given one.

import type { Performer } from '../access/permit.ts'
import type { Session } from '../access/sessions.ts'
import { makeToken, matchesToken, type TokenType } from '../access/tokens.ts'
import type { Viewer } from '../access/viewer.ts'
import { requestValues } from '../api/values.ts'
import { fail } from '../errors.ts'
import { clientOf } from '../http/client-program.ts'
import type { HttpRequest } from '../http/message.ts'
import type { Message, MessageParam } from '../language/messages.ts'
import type { Reader } from '../storage/database.ts'
import type { Wiki } from '../wiki.ts'
import { Html, trusted } from './html.ts'

/** A parameter of a message: text is shown as it is, whatever it looks like; a number gets its separators. */
export type Said = string | number | Html | Exclude<MessageParam, string | number>

function asParam(said: Said): MessageParam {
  if (typeof said === 'string') return { plaintext: said }
  if (typeof said === 'number') return { num: said }
  return said instanceof Html ? { raw: said.markup } : said
}

export class Visit {
  readonly wiki: Wiki
  readonly http: HttpRequest
  readonly session: Session
  readonly viewer: Viewer
  readonly now: Date
  /** The language of everything but the content. */
  readonly language: string
  /** Whether the reader is told of new messages on their talk page. */
  hasMessages = false
  readonly #values: ReturnType<typeof requestValues>
  #performer: Promise<Performer> | undefined

  constructor(of: { wiki: Wiki; http: HttpRequest; session: Session; viewer: Viewer; now: Date }) {
    this.wiki = of.wiki
    this.http = of.http
    this.session = of.session
    this.viewer = of.viewer
    this.now = of.now
    this.#values = requestValues(of.http)
    this.language = of.wiki.languageOf(this.get('uselang') ?? 'user', of.viewer)
  }

  get db(): Reader {
    return this.wiki.database.read
  }

  /** A parameter of the form or the address; the form wins. */
  get(name: string): string | undefined {
    return this.#values.get(name)
  }

  /** The same without blanks around it; undefined for nothing but blanks. */
  text(name: string): string | undefined {
    const value = this.get(name)?.trim()
    return value === '' ? undefined : value
  }

  /** Whether a box is ticked or a parameter is set to something that is not no. */
  isOn(name: string): boolean {
    const value = this.get(name)
    return value !== undefined && value !== '' && value !== '0'
  }

  /** A whole number that is not negative; undefined for anything else. */
  id(name: string): number | undefined {
    const value = this.get(name)?.trim() ?? ''
    return /^\d{1,15}$/.test(value) ? Number(value) : undefined
  }

  get names(): Iterable<string> {
    return this.#values.names()
  }

  get wasPosted(): boolean {
    return this.http.method === 'POST'
  }

  /** Who acts, with the blocks that are on them; looked up once. */
  performer(): Promise<Performer> {
    this.#performer ??= this.wiki.performer(this.viewer, this.http.ip, this.now, clientOf(this.http, this.session))
    return this.#performer
  }

  /** A text for attributes, titles, and wherever else there is no markup. */
  say(key: string | readonly string[], ...params: readonly Said[]): string {
    return this.wiki.messages.plain({ key, params: params.map(asParam) }, this.language)
  }

  /** What stands between the items of a list: its blank counts. */
  get comma(): string {
    return this.wiki.messages.wikitext({ key: 'comma-separator', params: [] }, this.language)
  }

  /** A text as markup. */
  tell(key: string | readonly string[], ...params: readonly Said[]): Html {
    return this.tellMessage({ key, params: params.map(asParam) })
  }

  tellMessage(message: Message): Html {
    return trusted(this.wiki.messages.html(message, this.language))
  }

  /** A token for a form. Somebody without an account gets a session with it, so that no other site can post for them. */
  token(type: TokenType = 'csrf'): string {
    this.wiki.sessions.begin(this.session)
    return makeToken(this.session.secret, type, this.now)
  }

  /** Whether the form that was posted is one of ours: from our own pages, with a token of this session in its body. */
  isOurForm(type: TokenType = 'csrf'): boolean {
    if (!this.wasPosted || !isFromHere(this.http) || this.session.secret === '') return false
    const token = this.http.body?.get('token') ?? this.http.body?.get('wpEditToken') ?? ''
    return matchesToken(this.session.secret, type, token)
  }

  /** Throws `readonly` while the wiki cannot be changed. */
  mustBeWritable(): void {
    const { readOnly } = this.wiki.config
    if (readOnly !== '') throw fail('apierror-readonly', [], { readonlyreason: readOnly })
  }
}

/** Whether the browser says that a form comes from this site. One that says nothing is believed: there is the token. */
function isFromHere({ headers, host }: HttpRequest): boolean {
  const site = headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  const { origin } = headers
  if (origin === undefined) return true
  return URL.canParse(origin) && new URL(origin).host === host
}

/** Whether a reader wants to see what everybody sees. Who sends a form acts, and acts as who they are. */
export const isAsPublic = (http: HttpRequest): boolean =>
  http.method !== 'POST' && http.query.get('assume') === 'public'

/** Begins a visit: opens the session and finds out whose it is. */
export async function beginVisit(wiki: Wiki, http: HttpRequest): Promise<Visit> {
  const now = wiki.now()
  const session = await wiki.sessions.open(isAsPublic(http) ? new Map() : http.cookies, now)
  const viewer = wiki.lookBook.watch(await wiki.accounts.viewerOf(session, http.ip, now))
  await wiki.messagePages.keepFresh(wiki.database.read, now.getTime())
  return new Visit({ wiki, http, session, viewer, now })
}
