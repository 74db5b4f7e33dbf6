// Files that never change while we run: styles, scripts and pictures of our own pages.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import compress from '@fastify/compress'
import serveStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { compression } from './respond.ts'

/** Shows a folder at `/assets/`, and its `favicon.ico`, if it has one, where browsers look for it. */
export async function registerAssets(server: FastifyInstance, folder: string): Promise<void> {
  await server.register(compress, { ...compression, globalCompression: true })
  await server.register(serveStatic, {
    root: folder,
    prefix: '/assets/',
    index: false,
    redirect: false,
    dotfiles: 'ignore',
    maxAge: '1h',
    setHeaders: reply => reply.header('x-content-type-options', 'nosniff').header('vary', 'accept-encoding'),
  })
  if (existsSync(join(folder, 'favicon.ico'))) {
    server.get('/favicon.ico', (_request, reply) => reply.sendFile('favicon.ico'))
  }
}
