// Bot passwords that are for some addresses or pages alone, and the language that an account prefers, over HTTP.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Client } from '../support/client.ts'
import { startWiki, type TestWiki } from '../support/server.ts'

const password = 'p'.repeat(32)
const bot = (appId: string, restrictions: object) => ({ appId, password, grants: '*', restrictions })

let wiki: TestWiki

before(async () => {
  wiki = await startWiki({
    fixture: {
      accounts: [
        {
          name: 'Bob',
          password: 'Bob-password-1',
          botPasswords: [
            bot('here', { IPAddresses: ['127.0.0.0/8', '::1'] }),
            bot('elsewhere', { IPAddresses: ['192.0.2.0/24'] }),
            bot('sandbox', { Pages: ['Sandbox', 'Talk:Sandbox'] }),
          ],
        },
      ],
    },
  })
})
after(() => wiki.stop())

async function logIn(appId: string): Promise<{ client: Client; result: string; reason: unknown }> {
  const client = wiki.client()
  const lgtoken = await client.token('login')
  const answer = await client.post({ action: 'login', lgname: `Bob@${appId}`, lgpassword: password, lgtoken })
  return { client, result: answer.string('login.result'), reason: answer.at('login.reason') }
}
const edit = (client: Client, title: string) => client.write({ action: 'edit', title, text: 'x' })

describe('a bot password', () => {
  test('for addresses is good from there alone', async () => {
    const { client, result } = await logIn('here')
    assert.equal(result, 'Success')
    ;(await edit(client, 'Anything')).ok()
    const refused = await logIn('elsewhere')
    assert.equal(refused.result, 'Failed')
    assert.match(String(refused.reason), /where you are/)
  })

  test('for pages changes no others', async () => {
    const { client } = await logIn('sandbox')
    ;(await edit(client, 'Sandbox')).ok()
    ;(await edit(client, 'talk:sandbox')).ok()
    assert.equal((await edit(client, 'Other')).code, 'session-page-restricted')
    const moved = await client.write({ action: 'move', from: 'Sandbox', to: 'Other' })
    assert.equal(moved.code, 'session-page-restricted')
    assert.equal((await client.get({ action: 'query', titles: 'Other' })).at('query.pages.0.missing'), true)
  })
})

describe('the language that an account prefers', () => {
  test('is that of uselang=user, which is the default', async () => {
    const bob = await wiki.as('Bob')
    const language = async (params = {}) =>
      (await bob.get({ action: 'query', responselanginfo: true, ...params })).string('uselang')
    assert.equal(await language(), 'en')
    ;(await bob.write({ action: 'options', change: 'language=pl' })).ok()
    assert.equal(await language(), 'pl')
    assert.equal(await language({ uselang: 'user' }), 'pl')
    assert.equal(await language({ uselang: 'content' }), 'en')
    assert.match((await bob.fetch('/wiki/Special:RecentChanges')).text, /<html[^>]* lang="pl"/)
  })
})
