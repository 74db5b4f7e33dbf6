// The content models that a wiki can switch on: which pages have them, what they take, how they are shown.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Answer, Client } from '../support/client.ts'
import { edit, history } from '../support/pages.ts'
import { startWiki, type TestWiki } from '../support/server.ts'

const all = [
  'sanitized-css',
  'JsonSchema',
  'GadgetDefinition',
  'MassMessageListContent',
  'NewsletterContent',
  'SecurePoll',
  'flow-board',
  'Scribunto',
]

let wiki: TestWiki
let admin: Client
before(async () => {
  const accounts = [{ name: 'Admin', password: 'Admin-password-1', groups: ['sysop'] }]
  wiki = await startWiki({ database: 'memory', fixture: { accounts, settings: { contentModels: all } } })
  admin = await wiki.as('Admin')
})
after(() => wiki.stop())

const write = (title: string, text: string, contentmodel?: string): Promise<Answer> =>
  admin.write({ action: 'edit', title, text, contentmodel, errorformat: 'raw' })

test('paraminfo names them beside those that every wiki has, and they can be asked for', async () => {
  const asked = await admin.get({ action: 'paraminfo', modules: 'edit|changecontentmodel|parse' })
  const typeOf = (module: number, name: string): unknown =>
    (asked.list(`paraminfo.modules.${module}.parameters`) as { name: string; type: unknown }[]).find(
      one => one.name === name,
    )?.type
  const always = ['css', 'javascript', 'json', 'text', 'wikitext']
  const known = [...all, ...always, 'unknown'].sort()
  assert.deepEqual(typeOf(0, 'contentmodel'), known)
  assert.deepEqual(typeOf(1, 'model'), [...all, ...always].sort())
  assert.deepEqual(typeOf(2, 'contentmodel'), known)
})

test('titles have them by default', async () => {
  const models = {
    'Template:X/styles.css': 'sanitized-css',
    'Template:X.css': 'wikitext',
    'Module:X': 'Scribunto',
    'Module:X/data': 'Scribunto',
    'Module:X/doc': 'wikitext',
    'Module talk:X': 'wikitext',
    'Schema:X': 'JsonSchema',
    'Newsletter:X': 'NewsletterContent',
    'SecurePoll:X': 'SecurePoll',
    'Topic:X': 'flow-board',
    'User:X/common.css': 'css',
  }
  const answer = await admin.get({ action: 'query', titles: Object.keys(models), prop: 'info' })
  const found = (answer.list('query.pages') as { title: string; contentmodel: string }[]).map(one => [
    one.title,
    one.contentmodel,
  ])
  assert.deepEqual(Object.fromEntries(found), models)
})

/** What is a text of a model and what is none, with the code of the refusal. */
const texts: readonly { model: string; good: string; bad: readonly (readonly [text: string, code: string])[] }[] = [
  {
    model: 'sanitized-css',
    good: '.a { color: red }',
    bad: [
      ['.a { background: url(//e.example/x) }', 'templatestyles-error-bad-value-for-property'],
      ['.a { behavior: x }', 'templatestyles-error-unrecognized-property'],
      ['@import "x";', 'templatestyles-error-unrecognized-rule'],
    ],
  },
  { model: 'JsonSchema', good: '{"properties":{"a":{"type":"string"}}}', bad: [['{"properties":1}', 'parseerror']] },
  { model: 'GadgetDefinition', good: '{"settings":{},"module":{}}', bad: [['{"module":[]}', 'parseerror']] },
  {
    model: 'MassMessageListContent',
    good: '{"description":"d","targets":[{"title":"A"}]}',
    bad: [
      ['{"description":"d"}', 'parseerror'],
      ['{"description":"d","targets":[{"site":"x"}]}', 'parseerror'],
      ['{', 'invalid-json-data'],
    ],
  },
  {
    model: 'NewsletterContent',
    good: '{"description":"d","mainpage":"M","publishers":["A"]}',
    bad: [['{"description":"d","mainpage":"M","publishers":[1]}', 'parseerror']],
  },
  { model: 'SecurePoll', good: '{"a":{}}', bad: [['[]', 'parseerror']] },
  { model: 'flow-board', good: '{"flow-workflow":"abc"}', bad: [['{}', 'parseerror']] },
  { model: 'Scribunto', good: 'return { f = function() end }', bad: [['return {', 'parseerror']] },
]

for (const { model, good, bad } of texts) {
  describe(model, () => {
    test('a text of it is kept with its model, and shown as source', async () => {
      const title = `Of ${model}`
      assert.equal((await write(title, good, model)).ok().at('edit.contentmodel'), model)
      const [latest] = await history(admin, title)
      assert.equal(latest?.slots.main.contentmodel, model)
      assert.equal(latest?.slots.main.content?.replaceAll(/\s/g, ''), good.replaceAll(/\s/g, ''))
      const shown = await admin.get({ action: 'parse', page: title, prop: 'text' })
      assert.match(shown.string('parse.text'), /<pre|<table class="mw-json/)
    })

    for (const [text, code] of bad) {
      test(`${text} is refused: ${code}`, async () => {
        const title = `Not of ${model}`
        const answer = await write(title, text, model)
        assert.equal(answer.code, code, answer.text)
        assert.deepEqual(await history(admin, title), [])
      })
    }
  })
}

test('a page changes to them only with a text that is of them', async () => {
  await edit(admin, 'Changing', '.a { color: red }')
  const change = (model: string) => admin.write({ action: 'changecontentmodel', title: 'Changing', model })
  assert.equal((await change('Scribunto')).ok().at('changecontentmodel.result'), 'Success')
  assert.equal((await change('flow-board')).code, 'invalid-json-data')
  assert.equal((await change('sanitized-css')).ok().at('changecontentmodel.result'), 'Success')
})

test('a wiki that has not switched them on does not know them', async () => {
  const plain = await startWiki({ database: 'memory' })
  try {
    const someone = await plain.as('Admin')
    const answer = await someone.write({ action: 'edit', title: 'A', text: '{}', contentmodel: 'JsonSchema' })
    assert.equal(answer.code, 'badvalue')
    assert.equal((await someone.get({ action: 'query', titles: 'Module:X' })).at('query.pages.0.ns'), 0)
  } finally {
    await plain.stop()
  }
})
