// list=querypage over HTTP: each list finds what it is for.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Answer, Client, Params } from '../support/client.ts'
import { jobsDone } from '../support/pages.ts'
import { startWiki, type TestWiki } from '../support/server.ts'

let wiki: TestWiki
let admin: Client

before(async () => {
  wiki = await startWiki()
  admin = await wiki.as('Admin')
  const save = async (title: string, text: string) =>
    (await admin.write({ action: 'edit', title, text, watchlist: 'unwatch' })).ok()
  await save('Long', `${'long '.repeat(100)}[[Short]] [[Gone]] {{Missing}} [[File:None.png]] [[Category:Kept]]`)
  await save('Short', 'x')
  await save('Short', 'y')
  await save('Also', '[[Gone]] {{T}} [[Category:Kept]] [[Category:Unmade]] [[Short]]')
  await save('To short', '#REDIRECT [[Short]]')
  await save('Twice', '#REDIRECT [[To short#part]]')
  await save('Broken', '#REDIRECT [[Gone]]')
  await save('Template:T', 'T')
  await save('Template:Unused', 'U')
  await save('Category:Kept', 'K')
  await save('Category:Empty', 'E')
  await jobsDone(admin)
})
after(() => wiki.stop())

const ask = async (qppage: string, params: Params = {}): Promise<Answer> =>
  (await admin.get({ action: 'query', list: 'querypage', qppage, qplimit: 'max', ...params })).ok()
const rows = async (page: string) =>
  (await ask(page)).list('query.querypage.results') as { title: string; value?: string; databaseResult?: object }[]
const titles = async (page: string) => (await rows(page)).map(row => row.title)

/** What each list has of the pages above, the main page aside. */
const expected: Readonly<Record<string, readonly string[]>> = {
  BrokenRedirects: ['Broken'],
  DoubleRedirects: ['Twice'],
  Listredirects: ['Broken', 'To short', 'Twice'],
  Deadendpages: ['Short'],
  Lonelypages: ['Also', 'Long'],
  Longpages: ['Long', 'Also', 'Short'],
  Shortpages: ['Short', 'Also', 'Long'],
  Mostcategories: ['Also', 'Long'],
  Mostimages: ['File:None.png'],
  Mostlinkedcategories: ['Category:Kept', 'Category:Pages with broken file links', 'Category:Unmade'],
  Mostlinkedtemplates: ['Template:Missing', 'Template:T'],
  Mostrevisions: ['Short', 'Also', 'Long'],
  Fewestrevisions: ['Also', 'Long', 'Short'],
  Uncategorizedcategories: ['Category:Empty', 'Category:Kept'],
  Uncategorizedpages: ['Short'],
  Uncategorizedtemplates: ['Template:T', 'Template:Unused'],
  Unusedcategories: ['Category:Empty'],
  Unusedtemplates: ['Template:Unused'],
  Wantedfiles: ['File:None.png'],
  Wantedpages: ['Gone', 'Template:Missing'],
  Wantedtemplates: ['Template:Missing'],
  Withoutinterwiki: ['Also', 'Long', 'Short'],
}

describe('querypage', () => {
  for (const [page, found] of Object.entries(expected)) {
    test(`finds what ${page} is for`, async () => {
      const shown = (await titles(page)).filter(title => title !== 'Main Page')
      assert.deepEqual(shown, found)
    })
  }

  test('has an answer for every list that it names', async () => {
    const described = await admin.get({ action: 'paraminfo', modules: 'query+querypage' })
    const names = described.at('paraminfo.modules.0.parameters.0.type') as string[]
    assert.equal(names.length, 31)
    for (const name of names) assert.equal((await ask(name)).at('query.querypage.name'), name)
  })

  test('tells values, times, and where redirects lead', async () => {
    const [long] = await rows('Longpages')
    assert.match(String(long?.value), /^\d+$/)
    assert.match((await ask('Ancientpages')).string('query.querypage.results.0.timestamp'), /^\d{4}-\d\d-\d\dT/)
    const [twice] = await rows('DoubleRedirects')
    assert.deepEqual(twice?.databaseResult, {
      b_namespace: '0',
      b_title: 'To_short',
      b_fragment: 'part',
      c_namespace: '0',
      c_title: 'Short',
      c_fragment: '',
      c_interwiki: '',
    })
  })

  test('goes on where it stopped, also as a generator', async () => {
    const first = await ask('Longpages', { qplimit: 1 })
    assert.equal(first.at('continue.qpoffset'), 1)
    const second = await ask('Longpages', { qplimit: 1, qpoffset: 1 })
    assert.notEqual(second.at('query.querypage.results.0.title'), first.at('query.querypage.results.0.title'))
    const pages = await admin.get({ action: 'query', generator: 'querypage', gqppage: 'Wantedpages' })
    const generated = pages.list('query.pages') as { title: string }[]
    assert.deepEqual(generated.map(page => page.title).sort(), ['Gone', 'Template:Missing'])
  })

  test('keeps unwatched pages from who may not know of them', async () => {
    assert.ok((await titles('Unwatchedpages')).includes('Short'))
    const refused = await wiki.client().get({ action: 'query', list: 'querypage', qppage: 'Unwatchedpages' })
    assert.equal(refused.code, 'specialpage-cantexecute')
  })
})
