// The formats for people: a page with the answer, or the highlighted answer alone.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { startWiki, type TestWiki } from '../support/server.ts'

let wiki: TestWiki
before(async () => {
  wiki = await startWiki({ database: process.env.DATABASE ?? 'memory' })
})
after(() => wiki.stop())

const ask = (query: string): Promise<Response> => fetch(new URL(`/api.php?${query}`, wiki.url))

test('without a format the answer is a page that says so, in the language of the reader', async () => {
  const response = await ask('action=query&curtimestamp=1&uselang=de')
  assert.equal(response.headers.get('content-type'), 'text/html; charset=utf-8')
  const page = await response.text()
  assert.match(page, /<html lang="de" dir="ltr">/)
  assert.match(page, /<h1>[^<]+<\/h1>/)
  assert.match(page, /<p>[^<]*JSON[^<]*<\/p>/)
  assert.match(page, /href="[^"]*\/api\.php\?action=query&amp;curtimestamp=1&amp;uselang=de&amp;format=json"/)
  assert.match(page, /<a href="[^"]*\?action=help">/)
  assert.match(page, /&quot;curtimestamp&quot;/)
})

test('what a reader sends stands in the page as text', async () => {
  const page = await (
    await ask('action=query&titles=%3Cscript%3Ealert(1)%3C/script%3E&format=xmlfm&x=%22%3E%3Cb%3E')
  ).text()
  assert.ok(!page.includes('<script>alert'))
  assert.ok(!page.includes('"><b>'))
})

test('wrappedhtml gives the highlighted answer as JSON', async () => {
  const bob = await wiki.as('Bob')
  for (const title of ['Formats A', 'Formats B']) (await bob.write({ action: 'edit', title, text: 'x' })).ok()
  const response = await ask('action=query&list=allpages&aplimit=1&format=jsonfm&wrappedhtml=1')
  assert.match(response.headers.get('content-type') ?? '', /^text\/mediawiki-api-prettyprint-wrapped/)
  const { status, statustext, html, continue: more, time } = (await response.json()) as Record<string, unknown>
  assert.deepEqual([status, statustext, typeof time], [200, 'OK', 'number'])
  assert.match(String(html), /^<pre class="api-pretty-content"/)
  assert.equal((more as { continue: string }).continue, '-||')
})
