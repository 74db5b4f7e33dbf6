import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Timestamp } from '../api/timestamps.ts'
import { durationParts, formatDateTime, formatRelative, formatSize } from './dates.ts'

const at = (digits: string): Timestamp => digits as Timestamp

test('English dates have the time first and the month in words', () => {
  assert.equal(formatDateTime(at('20261121235504'), 'en'), '23:55, 21 November 2026')
  assert.equal(formatDateTime(at('20260101000000'), 'en'), '00:00, 1 January 2026')
})

test('other languages have their own words', () => {
  assert.match(formatDateTime(at('20261121235504'), 'de'), /^23:55, 21\. November 2026$/)
  assert.match(formatDateTime(at('20261121235504'), 'pl'), /listopada/)
  assert.equal(formatDateTime(at('20261121235504'), 'nonsense_code'), '23:55, 21 November 2026')
})

test('durations are told in their units', () => {
  assert.deepEqual(durationParts(0, 'en'), ['0 seconds'])
  assert.deepEqual(durationParts(3661, 'en'), ['1 hour', '1 minute', '1 second'])
  assert.deepEqual(durationParts(8 * 86400, 'en'), ['1 week', '1 day'])
})

test('sizes are told in the largest unit', () => {
  assert.equal(formatSize(1, 'en'), '1 byte')
  assert.equal(formatSize(1000, 'en'), '1,000 bytes')
  assert.equal(formatSize(1536, 'en'), '1.5 KB')
})

test('the near past is told in words, the future and the far past by the clock', () => {
  const now = new Date('2026-11-21T12:00:00Z')
  assert.equal(formatRelative(at('20261121115500'), now, 'en'), '5 minutes ago')
  assert.equal(formatRelative(at('20261121115950'), now, 'en'), '10 seconds ago')
  assert.equal(formatRelative(at('20261121090000'), now, 'en'), '3 hours ago')
  assert.equal(formatRelative(at('20261122090000'), now, 'en'), '09:00, 22 November 2026')
  assert.equal(formatRelative(at('20261101090000'), now, 'en'), '09:00, 1 November 2026')
})
