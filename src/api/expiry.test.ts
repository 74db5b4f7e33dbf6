import assert from 'node:assert/strict'
import { test } from 'node:test'
import { processorSeconds } from '../../test/support/processor.ts'
import probes from './expiry.probes.json' with { type: 'json' }
import { hasExpired, isInfinite, limitedExpiry, parseExpiry } from './expiry.ts'
import { parseSpokenTime } from './spoken-time.ts'
import { isoExpiry, type Timestamp } from './timestamps.ts'

const now = new Date('2026-11-21T22:55:04.321Z')
const shown = (text: string, clock: Date = now): string => {
  const parsed = parseExpiry(text, clock)
  return parsed.ok ? isoExpiry(parsed.expiry) : parsed.reason
}

test('every probed text is the end, or the refusal, that MediaWiki made of it at that time', () => {
  assert.ok(probes.length > 390)
  for (const [text, clock, expected] of probes as [string, string, string][]) {
    assert.equal(shown(text, new Date(clock)), expected, JSON.stringify(text))
  }
})

test('the words for never are exact', () => {
  for (const word of ['infinite', 'indefinite', 'infinity', 'never']) assert.equal(isInfinite(word), true)
  for (const word of ['Infinite', 'forever', ' never', '']) assert.equal(isInfinite(word), false)
  assert.deepEqual(parseExpiry('never', now), { ok: true, expiry: 'infinity' })
})

test('this second is not past and the one before is, with its time', () => {
  assert.deepEqual(parseExpiry('now', now), { ok: true, expiry: '20261121225504' })
  assert.deepEqual(parseExpiry('1 second ago', now), { ok: false, reason: 'past', expiry: '20261121225503' })
})

test('months and days that do not exist carry over', () => {
  assert.equal(shown('1 month', new Date('2027-01-31T12:00:00Z')), '2027-03-03T12:00:00Z')
  assert.equal(shown('2032-02-30'), '2032-03-01T00:00:00Z')
  assert.equal(shown('1 year', new Date('2028-02-29T12:00:00Z')), '2029-03-01T12:00:00Z')
  assert.equal(shown('2032-13-01'), 'invalid')
})

test('days of work leave out the weekend', () => {
  const friday = new Date('2026-11-20T12:00:00Z')
  assert.equal(shown('1 weekday', friday), '2026-11-23T12:00:00Z')
  assert.equal(shown('12 weekdays', friday), '2026-12-08T12:00:00Z')
  assert.equal(parseSpokenTime('1 weekday ago', friday), Date.parse('2026-11-19T12:00:00Z'))
  assert.equal(parseSpokenTime('1 weekday ago', now), Date.parse('2026-11-20T22:55:04Z'))
})

test('a place’s clock knows summer time', () => {
  assert.equal(shown('2030-07-15 14:00 Europe/Paris'), '2030-07-15T12:00:00Z')
  assert.equal(shown('2030-01-15 14:00 Europe/Paris'), '2030-01-15T13:00:00Z')
  assert.equal(shown('2030-01-15 14:00 Europe/Nowhere'), 'invalid')
  assert.equal(shown('2030-01-15 14:00 UTC EST'), 'invalid')
})

test('what is too far or makes no sense is refused', () => {
  for (const text of [
    '99999999 years',
    '9'.repeat(400),
    '10000 years',
    'soon',
    '1 day foo',
    '25:00',
    '2030-01-15 2030-01-16',
    '',
    '+',
  ]) {
    assert.equal(shown(text), 'invalid', text)
  }
})

test('a long text is refused quickly', async () => {
  const took = await processorSeconds(() => {
    assert.equal(shown(`${'1 day '.repeat(5000)}!`), 'invalid')
    assert.equal(shown(`${' '.repeat(50_000)}x!`), 'invalid')
    assert.equal(shown('+-'.repeat(50_000)), 'invalid')
  })
  assert.ok(took < 1, `${took} s`)
})

test('an end can be limited and can have come', () => {
  const end = '20270101000000' as Timestamp
  assert.equal(limitedExpiry('infinity', 10, now), '20261201225504')
  assert.equal(limitedExpiry(end, 10, now), '20261201225504')
  assert.equal(limitedExpiry(end, 100, now), end)
  assert.equal(hasExpired(end, now), false)
  assert.equal(hasExpired(end, new Date('2027-01-01T00:00:00Z')), true)
  assert.equal(hasExpired('infinity', now), false)
})
