// Filters look at the links of pages that nobody can render, too.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { addedLinks } from '../../src/filters/added-links.ts'
import type { EditAttempt } from '../../src/hooks.ts'
import { RenderingGivenUp } from '../../src/rendering/given-up.ts'
import type { Wiki } from '../../src/wiki.ts'
import { type TestDatabase, testDatabases } from '../support/database.ts'
import { type MadeWiki, makeWiki } from '../support/made-wiki.ts'

let database: TestDatabase
let made: MadeWiki

before(async () => {
  const [first] = testDatabases('')
  assert.ok(first)
  database = first
  made = await makeWiki(database)
})
after(async () => {
  await made.wiki.close()
  await database.drop()
})

test('the addresses that stand in a text are known when it takes too long to render', async () => {
  const renderer = { render: () => Promise.reject(new RenderingGivenUp('time')) }
  const wiki = { ...made.wiki, renderer } as unknown as Wiki
  const attempt = {
    title: made.title('Page'),
    model: 'wikitext',
    text: '[http://spam.example/a label] <b>//other.example|x</b> {{T|https://old.example}}',
    page: undefined,
    before: async () => 'https://old.example',
  } as unknown as EditAttempt
  assert.deepEqual(await addedLinks(wiki, attempt), ['http://spam.example/a', '//other.example'])
})
