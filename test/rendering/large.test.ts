// Pages that take long, over HTTP: nobody else waits for them, and who reads them sees at least what they say.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Client } from '../support/client.ts'
import { startServer, startWiki, type TestServer } from '../support/server.ts'

let wiki: TestServer
let admin: Client
const links = '[[a]]'.repeat(200_000)

before(async () => {
  wiki = await startServer({ database: process.env.DATABASE ?? 'memory', env: { PALIMPSEST_RENDER_SECONDS: '4' } })
  admin = await wiki.as('Admin')
  ;(await admin.write({ action: 'edit', title: 'Small', text: 'Hello [[World]]' })).ok()
  // Nothing of the pages is loaded before somebody reads one.
  await read('/wiki/Small')
})
after(() => wiki.stop())

async function read(path: string): Promise<{ status: number; text: string; took: number }> {
  const began = performance.now()
  const response = await fetch(new URL(path, wiki.url))
  const text = await response.text()
  return { status: response.status, text, took: performance.now() - began }
}

/** How long the views of a small page took while something else was under way, the longest first. */
async function meanwhile(work: Promise<unknown>): Promise<number[]> {
  let isDone = false
  work.then(
    () => {
      isDone = true
    },
    () => {
      isDone = true
    },
  )
  const times: number[] = []
  while (!isDone) {
    times.push((await read('/wiki/Small')).took)
    await new Promise(resolve => setTimeout(resolve, 10))
  }
  return times.sort((one, other) => other - one)
}

test('a page of 200,000 links is shown as its source when it takes too long, and meanwhile others are read', async () => {
  const alone: number[] = []
  for (let n = 0; n < 20; n++) alone.push((await read('/wiki/Small')).took)
  const save = admin.write({ action: 'edit', title: 'Large', text: links })
  const view = save.then(() => read('/wiki/Large'))
  const times = await meanwhile(view)
  // One in twenty may meet with a collection of garbage; on a machine that does much else all take longer, also alone.
  const most = times[Math.floor(times.length / 20)] ?? 0
  const bound = Math.max(500, 10 * Math.max(...alone))
  assert.ok(times.length > 5 && most < bound, `${times.slice(0, 10).map(Math.round)}; alone ${alone.map(Math.round)}`)
  const { status, text } = await view
  assert.equal(status, 200)
  assert.match(text, /could not be rendered/)
  assert.ok(text.includes('[[a]]'.repeat(200_000)))
})

test('what was given up is not tried again at once', async () => {
  const began = wiki.worked()
  const { text } = await read('/wiki/Large')
  assert.match(text, /could not be rendered/)
  const took = wiki.worked() - began
  assert.ok(took < 3, `${took} s of the four that a try takes`)
})

test('action=parse gives the source of it, and says so', async () => {
  const answer = (await admin.get({ action: 'parse', page: 'Large', prop: 'text|links|sections' })).ok()
  assert.match(answer.string('parse.text'), /<pre class="mw-code" dir="ltr">\[\[a\]\]/)
  assert.deepEqual(answer.at('parse.links'), [])
  assert.match(answer.string('warnings.parse.warnings'), /could not be rendered/)
})

test('the revisions of it are listed with their source, too', async () => {
  const answer = await admin.post({
    action: 'query',
    prop: 'revisions',
    titles: 'Large',
    rvparse: true,
    rvprop: 'content',
  })
  assert.match(answer.ok().string('query.pages.0.revisions.0.content'), /^<pre class="mw-code" dir="ltr">\[\[a\]\]/)
})

test('a large page in time is rendered as ever, with its links and sections', async t => {
  // In a wiki that is patient with a machine that is busy.
  const other = await startWiki({ database: 'memory', env: { PALIMPSEST_RENDER_SECONDS: '60' } })
  t.after(() => other.stop())
  const author = await other.as('Admin')
  const text = `== One ==\n${'Some [[Other]] text, and more of it.\n\n'.repeat(1000)}\n[[Category:C]]`
  ;(await author.write({ action: 'edit', title: 'Long', text })).ok()
  const answer = (await author.get({ action: 'parse', page: 'Long', prop: 'text|links|sections|categories' })).ok()
  assert.equal(answer.at('warnings'), undefined)
  assert.deepEqual(answer.at('parse.links'), [{ ns: 0, title: 'Other', exists: false }])
  assert.equal(answer.list('parse.sections').length, 1)
  assert.equal(answer.list('parse.categories').length, 1)
  assert.match((await author.fetch('/wiki/Long')).text, /title="Other \(there is no such page yet\)"/)
})
