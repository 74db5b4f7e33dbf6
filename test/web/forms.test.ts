// Forms: what nobody else may send for a reader, logging in and out, and a wiki that is closed.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Client } from '../support/client.ts'
import { startWiki, type TestWiki } from '../support/server.ts'
import { type Page, Person } from './person.ts'

let wiki: TestWiki
let api: Client

before(async () => {
  wiki = await startWiki({ database: 'memory' })
  api = await wiki.as('Admin')
  await api.write({ action: 'edit', title: 'Garden', text: 'x' })
})
after(() => wiki.stop())

async function state(): Promise<string> {
  const changes = await api.get({
    action: 'query',
    list: 'recentchanges|logevents',
    rclimit: 'max',
    lelimit: 'max',
    rcprop: 'ids',
    leprop: 'ids',
  })
  return JSON.stringify(changes.at('query'))
}

const elsewhere: readonly Record<string, string>[] = [
  { 'sec-fetch-site': 'cross-site' },
  { 'sec-fetch-site': 'same-site' },
  { origin: 'https://evil.example' },
  { origin: 'null' },
]

describe('a form', () => {
  /** Every page that changes something, with a field of its form and what is sent. */
  const forms = (): readonly (readonly [
    path: string,
    values: Record<string, string>,
    button?: Record<string, string>,
  ])[] => [
    ['/index.php?title=Garden&action=edit', { wpTextbox1: 'by another site' }, { wpSave: '1' }],
    ['/index.php?title=Garden&action=delete', { wpReason: 'r' }],
    ['/index.php?title=Garden&action=protect', { 'level-edit': 'sysop' }],
    ['/wiki/Special:Tags', { tag: 'made' }],
    ['/wiki/Special:CreateAccount', { retype: 'Long-password-1', wpName: 'Made', wpPassword: 'Long-password-1' }],
  ]

  test('without its token, with that of another session or of another kind changes nothing', async () => {
    const admin = await Person.loggedIn(wiki, 'Admin')
    const bob = await Person.loggedIn(wiki, 'Bob')
    const other = (await bob.action('Garden', { action: 'edit' })).formWith('wpTextbox1').fields.get('token') ?? ''
    const garden = await admin.visit('/wiki/Garden')
    const watch =
      garden.formIn(garden.byId(garden.has('ca-watch') ? 'ca-watch' : 'ca-unwatch')).fields.get('token') ?? ''
    const before = await state()
    for (const [path, values, button] of forms()) {
      const page = await admin.visit(path)
      for (const token of ['', '+\\', other, watch, 'x'.repeat(42)]) {
        const answer = await admin.send(page, { ...values, token }, button)
        assert.equal(answer.status, 400, `${path} ${token}`)
      }
    }
    assert.equal(await state(), before)
  })

  test('sent by another site changes nothing, though its token is right', async () => {
    const admin = await Person.loggedIn(wiki, 'Admin')
    const before = await state()
    for (const [path, values, button] of forms()) {
      const page = await admin.visit(path)
      for (const headers of elsewhere) assert.equal((await admin.send(page, values, button, headers)).status, 400, path)
    }
    assert.equal(await state(), before)
  })

  test('is not sent by an address: a token counts in the body alone', async () => {
    const admin = await Person.loggedIn(wiki, 'Admin')
    const { fields, action } = (await admin.action('Garden', { action: 'delete' })).formWith('wpReason')
    const before = await state()
    await admin.visit(`${action}&token=${encodeURIComponent(fields.get('token') ?? '')}&wpReason=r`)
    await admin.visit(`${action}&token=${encodeURIComponent(fields.get('token') ?? '')}`, {
      method: 'POST',
      body: new URLSearchParams({ wpReason: 'r' }),
    })
    assert.equal(await state(), before)
  })

  test('of somebody without an account has a token of its own', async () => {
    const one = new Person(wiki)
    const two = new Person(wiki)
    const token = async (person: Person) =>
      (await person.action('Garden', { action: 'edit' })).formWith('wpTextbox1').fields.get('token') ?? ''
    const mine = await token(one)
    assert.match(mine, /^[0-9a-f]{40}\+\\$/)
    const page = await two.action('Garden', { action: 'edit' })
    const before = await state()
    assert.equal((await two.send(page, { wpTextbox1: 'y', token: mine }, { wpSave: '1' })).status, 400)
    assert.equal(await state(), before)
    assert.equal((await two.send(page, { wpTextbox1: 'by an address' }, { wpSave: '1' })).status, 200)
    assert.notEqual(await state(), before)
  })

  test('whose session was lost keeps what was typed', async () => {
    const anyone = new Person(wiki)
    const page = await anyone.action('Garden', { action: 'edit' })
    anyone.client.cookies.clear()
    const answer = await anyone.send(page, { wpTextbox1: 'typed', wpSummary: 'why' }, { wpSave: '1' })
    assert.equal(answer.status, 400)
    assert.equal(answer.formWith('wpTextbox1').fields.get('wpTextbox1'), 'typed')
    assert.equal((await anyone.send(answer, { wpTextbox1: 'typed' }, { wpSave: '1' })).status, 200)
  })
})

