import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  canonicalIp,
  canonicalIpTitle,
  canonicalRange,
  ipHex,
  ipHexRange,
  ipOfHex,
  ipPrefix,
  isIp,
  isIpInRange,
  isIpOrRange,
  isIpRange,
  prettyIp,
} from './ip.ts'

test('an address has one canonical form', () => {
  for (const [text, canonical] of [
    ['1.2.3.04', '1.2.3.4'],
    ['001.002.003.004', '1.2.3.4'],
    ['1.2.3.000', '1.2.3.0'],
    [' 1.2.3.4 ', '1.2.3.4'],
    ['::', '0:0:0:0:0:0:0:0'],
    ['1::', '1:0:0:0:0:0:0:0'],
    ['2001:0db8::0001', '2001:DB8:0:0:0:0:0:1'],
    ['1:2:3:4:5:6:7::', '1:2:3:4:5:6:7:0'],
    ['::2:3:4:5:6:7:8', '0:2:3:4:5:6:7:8'],
  ] as const) {
    assert.equal(canonicalIp(text), canonical, text)
  }
})

test('what only looks like an address is none', () => {
  for (const text of [
    '',
    '256.1.1.1',
    '1.2.3',
    '1.2.3.4.5',
    '1.2.3.4/33',
    '1.2.3.4/',
    '1.2.3.4/032',
    '0001.2.3.4',
    '2001:db8:::1',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:7::8',
    '1::2::3',
    ':1::2',
    '1::2:',
    'g::1',
    '12345::',
    '::ffff:1.2.3.4',
    'fe80::1%eth0',
    '2001:db8::1/129',
    '2001:db8::1/032',
    'Admin',
  ]) {
    assert.equal(canonicalIp(text), undefined, text)
    assert.equal(isIpOrRange(text), false, text)
  }
})

test('a range is no address', () => {
  assert.equal(isIp('1.2.3.0/24'), false)
  assert.equal(canonicalIp('1.2.3.0/24'), undefined)
  assert.equal(isIpRange('1.2.3.0/24'), true)
  assert.equal(isIpRange('1.2.3.0'), false)
  assert.deepEqual(ipPrefix('2001:db8::/32'), { version: 6, prefix: 32 })
  assert.deepEqual(ipPrefix('1.2.3.4'), { version: 4, prefix: 32 })
})

test('a range begins at its first address', () => {
  assert.equal(canonicalRange('1.2.3.4/24'), '1.2.3.0/24')
  assert.equal(canonicalRange('10.255.3.4/9'), '10.128.0.0/9')
  assert.equal(canonicalRange('2001:db8:ffff::1/35'), '2001:DB8:E000:0:0:0:0:0/35')
  assert.equal(canonicalRange('1.2.3.4'), undefined)
  assert.equal(canonicalIpTitle('1.2.3.04/24'), '1.2.3.4/24')
  assert.equal(canonicalIpTitle('2001:db8::1/64'), '2001:DB8:0:0:0:0:0:1/64')
  assert.equal(canonicalIpTitle('::1'), '0:0:0:0:0:0:0:1')
})

test('keys are ordered as the addresses are', () => {
  assert.equal(ipHex('1.2.3.4'), '01020304')
  assert.equal(ipHex('2001:db8::1'), 'v6-20010DB8000000000000000000000001')
  assert.equal(ipHex('1.2.3.0/24'), undefined)
  assert.deepEqual(ipHexRange('1.2.3.4/24'), { start: '01020300', end: '010203FF' })
  assert.deepEqual(ipHexRange('1.2.3.4/0'), { start: '00000000', end: 'FFFFFFFF' })
  assert.deepEqual(ipHexRange('2001:db8::/127'), {
    start: 'v6-20010DB8000000000000000000000000',
    end: 'v6-20010DB8000000000000000000000001',
  })
  assert.deepEqual(ipHexRange('1.2.3.4 - 1.2.3.9'), { start: '01020304', end: '01020309' })
  assert.equal(ipHexRange('1.2.3.9-1.2.3.4'), undefined)
  assert.equal(ipHexRange('1.2.3.9-::1'), undefined)
  assert.equal(ipHexRange('Admin'), undefined)
})

test('an address is in the ranges around it', () => {
  assert.equal(isIpInRange('1.2.3.4', '1.2.0.0/16'), true)
  assert.equal(isIpInRange('1.2.3.0/24', '1.2.0.0/16'), true)
  assert.equal(isIpInRange('1.2.0.0/16', '1.2.3.0/24'), false)
  assert.equal(isIpInRange('1.3.0.0', '1.2.0.0/16'), false)
  assert.equal(isIpInRange('::1', '0.0.0.0/0'), false)
})

test('readers see short addresses', () => {
  assert.equal(prettyIp('2001:DB8:0:0:1:0:0:0'), '2001:db8:0:0:1::')
  assert.equal(prettyIp('0:0:0:0:0:0:0:1'), '::1')
  assert.equal(prettyIp('0:0:0:0:0:0:0:0/0'), '::/0')
  assert.equal(prettyIp('1:0:2:0:3:0:4:0'), '1:0:2:0:3:0:4:0')
  assert.equal(prettyIp('1.2.3.04'), '1.2.3.4')
  assert.equal(prettyIp('Admin'), 'Admin')
})

test('the key of an address leads back to it, in canonical form', () => {
  for (const ip of ['0.0.0.0', '192.0.2.255', '2001:DB8:0:0:0:0:0:1', '2001:DB8:FFFF:FFFF:FFFF:FFFF:FFFF:FFFF']) {
    assert.equal(ipOfHex(ipHex(ip) ?? ''), ip)
  }
})
