// Captchas over HTTP, in the shapes of ConfirmEdit's API: edits, new accounts, logins, and the image.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Answer, Client, Params } from '../support/client.ts'
import { startWiki, type TestWiki } from '../support/server.ts'

const accounts = ['Bob', 'Robot', 'Admin'].map(name => ({
  name,
  password: `${name}-password-1`,
  groups: name === 'Robot' ? ['bot'] : name === 'Admin' ? ['sysop'] : [],
}))
const wikiWith = (settings: object): Promise<TestWiki> => startWiki({ fixture: { accounts, settings } })

interface Captcha {
  readonly id: string
  readonly question: string
}
/** The captcha that an edit was answered with. */
function captchaOf(answer: Answer): Captcha {
  assert.equal(answer.at('edit.result'), 'Failure', answer.text)
  return answer.at('edit.captcha') as Captcha
}
/** What a sum makes. */
function solve(question: string): string {
  const [, one, sign, other] = /^(\d+)([+−])(\d+)/.exec(question) ?? []
  return String(sign === '+' ? Number(one) + Number(other) : Number(one) - Number(other))
}

describe('a wiki that asks for links, accounts and bad logins', () => {
  let wiki: TestWiki
  let bob: Client
  before(async () => {
    wiki = await wikiWith({ captchaTriggers: { addurl: true, createaccount: true, badlogin: true } })
    bob = await wiki.as('Bob')
  })
  after(() => wiki.stop())
  const edit = async (params: Params, who = bob): Promise<Answer> =>
    who.post({ action: 'edit', title: 'Asked', token: await who.token(), ...params })

  test('an edit that adds a link fails with a sum, and saves nothing', async () => {
    const answer = await edit({ text: 'https://one.example/' })
    const { id, question } = captchaOf(answer)
    assert.deepEqual(answer.body, {
      edit: { captcha: { type: 'simple', mime: 'text/plain', id, question }, result: 'Failure' },
    })
    assert.match(id, /^\d+$/)
    assert.match(question, /^\d+[+−]\d+$/)
    assert.equal((await bob.get({ action: 'query', titles: 'Asked' })).at('query.pages.0.missing'), true)
  })

  test('the right answer saves it, once', async () => {
    const { id, question } = captchaOf(await edit({ text: 'https://two.example/' }))
    const answered = { captchaid: id, captchaword: ` ${solve(question)} ` }
    assert.equal((await edit({ text: 'https://two.example/', ...answered })).at('edit.result'), 'Success')
    captchaOf(await edit({ text: 'https://three.example/', ...answered }))
  })

  test('a wrong answer uses the captcha up', async () => {
    const { id, question } = captchaOf(await edit({ text: 'https://four.example/' }))
    const next = captchaOf(await edit({ text: 'https://four.example/', captchaid: id, captchaword: 'x' }))
    assert.notEqual(next.id, id)
    captchaOf(await edit({ text: 'https://four.example/', captchaid: id, captchaword: solve(question) }))
  })

  test('of two edits with one answer at the same time, one is saved', async () => {
    const { id, question } = captchaOf(await edit({ title: 'Twice 1', text: 'https://five.example/' }))
    const answered = { text: 'https://five.example/', captchaid: id, captchaword: solve(question) }
    const answers = await Promise.all(['Twice 1', 'Twice 2'].map(title => edit({ ...answered, title })))
    assert.deepEqual(answers.map(one => one.at('edit.result')).sort(), ['Failure', 'Success'])
  })

  test('edits that were answered and come at the same time are all saved, though they begin anew', async () => {
    await edit({ title: 'Busy', text: 'begun' })
    const line = (number: number) => ({
      title: 'Busy',
      appendtext: `\nhttps://busy-${number}.example/`,
      text: undefined,
    })
    const asked = await Promise.all([1, 2, 3, 4, 5].map(number => edit(line(number))))
    const answers = await Promise.all(
      asked.map((answer, index) => {
        const { id, question } = captchaOf(answer)
        return edit({ ...line(index + 1), captchaid: id, captchaword: solve(question) })
      }),
    )
    assert.deepEqual(
      answers.map(answer => answer.at('edit.result')),
      Array(5).fill('Success'),
    )
  })

  test('the names of the form are taken too, with the warning that MediaWiki has', async () => {
    const { id, question } = captchaOf(await edit({ title: 'Form names', text: 'https://six.example/' }))
    const answer = await edit({
      title: 'Form names',
      text: 'https://six.example/',
      wpCaptchaId: id,
      wpCaptchaWord: solve(question),
    })
    assert.equal(answer.at('edit.result'), 'Success', answer.text)
    assert.match(answer.string('warnings.main.warnings'), /wpCaptchaId, wpCaptchaWord/)
  })

  test('links that the page has already need no answer, links that a template brings do', async () => {
    const admin = await wiki.as('Admin')
    await edit({ title: 'Template:Bx link', text: 'https://seven.example/' }, admin)
    await edit({ title: 'Linked', text: 'https://seven.example/' }, admin)
    assert.equal(
      (await edit({ title: 'Linked', text: 'https://seven.example/ and more' })).at('edit.result'),
      'Success',
    )
    captchaOf(await edit({ title: 'Unlinked', text: '{{Bx link}}' }))
  })

  test('who may skip captchas is asked nothing, somebody without an account is', async () => {
    for (const name of ['Admin', 'Robot']) {
      const answer = await edit({ title: `By ${name}`, text: 'https://eight.example/' }, await wiki.as(name))
      assert.equal(answer.at('edit.result'), 'Success', answer.text)
    }
    captchaOf(await edit({ text: 'https://nine.example/' }, wiki.client()))
  })

  test('in XML the captcha is an element', async () => {
    const answer = await edit({ text: 'https://ten.example/', format: 'xml' })
    assert.match(
      answer.text,
      /<edit result="Failure"><captcha type="simple" mime="text\/plain" id="\d+" question="[^"]+" \/><\/edit>/,
    )
  })

  test('paraminfo tells of the parameters', async () => {
    const answer = await bob.get({ action: 'paraminfo', modules: 'edit' })
    const names = (answer.list('paraminfo.modules.0.parameters') as { name: string }[]).map(one => one.name)
    assert.ok(names.includes('captchaid') && names.includes('captchaword'))
  })

  const create = async (who: Client, params: Params): Promise<Answer> =>
    who.post({
      action: 'createaccount',
      password: 'Some-pass-word-1',
      retype: 'Some-pass-word-1',
      createreturnurl: 'https://client.example/',
      createmessageformat: 'raw',
      createtoken: await who.token('createaccount'),
      ...params,
    })

  test('a new account wants an answer, which authmanagerinfo asks for', async () => {
    const nobody = wiki.client()
    const info = await nobody.get({
      action: 'query',
      meta: 'authmanagerinfo',
      amirequestsfor: 'create',
      amimessageformat: 'raw',
    })
    const request = info.at('query.authmanagerinfo.requests.0') as { fields: Record<string, { value: string }> }
    const { captchaId, captchaInfo } = request.fields
    assert.deepEqual(request, {
      id: 'CaptchaAuthenticationRequest',
      metadata: { type: 'simple', mime: 'text/plain' },
      required: 'required',
      provider: {
        key: 'rawmessage',
        params: ['MediaWiki\\Extension\\ConfirmEdit\\Auth\\CaptchaAuthenticationRequest'],
      },
      account: { key: 'rawmessage', params: ['CaptchaAuthenticationRequest'] },
      fields: {
        captchaId: {
          type: 'hidden',
          value: captchaId?.value,
          label: { key: 'captcha-id-label', params: [] },
          help: { key: 'captcha-id-help', params: [] },
          optional: false,
          sensitive: false,
        },
        captchaInfo: {
          type: 'null',
          value: captchaInfo?.value,
          label: { key: 'captcha-createaccount', params: [] },
          help: { key: 'captcha-info-help', params: [] },
          optional: false,
          sensitive: false,
        },
        captchaWord: {
          type: 'string',
          label: { key: 'captcha-label', params: [] },
          help: { key: 'captcha-help', params: [] },
          optional: false,
          sensitive: false,
        },
      },
    })
    assert.match(captchaInfo?.value ?? '', /^\d+[+−]\d+ =$/)
    const wrong = await create(nobody, { username: 'Newcomer 1' })
    assert.deepEqual(wrong.at('createaccount'), {
      status: 'FAIL',
      message: { key: 'captcha-createaccount-fail', params: [] },
      messagecode: 'captcha-createaccount-fail',
      canpreservestate: false,
    })
    const word = solve(captchaInfo?.value ?? '')
    const made = await create(nobody, { username: 'Newcomer 1', captchaId: captchaId?.value, captchaWord: word })
    assert.deepEqual(made.body, { createaccount: { status: 'PASS', username: 'Newcomer 1' } })
  })

  test('that a name is taken is said before a captcha is looked at, weakness of a password after it', async () => {
    const nobody = wiki.client()
    assert.equal((await create(nobody, { username: 'Bob' })).at('createaccount.messagecode'), 'userexists')
    const weak = await create(nobody, { username: 'Newcomer 2', password: 'x', retype: 'x' })
    assert.equal(weak.at('createaccount.messagecode'), 'captcha-createaccount-fail')
  })

  test('after three failed logins of an address the right password is wrong without an answer', async () => {
    const nobody = wiki.client()
    const logIn = async (password: string, more: Params = {}): Promise<Answer> =>
      nobody.post({
        action: 'clientlogin',
        username: 'Bob',
        password,
        loginreturnurl: 'https://client.example/',
        logintoken: await nobody.token('login'),
        ...more,
      })
    const info = () => nobody.get({ action: 'query', meta: 'authmanagerinfo', amirequestsfor: 'login' })
    assert.notEqual((await info()).at('query.authmanagerinfo.requests.0.id'), 'CaptchaAuthenticationRequest')
    for (let times = 0; times < 3; times++) await logIn('not it')
    assert.equal((await logIn('Bob-password-1')).at('clientlogin.messagecode'), 'wrongpassword')
    const asked = await info()
    assert.equal(asked.at('query.authmanagerinfo.requests.0.id'), 'CaptchaAuthenticationRequest')
    const fields = 'query.authmanagerinfo.requests.0.fields'
    const answered = {
      captchaId: asked.string(`${fields}.captchaId.value`),
      captchaWord: solve(asked.string(`${fields}.captchaInfo.value`)),
    }
    assert.equal((await logIn('Bob-password-1', answered)).at('clientlogin.status'), 'PASS')
  })
})

