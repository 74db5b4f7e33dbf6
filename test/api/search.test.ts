// list=search and action=opensearch over HTTP: what is found, when, and what never is.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Answer, Client, Params } from '../support/client.ts'
import { jobsDone } from '../support/pages.ts'
import { startWiki, type TestWiki } from '../support/server.ts'

let wiki: TestWiki
let admin: Client
let nobody: Client

before(async () => {
  wiki = await startWiki()
  admin = await wiki.as('Admin')
  nobody = wiki.client()
  await save('Finch', "The zebrafinch is a bird of ''Australia''.\n\nSeeds & <b>grass</b> it eats: Café.")
  await save('Zebrafinch', 'Only the title says it. [[Category:Birds]]')
  await save('Talk:Finch', 'About the zebrafinch.')
})
after(() => wiki.stop())

const save = async (title: string, text: string): Promise<Answer> => {
  const saved = (await admin.write({ action: 'edit', title, text })).ok()
  await jobsDone(admin)
  return saved
}
const search = async (srsearch: string, params: Params = {}, client = nobody): Promise<Answer> =>
  (await client.get({ action: 'query', list: 'search', srsearch, ...params })).ok()
const titles = (answer: Answer): string[] =>
  (answer.list('query.search') as { title: string }[]).map(one => one.title).sort()
const found = async (text: string, params: Params = {}): Promise<string[]> => titles(await search(text, params))

describe('search', () => {
  test('finds words of texts and titles, titles first', async () => {
    const answer = await search('zebrafinch')
    assert.deepEqual(
      (answer.list('query.search') as { title: string }[]).map(one => one.title),
      ['Zebrafinch', 'Finch'],
    )
    assert.equal(answer.number('query.searchinfo.totalhits'), 2)
  })

  test('wants all words, phrases in order, and knows what to leave out', async () => {
    assert.deepEqual(await found('zebrafinch seeds'), ['Finch'])
    assert.deepEqual(await found('"is a bird"'), ['Finch'])
    assert.deepEqual(await found('"a is bird"'), [])
    assert.deepEqual(await found('zebrafinch -seeds'), ['Zebrafinch'])
    assert.deepEqual(await found('-seeds'), [])
    assert.deepEqual(await found('austra*'), ['Finch'])
    assert.deepEqual(await found('CAFE'), ['Finch'])
  })

  test('looks in namespaces, titles, categories and beneath prefixes', async () => {
    assert.deepEqual(await found('zebrafinch', { srnamespace: 1 }), ['Talk:Finch'])
    assert.deepEqual(await found('talk:zebrafinch'), ['Talk:Finch'])
    assert.deepEqual(await found('all:zebrafinch'), ['Finch', 'Talk:Finch', 'Zebrafinch'])
    assert.deepEqual(await found('zebrafinch', { srwhat: 'title' }), ['Zebrafinch'])
    assert.deepEqual(await found('intitle:zebrafinch'), ['Zebrafinch'])
    assert.deepEqual(await found('incategory:birds'), ['Zebrafinch'])
    assert.deepEqual(await found('zebrafinch prefix:Fi'), ['Finch'])
    assert.deepEqual(await found('zebraFINCH', { srwhat: 'nearmatch' }), ['Zebrafinch'])
  })

  test('takes any signs without fail', async () => {
    for (const signs of ['"', "'", '(', ')', '*', ':', '^', '\\', 'NOT', 'NEAR(a, 2)', "' OR 1", '{a}:b', '!&|<->']) {
      assert.ok(Array.isArray((await search(signs)).at('query.search')), signs)
    }
  })

  test('shows where the words stand', async () => {
    const answer = await search('seeds', { srprop: 'snippet|size|wordcount|timestamp|titlesnippet|isfilematch' })
    const [item] = answer.list('query.search') as Record<string, unknown>[]
    assert.equal(
      item?.snippet,
      '<span class="searchmatch">Seeds</span> &amp; &lt;b&gt;grass&lt;/b&gt; it eats: Café.\n',
    )
    assert.equal(item?.wordcount, 14)
    assert.equal(item?.isfilematch, false)
    assert.match(String(item?.timestamp), /^\d{4}-\d\d-\d\dT/)
  })

  test('goes on where it stopped, also as a generator', async () => {
    const first = await search('zebrafinch', { srlimit: 1 })
    assert.equal(first.number('continue.sroffset'), 1)
    const second = await search('zebrafinch', { srlimit: 1, sroffset: 1 })
    assert.deepEqual(titles(second), ['Finch'])
    assert.equal(second.at('continue'), undefined)
    const generated = await nobody.get({ action: 'query', generator: 'search', gsrsearch: 'zebrafinch' })
    assert.deepEqual(
      (generated.list('query.pages') as { title: string; index: number }[])
        .map(page => [page.title, page.index])
        .sort(),
      [
        ['Finch', 2],
        ['Zebrafinch', 1],
      ],
    )
  })

  test('refuses to look for nothing', async () => {
    assert.equal((await nobody.get({ action: 'query', list: 'search' })).code, 'missingparam')
    assert.equal((await nobody.get({ action: 'query', list: 'search', srsearch: '' })).code, 'missingparam')
  })
})