describe('logging in', () => {
  const isIn = (page: Page, name: string) => page.config.wgUserName === name

  test('leads back to where one was, and out again', async () => {
    const person = new Person(wiki)
    const page = await person.visit('/wiki/Garden')
    const login = await person.visit(page.link('Log in'))
    const back = await person.send(login, { wpName: 'bob', wpPassword: 'Bob-password-1' })
    assert.equal(back.heading, 'Garden')
    assert.ok(isIn(back, 'Bob'))
    const out = await person.visit('/wiki/Special:UserLogout')
    assert.ok(isIn(out, 'Bob'), 'an address alone logs nobody out')
    const done = await person.send(out, { token: out.formWith('token').fields.get('token') ?? '' })
    assert.equal(done.config.wgUserName, null)
    assert.match(done.text, /logged out/)
  })

  test('with a wrong password says no more than that, of an account that there is not too', async () => {
    const texts = []
    for (const wpName of ['Bob', 'Nobody here']) {
      const person = new Person(wiki)
      const page = await person.send(await person.visit('/wiki/Special:UserLogin'), { wpName, wpPassword: 'wrong' })
      assert.equal(page.status, 401)
      texts.push(page.text)
      assert.doesNotMatch(page.html, /wrong"/)
    }
    assert.equal(texts[0], texts[1])
  })

  test('needs a token of the session: nobody is logged in by another site', async () => {
    const person = new Person(wiki)
    const page = await person.visit('/wiki/Special:UserLogin')
    const values = { wpName: 'Bob', wpPassword: 'Bob-password-1' }
    assert.equal((await person.send(page, { ...values, token: '+\\' })).status, 400)
    for (const headers of elsewhere) assert.equal((await person.send(page, values, {}, headers)).status, 400)
    person.client.cookies.clear()
    assert.equal((await person.send(page, values)).status, 400)
    assert.equal((await person.visit('/wiki/Garden')).config.wgUserName, null)
  })

  test('changes the session, so that nobody who knew it before shares it', async () => {
    const person = new Person(wiki)
    const page = await person.visit('/wiki/Special:UserLogin')
    const before = [...person.client.cookies.values()]
    await person.send(page, { wpName: 'Bob', wpPassword: 'Bob-password-1' })
    const after = [...person.client.cookies.values()]
    assert.equal(before.length, 1)
    assert.notDeepEqual(after, before)
  })

  test('never puts a password into an address or a page', async () => {
    const person = new Person(wiki)
    const login = await person.visit('/wiki/Special:UserLogin')
    assert.equal(login.formWith('wpPassword').method, 'POST')
    const page = await person.visit('/index.php?title=Special:UserLogin&wpName=Bob&wpPassword=Bob-password-1')
    assert.equal(page.config.wgUserName, null)
    assert.doesNotMatch(page.html, /Bob-password-1/)
  })
})

describe('an account', () => {
  test('is made and logged in', async () => {
    const person = new Person(wiki)
    const form = await person.visit('/index.php?title=Special:CreateAccount&returnto=Garden')
    const values = { wpName: 'new gardener', wpPassword: 'Long-password-1', retype: 'Long-password-1' }
    const wrong = await person.send(form, { ...values, retype: 'other' })
    assert.equal(wrong.status, 400)
    assert.equal(wrong.formWith('wpName').fields.get('wpName'), 'new gardener')
    assert.doesNotMatch(wrong.html, /Long-password-1/)
    const short = await person.send(wrong, { ...values, wpPassword: 'x', retype: 'x' })
    assert.equal(short.status, 400)
    const made = await person.send(short, values)
    assert.equal(made.heading, 'Garden')
    assert.equal(made.config.wgUserName, 'New gardener')
    const again = await new Person(wiki).visit('/wiki/Special:CreateAccount')
    assert.equal((await new Person(wiki).send(again, values)).status, 400)
  })

  test('is made for somebody else without becoming them', async () => {
    const admin = await Person.loggedIn(wiki, 'Admin')
    const form = await admin.visit('/wiki/Special:CreateAccount')
    const values = { wpName: 'Guest', wpPassword: 'Long-password-1', retype: 'Long-password-1', wpReason: 'asked for' }
    const page = await admin.send(form, values)
    assert.match(page.text, /The account Guest was made/)
    assert.equal(page.config.wgUserName, 'Admin')
  })
})

describe('a wiki that is closed', () => {
  const fixture = (settings: object) => ({
    accounts: [{ name: 'Admin', password: 'Admin-password-1', groups: ['sysop'] }],
    pages: [{ title: 'Garden', text: 'The garden.' }],
    settings,
  })

  test('to changes says so to every form, and keeps what was typed', async () => {
    const closed = await startWiki({ database: 'memory', fixture: fixture({ readOnly: 'We move house.' }) })
    try {
      const admin = await Person.loggedIn(closed, 'Admin')
      const page = await admin.edit('Garden', { wpTextbox1: 'typed' })
      assert.equal(page.status, 503)
      assert.equal(page.formWith('wpTextbox1').fields.get('wpTextbox1'), 'typed')
      assert.match((await admin.visit('/wiki/Garden')).text, /The garden\./)
      assert.equal((await admin.send(await admin.visit('/wiki/Special:Tags'), { tag: 'x' })).status, 503)
    } finally {
      await closed.stop()
    }
  })

  test('to who is not logged in shows nobody else a page', async () => {
    const groupRights = { '*': ['createaccount'], user: ['read', 'edit', 'createpage'] }
    const closed = await startWiki({ database: 'memory', fixture: fixture({ groupRights }) })
    try {
      const anyone = new Person(closed)
      for (const query of [
        {},
        { action: 'history' },
        { action: 'raw' },
        { action: 'edit' },
        { action: 'info' },
        { diff: 'cur' },
        { action: 'render' },
      ]) {
        const page = await anyone.action('Garden', query as Record<string, string>)
        assert.equal(page.status, 403, JSON.stringify(query))
        assert.doesNotMatch(page.html, /The garden/)
      }
      for (const path of [
        '/wiki/Special:RecentChanges',
        '/wiki/Special:AllPages',
        '/wiki/Special:Log',
        '/',
        '/wiki/Nowhere',
      ]) {
        assert.equal((await anyone.visit(path)).status, 403, path)
      }
      await anyone.logIn('Admin', 'Admin-password-1')
      assert.match((await anyone.visit('/wiki/Garden')).text, /The garden\./)
    } finally {
      await closed.stop()
    }
  })
})
