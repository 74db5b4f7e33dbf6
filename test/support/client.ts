// A client of the Action API for tests: a cookie jar, tokens, and answers that are read by path.

/** What stands in a request. Arrays become multi-values, `true` is sent as 1, `false` and `undefined` are left out. */
export type Params = Record<string, string | number | boolean | readonly (string | number)[] | undefined>

/** One answer of the API. */
export class Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** The answer read as JSON, or undefined when it is none. */
  readonly body: unknown
  constructor(status: number, headers: Headers, text: string) {
    this.status = status
    this.headers = headers
    this.text = text
    try {
      this.body = JSON.parse(text)
    } catch {
      this.body = undefined
    }
  }

  /** The value at a dotted path as `query.pages.0.title` (-1 is the last of a list), or undefined where there is none. */
  at(path: string): unknown {
    let value = this.body
    for (const key of path.split('.')) {
      if (typeof value !== 'object' || value === null) return undefined
      const step = Array.isArray(value) && key.startsWith('-') ? value.length + Number(key) : key
      value = Object.getOwnPropertyDescriptor(value, step)?.value
    }
    return value
  }
  /** The string at `path`; throws, showing the answer, where there is none. */
  string(path: string): string {
    const value = this.at(path)
    if (typeof value === 'string') return value
    throw this.#lacks('string', path)
  }
  /** The number at `path`; throws, showing the answer, where there is none. */
  number(path: string): number {
    const value = this.at(path)
    if (typeof value === 'number') return value
    throw this.#lacks('number', path)
  }
  /** The list at `path`; throws, showing the answer, where there is none. */
  list(path: string): unknown[] {
    const value = this.at(path)
    if (Array.isArray(value)) return value
    throw this.#lacks('list', path)
  }
  /** The code of the (first) error, or undefined when the request succeeded. */
  get code(): string | undefined {
    const code = this.at('error.code') ?? this.at('errors.0.code')
    return typeof code === 'string' ? code : undefined
  }
  /** This answer; throws, showing it, where it is an error. */
  ok(): this {
    if (this.code === undefined && this.status === 200) return this
    throw new Error(`the API refused with HTTP ${this.status}: ${this.text.slice(0, 600)}`)
  }
  #lacks(kind: string, path: string): Error {
    return new Error(`no ${kind} at ${path} in the answer with HTTP ${this.status}: ${this.text.slice(0, 600)}`)
  }
}

/** Somebody who talks to the API: nobody at first, an account after `login`. */
export class Client {
  readonly api: string
  readonly cookies = new Map<string, string>()
  readonly #tokens = new Map<string, string>()
  constructor(api: string) {
    this.api = api
  }

  /** Sends a request by GET, with `format=json` and `formatversion=2` unless `params` say otherwise. */
  get(params: Params, headers: Record<string, string> = {}): Promise<Answer> {
    return this.#send(`${this.api}?${encode(params)}`, { headers })
  }
  /** The same by POST, with the parameters in a form body. */
  post(params: Params, headers: Record<string, string> = {}): Promise<Answer> {
    return this.#send(this.api, {
      method: 'POST',
      body: encode(params),
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    })
  }
  /** `post` with this session's token of the type. */
  async write(params: Params, type = 'csrf'): Promise<Answer> {
    return this.post({ ...params, token: await this.token(type) })
  }
  /** Any other request to the server (a path from its root), with this session's cookies. */
  fetch(path: string, init: RequestInit = {}): Promise<Answer> {
    return this.#send(new URL(path, this.api).href, init)
  }

  /** This session's token of the type, asked for once. */
  async token(type = 'csrf'): Promise<string> {
    const known = this.#tokens.get(type)
    if (known !== undefined) return known
    const token = (await this.get({ action: 'query', meta: 'tokens', type })).string(`query.tokens.${type}token`)
    if (type !== 'login' && type !== 'createaccount') this.#tokens.set(type, token)
    return token
  }
  /** Logs in with `action=login`, an account's or a bot's password; throws where that fails. */
  async login(user: string, password: string): Promise<this> {
    this.#tokens.clear()
    const lgtoken = await this.token('login')
    const answer = await this.post({ action: 'login', lgname: user, lgpassword: password, lgtoken })
    if (answer.at('login.result') !== 'Success') throw new Error(`cannot log in as ${user}: ${answer.text}`)
    return this
  }
  /** The same session, with the same cookies and tokens, on a server that has moved to another address. */
  on(api: string): Client {
    const moved = new Client(api)
    for (const [name, value] of this.cookies) moved.cookies.set(name, value)
    for (const [type, token] of this.#tokens) moved.#tokens.set(type, token)
    return moved
  }
  /** Forgets the tokens asked for so far. */
  forgetTokens(): void {
    this.#tokens.clear()
  }

  async #send(url: string, init: RequestInit): Promise<Answer> {
    const headers = new Headers(init.headers)
    if (this.cookies.size > 0) headers.set('cookie', Array.from(this.cookies, pair => pair.join('=')).join('; '))
    const response = await fetch(url, { ...init, headers, redirect: 'manual' })
    for (const line of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split(';')
      const name = pair.slice(0, pair.indexOf('=')).trim()
      if (attributes.some(isPast)) this.cookies.delete(name)
      else this.cookies.set(name, pair.slice(pair.indexOf('=') + 1).trim())
    }
    return new Answer(response.status, response.headers, await response.text())
  }
}

function isPast(attribute: string): boolean {
  const [name = '', value = ''] = attribute.trim().split('=')
  if (/^max-age$/i.test(name)) return Number(value) <= 0
  return /^expires$/i.test(name) && Date.parse(value) <= Date.now()
}

function encode(params: Params): string {
  const form = new URLSearchParams()
  const all: Params = { format: 'json', formatversion: 2, ...params }
  for (const [name, value] of Object.entries(all)) {
    if (value === undefined || value === false) continue
    form.set(name, value === true ? '1' : typeof value === 'object' ? multiValue(value) : String(value))
  }
  return form.toString()
}

function multiValue(values: readonly (string | number)[]): string {
  const texts = values.map(String)
  return texts.some(text => text.includes('|')) ? texts.map(text => `\u001f${text}`).join('') : texts.join('|')
}
