import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { PatternMatcher } from './pattern-matcher.ts'

const slow: string[] = []
const matcher = new PatternMatcher({ limit: 100, onSlow: pattern => slow.push(pattern) })
after(() => matcher.close())

test('each pattern finds its matches with their groups', async () => {
  assert.deepEqual(await matcher.match(['a(b)?', 'x', 'C'], 'i', 'ab ac'), [
    [
      ['ab', 'b'],
      ['a', ''],
    ],
    [],
    [['c']],
  ])
})

test('a pattern that backtracks for ever is given up, blocks nobody, and the others still match', async () => {
  const text = `${'a'.repeat(5000)}!`
  let turns = 0
  const ticking = setInterval(() => turns++, 5)
  const found = await matcher.match(['a!', '(a+)+$', '!'], '', text)
  clearInterval(ticking)
  assert.deepEqual(found, [[['a!']], [], [['!']]])
  assert.deepEqual(slow, ['(a+)+$'])
  assert.ok(turns > 5, 'the event loop went on')
})

test('a pattern that was given up on one text still matches another', async () => {
  assert.equal(await matcher.matches('(a+)+$', '', 'aaa'), true)
})

test('an order with many patterns that backtrack for ever comes to its end', async () => {
  const patterns = Array.from({ length: 50 }, (_, index) => `(a+)+${index}$`)
  const begin = performance.now()
  const found = await matcher.match(patterns, '', 'a'.repeat(5000))
  assert.ok(found.every(matches => matches.length === 0))
  assert.ok(performance.now() - begin < 4000)
})

test('orders wait for each other and each gets its own answer', async () => {
  const answers = await Promise.all(['x', 'y', 'z'].map(letter => matcher.match([letter], '', 'xy')))
  assert.deepEqual(answers, [[[['x']]], [[['y']]], [[]]])
})

test('a pattern that does not compile is an error, and the next order is answered', async () => {
  await assert.rejects(matcher.match(['('], '', 'x'))
  assert.equal(await matcher.matches('x', '', 'x'), true)
})
