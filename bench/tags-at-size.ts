// How quick change tags are on a large wiki: each filter by a tag on a fifth of all changes and by one on a single change,
// tagging 500 revisions at once, listing tags, and editing while the large tag is deleted.
//   node bench/tags-at-size.ts [revisions, by default 1000000]
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Client, Params } from '../test/support/client.ts'
import { startServer, type TestServer } from '../test/support/server.ts'
import { type Filled, fill, frequentTag, rareTag } from './large-tagged-wiki.ts'

const revisions = Number(process.argv[2] ?? 1_000_000)
const asked = 200

let wiki = await startServer({ database: 'sqlite', onDisk: true })
try {
  await measure()
} finally {
  await wiki.stop()
}

async function measure(): Promise<void> {
  const first = await wiki.as('Admin')
  for (const tag of [frequentTag, rareTag, 'new']) {
    ;(await first.write({ action: 'managetags', operation: 'create', tag })).ok()
  }
  ;(await first.write({ action: 'edit', title: 'Page', text: 'text' })).ok()
  await wiki.kill('SIGTERM')
  const sizes = { revisions, logEntries: revisions / 5, deletedRevisions: revisions / 10 }
  const filled = fill(path.join(wiki.dataDir, 'palimpsest.sqlite'), sizes, Math.floor(Date.now() / 1000) - 3600)
  say(`${revisions} revisions made in ${filled.seconds.toFixed(0)} s`)
  wiki = await wiki.restart()
  const admin = first.on(wiki.api)
  await filters(admin, filled)
  await tagging(admin, filled)
  await deletion(admin)
}

function say(text: string): void {
  console.log(text)
}

/** The time that a share of all took no longer than. */
function at(times: readonly number[], share: number): string {
  const sorted = [...times].sort((a, b) => a - b)
  return (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1)
}

/** Milliseconds of each of several requests, which differ: an answer could be given again. */
async function timesOf(times: number, ask: (turn: number) => Promise<unknown>): Promise<number[]> {
  const measured: number[] = []
  for (let turn = 0; turn < times; turn++) {
    const before = performance.now()
    await ask(turn)
    measured.push(performance.now() - before)
  }
  return measured
}

async function filters(client: Client, { longPage, contributor, times, revisions: [, last] }: Filled): Promise<void> {
  const [begin, end] = times
  const cases: Readonly<Record<string, Params>> = {
    rctag: { list: 'recentchanges', rclimit: 50, rcprop: 'ids|title|timestamp|user|comment|tags' },
    letag: { list: 'logevents', lelimit: 50, leprop: 'ids|title|type|user|timestamp|comment|tags' },
    uctag: { list: 'usercontribs', ucuser: contributor, uclimit: 50, ucprop: 'ids|title|timestamp|comment|tags' },
    rvtag: { prop: 'revisions', titles: longPage, rvlimit: 50, rvprop: 'ids|timestamp|user|comment|tags' },
    adrtag: { list: 'alldeletedrevisions', adruser: contributor, adrlimit: 50, adrprop: 'ids|timestamp|tags' },
    drvtag: { prop: 'deletedrevisions', titles: 'Gone 0', drvlimit: 50, drvprop: 'ids|timestamp|tags' },
  }
  say('filter\ttag\tp50 ms\tp99 ms\trows')
  for (const [filter, params] of Object.entries(cases)) {
    for (const tag of [frequentTag, rareTag]) {
      let rows = 0
      const measured = await timesOf(asked, async turn => {
        const start = new Date((begin + ((turn * 7919) % 1000) * ((end - begin) / 1000)) * 1000).toISOString()
        // Every other request begins somewhere within.
        const from = turn % 2 === 0 ? {} : { [filter.replace('tag', 'start')]: start }
        const answer = await client.get({ action: 'query', [filter]: tag, requestid: turn, ...params, ...from })
        rows += answer.ok().text.match(/"tags":/g)?.length ?? 0
      })
      say(`${filter}\t${tag}\t${at(measured, 0.5)}\t${at(measured, 0.99)}\t${(rows / asked).toFixed(1)}`)
    }
  }
  const ids = [last - 5, last - 7]
  const byId = await timesOf(asked, turn =>
    client.get({ action: 'query', prop: 'revisions', revids: ids, rvtag: frequentTag, requestid: turn }),
  )
  say(`rvtag by id\t${frequentTag}\t${at(byId, 0.5)}\t${at(byId, 0.99)}`)
  const tgprop = 'displayname|description|hitcount|defined|source|active'
  const listed = await timesOf(asked, turn =>
    client.get({ action: 'query', list: 'tags', tgprop, tglimit: 500, requestid: turn }),
  )
  say(`list=tags\t\t${at(listed, 0.5)}\t${at(listed, 0.99)}`)
}

async function tagging(client: Client, { revisions: [begin, end] }: Filled): Promise<void> {
  const times = await timesOf(5, async turn => {
    const revid = Array.from({ length: 500 }, (_, index) => begin + (((index * 5 + turn) * 7919) % (end - begin)))
    const answer = (await client.write({ action: 'tag', revid, add: 'new', reason: 'bench' })).ok()
    const done = (answer.list('tag') as { status: string }[]).filter(one => one.status === 'success')
    if (done.length !== 500) throw new Error(`${done.length} of 500 were tagged`)
  })
  say(`tagging 500 revisions in one request: p50 ${at(times, 0.5)} ms, at most ${at(times, 1)} ms`)
}

/** Edits of several clients, one after the other, until `isOver`; milliseconds of each. */
async function editUntil(wiki: TestServer, isOver: () => boolean | Promise<boolean>): Promise<[number[], number]> {
  const clients = await Promise.all([1, 2, 3, 4].map(() => wiki.as('Robot')))
  for (const client of clients) await client.token()
  const times: number[] = []
  let over = false
  const began = performance.now()
  const edits = clients.map(async (client, index) => {
    for (let turn = 0; !over; turn++) {
      const before = performance.now()
      const text = `${turn} ${Math.round(before)} `.repeat(50)
      ;(await client.write({ action: 'edit', title: `Edited ${index}`, text })).ok()
      times.push(performance.now() - before)
    }
  })
  while (!(await isOver())) await sleep(50)
  over = true
  const seconds = (performance.now() - began) / 1000
  await Promise.all(edits)
  return [times, times.length / seconds]
}

async function deletion(admin: Client): Promise<void> {
  const end = Date.now() + 8000
  const [before, rateBefore] = await editUntil(wiki, () => Date.now() > end)
  say(`edits before: ${rateBefore.toFixed(0)} a second, p50 ${at(before, 0.5)} ms, p99 ${at(before, 0.99)} ms`)
  const began = performance.now()
  ;(await admin.write({ action: 'managetags', operation: 'delete', tag: frequentTag })).ok()
  const answered = performance.now() - began
  const left = async () => (await admin.get({ action: 'query', list: 'xtagwork' })).list('query.xtagwork').length
  const [during, rateDuring] = await editUntil(wiki, async () => (await left()) === 0)
  const seconds = (performance.now() - began) / 1000
  say(`deleting the large tag: answered after ${answered.toFixed(0)} ms, done after ${seconds.toFixed(1)} s`)
  say(
    `edits during: ${rateDuring.toFixed(0)} a second, p50 ${at(during, 0.5)} ms, p99 ${at(during, 0.99)} ms, at most ${at(during, 1)} ms`,
  )
}
