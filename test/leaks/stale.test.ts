// What a page refers to and which words it has is found out in the background. A text that is hidden before that has been
// done is in no list from then on, however long the background takes.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Door } from '../../src/canary/http-request.ts'
import { httpRequest, textOf } from '../../src/canary/http-request.ts'
import { type Reader, readersOf } from '../../src/canary/readers.ts'
import { answers } from '../../src/canary/walk.ts'
import type { PageId } from '../../src/ids.ts'
import { refreshLinks } from '../../src/links/refresh-links.ts'
import { openDatabase } from '../../src/storage/open.ts'
import { openWiki, type Wiki } from '../../src/wiki.ts'

/** A wiki of which nobody does the jobs. */
let wiki: Wiki
let nobody: Reader
let keeper: Reader

before(async () => {
  wiki = await openWiki({ database: await openDatabase('sqlite::memory:') })
  wiki.listensAt('http://stale.invalid')
  const readers = await readersOf(wiki)
  const [first] = readers
  const all = readers.find(one => one.viewer.may('suppressrevision') && one.viewer.may('delete'))
  assert.ok(first !== undefined && all !== undefined)
  nobody = first
  keeper = all
})
after(() => wiki.close())

async function ask(who: Reader, door: Door, params: Record<string, string>, isPosted = false): Promise<string> {
  const all = { format: 'json', formatversion: '2', ...params, ...(isPosted ? { token: who.token } : {}) }
  const method = isPosted ? 'POST' : 'GET'
  return textOf(await answers[door](wiki, httpRequest({ door, params: all, method, cookies: who.cookies })))
}
async function edit(title: string, text: string): Promise<{ page: PageId; revision: string }> {
  const answer = await ask(keeper, 'api', { action: 'edit', title, text }, true)
  const number = (name: string) => new RegExp(`"${name}":(\\d+)`).exec(answer)?.[1] ?? ''
  return { page: Number(number('pageid')) as PageId, revision: number('newrevid') }
}

/** All lists that could tell of the text. */
async function told(title: string, word: string): Promise<string> {
  const lists: Record<string, string>[] = [
    { list: 'search', srsearch: word, srinfo: 'totalhits' },
    { prop: 'links|categories|extlinks|templates', titles: title },
    { list: 'backlinks', bltitle: `Target ${word}` },
    { list: 'categorymembers', cmtitle: `Category:Kind ${word}` },
    { list: 'allcategories', acprefix: 'Kind' },
    { list: 'alllinks', alprefix: 'Target' },
    { list: 'exturlusage', euquery: `${word}.example` },
  ]
  const found: string[] = []
  for (const params of lists) found.push(await ask(nobody, 'api', { action: 'query', ...params }))
  return found.map(text => text.slice(text.indexOf('{'))).join('\n')
}

const always = { from: '2000-01-01T00:00:00Z', to: '2100-01-01T00:00:00Z' }
const ways: Readonly<Record<string, (title: string, id: string) => Promise<string>>> = {
  'action=revisiondelete': (_, ids) =>
    ask(keeper, 'api', { action: 'revisiondelete', type: 'revision', ids, hide: 'content', suppress: 'yes' }, true),
  'action=xhiderange': (title, _) =>
    ask(keeper, 'api', { action: 'xhiderange', title, ...always, hide: 'content' }, true),
  'Special:RevisionDelete': (_, ids) =>
    ask(keeper, 'index', { title: 'Special:RevisionDelete', type: 'revision', ids, 'set-content': 'hide' }, true),
  'Special:HideRange': (title, _) =>
    ask(keeper, 'index', { title: 'Special:HideRange', page: title, 'set-content': 'hide', do: '1' }, true),
}

describe('a text that is hidden while the background lags behind', () => {
  for (const [index, [way, hide]] of Object.entries(ways).entries()) {
    test(`by ${way} is in no list from then on`, async () => {
      const title = `Stale ${index}`
      const word = `sworda${index}`
      const text = `${word} [[Target ${word}]] [[Category:Kind ${word}]] [http://${word}.example x]`
      const { page, revision } = await edit(title, text)
      await refreshLinks(wiki, { pages: new Map([[page, '20260101000000']]) }, async () => undefined)
      await edit(title, 'nothing of that')
      const before = await told(title, word)
      assert.match(before, /"totalhits":1/)
      assert.ok(before.split(word).length > 5)
      await hide(title, revision)
      const after = await told(title, word)
      assert.match(after, /"totalhits":0/)
      assert.doesNotMatch(after, new RegExp(word))
    })
  }
})
