import assert from 'node:assert/strict'
import { test } from 'node:test'
import { commonPasswords } from './common-passwords.ts'
import { passwordProblems } from './password-policy.ts'

const keys = (password: string, name = 'Somebody', groups: readonly string[] = []) =>
  passwordProblems(password, name, groups).map(one => one.message.key)

test('a password is long enough, in bytes, and longer for who may do much', () => {
  assert.deepEqual(keys('Zq3-9x!'), ['passwordtooshort'])
  assert.deepEqual(keys('Zq3-9x!k'), [])
  assert.deepEqual(keys('éééé'), [])
  assert.deepEqual(keys('Zq3-9x!k', 'Somebody', ['*', 'user', 'sysop']), ['passwordtooshort'])
  assert.deepEqual(keys('Zq3-9x!kk2', 'Somebody', ['bot']), [])
  assert.deepEqual(keys('aZ1-'.repeat(1024)), [])
  assert.deepEqual(keys(`${'aZ1-'.repeat(1024)}x`), ['passwordtoolong'])
})

test('a password is no part of the name, not known to all the world, and not what everybody has', () => {
  assert.deepEqual(keys('LONGNAME', 'My longname here'), ['password-substring-username-match'])
  assert.deepEqual(keys('My longname here', 'longname'), [])
  assert.deepEqual(keys('Passpass', 'Useruser'), ['password-login-forbidden'])
  assert.deepEqual(keys('PassWord'), ['passwordincommonlist'])
  assert.deepEqual(keys('secret'), ['passwordtooshort', 'passwordincommonlist'])
})

test('the list of common passwords is in lower case, and has each once', () => {
  assert.ok(commonPasswords.size > 300)
  for (const password of commonPasswords) assert.equal(password, password.toLowerCase())
})
