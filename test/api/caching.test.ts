// What an answer says to caches: nothing that is for one reader is kept by another.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Client } from '../support/client.ts'
import { startWiki, type TestWiki } from '../support/server.ts'

let wiki: TestWiki
let bob: Client
before(async () => {
  wiki = await startWiki({ database: 'memory' })
  bob = await wiki.as('Bob')
})
after(() => wiki.stop())

async function cacheControl(query: string, client?: Client): Promise<string | null> {
  const cookie = Array.from(client?.cookies ?? [], pair => pair.join('=')).join('; ')
  const answer = await fetch(`${wiki.api}?${query}&format=json&maxage=100&smaxage=50`, { headers: { Cookie: cookie } })
  await answer.text()
  return answer.headers.get('cache-control')
}

test('what everybody may see is for all caches, as long as the client says, where nobody is logged in', async () => {
  for (const query of [
    'meta=siteinfo',
    'titles=Main%20Page&prop=revisions',
    'list=recentchanges',
    'list=users&ususers=Bob',
  ]) {
    assert.equal(
      await cacheControl(`action=query&${query}`),
      's-maxage=50, must-revalidate, max-age=100, public',
      query,
    )
    assert.equal(await cacheControl(`action=query&${query}`, bob), 'private, must-revalidate, max-age=100', query)
  }
})

test('what is for one reader is for no shared cache, also beside what is for all', async () => {
  for (const query of [
    'meta=userinfo',
    'meta=siteinfo|userinfo',
    'meta=tokens',
    'list=blocks',
    'meta=authmanagerinfo',
  ]) {
    assert.equal(await cacheControl(`action=query&${query}`), 'private, must-revalidate, max-age=100', query)
  }
})

test('an error is kept by nobody, and the header names all of them', async () => {
  assert.equal(await cacheControl('action=nonsense'), 'private, must-revalidate, max-age=0')
  const answer = await fetch(`${wiki.api}?action=edit&format=json`, {
    method: 'POST',
    body: new URLSearchParams({ title: 'MediaWiki:Common.js', text: 'x', token: await bob.token() }),
    headers: { Cookie: Array.from(bob.cookies, pair => pair.join('=')).join('; ') },
  })
  assert.equal(answer.headers.get('mediawiki-api-error'), 'protectednamespace-interface, sitejsprotected')
})
