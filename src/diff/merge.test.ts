// The recorded outcomes are those of MediaWiki 1.43.9: one account saved base and yours, another saved mine on base
// (action=edit with baserevid); null is an edit conflict. The wiki takes blanks from the end of what it saves.
// The comparisons under it are those of GNU diff 3.8, as the start of the SHA-256 of its lines of line numbers.

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import test from 'node:test'
import fc from 'fast-check'
import { processorSeconds } from '../../test/support/processor.ts'
import { madePairs, madeProse, type Pair } from './made-texts.ts'
import recorded from './merge.fixture.json' with { type: 'json' }
import { type Merged, merge, undo } from './merge.ts'
import { compareForMerge } from './merge-lines.ts'
import { hunksOf, intern } from './sequences.ts'

const text = fc.array(fc.constantFrom('', 'a', 'b', 'c', 'd'), { maxLength: 14 }).map(lines => lines.join('\n'))

function outcome(merged: Merged): string | null {
  return merged.ok ? merged.text.trimEnd() : null
}

recorded.conversations.forEach(({ name, base, mine, yours, merged }, n) => {
  test(`two edits end as in MediaWiki: ${name ?? `made-up texts ${n}`}`, () => {
    assert.equal(outcome(merge(base, mine, yours)), merged)
    assert.equal(outcome(undo(yours, base, mine)), merged)
  })
})

const lineAnswers: Record<string, readonly string[]> = recorded.lines
const makers: Record<string, (seed: number) => Pair> = madePairs
for (const [kind, answers] of Object.entries(lineAnswers)) {
  test(`lines are compared as by GNU diff: ${kind}`, () => {
    answers.forEach((answer, n) => {
      const { a, b } = makers[kind]?.(n + 1) ?? { a: '', b: '' }
      const numbers = new Map<string, number>()
      const effort = { left: 1_000_000_000 }
      const changed = compareForMerge(intern(numbers, a.split('\n')), intern(numbers, b.split('\n')), effort)
      const commands = hunksOf(changed).map(({ aStart, aEnd, bStart, bEnd }) => {
        const [from, to] = [range(aStart, aEnd), range(bStart, bEnd)]
        if (aStart === aEnd) return `${aStart}a${to}`
        return bStart === bEnd ? `${from}d${bStart}` : `${from}c${to}`
      })
      const hash = createHash('sha256').update(commands.join('\n')).digest('hex').slice(0, 16)
      assert.equal(hash, answer, `seed ${n + 1}`)
    })
  })
}

function range(start: number, end: number): string {
  return end - start === 1 ? String(end) : `${start + 1},${end}`
}

test('without a second edit the first one stands', () => {
  fc.assert(
    fc.property(text, text, (base, edited) => {
      assert.deepEqual(merge(base, edited, base), { ok: true, text: edited })
      assert.deepEqual(merge(base, base, edited), { ok: true, text: edited })
    }),
  )
})

test('the same edit twice is one edit', () => {
  fc.assert(
    fc.property(text, text, (base, edited) =>
      assert.deepEqual(merge(base, edited, edited), { ok: true, text: edited }),
    ),
  )
})

test('it does not matter which edit is mine', () => {
  fc.assert(
    fc.property(text, text, text, (base, one, other) =>
      assert.deepEqual(merge(base, one, other), merge(base, other, one)),
    ),
  )
})

test('edits of lines that do not touch are both in the merged text', () => {
  const places = fc.uniqueArray(fc.nat({ max: 30 }), { minLength: 2, maxLength: 10 })
  fc.assert(
    fc.property(places, fc.infiniteStream(fc.constantFrom('change', 'remove', 'insert')), (numbers, kinds) => {
      const base = Array.from({ length: 64 }, (_, n) => `line ${n}`)
      const [mine, yours, both] = [[...base], [...base], [...base]]
      numbers.forEach((number, n) => {
        // Every second line at most, so that at least one line is between two edits.
        const line = number * 2
        const kind = kinds.next().value
        const edited = kind === 'remove' ? '' : kind === 'insert' ? `line ${line}\nnew ${line}\n` : `changed ${line}\n`
        ;(n % 2 === 0 ? mine : yours)[line] = edited
        both[line] = edited
      })
      const joined = (lines: string[]) =>
        lines.map(one => (one === '' || one.endsWith('\n') ? one : `${one}\n`)).join('')
      assert.deepEqual(merge(joined(base), joined(mine), joined(yours)), { ok: true, text: joined(both) })
    }),
  )
})

test('an edit can be undone under a later one', () => {
  assert.deepEqual(undo('a2\n\nb\n\nc3', 'a2\n\nb\n\nc', 'a\n\nb\n\nc'), { ok: true, text: 'a\n\nb\n\nc3' })
  assert.deepEqual(undo('a3\n\nb', 'a2\n\nb', 'a\n\nb'), { ok: false })
})

test('undoing the latest edit gives back the text before it', () => {
  fc.assert(
    fc.property(text, text, (before, after) =>
      assert.deepEqual(undo(after, after, before), { ok: true, text: before }),
    ),
  )
})

test('when the effort is used up the edits conflict', () => {
  const { a, b } = madePairs.unrelated(1)
  const edited = `${b}\nand more`
  assert.deepEqual(merge(a, edited, b, { left: 1000 }), { ok: false })
})

test('a megabyte with five hundred changes a side is merged in bounded time', async () => {
  const lines = madeProse(1, 1_000_000).split('\n')
  const mine = [...lines]
  const yours = [...lines]
  for (let n = 0; n < 500; n++) {
    const line = Math.floor((n * lines.length) / 500)
    mine[line] = `mine ${n}`
    yours[line + 5] = `yours ${n}`
  }
  const done: ReturnType<typeof merge>[] = []
  const took = await processorSeconds(() => done.push(merge(lines.join('\n'), mine.join('\n'), yours.join('\n'))))
  const [merged] = done
  // Twenty to forty milliseconds.
  assert.ok(took < 3, `${took} s`)
  assert.ok(merged?.ok)
  const result = merged.text.split('\n')
  for (let n = 0; n < 500; n++) {
    const line = Math.floor((n * lines.length) / 500)
    assert.equal(result[line], `mine ${n}`)
    assert.equal(result[line + 5], `yours ${n}`)
  }
})

test('unrelated texts of a megabyte conflict in bounded time', async () => {
  const short = (seed: number) => madeProse(seed, 1_000_000).replaceAll(/\w+ /g, seed % 2 ? 'a\n' : '\nb\n')
  for (const make of [(seed: number) => madeProse(seed, 1_000_000), short]) {
    const texts = [make(1), make(2), make(3)] as const
    const took = await processorSeconds(() => assert.deepEqual(merge(...texts), { ok: false }))
    assert.ok(took < 5, `${took} s`)
  }
})
