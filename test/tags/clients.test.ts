// Tags as programs use them: those that ask first whether their tag is there, and those that say nothing of tags and are
// known by a rule of the settings.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Client, type Params } from '../support/client.ts'
import { passwordOf, startWiki, type TestWiki } from '../support/server.ts'

let wiki: TestWiki
let admin: Client

const tagRules = [
  { tag: 'mobile app', userAgent: 'WikiApp/' },
  { tag: 'by bot password', appId: 'bot', kinds: ['edit', 'new'] },
  { tag: 'repeating characters', text: '(.)\\1{9}', namespaces: [0] },
  { tag: 'moved', kinds: ['log'], logs: ['move'] },
]

before(async () => {
  const env = { PALIMPSEST_TAG_RULES: JSON.stringify(tagRules) }
  wiki = await startWiki({ database: process.env.DATABASE ?? 'memory', env })
  admin = await wiki.as('Admin')
  for (const tag of ['AWB', 'convenient-discussions', 'retired']) {
    ;(await admin.write({ action: 'managetags', operation: 'create', tag })).ok()
  }
  ;(await admin.write({ action: 'edit', title: 'Old', text: 'a', tags: 'retired' })).ok()
  ;(await admin.write({ action: 'managetags', operation: 'deactivate', tag: 'retired' })).ok()
})
after(() => wiki.stop())

const tagsOf = async (client: Client, title: string): Promise<unknown> =>
  (await client.get({ action: 'query', prop: 'revisions', titles: title, rvprop: 'tags' })).at(
    'query.pages.0.revisions.0.tags',
  )

test('a program finds its tag active in XML, and edits with it', async () => {
  const bot = await wiki.as('Robot')
  const listed = await bot.get({ action: 'query', list: 'tags', tgprop: 'active', tglimit: 'max', format: 'xml' })
  assert.match(listed.text, /<tag name="AWB" active=""/)
  assert.match(listed.text, /<tag name="retired" *\/>/)
  const edited = await bot.write({ action: 'edit', title: 'Typos', text: 'fixed', bot: true, minor: true, tags: 'AWB' })
  assert.equal(edited.at('edit.result'), 'Success')
  assert.deepEqual(await tagsOf(bot, 'Typos'), ['AWB'])
  const changes = await bot.get({ action: 'query', list: 'recentchanges', rctag: 'AWB', rcprop: 'title|tags' })
  assert.deepEqual(changes.at('query.recentchanges'), [{ type: 'new', ns: 0, title: 'Typos', tags: ['AWB'] }])
})

test('a program that sends a tag that is not active is told which, and nothing is saved', async () => {
  const person = await wiki.as('Bob')
  const listed = await person.get({ action: 'query', list: 'tags', tgprop: 'active', tglimit: 'max' })
  const active = (listed.list('query.tags') as { name: string; active: boolean }[]).filter(tag => tag.active)
  assert.ok(active.some(tag => tag.name === 'convenient-discussions'))
  const comment: Params = { action: 'edit', title: 'Talk:Typos', appendtext: '\n: Yes', summary: '/* Typos */ re' }
  assert.equal((await person.write({ ...comment, tags: 'convenient-discussions' })).at('edit.result'), 'Success')
  const refused = await person.write({ ...comment, tags: 'retired', errorformat: 'plaintext' })
  assert.equal(refused.code, 'badtags')
  assert.deepEqual(refused.at('errors.0.data'), { disallowedtags: ['retired'] })
})

test('a program is known by how it names itself', async () => {
  const token = await admin.token()
  const params = { action: 'edit', title: 'From the app', text: 'text', token }
  ;(await admin.post(params, { 'User-Agent': 'wikiapp/3.1 (Android)' })).ok()
  assert.deepEqual(await tagsOf(admin, 'From the app'), ['mobile app'])
  ;(await admin.post({ ...params, text: 'two' }, { 'Api-User-Agent': 'WikiApp/4', 'User-Agent': 'Mozilla' })).ok()
  assert.deepEqual(await tagsOf(admin, 'From the app'), ['mobile app'])
  ;(await admin.post({ ...params, text: 'three' }, { 'User-Agent': 'Mozilla' })).ok()
  assert.deepEqual(await tagsOf(admin, 'From the app'), [])
})

test('a program is known by its bot password', async () => {
  const bot = await new Client(wiki.api).login('Robot@bot', passwordOf('Robot@bot'))
  ;(await bot.write({ action: 'edit', title: 'By password', text: 'text' })).ok()
  assert.deepEqual(await tagsOf(bot, 'By password'), ['by bot password'])
})

test('a rule about the text is met by who makes it so, not by who edits it later', async () => {
  ;(await admin.write({ action: 'edit', title: 'Shouting', text: 'aaaaaaaaaaaa' })).ok()
  assert.deepEqual(await tagsOf(admin, 'Shouting'), ['repeating characters'])
  ;(await admin.write({ action: 'edit', title: 'Shouting', appendtext: ' more' })).ok()
  assert.deepEqual(await tagsOf(admin, 'Shouting'), [])
})

test('a rule about a log is met by its entries', async () => {
  ;(await admin.write({ action: 'edit', title: 'Here', text: 'text' })).ok()
  ;(await admin.write({ action: 'move', from: 'Here', to: 'There' })).ok()
  const log = await admin.get({ action: 'query', list: 'logevents', letag: 'moved', leprop: 'type|tags' })
  assert.deepEqual(log.at('query.logevents.0'), { type: 'move', action: 'move', tags: ['moved'] })
})

test('the tags of rules are listed as of the software and not deleted; people may be let apply them', async () => {
  const listed = await admin.get({ action: 'query', list: 'tags', tgprop: 'source|active|defined', tglimit: 'max' })
  const tag = (listed.list('query.tags') as { name: string }[]).find(one => one.name === 'moved')
  assert.deepEqual(tag, { name: 'moved', defined: true, source: ['software', 'extension'], active: true })
  const refused = await admin.write({ action: 'managetags', operation: 'delete', tag: 'moved' })
  assert.equal(refused.code, 'tags-delete-not-allowed')
  const page = await admin.fetch('/wiki/Special:Tags')
  const row = /<tr><td><code>moved<\/code>.*?<\/tr>/s.exec(page.text)?.[0] ?? ''
  assert.match(row, /the software.*Tags\/activate/s)
  assert.doesNotMatch(row, /Tags\/delete/)
  assert.equal((await admin.write({ action: 'tag', revid: 1, remove: 'moved' })).at('tag.0.status'), 'failure')
  assert.equal((await admin.write({ action: 'edit', title: 'Typos', text: 'b', tags: 'moved' })).code, 'badtags')
  ;(await admin.write({ action: 'managetags', operation: 'activate', tag: 'moved' })).ok()
  ;(await admin.write({ action: 'edit', title: 'Typos', text: 'b', tags: 'moved' })).ok()
})

test('a setting that is no rule keeps the server from starting, and says why', async () => {
  const start = startWiki({ database: 'memory', env: { PALIMPSEST_TAG_RULES: '[{"tag":"a","colour":"red"}]' } })
  await assert.rejects(start, /rule 1 of the setting “tagRules” has a condition “colour”/)
})
