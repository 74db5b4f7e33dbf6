import assert from 'node:assert/strict'
import { test } from 'node:test'
import { processorSeconds } from '../../test/support/processor.ts'
import { prefixedText } from './context.ts'
import { contextFor, titles } from './fixtures/wiki.ts'
import { render } from './render.ts'

/** Renders a page over some templates; messages show their keys. */
async function rendered(text: string, templates: Record<string, string> = {}, limits = {}) {
  let batches = 0
  const rendering = await render(
    text,
    contextFor('Probe', {
      limits,
      extensions: new Set(['ParserFunctions'] as const),
      message: (key, ...parameters) => [key, ...parameters].join(' '),
      loadTemplates: async names => {
        batches++
        return new Map(names.map(name => [prefixedText(name, titles), templates[prefixedText(name, titles)]]))
      },
    }),
  )
  return { ...rendering, batches }
}

test('a template that calls itself is a loop', async () => {
  const { html, categories } = await rendered('{{A}}', { 'Template:A': 'x{{A}}' })
  assert.equal(html, '<p>x<span class="error">parser-template-loop-warning Template:A</span>\n</p>')
  assert.ok(categories.has('Category:Template-loop-category'))
})

test('templates nest only so deep', async () => {
  const chain = Object.fromEntries(Array.from({ length: 120 }, (_, n) => [`Template:T${n}`, `{{T${n + 1}}}`]))
  const { html } = await rendered('{{T0}}', chain)
  assert.match(html, /class="error">(?:expansion-depth-exceeded-warning|parser-template-recursion-depth-warning) 100/)
})

test('templates may put out only so much', async () => {
  const { html, warnings } = await rendered('{{A}}{{A}}{{A}}', { 'Template:A': 'q'.repeat(100) }, { includeSize: 250 })
  assert.equal((html.match(/q/g) ?? []).length, 200)
  assert.match(html, /title="red-link-title Template:A">Template:A<\/a>/)
  assert.deepEqual(
    warnings.map(warning => warning.key),
    ['post-expand-template-inclusion-warning'],
  )
})

test('a page that doubles again and again comes to an end', async () => {
  const doubling = Object.fromEntries(
    Array.from({ length: 60 }, (_, n) => [`Template:D${n}`, `{{D${n + 1}}}{{D${n + 1}}}`]),
  )
  const took = await processorSeconds(async () => {
    const { html } = await rendered('{{D0}}', { ...doubling, 'Template:D60': 'x' })
    assert.equal(typeof html, 'string')
  })
  assert.ok(took < 10, `${took} s`)
})

test('expensive functions work only so often', async () => {
  const { html, categories } = await rendered('{{#ifexist:A|y|n}}{{#ifexist:B|y|n}}', {}, { expensive: 1 })
  assert.equal(html, '<p>nn\n</p>')
  assert.ok(categories.has('Category:Expensive-parserfunction-category'))
})

test('lists and elements nest only so deep', async () => {
  const lists = await rendered('*'.repeat(200))
  assert.equal((lists.html.match(/<ul>/g) ?? []).length, 100)
  const boxes = await rendered('<div>'.repeat(700))
  assert.equal((boxes.html.match(/<div>/g) ?? []).length, 500)
  assert.match(boxes.html, /&lt;div>|&lt;div&gt;/)
})

test('templates are loaded in few batches, however many there are', async () => {
  const templates: Record<string, string> = {}
  for (let n = 0; n < 100; n++) templates[`Template:T${n}`] = `{{U${n}}}`
  for (let n = 0; n < 100; n++) templates[`Template:U${n}`] = `u${n}`
  const text = Array.from({ length: 100 }, (_, n) => `{{T${n}}}`).join('')
  const { html, batches, templates: used } = await rendered(text, templates)
  assert.match(html, /u0u1u2.*u99/)
  assert.equal(batches, 2)
  assert.equal(used.size, 200)
})

test('a template behind a redirect is shown', async () => {
  const { html, templates } = await rendered('{{A|x}}', {
    'Template:A': '#REDIRECT [[Template:B]]',
    'Template:B': 'b{{{1}}}',
  })
  assert.equal(html, '<p>bx\n</p>')
  assert.deepEqual([...templates.keys()], ['Template:A', 'Template:B'])
})
