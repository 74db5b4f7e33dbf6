// The requests that are measured, as bytes to send: reading a page, editing, tagging and hiding revisions.
import type { Client, Params } from '../test/support/client.ts'
import type { ClientPlan } from './load.ts'

export const operations = ['read', 'edit', 'tag', 'revisiondelete'] as const
export type Operation = (typeof operations)[number]

/** What the clients of one wiki do, by operation, the most that are asked at once. */
export type Plans = Record<Operation, ClientPlan[]>

export const mostClients = 8
const tag = 'bench'
/** Old revisions that each client tags and hides, one after the other, and then shows and untags again. */
const revisionsEach = 20
const counterMark = '0000000000'

/** Makes the pages, revisions and the tag that are needed, and answers with the requests that use them. */
export async function prepare(bot: Client, admin: Client): Promise<Plans> {
  // It may be there from an earlier run.
  await admin.write({ action: 'managetags', operation: 'create', tag, reason: 'bench' })
  const reading = await save(bot, 'Bench reading', prose(4000))
  const clients = await Promise.all(
    Array.from({ length: mostClients }, async (_, index) => {
      const title = `Bench page ${index + 1}`
      for (let have = 0; have <= revisionsEach; have++) await save(bot, title, `${prose(2000)}${Date.now()}-${have}`)
      return { title, revisions: await oldRevisions(bot, title) }
    }),
  )
  const token = await bot.token()
  const get = (params: Params) => ({ bytes: request(bot, 'GET', params) })
  const post = (params: Params) => ({ bytes: request(bot, 'POST', { ...params, token }) })
  return {
    read: clients.map(({ title }) => ({
      name: `${bot.api} read ${title}`,
      requests: [get({ action: 'query', prop: 'revisions', titles: reading, rvprop: 'content', rvslots: 'main' })],
    })),
    edit: clients.map(({ title }) => {
      const { bytes } = post({ action: 'edit', title, text: `${prose(2000)}${counterMark}`, summary: 'bench' })
      return { name: `${bot.api} edit ${title}`, requests: [{ bytes, counterAt: bytes.indexOf(counterMark) }] }
    }),
    tag: clients.map(({ title, revisions }) => ({
      name: `${bot.api} tag ${title}`,
      requests: [
        ...revisions.map(revid => post({ action: 'tag', revid, add: tag })),
        ...revisions.map(revid => post({ action: 'tag', revid, remove: tag })),
      ],
    })),
    revisiondelete: clients.map(({ title, revisions }) => ({
      name: `${bot.api} revisiondelete ${title}`,
      requests: (['hide', 'show'] as const).flatMap(way =>
        revisions.map(ids => post({ action: 'revisiondelete', type: 'revision', ids, [way]: 'content' })),
      ),
    })),
  }
}

async function save(bot: Client, title: string, text: string): Promise<string> {
  const answer = await bot.write({ action: 'edit', title, text, summary: 'bench' })
  if (answer.at('edit.result') !== 'Success') throw new Error(`cannot save ${title}: ${answer.text}`)
  return title
}

async function oldRevisions(bot: Client, title: string): Promise<number[]> {
  const query = { action: 'query', prop: 'revisions', titles: title, rvprop: 'ids|flags', rvlimit: revisionsEach + 1 }
  const answer = (await bot.get(query)).ok()
  const ids = answer
    .list('query.pages.0.revisions')
    .map((_, index) => answer.number(`query.pages.0.revisions.${index}.revid`))
  return ids.slice(1)
}

function request(client: Client, method: 'GET' | 'POST', params: Params): Buffer {
  const api = new URL(client.api)
  const form = new URLSearchParams({ format: 'json', formatversion: '2' })
  for (const [name, value] of Object.entries(params)) form.set(name, String(value))
  const cookie = Array.from(client.cookies, pair => pair.join('=')).join('; ')
  const body = method === 'POST' ? form.toString() : ''
  const head = [
    `${method} ${api.pathname}${method === 'GET' ? `?${form}` : ''} HTTP/1.1`,
    `Host: ${api.host}`,
    'User-Agent: palimpsest-bench',
    `Cookie: ${cookie}`,
    ...(method === 'POST' ? ['Content-Type: application/x-www-form-urlencoded', `Content-Length: ${body.length}`] : []),
  ]
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`)
}

/** So many bytes that look like a page. */
function prose(bytes: number): string {
  const line =
    "The '''parchment''' was [[Scraping|scraped]] and written on again; what stood there first shows through.\n\n"
  return line.repeat(Math.ceil(bytes / line.length)).slice(0, bytes)
}
