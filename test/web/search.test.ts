// Special:Search as a reader uses it.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Client } from '../support/client.ts'
import { jobsDone } from '../support/pages.ts'
import { startWiki, type TestWiki } from '../support/server.ts'

let wiki: TestWiki
let admin: Client

before(async () => {
  wiki = await startWiki()
  admin = await wiki.as('Admin')
  for (let number = 1; number <= 22; number++) {
    const text = `A <b>zebrafinch</b> called ${number}.`
    ;(await admin.write({ action: 'edit', title: `Bird ${String(number).padStart(2, '0')}`, text })).ok()
  }
  ;(await admin.write({ action: 'edit', title: 'Talk:Bird 01', text: 'zebrafinch talk' })).ok()
  await jobsDone(admin)
})
after(() => wiki.stop())

const visit = async (query: Record<string, string>) => {
  const address = `/index.php?${new URLSearchParams({ title: 'Special:Search', ...query })}`
  return wiki.client().fetch(address, { redirect: 'manual' })
}

describe('Special:Search', () => {
  test('goes to the page that is named, in any case', async () => {
    assert.equal((await visit({ search: 'Bird 01' })).headers.get('location'), '/wiki/Bird_01')
    assert.equal((await visit({ search: 'BIRD 01' })).headers.get('location'), '/wiki/Bird_01')
    assert.equal((await visit({ search: 'special:recentchanges' })).status, 302)
    assert.equal((await visit({ search: 'Bird 01', fulltext: '1' })).status, 200)
  })

  test('shows pages by their words, page after page, with the words marked', async () => {
    const first = (await visit({ search: 'zebrafinch' })).text
    assert.match(first, /22 pages have these words/)
    assert.equal(first.split('<p class="searchresult">').length, 21)
    assert.match(first, /A &lt;b&gt;<span class="searchmatch">zebrafinch<\/span>&lt;\/b&gt; called/)
    assert.match(first, /offset=20/)
    const second = (await visit({ search: 'zebrafinch', fulltext: '1', offset: '20' })).text
    assert.equal(second.split('<p class="searchresult">').length, 3)
    assert.doesNotMatch(second, /offset=40/)
  })

  test('looks everywhere if that is asked for', async () => {
    assert.doesNotMatch((await visit({ search: 'zebrafinch talk', fulltext: '1' })).text, /href="\/wiki\/Talk:Bird_01"/)
    const wide = await visit({ search: 'zebrafinch talk', fulltext: '1', profile: 'all' })
    assert.match(wide.text, /href="\/wiki\/Talk:Bird_01"/)
  })

  test('offers titles that begin so, and to make a page that is not there', async () => {
    const { text } = await visit({ search: 'Bird' })
    assert.match(text, /<ul class="columns"><li><a href="\/wiki\/Bird_01">/)
    assert.match(text, /title=Bird&amp;action=edit/)
    assert.match((await visit({ search: 'nothinglikeit' })).text, /Nothing was found/)
  })
})