describe('a wiki that asks members of some groups to read an image', () => {
  let wiki: TestWiki
  before(async () => {
    wiki = await wikiWith({
      captchaTriggers: { edit: ['user'], create: ['*'] },
      captchaKind: 'image',
      captchaAlwaysRight: true,
    })
  })
  after(() => wiki.stop())

  test('the captcha has the address of a PNG, and any answer is right for tests', async () => {
    const bob = await wiki.as('Bob')
    const order = { action: 'edit', title: 'Image', text: 'x', token: await bob.token() }
    const captcha = (await bob.post(order)).at('edit.captcha') as Record<string, string>
    const { id = '', url = '' } = captcha
    assert.deepEqual(captcha, {
      type: 'image',
      mime: 'image/png',
      id,
      url: `/index.php?title=Special:Captcha/image&wpCaptchaId=${id}`,
    })
    const image = await fetch(new URL(url, wiki.url))
    assert.equal(image.headers.get('content-type'), 'image/png')
    assert.equal(image.headers.get('cache-control'), 'private, no-store')
    assert.equal(
      Buffer.from(await image.arrayBuffer())
        .subarray(1, 4)
        .toString(),
      'PNG',
    )
    assert.equal((await bob.post({ ...order, captchaid: id, captchaword: 'anything' })).at('edit.result'), 'Success')
    assert.equal((await fetch(new URL(url, wiki.url))).status, 404)
  })

  test('action=fancycaptchareload gives another', async () => {
    const id = (await wiki.client().get({ action: 'fancycaptchareload' })).string('fancycaptchareload.index')
    const image = await fetch(new URL(`index.php?title=Special:Captcha/image&wpCaptchaId=${id}`, wiki.url))
    assert.equal(image.status, 200)
  })

  test('a trigger with groups asks these alone', async () => {
    const nobody = wiki.client()
    const order = { action: 'edit', title: 'Image', appendtext: 'y', token: await nobody.token() }
    assert.equal((await nobody.post(order)).at('edit.result'), 'Success')
    assert.equal((await nobody.post({ ...order, title: 'New' })).at('edit.result'), 'Failure')
  })
})

test('a wiki that asks nothing knows neither the parameters nor the modules', async () => {
  const wiki = await wikiWith({})
  const bob = await wiki.as('Bob')
  const answer = await bob.post({
    action: 'edit',
    title: 'Plain',
    text: 'https://one.example/',
    captchaid: '1',
    captchaword: '2',
    token: await bob.token(),
  })
  const info = await bob.get({ action: 'paraminfo', modules: 'edit|main' })
  const modules = ['fancycaptchareload', 'spamblacklist', 'titleblacklist']
  const codes = await Promise.all(modules.map(async action => (await bob.get({ action })).code))
  await wiki.stop()
  assert.equal(answer.at('edit.result'), 'Success')
  assert.match(answer.string('warnings.main.warnings'), /captchaid, captchaword/)
  assert.ok(!info.text.includes('captcha') && !info.text.includes('blacklist'))
  assert.deepEqual(codes, ['badvalue', 'badvalue', 'badvalue'])
})
