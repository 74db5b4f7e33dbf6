// The web server: what comes over HTTP becomes a request, what an entry of the wiki answers goes back over HTTP.
import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { Logger } from 'pino'
import { registerAssets } from './assets.ts'
import { type Body, formBody, noBody, rawBody } from './body.ts'
import { answerError, refuse, sendSentence } from './failures.ts'
import type { HttpHandler } from './message.ts'
import { IncomingRequest } from './request.ts'
import { send } from './respond.ts'
import { placeOf, queryOf, routeOf } from './routes.ts'

/** The functions that answer. Without `rest` or `load` those addresses are not there. */
export interface Entries {
  readonly api: HttpHandler
  readonly index: HttpHandler
  readonly rest?: HttpHandler
  readonly load?: HttpHandler
  /** A page at `/wiki/Title`, or the main page at `/`. */
  readonly page: HttpHandler
  /** What lies below `/images/`. Without it nothing does. */
  readonly images?: HttpHandler
}

export interface ServerLimits {
  /** Most bytes of a body, or of the fields of a multipart form together. */
  readonly body: number
  /** Most bytes of one uploaded file. */
  readonly file: number
  /** Most files in one form. */
  readonly files: number
  /** Most bytes of the headers, the address among them. */
  readonly headers: number
  /** Milliseconds in which a request must have come in whole. */
  readonly requestTimeout: number
  /** Milliseconds that a connection may wait for its next request. */
  readonly keepAliveTimeout: number
  /** Milliseconds that requests get to end in when the server is closed. */
  readonly closeTimeout: number
}

/** Enough for a page of 2 MiB that is percent-encoded. */
export const defaultLimits: ServerLimits = {
  body: 12 * 1024 * 1024,
  file: 100 * 1024 * 1024,
  files: 20,
  headers: 32 * 1024,
  requestTimeout: 120_000,
  keepAliveTimeout: 72_000,
  closeTimeout: 10_000,
}

export interface ServerOptions {
  readonly host: string
  /** 0 for any that is free. */
  readonly port: number
  readonly entries: Entries
  readonly log: Logger
  /** Addresses of proxies whose `X-Forwarded-*` headers are believed; true believes everybody. */
  readonly trustProxy?: boolean | string | string[]
  readonly limits?: Partial<ServerLimits>
  /** The folder that is shown at `/assets/`. */
  readonly assets?: string
  /** The folder for uploads until their request is answered; default is the system's. */
  readonly temporary?: string
}

export interface RunningServer {
  /** `http://127.0.0.1:8080`, without a slash at the end. */
  readonly url: string
  readonly port: number
  /** Takes no new requests, ends those in work, closes all connections. May be called more than once. */
  close(): Promise<void>
}

/** Starts to listen. Throws what the system says if it cannot. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const limits = { ...defaultLimits, ...options.limits }
  const server = await build(options, limits)
  await server.listen({ host: options.host, port: options.port })
  const { address, family, port } = server.server.address() as AddressInfo
  let closing: Promise<void> | undefined
  return {
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`,
    port,
    close: () => (closing ??= close(server, limits.closeTimeout)),
  }
}

async function close(server: FastifyInstance, timeout: number): Promise<void> {
  const late = setTimeout(() => server.server.closeAllConnections(), timeout)
  try {
    await server.close()
  } finally {
    clearTimeout(late)
  }
}

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

/** No route has a schema. The compilers that the framework would bring take as long to load as all the rest of it. */
const noSchemas = {
  buildValidator: () => unknownSchema,
  buildSerializer: () => unknownSchema,
}
function unknownSchema(): never {
  throw new Error('routes have no schemas here')
}

