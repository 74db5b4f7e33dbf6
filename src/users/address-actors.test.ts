import assert from 'node:assert/strict'
import { test } from 'node:test'
import { commonStart } from './address-actors.ts'

test('the addresses of a range begin with its whole words', () => {
  assert.equal(commonStart('127.0.0.0/16'), '127.0.')
  assert.equal(commonStart('127.0.0.0/24'), '127.0.0.')
  assert.equal(commonStart('127.0.16.0/20'), '127.0.')
  assert.equal(commonStart('127.0.0.1/32'), '127.0.0.1')
  assert.equal(commonStart('2001:db8::/32'), '2001:DB8:')
  assert.equal(commonStart('2001:db8:8000::/33'), '2001:DB8:')
})
