// What accounts log in with, and what this wiki does not do for them, over HTTP.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Client } from '../support/client.ts'
import { startServer, type TestServer } from '../support/server.ts'

let wiki: TestServer
let bob: Client

before(async () => {
  wiki = await startServer()
  bob = await wiki.as('Bob')
})
after(() => wiki.stop())

const id = 'MediaWiki\\Auth\\PasswordAuthenticationRequest'

describe('changeauthenticationdata', () => {
  const change = async (client: Client, params: Record<string, string>) =>
    client.post({
      action: 'changeauthenticationdata',
      changeauthrequest: id,
      changeauthtoken: await client.token('csrf'),
      ...params,
    })

  test('refuses what is no good password, or not given twice', async () => {
    assert.equal((await change(bob, { password: 'abc', retype: 'abd' })).code, 'badretype')
    assert.equal((await change(bob, { password: 'abc', retype: 'abc' })).code, 'passwordtooshort')
    assert.equal((await change(bob, {})).code, 'badrequest')
    assert.equal((await change(bob, { changeauthrequest: 'Nothing' })).code, 'badrequest')
    assert.equal((await change(wiki.client(), { password: 'x', retype: 'x' })).code, 'notloggedin')
  })

  test('changes the password, and whoever came in with the old one is out', async () => {
    const other = await wiki.as('Bob')
    const answer = await change(bob, { password: 'A-new-password-2', retype: 'A-new-password-2' })
    assert.equal(answer.at('changeauthenticationdata.status'), 'success')
    const who = async (client: Client) =>
      (await client.get({ action: 'query', meta: 'userinfo' })).at('query.userinfo.name')
    assert.equal(await who(bob), 'Bob')
    assert.notEqual(await who(other), 'Bob')
  })

  test('wants a person who has just logged in', async () => {
    const bot = await wiki.as('Admin@bot')
    const answer = await change(bot, { password: 'A-new-password-2', retype: 'A-new-password-2' })
    assert.equal(answer.code, 'reauthenticate')
    // The session survives a restart, the proof does not.
    const admin = await wiki.as('Admin')
    await wiki.kill('SIGTERM')
    wiki = await wiki.restart()
    const after = wiki.client()
    for (const [name, value] of admin.cookies) after.cookies.set(name, value)
    assert.equal(
      (await change(after, { password: 'A-new-password-3', retype: 'A-new-password-3' })).code,
      'reauthenticate',
    )
  })
})

describe('what this wiki does not do', () => {
  test('is refused as a MediaWiki without it would', async () => {
    const admin = await wiki.as('Admin')
    const email = (target: string) => admin.write({ action: 'emailuser', target, subject: 's', text: 't' })
    assert.equal((await email('Bob')).code, 'noemailtext')
    assert.equal((await email('Nobody')).code, 'emailnotarget')
    assert.equal((await admin.write({ action: 'resetpassword', user: 'Bob' })).code, 'passwordreset-emaildisabled')
    for (const action of ['removeauthenticationdata', 'unlinkaccount']) {
      assert.equal((await admin.write({ action, request: 'x' })).code, 'badrequest')
      const token = '+\\'
      assert.equal((await wiki.client().post({ action, request: 'x', token })).code, 'notloggedin')
    }
    const linktoken = await admin.token('csrf')
    const link = await admin.post({ action: 'linkaccount', linkreturnurl: 'http://example.org/', linktoken })
    assert.deepEqual(
      [link.at('linkaccount.status'), link.at('linkaccount.messagecode')],
      ['FAIL', 'userlogin-cannot-link'],
    )
    const bad = await admin.post({ action: 'linkaccount', linkreturnurl: 'x', linktoken })
    assert.equal(bad.code, 'badurl_linkreturnurl')
    assert.equal((await admin.post({ action: 'acquiretempusername' })).code, 'tempuserdisabled')
  })

  test('pictures are not turned, and each is told why', async () => {
    const admin = await wiki.as('Admin')
    const answer = await admin.write({ action: 'imagerotate', titles: 'File:None.png|A', rotation: 90 })
    const items = answer.list('imagerotate') as { result: string; errors: { code: string }[] }[]
    assert.deepEqual(
      items.map(item => [item.result, item.errors[0]?.code]),
      [
        ['Failure', 'filedoesnotexist'],
        ['Failure', 'filedoesnotexist'],
      ],
    )
    assert.equal((await admin.write({ action: 'imagerotate', titles: 'A' })).code, 'missingparam')
  })

  test('announced texts are not kept', async () => {
    const admin = await wiki.as('Admin')
    const order = {
      action: 'stashedit',
      title: 'A',
      contentmodel: 'wikitext',
      contentformat: 'text/x-wiki',
      baserevid: 0,
    }
    const stashed = await admin.write({ ...order, text: 'abc' })
    assert.equal(stashed.at('stashedit.texthash'), 'a9993e364706816aba3e25717850c26c9cd0d89d')
    assert.equal((await admin.write({ ...order, stashedtexthash: 'abc' })).code, 'missingtext')
  })
})

describe('what programs ask for', () => {
  test('rsd tells where the API is', async () => {
    const answer = await wiki.client().fetch('/api.php?action=rsd')
    assert.equal(answer.headers.get('content-type'), 'application/rsd+xml; charset=utf-8')
    assert.match(answer.text, new RegExp(`apiLink="${wiki.api}"`))
  })

  test('reports of browsers are taken, and nothing else', async () => {
    const report = (body: string) =>
      wiki.client().fetch('/api.php?action=cspreport&format=json', {
        method: 'POST',
        headers: { 'Content-Type': 'application/csp-report' },
        body,
      })
    assert.equal((await report('{"csp-report":{"blocked-uri":"http://example.org/"}}')).at('cspreport'), 'success')
    assert.equal((await report('x')).code, 'cspreport-json-error-syntax')
    const empty = await report('{}')
    assert.deepEqual([empty.code, empty.status], ['cspreport-wrongformat', 400])
  })
})
