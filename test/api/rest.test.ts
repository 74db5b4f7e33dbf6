// The REST API over HTTP: pages, revisions, histories, searches, and edits with their refusals.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Answer, Client } from '../support/client.ts'
import { startWiki, type TestWiki } from '../support/server.ts'

let wiki: TestWiki
let admin: Client
let nobody: Client
let first: number
let second: number

const get = (path: string, client = nobody, headers: Record<string, string> = {}): Promise<Answer> =>
  client.fetch(`/rest.php/v1${path}`, { headers, redirect: 'manual' })
const send = (method: string, path: string, body: unknown, client = admin): Promise<Answer> =>
  client.fetch(`/rest.php/v1${path}`, {
    method,
    headers: { 'Content-Type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
const refused = (answer: Answer): unknown[] => [answer.status, answer.at('httpCode'), answer.at('errorKey')]

before(async () => {
  wiki = await startWiki()
  admin = await wiki.as('Admin')
  nobody = wiki.client()
  const edit = async (title: string, text: string, minor = false): Promise<number> =>
    (await admin.write({ action: 'edit', title, text, summary: 'why', minor })).ok().number('edit.newrevid')
  first = await edit('Rest/page', "one ''two''")
  second = await edit('Rest/page', "one ''three'' zebrafinch", true)
  await edit('Rest redirect', '#REDIRECT [[Rest/page]]')
})
after(() => wiki.stop())

describe('a page', () => {
  test('is told with its text, without it, and as HTML', async () => {
    const source = await get('/page/Rest%2Fpage')
    assert.equal(source.status, 200)
    assert.equal(source.at('key'), 'Rest/page')
    assert.equal(source.at('latest.id'), second)
    assert.equal(source.at('source'), "one ''three'' zebrafinch")
    const bare = await get('/page/Rest%2Fpage/bare')
    assert.equal(bare.at('source'), undefined)
    assert.match(bare.string('html_url'), /\/rest\.php\/v1\/page\/Rest%2Fpage\/html$/)
    const html = await get('/page/Rest%2Fpage/html')
    assert.match(html.text, /one <i>three<\/i>/)
    assert.match(html.headers.get('content-security-policy') ?? '', /sandbox/)
    assert.match((await get('/page/Rest%2Fpage/with_html')).string('html'), /<i>three/)
  })

  test('is asked for as it names itself, below /w/ too', async () => {
    const other = await get('/page/rest%2Fpage/bare')
    assert.equal(other.status, 301)
    assert.equal(other.headers.get('location'), '/rest.php/v1/page/Rest%2Fpage/bare')
    assert.equal((await nobody.fetch('/w/rest.php/v1/page/Rest%2Fpage/bare')).status, 200)
  })

  test('that is a redirect says where it leads, and its HTML goes there', async () => {
    assert.equal((await get('/page/Rest_redirect')).at('redirect_target'), '/rest.php/v1/page/Rest%2Fpage')
    assert.equal((await get('/page/Rest_redirect/html')).status, 307)
    assert.equal((await get('/page/Rest_redirect/html?redirect=no')).status, 200)
  })

  test('is not sent again to who has it', async () => {
    const tag = (await get('/page/Rest%2Fpage')).headers.get('etag') ?? ''
    assert.equal((await get('/page/Rest%2Fpage', nobody, { 'If-None-Match': tag })).status, 304)
  })

  test('that is not there, or cannot be, is refused', async () => {
    assert.deepEqual(refused(await get('/page/Nothing')), [404, 404, 'rest-nonexistent-title'])
    assert.deepEqual(refused(await get('/page/Bad%5B')), [404, 404, 'rest-invalid-title'])
    assert.deepEqual(refused(await get('/page/Special:Log')), [404, 404, 'rest-invalid-title'])
    assert.deepEqual(refused(await get('/nothing')), [404, 404, 'rest-no-match'])
    assert.equal((await send('DELETE', '/page/Rest_redirect', {})).status, 405)
  })
})

describe('a history', () => {
  const ids = (answer: Answer) => (answer.list('revisions') as { id: number }[]).map(one => one.id)

  test('has the newest first, and ways on', async () => {
    const all = await get('/page/Rest%2Fpage/history')
    assert.deepEqual(ids(all), [second, first])
    assert.equal(all.at('revisions.0.delta'), 13)
    assert.equal(all.at('revisions.1.delta'), null)
    const older = await get(`/page/Rest%2Fpage/history?older_than=${second}`)
    assert.deepEqual(ids(older), [first])
    assert.match(older.string('newer'), new RegExp(`newer_than=${first}$`))
    assert.deepEqual(ids(await get(`/page/Rest%2Fpage/history?newer_than=${first}`)), [second])
    assert.deepEqual(ids(await get('/page/Rest%2Fpage/history?filter=minor')), [second])
  })

  test('is counted', async () => {
    const count = async (what: string) => (await get(`/page/Rest%2Fpage/history/counts/${what}`)).at('count')
    assert.equal(await count('edits'), 2)
    assert.equal(await count('editors'), 1)
    assert.equal(await count('minor'), 1)
    assert.equal(await count('anonymous'), 0)
    assert.equal(await count(`edits?from=${first}&to=${second}`), 0)
    assert.deepEqual(refused(await get('/page/Rest%2Fpage/history/counts/x')), [400, 400, 'badvalue'])
  })

  test('refuses what makes no sense', async () => {
    const both = `/page/Rest%2Fpage/history?older_than=${second}&newer_than=${first}`
    assert.deepEqual(refused(await get(both)), [400, 400, 'rest-pagehistory-incompatible-params'])
    const unknown = await get('/page/Rest%2Fpage/history?older_than=99999')
    assert.deepEqual(refused(unknown), [404, 404, 'rest-nonexistent-title-revision'])
  })
})

describe('a revision', () => {
  test('is told with its page, and compared', async () => {
    const answer = await get(`/revision/${first}`)
    assert.equal(answer.at('source'), "one ''two''")
    assert.equal(answer.at('page.title'), 'Rest/page')
    assert.equal(answer.at('user.name'), 'Admin')
    assert.match((await get(`/revision/${first}/html`)).text, /<i>two/)
    assert.match((await get(`/revision/${first}/compare/${second}`)).string('html'), /<ins class="diffchange/)
    assert.deepEqual(refused(await get('/revision/99999')), [404, 404, 'rest-nonexistent-revision'])
    assert.deepEqual(refused(await get('/revision/x')), [400, 400, 'badinteger'])
    assert.deepEqual(refused(await get(`/revision/${first}/compare/99999`)), [404, 404, 'rest-compare-nonexistent'])
  })

  test('that is hidden shows nothing of what is hidden', async () => {
    const title = 'Hidden rest'
    const bad = (await admin.write({ action: 'edit', title, text: 'kookaburra', summary: 'kookaburra' })).ok()
    const id = bad.number('edit.newrevid')
    const good = (await admin.write({ action: 'edit', title, text: 'good' })).ok().number('edit.newrevid')
    const hide = { action: 'revisiondelete', type: 'revision', ids: id, hide: 'content|comment|user' }
    ;(await admin.write(hide)).ok()
    assert.deepEqual(refused(await get(`/revision/${id}`)), [403, 403, 'rest-permission-denied-revision'])
    assert.deepEqual(refused(await get(`/revision/${id}/html`)), [403, 403, 'rest-permission-denied-revision'])
    assert.deepEqual(refused(await get(`/revision/${id}/compare/${good}`)), [403, 403, 'rest-compare-inaccessible'])
    const bare = await get(`/revision/${id}/bare`)
    assert.equal(bare.at('user'), null)
    assert.equal(bare.at('comment'), null)
    assert.doesNotMatch((await get('/page/Hidden_rest/history')).text, /kookaburra/)
    assert.equal((await get('/page/Hidden_rest/history/counts/editors')).at('count'), 1)
    assert.equal((await get(`/revision/${id}`, admin)).at('source'), 'kookaburra')
  })
})

describe('a search', () => {
  test('finds words, and titles by their beginning', async () => {
    const until = Date.now() + 20_000
    let pages: unknown[] = []
    while (pages.length === 0 && Date.now() < until) pages = (await get('/search/page?q=zebrafinch')).list('pages')
    assert.equal((pages[0] as { key: string }).key, 'Rest/page')
    const typed = await get('/search/title?q=rest%20r')
    assert.equal(typed.at('pages.0.title'), 'Rest/page')
    assert.equal(typed.at('pages.0.matched_title'), 'Rest redirect')
    assert.deepEqual(refused(await get('/search/page')), [400, 400, 'missingparam'])
    assert.deepEqual(refused(await get('/search/title?q=x&limit=101')), [400, 400, 'outofrange'])
  })
})

describe('writing', () => {
  const page = async (more: object = {}) => ({
    source: 'hello',
    comment: 'c',
    token: await admin.token('csrf'),
    ...more,
  })

  test('makes a page, once', async () => {
    const made = await send('POST', '/page', await page({ title: 'Made by rest' }))
    assert.equal(made.status, 201)
    assert.equal(made.at('source'), 'hello')
    assert.match(made.headers.get('location') ?? '', /\/rest\.php\/v1\/page\/Made_by_rest$/)
    const again = await send('POST', '/page', await page({ title: 'Made by rest' }))
    assert.deepEqual(refused(again), [409, 409, 'apierror-articleexists'])
  })

  test('changes a page from the revision that is named', async () => {
    const id = (await send('PUT', '/page/Put_by_rest', await page())).number('latest.id')
    const put = await send('PUT', '/page/Put_by_rest', await page({ source: 'two', latest: { id } }))
    assert.equal(put.status, 200)
    assert.equal(put.at('source'), 'two')
    const late = await send('PUT', '/page/Put_by_rest', await page({ source: 'three', latest: { id } }))
    assert.equal(late.status, 409)
    const unnamed = await send('PUT', '/page/Put_by_rest', await page({ source: 'three' }))
    assert.deepEqual(refused(unnamed), [409, 409, 'rest-update-cannot-create-page'])
    const none = await send('PUT', '/page/No_such_page', await page({ latest: { id } }))
    assert.equal(none.status, 404)
  })

  test('wants a token, and a body that it understands', async () => {
    const title = 'Refused by rest'
    const without = await send('POST', '/page', { title, source: 'x', comment: 'c' })
    assert.deepEqual(refused(without), [403, 403, 'rest-badtoken'])
    assert.deepEqual(refused(await send('POST', '/page', { ...(await page({ title })), token: 'x' })), [
      403,
      403,
      'rest-badtoken',
    ])
    assert.deepEqual(refused(await send('POST', '/page', { title })), [400, 400, 'rest-body-validation-error'])
    assert.deepEqual(refused(await send('POST', '/page', 'x')), [400, 400, 'rest-json-body-parse-error'])
    const model = await send('POST', '/page', await page({ title, content_model: 'nope' }))
    assert.deepEqual(refused(model), [400, 400, 'rest-bad-content-model'])
    const form = await admin.fetch('/rest.php/v1/page', { method: 'POST', body: new URLSearchParams({ title }) })
    assert.equal(form.status, 415)
    assert.equal((await get('/page/Refused_by_rest')).status, 404)
  })

  test('is refused to who may not', async () => {
    const title = 'MediaWiki:Recentchanges'
    const bob = await wiki.as('Bob')
    const answer = await send(
      'POST',
      '/page',
      { title, source: 'x', comment: 'c', token: await bob.token('csrf') },
      bob,
    )
    assert.equal(answer.status, 403)
  })
})
