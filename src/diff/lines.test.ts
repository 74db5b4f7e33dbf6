import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { diffLines, type Hunk, splitLines } from './lines.ts'
import { madePairs } from './made-texts.ts'

const fewLines = fc.array(fc.constantFrom('', 'a', 'b', 'c'), { maxLength: 30 })

function apply(a: readonly string[], b: readonly string[], hunks: readonly Hunk[]): string[] {
  const result: string[] = []
  let at = 0
  for (const hunk of hunks) {
    result.push(...a.slice(at, hunk.aStart), ...b.slice(hunk.bStart, hunk.bEnd))
    at = hunk.aEnd
  }
  return [...result, ...a.slice(at)]
}

test('an empty text has one line, and a newline at the end begins one', () => {
  assert.deepEqual(splitLines(''), [''])
  assert.deepEqual(splitLines('a\n'), ['a', ''])
})

test('equal texts have no hunks', () => {
  assert.deepEqual(diffLines(['a', 'b'], ['a', 'b']), [])
})

test('a hunk tells which lines are replaced by which', () => {
  assert.deepEqual(diffLines(['a', 'b', 'c', 'd'], ['a', 'x', 'y', 'c', 'd', 'e']), [
    { aStart: 1, aEnd: 2, bStart: 1, bEnd: 3 },
    { aStart: 4, aEnd: 4, bStart: 5, bEnd: 6 },
  ])
})

test('of equal lines the first are the new ones', () => {
  assert.deepEqual(diffLines(['x', 'y', 'z'], ['x', 'y', 'y', 'z']), [{ aStart: 1, aEnd: 1, bStart: 1, bEnd: 2 }])
})

test('the hunks applied to one text give the other', () => {
  fc.assert(fc.property(fewLines, fewLines, (a, b) => assert.deepEqual(apply(a, b, diffLines(a, b)), b)))
})

test('hunks are in order, none is empty, and between two there is a common line', () => {
  fc.assert(
    fc.property(fewLines, fewLines, (a, b) => {
      let last: Hunk = { aStart: 0, aEnd: -1, bStart: 0, bEnd: -1 }
      for (const hunk of diffLines(a, b)) {
        assert.ok(hunk.aEnd > hunk.aStart || hunk.bEnd > hunk.bStart)
        assert.ok(hunk.aStart > last.aEnd && hunk.bStart > last.bEnd)
        assert.equal(hunk.aStart - last.aEnd, hunk.bStart - last.bEnd)
        last = hunk
      }
    }),
  )
})

test('no shorter difference is found than a common subsequence allows', () => {
  fc.assert(
    fc.property(fewLines, fewLines, (a, b) => {
      const changes = diffLines(a, b).reduce((sum, hunk) => sum + hunk.aEnd - hunk.aStart + hunk.bEnd - hunk.bStart, 0)
      assert.equal(changes, a.length + b.length - 2 * longestCommon(a, b))
    }),
  )
})

test('with little or no effort the hunks are coarse, but right', () => {
  const { a, b } = madePairs.unrelated(1)
  const left = splitLines(a)
  const right = splitLines(b)
  const counts = [0, 100, 10_000, 1_000_000].map(effort => {
    const hunks = diffLines(left, right, { left: effort })
    assert.deepEqual(apply(left, right, hunks), right)
    return hunks.length
  })
  assert.equal(counts[0], 1)
  assert.ok((counts[3] ?? 0) > (counts[1] ?? 0))
})

test('what a comparison took is taken from the effort', () => {
  const effort = { left: 1000 }
  diffLines(['a', 'b', 'c'], ['c', 'a', 'b'], effort)
  assert.ok(effort.left < 1000 && effort.left > 900)
})

/** The length of a longest common subsequence, the slow and plain way. */
function longestCommon(a: readonly string[], b: readonly string[]): number {
  let row = new Array<number>(b.length + 1).fill(0)
  for (const line of a) {
    const next = [0]
    b.forEach((other, j) => {
      next.push(line === other ? (row[j] ?? 0) + 1 : Math.max(row[j + 1] ?? 0, next[j] ?? 0))
    })
    row = next
  }
  return row[b.length] ?? 0
}
