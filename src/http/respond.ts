// Answers on their way out: headers that every answer has, cookies, and compression where it is worth it.
import { constants } from 'node:zlib'
import type { FastifyReply } from 'fastify'
import { serializeCookie } from './cookies.ts'
import type { HttpResponse } from './message.ts'

/** Below so many bytes, compressing costs more than it saves. */
const compressFrom = 1024

/** Text in any form; pictures and archives are compressed already. */
const compressible = /^text\/|[/+](?:json|xml|javascript)\b|^application\/vnd\.php\.serialized|^image\/svg/i

/**
 * How the plugin compresses. The cheapest levels save most: on answers of the API the next ones cost three times the
 * time for a tenth fewer bytes. Bodies of requests it must not touch.
 */
export const compression = {
  globalDecompression: false,
  threshold: compressFrom,
  customTypes: compressible,
  encodings: ['br', 'gzip', 'deflate'] as ('br' | 'gzip' | 'deflate')[],
  brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } },
  zlibOptions: { level: 1 },
}

export function send(reply: FastifyReply, { status, headers, cookies, body }: HttpResponse, secure: boolean): void {
  reply.code(status).header('x-content-type-options', 'nosniff').headers(headers)
  if (cookies !== undefined && cookies.length > 0) {
    const lines = cookies.map(cookie => serializeCookie(cookie, secure))
    reply.header('set-cookie', lines)
  }
  const payload = body instanceof Uint8Array ? Buffer.from(body.buffer, body.byteOffset, body.byteLength) : body
  if (!isLong(payload) || !compressible.test(String(reply.getHeader('content-type') ?? ''))) {
    reply.send(payload)
    return
  }
  reply.header('vary', withAcceptEncoding(reply.getHeader('vary')))
  if (reply.request.headers['accept-encoding'] === undefined) reply.send(payload)
  else reply.compress(payload)
}

function isLong(payload: string | Buffer | NodeJS.ReadableStream): boolean {
  if (typeof payload === 'string') return payload.length >= compressFrom || Buffer.byteLength(payload) >= compressFrom
  return Buffer.isBuffer(payload) ? payload.length >= compressFrom : true
}

function withAcceptEncoding(vary: number | string | string[] | undefined): string {
  const others = String(vary ?? '')
    .split(',')
    .map(name => name.trim())
    .filter(name => name !== '' && name.toLowerCase() !== 'accept-encoding')
  // In small letters, for that is where the plugin looks for it.
  return ['accept-encoding', ...others].join(', ')
}
