// action=options over HTTP: changing one's own preferences.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Answer, Client, Params } from '../support/client.ts'
import { startWiki, type TestWiki } from '../support/server.ts'

let wiki: TestWiki
let bob: Client

before(async () => {
  wiki = await startWiki({ database: 'memory' })
  bob = await wiki.as('Bob')
})
after(() => wiki.stop())

const set = (params: Params, who: Client = bob): Promise<Answer> =>
  who.write({ action: 'options', errorformat: 'raw', ...params })
async function preferences(): Promise<Record<string, unknown>> {
  const answer = await bob.get({ action: 'query', meta: 'userinfo', uiprop: 'options' })
  return answer.at('query.userinfo.options') as Record<string, unknown>
}
/** What is said of each preference that stays as it was. */
const refusals = (answer: Answer): unknown => {
  const warnings = (answer.ok().at('warnings') ?? []) as { params: [string, { message?: { key: string } } | string] }[]
  return warnings.map(({ params: [name, why] }) => [name, typeof why === 'string' ? 'words' : why.message?.key])
}

test('preferences are set by pairs, or by a name and a value that may have pipes', async () => {
  const answer = await set({
    change: 'gender=female|rclimit=30|userjs-x=a=b',
    optionname: 'nickname',
    optionvalue: 'B|b',
  })
  assert.equal(answer.text, '{"options":"success"}')
  const { gender, rclimit, nickname, 'userjs-x': own } = await preferences()
  assert.deepEqual([gender, rclimit, nickname, own], ['female', '30', 'B|b', 'a=b'])
})

test('a name without a value gives the default again, and so does the default itself', async () => {
  await set({ change: 'gender=female|hideminor=1' })
  ;(await set({ change: 'gender|hideminor=0' })).ok()
  const { gender, hideminor } = await preferences()
  assert.deepEqual([gender, hideminor], ['unknown', 0])
})

test('what cannot be set stays as it was, and is told of while the rest is set', async () => {
  const answer = await set({
    change: [
      'hidepatrolled=1',
      'nosuch=1',
      'realname=x',
      'skin=nope',
      'language=nope',
      'rclimit=many',
      'rclimit=0',
      'wllimit=1001',
      'wllimit=2.5',
      'searchNs0=0',
      'searchNs77=1',
      'userjs-ä=1',
      `userjs-${'x'.repeat(255)}=1`,
    ],
  })
  assert.deepEqual(refusals(answer), [
    ['nosuch', 'apiwarn-validationfailed-badpref'],
    ['realname', 'apiwarn-validationfailed-cannotset'],
    ['skin', 'htmlform-select-badoption'],
    ['language', 'htmlform-select-badoption'],
    ['rclimit', 'htmlform-int-toolow'],
    ['wllimit', 'htmlform-int-invalid'],
    ['searchNs77', 'apiwarn-validationfailed-badpref'],
    ['userjs-ä', 'apiwarn-validationfailed-badchars'],
    [`userjs-${'x'.repeat(255)}`, 'apiwarn-validationfailed-keytoolong'],
  ])
  const { hidepatrolled, searchNs0 } = await preferences()
  assert.deepEqual([hidepatrolled, searchNs0], ['1', 0])
})

test('long values, signatures and time zones are looked at', async () => {
  const one = async (optionname: string, optionvalue: string) => refusals(await set({ optionname, optionvalue }))
  assert.deepEqual(await one('userjs-long', 'x'.repeat(65_531)), [
    ['userjs-long', 'apiwarn-validationfailed-valuetoolong'],
  ])
  assert.deepEqual(await one('nickname', 'é'.repeat(255)), [])
  assert.deepEqual(await one('nickname', 'é'.repeat(256)), [['nickname', 'words']])
  for (const zone of ['System|0', 'Offset|60', 'ZoneInfo|60|Europe/Berlin', '+01:30']) {
    assert.deepEqual(await one('timecorrection', zone), [], zone)
  }
  for (const zone of ['', 'nonsense', 'Offset|9999', 'ZoneInfo|60|Nowhere/City']) {
    assert.deepEqual(await one('timecorrection', zone), [['timecorrection', 'words']], zone)
  }
})

test('a reset is of all kinds, or of those that are named', async () => {
  await set({ change: 'gender=male|userjs-y=1|searchNs1=1' })
  ;(await set({ reset: true, resetkinds: 'userjs|registered-multiselect' })).ok()
  const some = await preferences()
  assert.deepEqual([some.gender, some['userjs-y'], some.searchNs1], ['male', undefined, '1'])
  ;(await set({ reset: true, resetkinds: 'registered' })).ok()
  assert.equal((await preferences()).searchNs1, 0)
  ;(await set({ reset: true, change: 'hideminor=1' })).ok()
  const all = await preferences()
  assert.deepEqual([all.gender, all.hideminor], ['unknown', '1'])
})

test('what is nothing is said', async () => {
  assert.equal((await set({})).code, 'nochanges')
  assert.equal((await set({ change: '' })).code, 'nochanges')
  assert.equal((await set({ reset: true, resetkinds: 'nonsense' })).code, 'nochanges')
  assert.equal((await set({ optionvalue: 'x' })).code, 'nooptionname')
})

test('somebody without an account has none', async () => {
  const answer = await wiki.client().post({ action: 'options', change: 'x=1', token: '+\\', errorformat: 'raw' })
  assert.deepEqual([answer.code, answer.at('errors.0.key')], ['notloggedin', 'apierror-mustbeloggedin'])
})

test('a block keeps nobody from their preferences', async () => {
  const admin = await wiki.as('Admin')
  ;(await admin.write({ action: 'block', user: 'Bob' })).ok()
  ;(await set({ change: 'hideminor=1' })).ok()
  ;(await admin.write({ action: 'unblock', user: 'Bob' })).ok()
})
