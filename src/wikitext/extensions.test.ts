import assert from 'node:assert/strict'
import { test } from 'node:test'
import { expandTemplates } from './expand-templates.ts'
import tags from './fixtures/extensions.json' with { type: 'json' }
import functions from './fixtures/parser-functions.json' with { type: 'json' }
import { contextFor } from './fixtures/wiki.ts'
import { presentHtml } from './present.ts'
import { render } from './render.ts'

const extensions = new Set(['ParserFunctions', 'Cite', 'Poem'] as const)

for (const { text, wikitext } of functions) {
  test(`${text} expands as MediaWiki expands it`, async () => {
    assert.equal((await expandTemplates(text, contextFor('Probe', { extensions }))).text, wikitext)
  })
}

for (const { text, html } of tags) {
  test(`${JSON.stringify(text).slice(0, 80)} is rendered as with the extensions`, async () => {
    const rendering = await render(text, contextFor('Probe', { extensions }))
    assert.equal(presentHtml(rendering, { toc: 'list' }), html)
  })
}

test('a sum that cannot be worked out names its message', async () => {
  const said = async (text: string): Promise<string> =>
    (
      await expandTemplates(
        text,
        contextFor('Probe', { extensions, message: (key, ...parameters) => [key, ...parameters].join(' ') }),
      )
    ).text
  assert.equal(await said('{{#expr:1/0}}'), '<strong class="error">pfunc_expr_division_by_zero /</strong>')
  assert.equal(await said('{{#expr:foo}}'), '<strong class="error">pfunc_expr_unrecognised_word foo</strong>')
  assert.equal(await said('{{#expr:(1}}'), '<strong class="error">pfunc_expr_unclosed_bracket</strong>')
  assert.equal(await said('{{#time:Y|nonsense}}'), '<strong class="error">pfunc_time_error</strong>')
  assert.equal(await said('{{#iferror:{{#expr:1/0}}|bad|good}}'), 'bad')
})

test('whether a page exists is asked in one batch', async () => {
  let asked = 0
  const context = contextFor('Probe', {
    extensions,
    exists: async names => {
      asked++
      return new Map(names.map(name => [name.text, name.text === 'A']))
    },
  })
  const { text } = await expandTemplates(
    '{{#ifexist:A|a|-}}{{#ifexist:B|b|-}}{{#ifexist:A|{{#ifexist:B|b|c}}}}',
    context,
  )
  assert.equal(text, 'a-c')
  assert.equal(asked, 1)
})

test('without the extensions their functions and tags are text', async () => {
  const rendering = await render('{{#if:a|b}}<ref>c</ref>', contextFor('Probe'))
  assert.equal(rendering.html, '<p>{{#if:a|b}}&lt;ref&gt;c&lt;/ref&gt;\n</p>')
})

test('what depends on the time says for how long it holds', async () => {
  const age = async (text: string): Promise<number | undefined> =>
    (await render(text, contextFor('Probe', { extensions }))).maxAge
  assert.equal(await age('text'), undefined)
  assert.equal(await age('{{CURRENTYEAR}}'), 86_400)
  assert.equal(await age('{{CURRENTTIME}} {{CURRENTYEAR}}'), 3_600)
  assert.equal(await age('{{#time:Y|2020-01-01}}'), undefined)
  assert.equal(await age('{{#time:s}}'), 1)
})
