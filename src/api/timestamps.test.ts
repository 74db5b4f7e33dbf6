import assert from 'node:assert/strict'
import { test } from 'node:test'
import probes from './timestamps.probes.json' with { type: 'json' }
import {
  dateOf,
  httpTimestamp,
  isoExpiry,
  isoTimestamp,
  isTimestamp,
  parseTimestamp,
  type Timestamp,
  timestampOf,
  unixTimestamp,
} from './timestamps.ts'

const now = new Date('2026-11-21T22:55:04.321Z')
const moment = '20010115145600' as Timestamp

test('every probed text is the time, or the refusal, that MediaWiki makes of it', () => {
  assert.ok(probes.length > 250)
  for (const [text, expected] of probes as [string, string | null][]) {
    const parsed = parseTimestamp(text, now)
    assert.equal(parsed.ok ? isoTimestamp(parsed.timestamp) : null, expected, JSON.stringify(text))
    assert.ok(!parsed.ok || !parsed.unclearNow, text)
  }
})

test('now is the clock’s second', () => {
  assert.deepEqual(parseTimestamp('now', now), { ok: true, timestamp: '20261121225504', unclearNow: false })
})

test('nothing and 0 mean now, unclearly', () => {
  for (const text of ['', '0']) {
    assert.deepEqual(parseTimestamp(text, now), { ok: true, timestamp: '20261121225504', unclearNow: true })
  }
})

test('a two-digit year is the one at most fifty years ahead', () => {
  const later = new Date('2080-01-01T00:00:00Z')
  const parsed = parseTimestamp('Monday, 15-Jan-30 14:56:00 GMT', later)
  assert.equal(parsed.ok && parsed.timestamp.slice(0, 4), '2030')
})

test('a time is printed in the forms that clients expect', () => {
  assert.equal(timestampOf(new Date('2001-01-15T14:56:00.999Z')), moment)
  assert.equal(timestampOf(new Date('0001-01-01T00:00:00Z')), '00010101000000')
  assert.equal(isoTimestamp(moment), '2001-01-15T14:56:00Z')
  assert.equal(httpTimestamp(moment), 'Mon, 15 Jan 2001 14:56:00 GMT')
  assert.equal(unixTimestamp(moment), 979570560)
  assert.equal(dateOf(moment).getTime(), 979570560000)
  assert.equal(isoExpiry('infinity'), 'infinite')
  assert.equal(isoExpiry('infinity', 'infinity'), 'infinity')
  assert.equal(isoExpiry(moment), '2001-01-15T14:56:00Z')
  assert.equal(isTimestamp(moment), true)
  assert.equal(isTimestamp('2001-01-15T14:56:00Z'), false)
})

test('the timestamp of a moment has the digits of its ISO form, in every year', () => {
  const digits = (date: Date): string => date.toISOString().slice(-24, -5).replace(/\D/g, '')
  const years = ['0000', '0999', '1000', '1969', '2026', '9999']
  const days = ['01-01T00:00:00.000', '02-28T23:59:59.999', '10-09T08:07:06.005', '12-31T23:59:59.999']
  const moments = years.flatMap(year => days.map(day => new Date(`${year}-${day}Z`)))
  for (const moment of [...moments, new Date(8.64e15), new Date(-8.64e15)]) {
    assert.equal(timestampOf(moment), digits(moment))
  }
})
