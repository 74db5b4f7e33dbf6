import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inOrder, inWindow } from './key-range.ts'
import { render, sql } from './sql.ts'

const key = { timestamp: sql`t`, id: sql`i` }
const shown = (statement: Parameters<typeof render>[0]) => render(statement, position => `$${position}`)

test('a window without bounds holds every row', () => {
  assert.deepEqual(shown(inWindow(key, { direction: 'older' })), { text: '1 = 1', values: [] })
})

test('towards older rows, the start is the highest time and the end the lowest, both in it', () => {
  const window = { direction: 'older', start: '20260102000000', end: '20260101000000' } as const
  assert.deepEqual(shown(inWindow(key, window)), {
    text: 't <= $1 and t >= $2',
    values: ['20260102000000', '20260101000000'],
  })
  assert.equal(shown(inOrder(key, window)).text, 't desc, i desc')
})

test('towards newer rows, the start is the lowest time', () => {
  const window = { direction: 'newer', start: '20260101000000', end: '20260102000000' } as const
  assert.equal(shown(inWindow(key, window)).text, 't >= $1 and t <= $2')
  assert.equal(shown(inOrder(key, window)).text, 't, i')
})

test('a page begins with the row of its key, in either direction', () => {
  const from = { timestamp: '20260101000000', id: 5 }
  assert.deepEqual(shown(inWindow(key, { direction: 'older', from })), {
    text: '(t, i) <= ($1, $2)',
    values: ['20260101000000', 5],
  })
  assert.equal(shown(inWindow(key, { direction: 'newer', from })).text, '(t, i) >= ($1, $2)')
})
