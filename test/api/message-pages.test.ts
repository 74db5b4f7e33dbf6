// Pages of the MediaWiki namespace in the place of messages of the interface, over HTTP.
import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import type { Params } from '../support/client.ts'
import { startWiki } from '../support/server.ts'

const wiki = await startWiki()
const admin = await wiki.as('Admin')
after(() => wiki.stop())

const save = async (title: string, text: string): Promise<void> => {
  ;(await admin.write({ action: 'edit', title, text })).ok()
}
const refusal = async (params: Params = {}): Promise<string> => {
  const answer = await admin.get({ action: 'parse', page: 'Nothing', ...params })
  return answer.string(params.errorformat === undefined ? 'error.info' : 'errors.0.text')
}
const recentChanges = async (): Promise<string> => (await admin.fetch('/wiki/Special:RecentChanges')).text

describe('a page of the MediaWiki namespace', () => {
  test('changes what pages say, at once, until it is deleted', async () => {
    assert.doesNotMatch(await recentChanges(), /<h1[^>]*>Chronicle/)
    await save('MediaWiki:Recentchanges', 'Chronicle')
    assert.match(await recentChanges(), /<h1[^>]*>Chronicle/)
    ;(await admin.write({ action: 'delete', title: 'MediaWiki:Recentchanges' })).ok()
    assert.doesNotMatch(await recentChanges(), /<h1[^>]*>Chronicle/)
  })

  test('is of one language', async () => {
    await save('MediaWiki:Recentchanges/pl', 'Kronika')
    assert.doesNotMatch(await recentChanges(), /<h1[^>]*>Kronika/)
    assert.match((await admin.fetch('/wiki/Special:RecentChanges?uselang=pl')).text, /<h1[^>]*>Kronika/)
  })

  test('runs nothing and opens no tags, whatever is in it', async () => {
    await save('MediaWiki:Recentchangestext', '<script>alert(1)</script><b onclick="x">b</b> {{SITENAME}}')
    const page = await recentChanges()
    assert.doesNotMatch(page, /<script>alert|<b onclick/)
    assert.match(page, /&lt;script&gt;alert/)
  })

  test('changes errors of the API only for who asks for that', async () => {
    const usual = await refusal()
    await save('MediaWiki:Apierror-missingtitle', 'It is not there.')
    assert.equal(await refusal(), usual)
    assert.equal(await refusal({ errorformat: 'plaintext', uselang: 'en' }), usual)
    const local = await refusal({ errorformat: 'plaintext', errorsuselocal: true, uselang: 'en' })
    assert.equal(local, 'It is not there.')
  })

  test('leaves the default of meta=allmessages as it is', async () => {
    const answer = await admin.get({
      action: 'query',
      meta: 'allmessages',
      ammessages: 'apierror-missingtitle',
      amprop: 'default',
    })
    assert.equal(answer.at('query.allmessages.0.content'), 'It is not there.')
    assert.notEqual(answer.at('query.allmessages.0.default'), 'It is not there.')
  })
})