describe('opensearch', () => {
  const suggest = (params: Params) => nobody.get({ action: 'opensearch', search: 'Fi', ...params })
  before(async () => {
    await save('Fi redirect', '#REDIRECT [[Finch]]')
  })

  test('answers a list of titles, without descriptions, with their addresses', async () => {
    const { body, headers } = await suggest({})
    const at = (path: string) => `${wiki.url}wiki/${path}`
    assert.deepEqual(body, ['Fi', ['Fi redirect', 'Finch'], ['', ''], [at('Fi_redirect'), at('Finch')]])
    assert.match(headers.get('cache-control') ?? '', /max-age=1200, public$/)
  })

  test('answers in JSON where no format is asked for, errors too', async () => {
    const plain = await fetch(`${wiki.api}?action=opensearch&search=finc`)
    assert.deepEqual(((await plain.json()) as unknown[])[1], ['Finch'])
    const refused = await fetch(`${wiki.api}?action=opensearch`)
    assert.equal(((await refused.json()) as { error: { code: string } }).error.code, 'missingparam')
  })

  test('resolves redirects where it should, in XML always', async () => {
    assert.deepEqual((await suggest({ redirects: 'resolve' })).at('1'), ['Finch'])
    const xml = (await suggest({ format: 'xml' })).text
    assert.match(
      xml,
      /^<\?xml version="1.0"\?><SearchSuggestion version="2.0" xmlns="[^"]+"><Query xml:space="preserve">Fi</,
    )
    assert.equal(xml.split('<Item>').length, 2)
  })

  test('has no place for warnings, and may refuse for that', async () => {
    assert.deepEqual((await suggest({ nonsense: 1 })).at('1'), ['Fi redirect', 'Finch'])
    assert.equal((await suggest({ nonsense: 1, warningsaserror: true })).code, 'warnings')
    assert.equal((await suggest({ format: 'php', formatversion: 1 })).headers.get('mediawiki-api-error'), 'badvalue')
  })
})

describe('what is not there to be read', () => {
  test('is not found after an edit took it out, and is found again when it is back', async () => {
    await save('Edited', 'quokkaone')
    assert.deepEqual(await found('quokkaone'), ['Edited'])
    await save('Edited', 'quokkatwo')
    assert.deepEqual(await found('quokkaone'), [])
    assert.deepEqual(await found('quokkatwo'), ['Edited'])
  })

  test('is not found where it is deleted, and follows a moved page', async () => {
    await save('Gone', 'wombatone')
    ;(await admin.write({ action: 'delete', title: 'Gone' })).ok()
    assert.deepEqual(await found('wombatone'), [])
    ;(await admin.write({ action: 'undelete', title: 'Gone' })).ok()
    await jobsDone(admin)
    assert.deepEqual(await found('wombatone'), ['Gone'])
    ;(await admin.write({ action: 'move', from: 'Gone', to: 'Wombatplace', noredirect: true })).ok()
    await jobsDone(admin)
    assert.deepEqual(await found('wombatone wombatplace'), ['Wombatplace'])
  })

  test('is not found where it is hidden, for nobody who may not read it', async () => {
    const bad = (await save('Hidden', 'kookaburrasecret')).number('edit.newrevid')
    await save('Hidden', 'harmless')
    const hide = { action: 'revisiondelete', type: 'revision', ids: bad, hide: 'content', suppress: 'yes' }
    ;(await admin.write(hide)).ok()
    for (const params of [{}, { srnamespace: '*' }, { srwhat: 'title' }]) {
      const answer = await search('kookaburra*', params)
      assert.deepEqual(titles(answer), [])
      assert.equal(answer.number('query.searchinfo.totalhits'), 0)
    }
  })
})
