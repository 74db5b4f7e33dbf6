// A process that serves many wikis, so that the tests start a server once and not for each file: started by
// scripts/test.js, which is told its address; asked by `startWiki`.
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type ServedWiki, startServing } from '../../src/commands/serve.ts'
import type { Environment } from '../../src/config.ts'

/** What a test asks for: the arguments of `serve`, and what is added to the environment. */
export interface HostedOrder {
  readonly args: readonly string[]
  readonly env: Environment
}

const served = new Map<string, ServedWiki>()

/** By path what is done; each takes and answers JSON. */
const deeds: Readonly<Record<string, (asked: string) => Promise<object>>> = {
  async '/start'(asked) {
    const { args, env } = JSON.parse(asked) as HostedOrder
    const wiki = await startServing(args, { ...process.env, ...env })
    served.set(wiki.url, wiki)
    return { url: wiki.url }
  },
  async '/stop'(asked) {
    const { url } = JSON.parse(asked) as { url: string }
    await served.get(url)?.close()
    served.delete(url)
    return {}
  },
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  try {
    const deed = deeds[request.url ?? '']
    if (deed === undefined) throw new Error(`nothing is done at ${request.url}`)
    response.end(JSON.stringify(await deed(Buffer.concat(chunks).toString())))
  } catch (error) {
    response.statusCode = 500
    response.end(error instanceof Error ? error.message : String(error))
  }
}

const server = createServer((request, response) => void answer(request, response)).listen(0, '127.0.0.1')
await once(server, 'listening')
console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
// Nobody is left who could ask.
process.stdin.resume().once('end', () => process.exit())
