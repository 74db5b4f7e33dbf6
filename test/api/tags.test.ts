// list=tags over HTTP: which tags there are, where they come from, how often they are used.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Client, Params } from '../support/client.ts'
import { startWiki, type TestWiki } from '../support/server.ts'

let wiki: TestWiki
let admin: Client

before(async () => {
  wiki = await startWiki({ database: process.env.DATABASE ?? 'memory' })
  admin = await wiki.as('Admin')
  for (const tag of ['by-hand', 'Upper', 'a&b', 'off']) {
    ;(await admin.write({ action: 'managetags', operation: 'create', tag })).ok()
  }
  for (const text of ['one', 'two']) {
    ;(await admin.write({ action: 'edit', title: 'Page', text, tags: 'by-hand|off' })).ok()
  }
  ;(await admin.write({ action: 'managetags', operation: 'deactivate', tag: 'off' })).ok()
})
after(() => wiki.stop())

const all = 'displayname|description|hitcount|defined|source|active'
async function tags(params: Params = {}): Promise<Record<string, unknown>[]> {
  const answer = await admin.get({ action: 'query', list: 'tags', tglimit: 500, tgprop: all, ...params })
  return answer.ok().list('query.tags') as Record<string, unknown>[]
}

test('tags are in the order of their bytes, those of the software among them', async () => {
  const names = (await tags()).map(tag => String(tag.name))
  assert.deepEqual(names, [...names].sort())
  assert.deepEqual(
    names.filter(name => !name.startsWith('mw-')),
    ['Upper', 'a&b', 'by-hand', 'off'],
  )
  assert.equal(names.filter(name => name.startsWith('mw-')).length, 11)
})

test('a tag made by hand has a count, and its name as its text', async () => {
  assert.deepEqual((await tags({ tgcontinue: 'by-hand', tglimit: 1 }))[0], {
    name: 'by-hand',
    displayname: 'by-hand',
    description: '',
    hitcount: 2,
    defined: true,
    source: ['manual'],
    active: true,
  })
})

test('a tag of the software has texts of its own', async () => {
  const [blank] = await tags({ tgcontinue: 'mw-blank', tglimit: 1 })
  assert.deepEqual([blank?.source, blank?.active, blank?.hitcount], [['software', 'extension'], true, 0])
  assert.notEqual(blank?.description, '')
})

test('a tag that was switched off stays while it has uses', async () => {
  const [off] = await tags({ tgcontinue: 'off', tglimit: 1 })
  assert.deepEqual([off?.defined, off?.active, off?.source, off?.hitcount], [false, false, [], 2])
})

test('the text of a tag is HTML that is safe', async () => {
  const [odd] = await tags({ tgcontinue: 'a&b', tglimit: 1 })
  assert.equal(odd?.displayname, 'a&amp;b')
})

test('by default only names are shown', async () => {
  const answer = await admin.get({ action: 'query', list: 'tags', tglimit: 1 })
  assert.deepEqual(answer.at('query.tags'), [{ name: 'Upper' }])
  assert.equal(answer.at('continue.tgcontinue'), 'a&b')
})

test('pages of the wiki name and describe tags, in wikitext that is made safe', async () => {
  const texts = {
    'Tag-by-hand': "'''By'''  [[Main Page|hand]] <script>alert(1)</script><b onclick=x>{{Word|5}}</b>",
    'Tag-by-hand-description': "''What'' {{Word|6}}",
    'Tag-by-hand/de': 'Von Hand',
    'Tag-Upper': '-',
    'Tag-mw-blank': 'Nothing left',
  }
  for (const [page, text] of Object.entries(texts)) {
    ;(await admin.write({ action: 'edit', title: `MediaWiki:${page}`, text })).ok()
  }
  ;(await admin.write({ action: 'edit', title: 'Template:Word', text: 'word {{{1}}}' })).ok()
  const shown = new Map((await tags()).map(tag => [tag.name, tag]))
  const { displayname, description } = shown.get('by-hand') ?? {}
  assert.match(String(displayname), /^<b>By<\/b> +<a href="[^"]+" title="Main Page">hand<\/a> &lt;script&gt;alert\(1\)/)
  assert.match(String(displayname), /<b>word 5<\/b>$/)
  assert.equal(description, "''What'' word 6")
  assert.equal(shown.get('Upper')?.displayname, false)
  assert.equal(shown.get('mw-blank')?.displayname, 'Nothing left')
  const german = new Map((await tags({ uselang: 'de' })).map(tag => [tag.name, tag]))
  assert.equal(german.get('by-hand')?.displayname, 'Von Hand')

  const { text: page } = await admin.fetch('/wiki/Special:Tags')
  assert.match(page, /<td><code>by-hand<\/code><\/td><td><b>By<\/b>/)
  assert.doesNotMatch(page, /<script>alert|<b onclick/)
})

test('what is suppressed is tagged by nobody who may not know of it', async () => {
  const revid = (await admin.write({ action: 'edit', title: 'Secret', text: 'one' })).number('edit.newrevid')
  ;(await admin.write({ action: 'edit', title: 'Secret', text: 'two' })).ok()
  const hide = { action: 'revisiondelete', type: 'revision', ids: revid, hide: 'user', suppress: 'yes' }
  ;(await admin.write(hide)).ok()
  const by = async (who: Client) => (await who.write({ action: 'tag', revid, add: 'by-hand' })).at('tag.0')
  const { status, code } = (await by(await wiki.as('Bob'))) as { status: string; code: string }
  assert.deepEqual([status, code], ['error', 'nosuchrevid'])
  assert.equal(((await by(admin)) as { status: string }).status, 'success')
})
