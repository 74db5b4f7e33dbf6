import { deepEqual, equal, throws } from 'node:assert/strict'
import { test } from 'node:test'
import { parseCookies, serializeCookie } from './cookies.ts'

test('a cookie is hidden from scripts and from other sites', () => {
  equal(
    serializeCookie({ name: 'wiki_session', value: 'abc' }, false),
    'wiki_session=abc; Path=/; HttpOnly; SameSite=Lax',
  )
})

test('over HTTPS a cookie stays there, unless it says otherwise', () => {
  equal(serializeCookie({ name: 'a', value: 'b' }, true), 'a=b; Path=/; HttpOnly; Secure; SameSite=Lax')
  equal(serializeCookie({ name: 'a', value: 'b', secure: false }, true), 'a=b; Path=/; HttpOnly; SameSite=Lax')
})

test('a cookie can be removed, and have a life, a path and another audience', () => {
  equal(
    serializeCookie(
      { name: 'a', value: '', expires: new Date(0), path: '/w', sameSite: 'strict', httpOnly: false },
      false,
    ),
    'a=; Path=/w; Expires=Thu, 01 Jan 1970 00:00:00 GMT; SameSite=Strict',
  )
  equal(
    serializeCookie({ name: 'a', value: 'b', maxAge: 60 }, false),
    'a=b; Max-Age=60; Path=/; HttpOnly; SameSite=Lax',
  )
})

test('what cannot stand in a header is refused or encoded', () => {
  throws(() => serializeCookie({ name: 'a b', value: '' }, false), TypeError)
  throws(() => serializeCookie({ name: 'a', value: '', path: '/;x' }, false), TypeError)
  equal(serializeCookie({ name: 'a', value: 'é;\r\n' }, false), 'a=%C3%A9%3B%0D%0A; Path=/; HttpOnly; SameSite=Lax')
})

test('cookies are read, the first of a name, also one that every object has', () => {
  deepEqual(
    [...parseCookies('a=1; b=%C3%A9; a=2; c="q"; bad=%zz; __proto__=x; none')],
    [
      ['a', '1'],
      ['b', 'é'],
      ['c', '"q"'],
      ['bad', '%zz'],
      ['__proto__', 'x'],
    ],
  )
  equal(parseCookies(undefined).size, 0)
  equal(parseCookies('').size, 0)
})
