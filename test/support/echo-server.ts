// A web server whose entries answer what they were asked, and ways to speak to it, for the tests of `src/http`.
import { equal } from 'node:assert/strict'
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pino from 'pino'
import type { HttpHandler, HttpRequest } from '../../src/http/message.ts'
import { type Entries, type RunningServer, type ServerOptions, startServer } from '../../src/http/server.ts'

export const json = { 'Content-Type': 'application/json; charset=utf-8' }

/** Answers what it was asked. */
export function echo(name: string): HttpHandler {
  return async request => ({ status: 200, headers: json, body: JSON.stringify({ entry: name, ...shown(request) }) })
}

function shown(request: HttpRequest) {
  const { method, path, pathInfo, url, query, body, rawBody, files, cookies, ip, secure, host } = request
  const values = (parameters: typeof query) =>
    Object.fromEntries([...parameters.names()].map(name => [name, parameters.get(name) ?? '(array)']))
  return {
    method,
    path,
    pathInfo,
    url,
    query: values(query),
    body: body === undefined ? null : values(body),
    raw: rawBody === undefined ? null : Buffer.from(rawBody).toString(),
    files: [...files].map(([field, { name, type, size }]) => ({ field, name, type, size })),
    cookies: Object.fromEntries(cookies),
    ip,
    secure,
    host,
  }
}

export type Shown = ReturnType<typeof shown> & { entry: string }

/** Everything that comes over a connection until its end, each piece sent a little after the one before. */
export async function talk(port: number, ...pieces: readonly (string | Buffer)[]): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  let heard = ''
  socket.on('data', data => {
    heard += data.toString('latin1')
  })
  socket.on('error', () => {})
  const closed = new Promise(resolve => socket.once('close', resolve))
  for (const piece of pieces) {
    socket.write(piece)
    await sleep(20)
  }
  await closed
  return heard
}

/** A running server that echoes; a test may put another function in the place of its API for a while. */
export class EchoServer {
  /** What was logged. */
  readonly lines: string[] = []
  readonly folder: string
  /** Where uploads lie. */
  readonly temporary: string
  readonly #log = pino({ level: 'debug' }, { write: (line: string) => void this.lines.push(line) })
  #api = echo('api')
  #server: RunningServer | undefined

  private constructor(folder: string) {
    this.folder = folder
    this.temporary = join(folder, 'temporary')
  }
  static async start(options: (folder: string) => Promise<Partial<ServerOptions>>): Promise<EchoServer> {
    const echoes = new EchoServer(await mkdtemp(join(tmpdir(), 'palimpsest-http-')))
    await mkdir(echoes.temporary)
    echoes.#server = await echoes.another(await options(echoes.folder))
    return echoes
  }
  get url(): string {
    return this.#server?.url ?? ''
  }
  get port(): number {
    return this.#server?.port ?? 0
  }
  /** One more server with the same entries; whoever starts it ends it. */
  another(options: Partial<ServerOptions> = {}): Promise<RunningServer> {
    const entries: Entries = {
      api: request => this.#api(request),
      index: echo('index'),
      rest: echo('rest'),
      page: echo('page'),
    }
    const { temporary } = this
    return startServer({ host: '127.0.0.1', port: 0, entries, log: this.#log, temporary, ...options })
  }
  /** Does the work while the API answers with the handler. */
  async withApi<T>(handler: HttpHandler, work: () => Promise<T>): Promise<T> {
    this.#api = handler
    try {
      return await work()
    } finally {
      this.#api = echo('api')
    }
  }
  async ask(path: string, init: RequestInit = {}): Promise<Shown> {
    const answer = await fetch(this.url + path, init)
    equal(answer.status, 200)
    return (await answer.json()) as Shown
  }
  /** Waits until no upload lies on the disk; true if that comes to pass within a second. */
  async isEmptySoon(): Promise<boolean> {
    for (let turn = 0; turn < 100; turn++) {
      if ((await readdir(this.temporary)).length === 0) return true
      await sleep(10)
    }
    return false
  }
  async close(): Promise<void> {
    await this.#server?.close()
    await rm(this.folder, { recursive: true })
  }
}
