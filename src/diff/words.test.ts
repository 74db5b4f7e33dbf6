import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { escapeChanged } from './html.ts'
import { diffWords } from './words.ts'

const plenty = () => ({ left: 1_000_000 })
const line = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\t', '.', '<', '&', 'é', '😀'), maxLength: 12 })
const lines = fc.array(line, { minLength: 1, maxLength: 6 })

function plain(html: readonly string[]): string[] {
  return html.map(one => one.replace(/<[^>]*>/g, '').replace(/^\u00a0$/, ''))
}

test('a changed word is marked on both sides', () => {
  assert.deepEqual(diffWords(['one two three'], ['one 2 three'], plenty()), {
    deleted: ['one <del class="diffchange diffchange-inline">two </del>three'],
    added: ['one <ins class="diffchange diffchange-inline">2 </ins>three'],
  })
})

test('one blank behind a word does not count, two do', () => {
  assert.deepEqual(diffWords(['a b'], ['a b '], plenty()), { deleted: ['a b'], added: ['a b '] })
  assert.deepEqual(diffWords(['a  b'], ['a b'], plenty()), {
    deleted: ['a <del class="diffchange diffchange-inline"> </del>b'],
    added: ['a b'],
  })
})

test('letters that are not ASCII are part of a word', () => {
  assert.deepEqual(diffWords(['naïve x'], ['naive x'], plenty()).deleted, [
    '<del class="diffchange diffchange-inline">naïve </del>x',
  ])
})

test('a mark that goes over several lines is closed and opened anew in each', () => {
  assert.deepEqual(diffWords(['a b', 'c', '', 'd'], ['a d'], plenty()).deleted, [
    'a <del class="diffchange diffchange-inline">b</del>',
    '<del class="diffchange diffchange-inline">c</del>',
    '\u00a0',
    'd',
  ])
})

test('without the marks both sides are what they were', () => {
  fc.assert(
    fc.property(lines, lines, (a, b) => {
      const { deleted, added } = diffWords(a, b, plenty())
      assert.deepEqual(plain(deleted), a.map(escapeChanged))
      assert.deepEqual(plain(added), b.map(escapeChanged))
    }),
  )
})

test('equal lines have no marks', () => {
  fc.assert(
    fc.property(lines, a => {
      assert.equal(diffWords(a, a, plenty()).deleted.join('').includes('<del'), false)
    }),
  )
})

test('without effort, and where too many words are common, all between equal ends is marked', () => {
  assert.deepEqual(diffWords(['start a b end'], ['start b a end'], { left: 0 }).deleted, [
    'start <del class="diffchange diffchange-inline">a b </del>end',
  ])
  const left = `start x ${'y x '.repeat(4000)}end`
  const right = `start y ${'z x y '.repeat(4000)}end`
  const { deleted, added } = diffWords([left], [right], { left: 1_000_000_000 })
  assert.deepEqual(plain(deleted), [left])
  assert.equal(deleted.join('').split('<del').length, 2)
  assert.equal(added.join('').split('<ins').length, 2)
})
