// What goes for every request, over HTTP: methods, lag, languages of errors, how titles were read, what is said once.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Answer, Client, Params } from '../support/client.ts'
import { startWiki, type TestWiki } from '../support/server.ts'

let wiki: TestWiki
let nobody: Client

before(async () => {
  wiki = await startWiki({ database: 'memory' })
  nobody = wiki.client()
})
after(() => wiki.stop())

const query = (params: Params): Promise<Answer> => nobody.get({ action: 'query', ...params })

test('methods that no client of the API needs are refused, and bodies of theirs are not read', async () => {
  const address = '/api.php?action=query&format=json&formatversion=2&errorformat=raw'
  for (const method of ['DELETE', 'PUT', 'PATCH']) {
    const answer = await nobody.fetch(address, { method, body: new URLSearchParams({ action: 'nonsense' }) })
    assert.deepEqual([answer.status, answer.code, answer.at('errors.0.module')], [405, 'invalidmethod', 'main'], method)
  }
  const page = await nobody.fetch(`${address.replace('json', 'jsonfm')}`, { method: 'DELETE' })
  assert.equal(page.status, 200)
  assert.match(page.text, /405/)
})

test('a lag below any is how clients ask for the lag', async () => {
  const answer = await query({ maxlag: -5 })
  const { code, host, lag, type } = answer.at('error') as Record<string, unknown>
  assert.deepEqual({ code, host, lag, type }, { code: 'maxlag', host: '', lag: -1, type: 'db' })
  assert.deepEqual([answer.headers.get('retry-after'), answer.headers.get('x-database-lag')], ['5', '-1'])
  assert.equal((await query({ maxlag: -1 })).at('error'), undefined)
})

test('the values that could have been are named in MediaWiki’s order', async () => {
  const answer = await query({ assert: 'nobody', errorformat: 'raw' })
  const list = answer.at('errors.0.params.2.list') as { plaintext: string }[]
  assert.deepEqual(
    list.map(one => one.plaintext),
    ['anon', 'user', 'bot'],
  )
})

test('the language of errors is not that of the user by that name', async () => {
  const answer = await query({ responselanginfo: true, errorformat: 'plaintext', errorlang: 'user', uselang: 'user' })
  assert.deepEqual([answer.at('uselang'), answer.at('errorlang')], ['en', 'user'])
})

test('a title whose letters were composed anew is told of before the rules of titles are', async () => {
  const normalized = (await query({ titles: 'e\u0301_x' })).at('query.normalized')
  assert.deepEqual(normalized, [
    { fromencoded: true, from: 'e%CC%81_x', to: '\u00e9_x' },
    { fromencoded: false, from: '\u00e9_x', to: '\u00c9 x' },
  ])
})

test('what says the same is said once, but where the message is sent as it is', async () => {
  const warnings = async (errorformat: string) =>
    (await query({ list: 'nonsense', prop: 'nonsense', errorformat })).list('warnings').length
  assert.equal(await warnings('none'), 1)
  assert.equal(await warnings('raw'), 2)
})

test('an array is as nothing, and that is said also where something is missing then', async () => {
  const answer = await nobody.get({ action: 'compare', 'fromtitle[]': 'A', errorformat: 'raw' })
  assert.notEqual(answer.code, undefined)
  const [warning] = answer.list('warnings') as { code: string; params: unknown }[]
  assert.deepEqual([warning?.code, warning?.params], ['unsupportedarray', ['fromtitle']])
})

test('a format that cannot be had is what is wrong, and says so', async () => {
  const answer = await nobody.get({ action: 'query', formatversion: 'x', errorformat: 'raw' })
  const modules = (answer.list('warnings') as { module: string }[]).map(one => one.module)
  assert.deepEqual([answer.code, answer.at('errors.0.module'), modules], ['badvalue', 'json', ['main', 'json']])
})

test('numbers and namespaces that make no sense are no defect', async () => {
  const anywhere = await query({ list: 'random', rnnamespace: 99 })
  assert.equal(anywhere.at('error'), undefined)
  const feed = await nobody.get({ action: 'feedrecentchanges', days: 999_999_999 })
  assert.match(feed.text, /<rss/)
  const level = await query({ list: 'allpages', apprlevel: 'nonsense' })
  assert.equal(level.code, 'invalidparammix')
})

test('who is nobody hears that first', async () => {
  const link = await nobody.post({ action: 'linkaccount', linktoken: '+\\', errorformat: 'raw' })
  assert.equal(link.at('errors.0.key'), 'apierror-mustbeloggedin-linkaccounts')
  const stash = await query({ prop: 'stashimageinfo', errorformat: 'raw' })
  assert.equal(stash.at('errors.0.key'), 'apierror-mustbeloggedin-uploadstash')
})

test('in XML, what an answer consists of stands in MediaWiki’s order and under its names', async () => {
  const xml = async (params: Params) => (await nobody.post({ ...params, format: 'xml' })).text
  assert.match(await xml({ action: 'purge', titles: 'main page' }), /<purge>.*<\/purge><normalized>/)
  assert.match(await xml({ action: 'validatepassword', password: 'x' }), /<validitymessages><warning /)
  assert.match(
    await xml({ action: 'validatepassword', password: 'x', errorformat: 'raw' }),
    /<validitymessages><error /,
  )
  assert.match(await xml({ action: 'paraminfo', modules: 'block' }), /<subtypes><_v>name<\/_v>/)
})

test('that a batch is complete comes before what was asked of every request', async () => {
  const answer = await query({ requestid: 'r', curtimestamp: true })
  assert.deepEqual(Object.keys(JSON.parse(answer.text)), ['batchcomplete', 'requestid', 'curtimestamp'])
})
