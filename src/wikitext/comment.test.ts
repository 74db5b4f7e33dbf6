import assert from 'node:assert/strict'
import { test } from 'node:test'
import { processorSeconds } from '../../test/support/processor.ts'
import { renderComment, renderComments } from './comment.ts'
import recorded from './fixtures/comments.json' with { type: 'json' }
import { contextFor } from './fixtures/wiki.ts'

for (const { text, title, html } of recorded) {
  test(`the summary ${JSON.stringify(text).slice(0, 80)} is shown as MediaWiki shows it`, async () => {
    assert.equal(await renderComment(text, contextFor(title)), html)
  })
}

test('links of many summaries are looked up once', async () => {
  let asked = 0
  const context = contextFor('Probe', {
    exists: async names => {
      asked++
      return new Map(names.map(name => [name.text, true]))
    },
  })
  const html = await renderComments(
    [
      { text: '[[A]]', title: context.title },
      { text: '[[B]] [[A]] /* C */', title: undefined },
      { text: '/* D */', title: context.title, local: true },
    ],
    context,
  )
  assert.equal(asked, 1)
  assert.deepEqual(html, [
    '<a href="/wiki/A" title="A">A</a>',
    '<a href="/wiki/B" title="B">B</a> <a href="/wiki/A" title="A">A</a> <span class="autocomment">→<bdi dir="ltr">C</bdi></span>',
    '<span class="autocomment"><a href="#D">→<bdi dir="ltr">D</bdi></a></span>',
  ])
})

test('a summary of half a megabyte takes little time', async () => {
  for (const piece of ['[[', '/*', '[[a|', ']]', '/**/', '[[a]]', '[', '[[a[', "''"]) {
    const text = piece.repeat(500_000 / piece.length)
    const took = await processorSeconds(() => renderComment(text, contextFor('Probe')))
    assert.ok(took < 5, `${piece}: ${took} s`)
  }
})
