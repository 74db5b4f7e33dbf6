// Answers on their way out: headers that every answer has, cookies, and compression where it is worth it.
import type { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import { codingFor, compressed, isWorthCompressing } from './compression.ts'
import { serializeCookie } from './cookies.ts'
import type { HttpResponse } from './message.ts'

/** Sends an answer of an entry. `secure` says whether it goes over HTTPS. */
export async function send(
  reply: FastifyReply,
  { status, headers, cookies, body }: HttpResponse,
  secure: boolean,
): Promise<void> {
  reply.code(status).header('x-content-type-options', 'nosniff').headers(headers)
  if (cookies !== undefined && cookies.length > 0) {
    const lines = cookies.map(cookie => serializeCookie(cookie, secure))
    reply.header('set-cookie', lines)
  }
  await sendBody(reply, body instanceof Uint8Array ? Buffer.from(body.buffer, body.byteOffset, body.byteLength) : body)
}

/** Sends a body, compressed if its type and length make it worth it and the client takes it. */
export async function sendBody(reply: FastifyReply, body: string | Buffer | Readable): Promise<void> {
  // What is a part of a file must arrive as it is.
  const isFixed = /\bno-transform\b/.test(String(reply.getHeader('cache-control') ?? ''))
  if (isFixed || !isWorthCompressing(body, String(reply.getHeader('content-type') ?? ''))) {
    reply.send(body)
    return
  }
  reply.header('vary', withAcceptEncoding(reply.getHeader('vary')))
  const accepted = reply.request.headers['accept-encoding']
  const coding = typeof accepted === 'string' ? codingFor(accepted) : undefined
  if (coding === undefined) {
    reply.send(body)
    return
  }
  const packed = await compressed(body, coding)
  reply.header('content-encoding', coding).removeHeader('content-length')
  reply.send(packed)
}

function withAcceptEncoding(vary: number | string | string[] | undefined): string {
  const others = String(vary ?? '')
    .split(',')
    .map(name => name.trim())
    .filter(name => name !== '' && name.toLowerCase() !== 'accept-encoding')
  return ['accept-encoding', ...others].join(', ')
}
