// The recorded answers are those of MediaWiki 1.43.9: action=compare of two texts (content model text). In them the
// words for "Line n" are masked as (n), and made-up texts have only the start of their answer's SHA-256.

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import test from 'node:test'
import { processorSeconds } from '../../test/support/processor.ts'
import { madePairs, madeProse, type Pair } from './made-texts.ts'
import recorded from './table.fixture.json' with { type: 'json' }
import { tableDiff } from './table.ts'

const lineNumber = (n: number) => `(${n})`

function rowsOf(html: string): number {
  return html.split('</tr>\n').length - 1
}

for (const { name, a, b, body } of recorded.written) {
  test(`the table is MediaWiki's: ${name}`, () => {
    assert.equal(tableDiff(a, b, { lineNumber }), body)
  })
}

const made: Record<string, readonly string[]> = recorded.made
for (const [kind, make] of Object.entries<(seed: number) => Pair>(madePairs)) {
  test(`the table is MediaWiki's for made-up texts: ${kind}`, () => {
    const answers = made[kind] ?? []
    assert.ok(answers.length > 0)
    answers.forEach((answer, n) => {
      const { a, b } = make(n + 1)
      const html = tableDiff(a, b, { lineNumber })
      assert.equal(createHash('sha256').update(html).digest('hex').slice(0, 16), answer, `seed ${n + 1}`)
    })
  })
}

test('a carriage return before a newline is no difference', () => {
  assert.equal(tableDiff('a\r\nb', 'a\nb', { lineNumber }), '')
})

test('the words for line numbers come from the caller', () => {
  const html = tableDiff('a', 'b', { lineNumber: n => `<b>Zeile ${n}</b>` })
  assert.ok(html.includes('id="mw-diff-left-l1"><b>Zeile 1</b></td>'))
})

test('numbers that are written in different ways are different words', () => {
  // MediaWiki takes 00 and 0 for equal when it moves an insertion up, and then shows neither as changed.
  const html = tableDiff('x 00.y', 'x 00,0.y', { lineNumber })
  assert.ok(html.includes('x 00<ins class="diffchange diffchange-inline">,0</ins>.y'))
})

test('of more lines than can be shown the rest shares a row', () => {
  const a = 'a\n'.repeat(200_000)
  const b = `${'b\n'.repeat(200_000)}<end>`
  const html = tableDiff(a, b, { lineNumber })
  assert.ok(rowsOf(html) < 10)
  assert.ok(html.includes(`<del class="diffchange">a\na\n`))
  assert.ok(html.includes('&lt;end&gt;</ins>'))
})

test('of many small changes the first have rows of their own, and none is lost', () => {
  const lines = Array.from({ length: 60_000 }, (_, n) => `line ${n}`)
  const html = tableDiff(lines.join('\n'), lines.map((line, n) => (n % 6 === 0 ? `new ${n}` : line)).join('\n'), {
    lineNumber,
  })
  assert.ok(rowsOf(html) < 70_000)
  assert.ok(html.includes('<ins class="diffchange diffchange-inline">new </ins>6<'))
  assert.ok(html.replaceAll(/<[^>]*>/g, '').includes('new 59994'))
})

test('two unrelated texts of a megabyte are compared in bounded time', async () => {
  const texts: [string, string][] = [
    [madeProse(1, 1_000_000), madeProse(2, 1_000_000)],
    [madeProse(1, 1_000_000, 500), madeProse(2, 1_000_000, 500)],
    [madeProse(1, 1_000_000).replaceAll('\n', ' '), madeProse(2, 1_000_000).replaceAll('\n', ' ')],
    [madeProse(1, 1_000_000).replaceAll(/\w+ /g, 'a\n'), madeProse(2, 1_000_000).replaceAll(/\w+ /g, '\nb\n')],
    ['\n'.repeat(1_000_000), 'a\n'.repeat(500_000)],
  ]
  for (const [a, b] of texts) {
    const took = await processorSeconds(() => assert.ok(tableDiff(a, b, { lineNumber }).length > 0))
    // A third of a second.
    assert.ok(took < 10, `${took} s`)
  }
})
