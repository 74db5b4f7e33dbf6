// Files that never change while we run: styles, scripts and pictures of our own pages.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { sendSentence } from './failures.ts'
import { sendBody } from './respond.ts'

/** Shows a folder at `/assets/`, and its `favicon.ico`, if it has one, where browsers look for it. */
export function registerAssets(server: FastifyInstance, folder: string): void {
  const answer = (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> =>
    sendFile(request, reply, folder, request.url.replace(/^\/assets\/|\?.*$/g, ''))
  server.get('/assets/*', { exposeHeadRoute: true }, answer)
  server.get('/favicon.ico', { exposeHeadRoute: true }, answer)
}

async function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  root: string,
  path: string,
): Promise<FastifyReply> {
  // Most processes are asked by programs, and never for a file.
  const { send } = await import('@fastify/send')
  const { headers, statusCode, stream, type } = await send(request.raw, path, {
    root,
    index: false,
    dotfiles: 'ignore',
    maxAge: '1h',
  })
  if (type !== 'file') return sendSentence(reply, 404, 'There is nothing at this address.')
  reply.code(statusCode).headers(headers).header('x-content-type-options', 'nosniff')
  // A part of a file, or none because it has not changed, stays as it is.
  if (statusCode === 200) await sendBody(reply, stream)
  else reply.send(stream)
  return reply
}