async function build(options: ServerOptions, limits: ServerLimits): Promise<FastifyInstance> {
  const { log, assets } = options
  const server = Fastify({
    logger: false,
    schemaController: { compilersFactory: noSchemas },
    trustProxy: options.trustProxy ?? false,
    bodyLimit: limits.body,
    requestTimeout: limits.requestTimeout,
    keepAliveTimeout: limits.keepAliveTimeout,
    return503OnClosing: false,
    exposeHeadRoutes: false,
    rewriteUrl: routeOf,
    // The parameters are read elsewhere, as PHP would.
    routerOptions: { querystringParser: () => ({}) },
    frameworkErrors: (error, request, reply) => void answerError(error, request, reply, log),
    clientErrorHandler: refuse,
    http: {
      maxHeaderSize: limits.headers,
      // Node takes the longer of the two for the whole request.
      headersTimeout: Math.min(60_000, limits.requestTimeout),
      connectionsCheckingInterval: Math.min(30_000, Math.max(50, limits.requestTimeout / 4)),
    },
  })
  server.setErrorHandler((error, request, reply) => answerError(error, request, reply, log))
  server.setNotFoundHandler((_request, reply) => sendSentence(reply, 404, 'There is nothing at this address.'))
  readBodies(server, limits, options.temporary ?? tmpdir())
  if (log.isLevelEnabled('info')) logAnswers(server, log)
  server.all('/without-path-info', redirectToScript)
  await server.register(scope => registerEntries(scope, options.entries, log))
  if (assets !== undefined) registerAssets(server, assets)
  return server
}

/** Forms become parameters at once; what is no form stays bytes, for `rest.php`. */
function readBodies(server: FastifyInstance, limits: ServerLimits, temporary: string): void {
  server.removeAllContentTypeParsers()
  server.addContentTypeParser<Buffer>(
    'application/x-www-form-urlencoded',
    { parseAs: 'buffer' },
    async (_request: FastifyRequest, bytes: Buffer) => formBody(bytes),
  )
  server.addContentTypeParser('multipart/form-data', async (request: FastifyRequest, payload: IncomingMessage) => {
    const { multipartBody } = await import('./multipart.ts')
    return multipartBody(payload, request.headers, limits, temporary)
  })
  server.addContentTypeParser<Buffer>('*', { parseAs: 'buffer' }, async (_request: FastifyRequest, bytes: Buffer) =>
    rawBody(bytes),
  )
}

async function registerEntries(server: FastifyInstance, entries: Entries, log: Logger): Promise<void> {
  let closing = false
  server.addHook('preClose', async () => {
    closing = true
  })
  for (const [name, entry] of Object.entries(entries) as [string, HttpHandler | undefined][]) {
    if (entry === undefined) continue
    const answered: HttpHandler = async request => {
      const response = await entry(request)
      // Otherwise the connection would wait for a next request that is not taken any more.
      return closing ? { ...response, headers: { ...response.headers, Connection: 'close' } } : response
    }
    server.route({
      method: methods,
      url: `/${name}`,
      handler: (request, reply) => answer(answered, request, reply, log),
    })
  }
}

async function answer(
  entry: HttpHandler,
  request: FastifyRequest,
  reply: FastifyReply,
  log: Logger,
): Promise<FastifyReply> {
  const body = (request.body as Body | undefined) ?? noBody
  const incoming = new IncomingRequest(request, placeOf(request.originalUrl), body)
  try {
    const response = await entry(incoming)
    if (body.files.size > 0) await body.discard()
    await send(reply, response, incoming.secure)
  } catch (error) {
    if (body.files.size > 0) await body.discard()
    await answerError(error, request, reply, log)
  }
  return reply
}

/** As MediaWiki: these scripts have nothing below them. */
function redirectToScript(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { path, rest } = placeOf(request.originalUrl)
  const query = queryOf(request.originalUrl)
  const script = path.slice(0, path.length - rest.length - 1)
  reply.header('location', query === '' ? script : `${script}?${query}`)
  return sendSentence(reply, 301, 'This script has no pages below it.')
}

/** One line an answer. The query string is left out, because it may hold what is nobody else's business. */
function logAnswers(server: FastifyInstance, log: Logger): void {
  server.addHook('onResponse', (request, reply, done) => {
    const { path } = placeOf(request.originalUrl)
    log.info({ method: request.method, path, status: reply.statusCode, ms: Math.round(reply.elapsedTime) }, 'answered')
    done()
  })
}
