// palimpsest user and palimpsest bot-password, run beside a server on the same data.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Client } from '../support/client.ts'
import { runCommand, startWiki, type TestWiki } from '../support/server.ts'

let wiki: TestWiki

before(async () => {
  wiki = await startWiki()
})
after(() => wiki.stop())

const user = (...args: string[]) => runCommand(['user', ...args, ...wiki.where])
const botPassword = (...args: string[]) => runCommand(['bot-password', ...args, ...wiki.where])

/** The random password that a command tells. */
const told = (stdout: string): string => /Its password is (\S+) and/.exec(stdout)?.[1] ?? ''

async function whoIs(client: Client): Promise<unknown> {
  return (await client.get({ action: 'query', meta: 'userinfo' })).at('query.userinfo.name')
}

test('user add makes an account that can log in, and logs it', async () => {
  const made = await user('add', 'made here', '--groups', 'bot,sysop', '--reason', 'a robot')
  assert.equal(made.code, 0, made.stderr)
  assert.match(made.stdout, /^The account Made here was made, in bot, sysop\.$/m)
  const client = await wiki.client().login('Made here', told(made.stdout))
  assert.equal(await whoIs(client), 'Made here')
  const log = await client.get({
    action: 'query',
    list: 'logevents',
    letitle: 'User:Made here',
    leprop: 'type|user|comment',
  })
  assert.deepEqual(log.at('query.logevents'), [
    { type: 'rights', action: 'rights', user: 'Maintenance script', comment: 'a robot' },
    { type: 'newusers', action: 'create2', user: 'Maintenance script', comment: 'a robot' },
  ])
})

test('a password is read from the input', async () => {
  const args = ['user', 'add', 'Typed', '--password', '-', ...wiki.where]
  const made = await runCommand(args, { input: 'Typed-in-here-1\n' })
  assert.equal(made.code, 0, made.stderr)
  assert.equal(told(made.stdout), '')
  await wiki.client().login('Typed', 'Typed-in-here-1')
})

test('user add says what is wrong with a name or a password', async () => {
  for (const [args, says] of [
    [['Bob'], /taken|use/],
    [['Bad#name'], /name/],
    [['Short', '--password', 'x1'], /at least 8/],
    [['Nogroup', '--groups', 'kings'], /no group “kings”; the groups are bot, bureaucrat/],
    [[], /name one account/],
    [['Two', 'names'], /name one account/],
    [['Wrong', '--add', 'sysop'], /user add takes no --add/],
  ] as const) {
    const { code, stdout, stderr } = await user('add', ...args)
    assert.equal(code, 2, args.join(' '))
    assert.equal(stdout, '')
    assert.match(stderr, says)
    assert.ok(stderr.startsWith('palimpsest user: '), stderr)
  }
})

test('user password ends the sessions of the account and lets only the new password in', async () => {
  const bob = await wiki.as('Bob')
  const robot = await wiki.client().login('Robot@bot', 'b'.repeat(32))
  const changed = await user('password', 'bob', '--password', 'Another-password-2')
  assert.equal(changed.code, 0, changed.stderr)
  // Another process believes what it knew for two seconds.
  await new Promise(resolve => setTimeout(resolve, 2100))
  assert.notEqual(await whoIs(bob), 'Bob')
  assert.equal(await whoIs(robot), 'Robot')
  await assert.rejects(new Client(wiki.api).login('Bob', 'Bob-password-1'))
  await new Client(wiki.api).login('Bob', 'Another-password-2')
  assert.match((await user('password', 'Nobody here')).stderr, /there is no account “Nobody here”/)
})

test('user groups shows and changes groups, with an end', async () => {
  assert.match((await user('groups', 'Robot')).stdout, /^Robot is in bot\.$/m)
  const changed = await user('groups', 'Robot', '--add', 'sysop', '--remove', 'bot', '--expiry', '2099-01-01T00:00:00Z')
  assert.match(changed.stdout, /^Robot is in sysop until 20990101000000\.$/m)
  const none = await user('groups', 'Robot', '--remove', 'sysop')
  assert.match(none.stdout, /^Robot is in no group\.$/m)
  assert.equal((await user('groups', 'Robot', '--add', 'bot', '--expiry', 'nonsense')).code, 2)
  assert.match((await user('groups', 'Robot', '--expiry', 'never')).stderr, /--expiry is for --add/)
  await user('groups', 'Robot', '--add', 'bot')
})

test('bot-password add makes a password with its grants, and replacing it ends its sessions', async () => {
  const made = await botPassword('add', 'Robot', 'reader', '--grants', 'basic')
  assert.equal(made.code, 0, made.stderr)
  assert.match(made.stdout, /^The bot logs in as Robot@reader\.$/m)
  assert.match(told(made.stdout), /^[0-9a-f]{32}$/)
  const reader = await wiki.client().login('Robot@reader', told(made.stdout))
  assert.equal(await whoIs(reader), 'Robot')
  const edit = await reader.write({ action: 'edit', title: 'Not granted', text: 'x' })
  assert.equal(edit.code, 'cantcreate')
  const writer = await botPassword('add', 'Robot', 'reader', '--grants', '*', '--password', 'c'.repeat(32))
  assert.equal(writer.code, 0, writer.stderr)
  await new Promise(resolve => setTimeout(resolve, 2100))
  assert.notEqual(await whoIs(reader), 'Robot')
  const again = await wiki.client().login('Robot@reader', 'c'.repeat(32))
  ;(await again.write({ action: 'edit', title: 'Granted', text: 'x' })).ok()
})

test('bot-password says what is wrong', async () => {
  for (const [args, says] of [
    [['add', 'Robot'], /name an account and a bot/],
    [['remove', 'Robot', 'x'], /say what to do: add/],
    [['add', 'Nobody here', 'x'], /there is no account/],
    [['add', 'Robot', 'a@b'], /name of a bot/],
    [['add', 'Robot', 'x', '--grants', 'everything'], /no grant “everything”/],
    [['add', 'Robot', 'x', '--password', 'short'], /at least 32/],
  ] as const) {
    const { code, stderr } = await botPassword(...args)
    assert.equal(code, 2, args.join(' '))
    assert.match(stderr, says)
  }
})

test('both commands help', async () => {
  assert.match((await runCommand(['user', '--help'])).stdout, /palimpsest user add NAME/)
  assert.match((await runCommand(['bot-password', '--help'])).stdout, /palimpsest bot-password add NAME BOT/)
  assert.match((await runCommand(['--help'])).stdout, /^ {2}user +add accounts/m)
})
