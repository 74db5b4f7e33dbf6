// What is answered when a request cannot be read or an entry fails: a plain sentence, and never what happened inside.
import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Logger } from 'pino'
import { BadRequest } from './body.ts'
import { placeOf } from './routes.ts'

/** A sentence in plain text. */
export function sendSentence(reply: FastifyReply, status: number, sentence: string): FastifyReply {
  return reply
    .code(status)
    .header('content-type', 'text/plain; charset=utf-8')
    .header('x-content-type-options', 'nosniff')
    .header('cache-control', 'no-store')
    .send(`${sentence}\n`)
}

/** Answers an error: 4xx if the request is at fault or has gone away, otherwise 500, which is logged. */
export async function answerError(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  log: Logger,
): Promise<FastifyReply> {
  const isGone = request.raw.destroyed && !request.raw.complete
  const status = isGone ? 400 : statusOf(error)
  const { path } = placeOf(request.originalUrl)
  if (status >= 500) log.error({ err: error, method: request.method, path }, 'a request failed by a defect')
  else log.debug({ err: error, method: request.method, path, status }, 'a request could not be read')
  if (status === 413 && !request.raw.complete) await hearOut(request.raw)
  const sentence = error instanceof BadRequest ? error.message : (sentences[status] ?? sentences[400])
  return sendSentence(reply, status, String(sentence))
}

/** Reads on for a while: a client that is still sending would not hear the answer before its connection breaks. */
async function hearOut(request: IncomingMessage): Promise<void> {
  request.resume()
  const patience = new AbortController()
  const ended = once(request, 'end', { signal: patience.signal }).catch(() => {})
  await Promise.race([ended, sleep(2000, undefined, { signal: patience.signal }).catch(() => {})])
  patience.abort()
}

function statusOf(error: unknown): number {
  if (typeof error !== 'object' || error === null || !('statusCode' in error)) return 500
  const { statusCode } = error
  return typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500 ? statusCode : 500
}

const sentences: Readonly<Record<number, string>> = {
  400: 'The request cannot be read.',
  408: 'The request took too long to come in.',
  413: 'The request is too large.',
  415: 'The body of the request is of a kind that is not known here.',
  431: 'The address or the headers of the request are too long.',
  500: 'The server made a mistake. It was noted; please try again later.',
}

/** Answers what is no HTTP at all, or not in time, and ends the connection. */
export function refuse(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const status = error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : error.code === 'HPE_HEADER_OVERFLOW' ? 431 : 400
  const reason = { 400: 'Bad Request', 408: 'Request Timeout', 431: 'Request Header Fields Too Large' }[status]
  const sentence = `${sentences[status]}\n`
  socket.end(
    `HTTP/1.1 ${status} ${reason}\r\nConnection: close\r\nContent-Type: text/plain; charset=utf-8\r\n` +
      `X-Content-Type-Options: nosniff\r\nContent-Length: ${sentence.length}\r\n\r\n${sentence}`,
  )
}
