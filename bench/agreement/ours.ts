// Our wiki as a server within this process, speaking with the words of the reference: words are each wiki's own, and only
// what the engine does is to be compared.
import { fileURLToPath } from 'node:url'
import { pino } from 'pino'
import { answerApi } from '../../src/api/request.ts'
import { databaseOf } from '../../src/commands/where.ts'
import { startServer } from '../../src/http/server.ts'
import { createMessages } from '../../src/language/messages.ts'
import { openWiki } from '../../src/wiki.ts'
import { Client } from '../../test/support/client.ts'

/** A wiki that can be asked. */
export interface Asked {
  readonly client: Client
  close(): Promise<void>
}

/** Opens the data in this folder under the name and address of the reference, with its words. */
export async function askOurs(data: string, reference: Client): Promise<Asked> {
  const words = await messagesOf(reference)
  const site = await reference.get({ action: 'query', meta: 'siteinfo' })
  const server = site.string('query.general.server')
  const siteName = site.string('query.general.sitename')
  const log = pino({ level: 'error' })
  const opened = await openWiki({ database: await databaseOf({ data }), settings: { server, siteName }, log })
  const messages = createMessages({
    catalog: () => words,
    variable: name => (name === 'SITENAME' ? siteName : undefined),
    linkTo: title => `/wiki/${encodeURIComponent(title.replaceAll(' ', '_'))}`,
  })
  const wiki = { ...opened, messages }
  const nothing = async (): Promise<never> => {
    throw new Error('only the API is asked')
  }
  const started = await startServer({
    host: '127.0.0.1',
    port: 0,
    entries: { api: request => answerApi(wiki, request), index: nothing, page: nothing },
    log,
    assets: fileURLToPath(new URL('../../src/web/assets/', import.meta.url)),
    trustProxy: false,
  })
  return {
    client: new Client(`${started.url}/api.php`),
    close: async () => {
      await started.close()
      await opened.close()
    },
  }
}

async function messagesOf(wiki: Client): Promise<Record<string, string>> {
  const answer = await wiki.get({ action: 'query', meta: 'allmessages', amlang: 'en' })
  const messages: Record<string, string> = {}
  for (const one of answer.ok().list('query.allmessages')) {
    if (typeof one !== 'object' || one === null || !('name' in one) || !('content' in one)) continue
    messages[String(one.name)] = String(one.content)
  }
  return messages
}
