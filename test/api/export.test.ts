// The export of a query: pages as XML, in the answer or alone, readable by the import, without what is hidden.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Client, Params } from '../support/client.ts'
import { startWiki, type TestWiki } from '../support/server.ts'

let wiki: TestWiki
let admin: Client
let bob: Client

before(async () => {
  wiki = await startWiki({ database: process.env.DATABASE ?? 'memory' })
  admin = await wiki.as('Admin')
  bob = await wiki.as('Bob')
  for (const [title, text, summary] of [
    ['Page', 'one', 'first'],
    ['Page', 'a < b & c > "d"\nend', 'says <em> & "more"'],
    ['Leads', '#REDIRECT [[Page]]', 'leads'],
    ['Hidden', 'before', ''],
    ['Hidden', 'shown text', 'secret summary'],
  ] as const) {
    ;(await bob.write({ action: 'edit', title, text, summary })).ok()
  }
  const ids = (await bob.get({ action: 'query', prop: 'info', titles: 'Hidden' })).number('query.pages.0.lastrevid')
  const order = { action: 'revisiondelete', type: 'revision', target: 'Hidden', ids, hide: 'user|comment' }
  ;(await admin.write(order)).ok()
  ;(await admin.write({ action: 'protect', title: 'Leads', protections: 'edit=sysop' })).ok()
})
after(() => wiki.stop())

const exported = async (params: Params, who: Client = bob): Promise<string> =>
  (await who.get({ action: 'query', export: true, ...params })).ok().string('query.export')

test('has the site and the latest revision of each page, markup escaped', async () => {
  const xml = await exported({ titles: 'Page|None' })
  assert.match(xml, /^<mediawiki xmlns="http:\/\/www\.mediawiki\.org\/xml\/export-0\.11\/"/)
  assert.match(xml, /<namespace key="0" case="first-letter" \/>\n {6}<namespace key="1" case="first-letter">Talk</)
  assert.equal(xml.split('<page>').length, 2)
  assert.match(
    xml,
    /<title>Page<\/title>\n {4}<ns>0<\/ns>\n {4}<id>\d+<\/id>\n {4}<revision>\n {6}<id>\d+<\/id>\n {6}<parentid>/,
  )
  assert.match(xml, /<username>Bob<\/username>\n {8}<id>\d+<\/id>/)
  assert.match(xml, /<comment>says &lt;em&gt; &amp; "more"<\/comment>/)
  assert.match(xml, /<text bytes="19" sha1="[0-9a-z]{31}" xml:space="preserve">a &lt; b &amp; c &gt; "d"\nend<\/text>/)
  assert.doesNotMatch(xml, />one</)
})

test('says where a redirect leads, and which revision its text came with', async () => {
  const xml = await exported({ titles: 'Leads' })
  assert.match(xml, /<redirect title="Page" \/>/)
  const [, parent, origin] = /<parentid>(\d+)<\/parentid>[\s\S]*<origin>(\d+)<\/origin>/.exec(xml) ?? []
  assert.ok(parent !== undefined && parent === origin, 'protecting changed no text')
})

test('has nothing that is hidden, whoever asks', async () => {
  for (const who of [bob, admin]) {
    const xml = await exported({ titles: 'Hidden' }, who)
    assert.match(xml, /<contributor deleted="deleted" \/>\n {6}<comment deleted="deleted" \/>/)
    assert.match(xml, />shown text</)
    assert.doesNotMatch(xml, /Bob|secret/)
  }
})

test('comes alone, as a file, and in the schema before', async () => {
  const query = { action: 'query', export: true, exportnowrap: true, generator: 'allpages', exportschema: '0.10' }
  const answer = await bob.get(query)
  assert.equal(answer.headers.get('content-type'), 'text/xml; charset=utf-8')
  assert.match(answer.text, /export-0\.10/)
  assert.doesNotMatch(answer.text, /<origin>/)
  assert.deepEqual(
    [...answer.text.matchAll(/<title>(.*)<\/title>/g)].map(match => match[1]),
    ['Hidden', 'Leads', 'Main Page', 'Page'],
  )
  assert.match(answer.text, /<\/mediawiki>\n$/)
  assert.equal((await bob.get({ action: 'query', export: true, exportschema: '9' })).code, 'badvalue')
})
