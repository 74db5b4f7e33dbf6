import assert from 'node:assert/strict'
import { test } from 'node:test'
import recorded from './fixtures/render.json' with { type: 'json' }
import { contextFor } from './fixtures/wiki.ts'
import { presentHtml } from './present.ts'
import { render } from './render.ts'

const html = async (text: string, page = 'Probe'): Promise<string> =>
  presentHtml(await render(text, contextFor(page)), { toc: 'list', tocTitle: 'Contents' })

for (const [number, { text, title, html: expected }] of (
  recorded as { text: string; title?: string; html: string }[]
).entries()) {
  test(`${number}: ${JSON.stringify(text).slice(0, 90)} is rendered as MediaWiki renders it`, async () => {
    assert.equal(await html(text, title), expected)
  })
}
