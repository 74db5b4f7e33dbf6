// Limits of haste over HTTP: the setting rateLimits, by group.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Answer, Client } from '../support/client.ts'
import { startWiki, type TestWiki } from '../support/server.ts'

let wiki: TestWiki

before(async () => {
  const accounts = ['Bob', 'Eve', 'Robot', 'Admin'].map(name => ({
    name,
    password: `${name}-password-1`,
    groups: name === 'Robot' ? ['bot'] : name === 'Admin' ? ['sysop'] : [],
  }))
  const rateLimits = { edit: { anon: [1, 60], user: [2, 60], bot: [4, 60] } }
  wiki = await startWiki({
    database: 'memory',
    fixture: { accounts, settings: { rateLimits } },
    env: { PALIMPSEST_TRUSTED_PROXIES: '127.0.0.1' },
  })
})
after(() => wiki.stop())

const edit = (who: Client, token: string, ip = '203.0.113.1'): Promise<Answer> =>
  who.post(
    { action: 'edit', title: 'Hasty', text: `x${Math.random()}`, token, errorformat: 'raw' },
    { 'x-forwarded-for': ip },
  )

/** How many edits in a row go through, of six. */
async function edits(who: Client, token: string, ip?: string): Promise<number> {
  for (let done = 0; ; done++) if (done === 6 || (await edit(who, token, ip)).code !== undefined) return done
}

test('an account edits as often as its most generous group, and who may be hasty without end', async () => {
  for (const [name, times] of [
    ['Bob', 2],
    ['Robot', 4],
    ['Admin', 6],
  ] as const) {
    const client = await wiki.as(name)
    assert.equal(await edits(client, await client.token()), times, name)
  }
})

test('the refusal says ratelimited and when to try again, and saves nothing', async () => {
  const eve = await wiki.as('Eve')
  const token = await eve.token()
  await edits(eve, token)
  const before = (await eve.get({ action: 'query', titles: 'Hasty', prop: 'info' })).at('query.pages.0.lastrevid')
  const refused = await edit(eve, token)
  assert.deepEqual([refused.code, refused.at('errors.0.key')], ['ratelimited', 'apierror-ratelimited'])
  assert.equal(refused.status, 200)
  assert.equal(refused.headers.get('mediawiki-api-error'), 'ratelimited')
  const wait = Number(refused.headers.get('retry-after'))
  assert.ok(wait > 0 && wait <= 60, String(wait))
  const after = (await eve.get({ action: 'query', titles: 'Hasty', prop: 'info' })).at('query.pages.0.lastrevid')
  assert.equal(after, before)
})

test('an account counts wherever it comes from, and nobody by their address', async () => {
  const bob = await wiki.as('Bob')
  assert.equal((await edit(bob, await bob.token(), '203.0.113.7')).code, 'ratelimited')
  assert.equal(await edits(wiki.client(), '+\\', '203.0.113.8'), 1)
  assert.equal(await edits(wiki.client(), '+\\', '203.0.113.8'), 0)
  assert.equal(await edits(wiki.client(), '+\\', '203.0.113.9'), 1)
})

test('what has no limit is not counted', async () => {
  const bob = await wiki.as('Bob')
  const watch = await bob.write({ action: 'watch', titles: 'Hasty' }, 'watch')
  assert.equal(watch.ok().at('watch.0.watched'), true)
})
