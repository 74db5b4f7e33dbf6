// Captchas on the web pages: asked when a form is sent in, answered in it, with nothing lost of what was typed.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { startWiki, type TestWiki } from '../support/server.ts'
import { attribute, type Page, Person, textOf } from './person.ts'

let wiki: TestWiki
let bob: Person

before(async () => {
  const accounts = [{ name: 'Bob', password: 'Bob-password-1' }]
  const settings = { captchaTriggers: { addurl: true, createaccount: true, badlogin: true } }
  wiki = await startWiki({ database: 'memory', fixture: { accounts, settings } })
  bob = await Person.loggedIn(wiki, 'Bob')
})
after(() => wiki.stop())

/** The answer to the sum that a page asks. */
function answerTo(page: Page): string {
  const label = page.all('label').find(one => attribute(one, 'for') === 'f-wpCaptchaWord')
  const [, one, sign, other] = /^(\d+)([+−])(\d+) =$/.exec(label === undefined ? '' : textOf(label)) ?? []
  assert.ok(one, `a sum is asked: ${page.text}`)
  return String(sign === '+' ? Number(one) + Number(other) : Number(one) - Number(other))
}
const asks = (page: Page): boolean => page.has('f-wpCaptchaWord')

test('an edit with a new link is asked for an answer, and keeps what was typed until the answer is right', async () => {
  const form = await bob.action('Linked', { action: 'edit' })
  assert.ok(!asks(form))
  const typed = { wpTextbox1: 'see https://one.example/\n\nthere', wpSummary: 'a link' }
  const asked = await bob.send(form, typed, { wpSave: '1' })
  assert.equal(asked.status, 200)
  assert.ok(asks(asked) && !asked.text.includes('not rightly'))
  const kept = asked.formWith('wpTextbox1').fields
  assert.deepEqual([kept.get('wpTextbox1'), kept.get('wpSummary')], [typed.wpTextbox1, typed.wpSummary])
  const wrong = await bob.send(asked, { ...typed, wpCaptchaWord: 'x' }, { wpSave: '1' })
  assert.ok(asks(wrong) && wrong.text.includes('not rightly'))
  assert.equal(wrong.formWith('wpTextbox1').fields.get('wpTextbox1'), typed.wpTextbox1)
  const saved = await bob.send(wrong, { ...typed, wpCaptchaWord: answerTo(wrong) }, { wpSave: '1' })
  assert.equal(saved.heading, 'Linked')
  assert.ok(saved.text.includes('https://one.example/'))
})

test('a new account wants an answer', async () => {
  const nobody = new Person(wiki)
  const form = await nobody.visit('/wiki/Special:CreateAccount')
  const values = { retype: 'Long-password-1', wpName: 'Newcomer', wpPassword: 'Long-password-1' }
  const refused = await nobody.send(form, { ...values, wpCaptchaWord: 'x' })
  assert.equal(refused.status, 400)
  assert.equal(refused.formWith('retype').fields.get('wpName'), 'Newcomer')
  const made = await nobody.send(refused, { ...values, wpCaptchaWord: answerTo(refused) })
  assert.equal(made.config.wgUserName, 'Newcomer')
})

test('after three failed logins an answer is wanted with the password', async () => {
  const nobody = new Person(wiki)
  let form = await nobody.visit('/wiki/Special:UserLogin')
  for (let times = 0; times < 3; times++) {
    assert.ok(!asks(form))
    form = await nobody.send(form, { wpPassword: 'not it', wpName: 'Bob' })
  }
  const without = await nobody.send(form, { wpPassword: 'Bob-password-1', wpName: 'Bob', wpCaptchaWord: '' })
  assert.equal(without.status, 401)
  const values = { wpPassword: 'Bob-password-1', wpName: 'Bob', wpCaptchaWord: answerTo(without) }
  assert.equal((await nobody.send(without, values)).config.wgUserName, 'Bob')
})
