// Texts that have held up one parser or another, through the server: each is saved and read, and nothing crashes or hangs.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { hostilePieces, hostileShapes } from '../../src/wikitext/fixtures/hostile.ts'
import type { Client } from '../support/client.ts'
import { startServer, type TestServer } from '../support/server.ts'

let wiki: TestServer
let admin: Client

before(async () => {
  // The bound is the test's own, so that a slow machine shows what is slow.
  wiki = await startServer({ database: 'memory', env: { PALIMPSEST_RENDER_SECONDS: '120' } })
  admin = await wiki.as('Admin')
  for (const [title, text] of [
    ['Template:1x', '{{{1}}}'],
    ['Template:2x', '{{{1}}}{{{1}}}'],
  ] as const) {
    ;(await admin.write({ action: 'edit', title, text })).ok()
  }
})
after(() => wiki.stop())

const texts = [
  ...Object.entries(hostileShapes),
  ...hostilePieces
    .filter((_, index) => index % 6 === 0)
    .map(piece => [`${JSON.stringify(piece)} very often`, piece.repeat(Math.ceil(200_000 / piece.length))] as const),
]

test('there are texts enough', () => {
  assert.ok(texts.length >= 40, String(texts.length))
})

for (const [index, [name, text]] of texts.entries()) {
  test(`${name}: is saved and read in time`, async () => {
    const began = wiki.worked()
    ;(await admin.write({ action: 'edit', title: `Hostile ${index}`, text })).ok()
    const response = await fetch(new URL(`/wiki/Hostile_${index}`, wiki.url))
    const shown = await response.text()
    const took = wiki.worked() - began
    assert.ok(took < 10, `${took.toFixed(1)} s`)
    assert.equal(response.status, 200)
    assert.match(shown, /<\/html>\s*$/)
    assert.doesNotMatch(shown, /could not be rendered/)
    assert.equal((await admin.get({ action: 'query', meta: 'siteinfo' })).ok().at('query.general.sitename'), 'Oracle')
  })
}
