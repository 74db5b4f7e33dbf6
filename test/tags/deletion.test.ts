// A tag that very many changes have is deleted in the background, in chunks, also when the server is killed meanwhile.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Client } from '../support/client.ts'
import { startServer, startWiki, type TestServer } from '../support/server.ts'
import { addUsesOf, countUses } from '../support/tagged-wiki.ts'

const uses = 80_000

let wiki: TestServer
let admin: Client

before(async () => {
  wiki = await startServer()
  admin = await wiki.as('Admin')
  for (const tag of ['large', 'source', 'target']) await manage('create', tag)
  await wiki.kill('SIGTERM')
  await addUsesOf(wiki, 'large', uses)
  await addUsesOf(wiki, 'source', 40_000)
  await start()
})
after(() => wiki.stop())

async function start(): Promise<void> {
  wiki = await wiki.restart()
  admin = admin.on(wiki.api)
}

const manage = (operation: string, tag: string) => admin.write({ action: 'managetags', operation, tag })
const work = async () => (await admin.get({ action: 'query', list: 'xtagwork' })).list('query.xtagwork') as Work[]
async function workDone(): Promise<void> {
  const until = Date.now() + 120_000
  while ((await work()).length > 0) {
    assert.ok(Date.now() < until, 'the work goes on')
    await sleep(100)
  }
}
interface Work {
  readonly operation: string
  readonly tag: string
  readonly into?: string
  readonly uses: number
  readonly left: number
}

test('a large tag cannot be used from the moment of its deletion, which a kill does not end', async () => {
  const { text, code } = await manage('delete', 'large')
  assert.equal(code, undefined, text)
  const [begun] = await work()
  assert.deepEqual([begun?.operation, begun?.tag, begun?.uses], ['delete', 'large', uses])
  assert.ok(begun !== undefined && begun.left > 0 && begun.left < uses, `${begun?.left} uses are left`)
  const edited = await admin.write({ action: 'edit', title: 'Page', text: 'text', tags: 'large' })
  assert.equal(edited.code, 'badtags')
  assert.equal((await manage('create', 'large')).code, 'x-tag-being-deleted')
  const listed = (await admin.get({ action: 'query', list: 'tags', tglimit: 'max' })).list('query.tags')
  assert.ok(!JSON.stringify(listed).includes('large'))

  await wiki.kill('SIGKILL')
  const left = await countUses(wiki, 'large')
  assert.ok(left > 0 && left < uses, `${left} uses were left when it was killed`)
  await start()
  await workDone()
  assert.equal((await manage('create', 'large')).at('managetags.success'), true)
  await wiki.kill('SIGTERM')
  assert.equal(await countUses(wiki, 'large'), 0)
  await start()
})

test('a large tag is merged into another in the background', async () => {
  const merged = await admin.write({ action: 'xrenametag', tag: 'source', to: 'target', merge: true })
  assert.equal(merged.ok().at('xrenametag.unfinished'), true)
  const [begun] = await work()
  assert.deepEqual([begun?.operation, begun?.tag, begun?.into, begun?.uses], ['merge', 'source', 'target', 40_000])
  const page = await admin.fetch('/wiki/Special:Tags')
  assert.match(page.text, /<b>source<\/b> becomes <b>target<\/b>: [\d,]+ of 40,000 uses/)
  assert.equal((await manage('activate', 'source')).code, 'x-tag-being-deleted')
  const further = await admin.write({ action: 'xrenametag', tag: 'target', to: 'large', merge: true })
  assert.equal(further.code, 'x-tag-being-merged')
  await workDone()
  const listed = await admin.get({ action: 'query', list: 'tags', tgprop: 'hitcount', tglimit: 'max' })
  const tags = listed.list('query.tags') as { name: string; hitcount: number }[]
  assert.deepEqual(
    tags.filter(tag => /^(source|target)$/.test(tag.name)),
    [{ name: 'target', hitcount: 40_000 }],
  )
})

test('a limit of uses is one of the settings', async () => {
  const limited = await startWiki({ env: { PALIMPSEST_MOST_USES_OF_DELETED_TAG: '1' } })
  try {
    const person = await limited.as('Admin')
    const tag = 'often'
    ;(await person.write({ action: 'managetags', operation: 'create', tag })).ok()
    for (const title of ['One', 'Two']) (await person.write({ action: 'edit', title, text: 'a', tags: tag })).ok()
    const refused = await person.write({ action: 'managetags', operation: 'delete', tag, errorformat: 'raw' })
    assert.equal(refused.code, 'tags-delete-too-many-uses')
    assert.deepEqual(refused.at('errors.0.params'), ['often', 1])
  } finally {
    await limited.stop()
  }
})
