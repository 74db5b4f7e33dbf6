// Renders what a MediaWiki with ParserFunctions, Cite and Poem was asked to render, and holds the answers against each other.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, test } from 'node:test'
import { presentHtml, render } from '../../src/wikitext/index.ts'
import { type Probe, probeContext } from './wikitext-probes.ts'

const folder = path.join(import.meta.dirname, 'wikitext-probes')

for (const file of readdirSync(folder)) {
  const probes = JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Probe[]
  describe(path.basename(file, '.json'), () => {
    for (const { text, title, html, categories = [] } of probes) {
      test(`${JSON.stringify(text)} is rendered as MediaWiki renders it`, async () => {
        const rendering = await render(text, probeContext(title ?? 'Probe'))
        assert.equal(presentHtml(rendering, { toc: 'none' }), html)
        const shown = [...rendering.categories.values()].map(({ name, sortKey }) =>
          sortKey === '' ? name.text : `${name.text}|${sortKey}`,
        )
        assert.deepEqual(shown.sort(), [...categories].sort())
      })
    }
  })
}
