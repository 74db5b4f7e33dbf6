import assert from 'node:assert/strict'
import { test } from 'node:test'
import { defaultInterwikis } from '../pages/interwikis.ts'
import { namespaceTable } from '../pages/namespaces.ts'
import type { TitleRules } from '../pages/title.ts'
import {
  canBeRegistered,
  canonicalUserName,
  defaultReservedNames,
  isExternalName,
  isHalfHiddenIp,
  type NewNameRules,
} from './user-name.ts'

const titles: TitleRules = {
  namespaces: namespaceTable('Oracle'),
  interwikis: new Set(defaultInterwikis.map(interwiki => interwiki.prefix)),
}
const rules: NewNameRules = { reserved: new Set(defaultReservedNames), temporaryPrefix: '~' }

test('a name has one canonical form', () => {
  for (const [text, name] of [
    ['admin', 'Admin'],
    [' foo__bar_', 'Foo bar'],
    ['user:admin', 'Admin'],
    ['w:x', 'W:x'],
    ['x:', 'X:'],
    ['a@b', 'A@b'],
    ['a%b', 'A%b'],
    ['a&eacute;', 'Aé'],
    ['a\u200eb', 'Ab'],
    ['a\u00a0b', 'A b'],
    ['a\u2066b', 'A\u2066b'],
    ['1.2.3', '1.2.3'],
    ['1.2.3.4.5', '1.2.3.4.5'],
    ['ßx', 'Ssx'],
    ['*x', '*x'],
    ['💩', '💩'],
    ['unknown user', 'Unknown user'],
    ['x'.repeat(255), `X${'x'.repeat(254)}`],
  ] as const) {
    assert.equal(canonicalUserName(text, titles), name, JSON.stringify(text))
  }
})

test('what cannot be an account has no canonical name', () => {
  for (const text of [
    '',
    '_',
    '#1',
    'a#b',
    'x#',
    'a/b',
    'a|b',
    'a>b',
    '[email]',
    'Talk:x',
    'User talk:x',
    'Special:x',
    'Project:x',
    'wikipedia:x',
    ':x',
    'User:',
    'User:Talk:x',
    'a%41',
    '~~~',
    '..',
    '1.2.3.4',
    '1.2.3.xxx',
    '300.1.1.1',
    '1.2.3.4/24',
    '::1',
    '2001:db8::1',
    'a\u200bb',
    'a\u0085b',
    'a\ue000b',
    'a\ufffdb',
    'a\tb',
    'é'.repeat(128),
  ]) {
    assert.equal(canonicalUserName(text, titles), undefined, JSON.stringify(text))
  }
})

test('a new name has no parting character, is not too long and not taken by the software', () => {
  for (const name of ['Admin', 'A%b', 'X'.repeat(235), 'É'.repeat(117)])
    assert.equal(canBeRegistered(name, rules), true, name)
  for (const name of ['A@b', 'A:b', 'A=b', 'A>b', 'X'.repeat(236), 'É'.repeat(118), 'Unknown user', '~2026-1', '~b']) {
    assert.equal(canBeRegistered(name, rules), false, name)
  }
  assert.equal(canBeRegistered('~b', { reserved: new Set() }), true)
})

test('names of other wikis and hidden addresses are told from accounts', () => {
  assert.equal(isExternalName('imported>Foo'), true)
  assert.equal(isExternalName('Foo'), false)
  assert.equal(isHalfHiddenIp('1.2.3.xxx'), true)
  assert.equal(isHalfHiddenIp('1.2.3.4'), false)
})
