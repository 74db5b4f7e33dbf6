import assert from 'node:assert/strict'
import { test } from 'node:test'
import { processorSeconds } from '../../test/support/processor.ts'
import kept from './fixtures/pre-save.json' with { type: 'json' }
import more from './fixtures/pre-save-more.json' with { type: 'json' }
import { plainTitles } from './plain-titles.ts'
import { cleanInput, defaultSignature, type PreSaveContext, preSave, preSaveNow } from './pre-save.ts'

const titles = plainTitles({
  siteName: 'Oracle',
  interwiki: new Map([['mw', { url: 'https://www.mediawiki.org/wiki/$1' }]]),
})

const templates = new Map([
  ['Template:1x', '{{{1}}}'],
  ['Template:SecTpl', 'pre\n== In tpl ==\nbody\n=== Sub tpl ===\nsub'],
  [
    'Template:Comment',
    'a<!-- c -->b<nowiki>n</nowiki>{{{1|d}}}{{{2}}}{{1x|{{{1}}}}}<noinclude>no</noinclude><includeonly>io</includeonly>',
  ],
  ['Template:Safe', '{{safesubst:1x|q}}{{{{{|safesubst:}}}1x|z}}{{subst:1x|k}}~~~'],
  ['Redir', '#REDIRECT [[A#x_y]]'],
])

const contextOf = (page: string): PreSaveContext => {
  const title = titles.parse(page)
  assert.ok(title)
  return {
    title,
    titles,
    now: new Date('2026-11-21T20:32:10Z'),
    signature: defaultSignature('Admin'),
    message: key => (key === 'ok' ? 'OK' : undefined),
    loadTemplates: async () => templates,
  }
}

for (const { sent, kept: expected } of kept) {
  test(`${JSON.stringify(sent).slice(0, 80)} is kept as MediaWiki keeps it`, async () => {
    assert.equal(await preSave(cleanInput(sent), contextOf('(page title)')), expected)
  })
}

for (const { sent, kept: expected } of more) {
  test(`${JSON.stringify(sent).slice(0, 80)} is transformed as MediaWiki does`, async () => {
    assert.equal(await preSave(cleanInput(sent), contextOf('WtPst Probe (ctx)')), expected)
  })
}

test('the reverse pipe trick takes namespace and context from the page', async () => {
  assert.equal(await preSave('[[|Foo]]', contextOf('Help:Wt, q (z)')), '[[Help:Foo (z)|Foo]]')
  assert.equal(await preSave('[[|Foo]]', contextOf('Boston, Massachusetts')), '[[Foo, Massachusetts|Foo]]')
  assert.equal(await preSave('[[|Foo]]', contextOf('Boston')), '[[Foo]]')
})

test('what is no text becomes U+FFFD', () => {
  assert.equal(cleanInput('a\ud800b\x00'), 'a\ufffdb\ufffd')
})

test('an append to a page of 2 MiB costs little', async () => {
  const page = `${'A line with {{a template|x}}, [[a link]] and <ref>a tag</ref>.\n'.repeat(33_000)}~~~~`
  assert.ok(page.length > 2_000_000)
  const context = contextOf('Big')
  preSaveNow(page, context)
  const took = await processorSeconds(() =>
    assert.ok(preSaveNow(cleanInput(page), context)?.endsWith('20:32, 21 November 2026 (UTC)')),
  )
  assert.ok(took < 2, `${took} s`)
})
