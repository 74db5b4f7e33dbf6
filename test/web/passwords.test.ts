// Passwords of an account and of its bots, changed through pages.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { Client } from '../support/client.ts'
import { startWiki, type TestWiki } from '../support/server.ts'
import { type Page, Person, textOf } from './person.ts'

let wiki: TestWiki

before(async () => {
  const account = (name: string) => ({ name, password: `${name}-password-1` })
  wiki = await startWiki({ database: 'memory', fixture: { accounts: ['Anna', 'Berta', 'Clara'].map(account) } })
})
after(() => wiki.stop())

const isLoggedIn = async (person: Person) => (await person.visit('/wiki/Special:Version')).config.wgUserName !== null
const secretOf = (page: Page) =>
  textOf(page.all('code').find(one => one.attrs.some(attr => attr.value === 'secret-text')) ?? { childNodes: [] })

describe('Special:ChangePassword', () => {
  test('wants the old password, a good new one, and the same twice', async () => {
    const anna = await Person.loggedIn(wiki, 'Anna')
    const form = await anna.visit('/wiki/Special:ChangePassword')
    const good = { wpPassword: 'Anna-password-1', wpNewPassword: 'Quite-another-2', wpRetype: 'Quite-another-2' }
    for (const wrong of [
      { wpPassword: 'wrong' },
      { wpRetype: 'other' },
      { wpNewPassword: 'x', wpRetype: 'x' },
      { token: 'x' },
    ] as Record<string, string>[]) {
      const page = await anna.send(form, { ...good, ...wrong })
      assert.equal(page.status, 400, JSON.stringify(wrong))
      assert.doesNotMatch(page.html, /Quite-another-2|Anna-password-1/)
    }
    assert.equal((await new Person(wiki).logIn('Anna', 'Quite-another-2')).status, 401)
  })

  test('changes it, and logs out everybody else', async () => {
    const berta = await Person.loggedIn(wiki, 'Berta')
    const thief = await Person.loggedIn(wiki, 'Berta')
    const form = await berta.visit('/wiki/Special:ChangePassword')
    const done = await berta.send(form, {
      wpPassword: 'Berta-password-1',
      wpNewPassword: 'Quite-another-2',
      wpRetype: 'Quite-another-2',
    })
    assert.match(done.text, /Your password was changed/)
    assert.ok(await isLoggedIn(berta))
    assert.ok(!(await isLoggedIn(thief)))
    assert.equal((await new Person(wiki).logIn('Berta', 'Berta-password-1')).status, 401)
    assert.ok(
      await isLoggedIn(
        await (async () => {
          const again = new Person(wiki)
          await again.logIn('Berta', 'Quite-another-2')
          return again
        })(),
      ),
    )
  })

  test('is for nobody without an account', async () => {
    assert.equal((await new Person(wiki).visit('/wiki/Special:ChangePassword')).status, 403)
  })
})

describe('Special:BotPasswords', () => {
  test('makes a password with which a bot may do what it was granted and no more', async () => {
    const clara = await Person.loggedIn(wiki, 'Clara')
    const form = await clara.visit('/wiki/Special:BotPasswords')
    const values = {
      appid: 'helper',
      'grant-editpage': '1',
      'grant-highvolume': '',
      'grant-createeditmovepage': '',
      wpPassword: 'Clara-password-1',
    }
    assert.equal((await clara.send(form, { ...values, wpPassword: 'wrong' })).status, 400)
    const done = await clara.send(form, values)
    const password = secretOf(done)
    assert.match(password, /^[0-9a-f]{32}$/)
    const bot = await new Client(wiki.api).login('Clara@helper', password)
    const { rights } = (await bot.get({ action: 'query', meta: 'userinfo', uiprop: 'rights' })).at(
      'query.userinfo',
    ) as { rights: string[] }
    assert.ok(rights.includes('edit'))
    assert.ok(!rights.includes('move'))
    assert.doesNotMatch((await clara.visit('/wiki/Special:BotPasswords')).html, new RegExp(password))
    assert.equal(
      (await new Person(wiki, bot).visit('/wiki/Special:BotPasswords')).status,
      403,
      'a bot gets no more passwords',
    )

    const gone = await clara.send(await clara.visit('/wiki/Special:BotPasswords'), {
      do: 'delete',
      appid: 'helper',
      wpPassword: 'Clara-password-1',
    })
    assert.match(gone.text, /was deleted/)
    const after = await bot.get({ action: 'query', meta: 'userinfo' })
    assert.equal(after.at('query.userinfo.anon'), true)
    await assert.rejects(new Client(wiki.api).login('Clara@helper', password))
  })
})
