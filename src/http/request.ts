// An HTTP request as the framework has it, seen as the rest of the house sees it.
import type { FastifyRequest } from 'fastify'
import { type Body, noBody } from './body.ts'
import { parseCookies } from './cookies.ts'
import type { HttpRequest, UploadedFile } from './message.ts'
import { decodePath, type Parameters, parseParameters } from './parameters.ts'
import { type Place, queryOf } from './routes.ts'

/** What is asked of a request's cookies and path is read when somebody asks. */
export class IncomingRequest implements HttpRequest {
  readonly method: string
  readonly path: string
  readonly url: string
  readonly query: Parameters
  readonly body: Parameters | undefined
  readonly rawBody: Uint8Array | undefined
  readonly files: ReadonlyMap<string, UploadedFile>
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly #request: FastifyRequest
  readonly #rest: string
  #cookies: ReadonlyMap<string, string> | undefined

  constructor(request: FastifyRequest, place: Place, body: Body = noBody) {
    this.method = request.method
    this.path = place.path
    this.url = request.originalUrl
    this.query = parseParameters(queryOf(this.url), 'windows-1252')
    this.body = body.form
    this.rawBody = body.raw
    this.files = body.files
    // Only Set-Cookie comes as a list, and no client sends it.
    this.headers = request.headers as Readonly<Record<string, string | undefined>>
    this.#request = request
    this.#rest = place.rest
  }
  get pathInfo(): string {
    return decodePath(this.#rest)
  }
  get cookies(): ReadonlyMap<string, string> {
    this.#cookies ??= parseCookies(this.headers.cookie)
    return this.#cookies
  }
  get ip(): string {
    // An IPv4 address in the notation of a socket that speaks both.
    return this.#request.ip.replace(/^::ffff:(?=\d+\.)/i, '')
  }
  get secure(): boolean {
    return this.#request.protocol === 'https'
  }
  get host(): string {
    return this.#request.host
  }
}
