// The wiki that tests start, and the client that asks it.
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { test } from 'node:test'
import { Answer } from './client.ts'
import { startServer } from './server.ts'

test('a wiki starts on data of its own, and leaves nothing behind', async () => {
  const wiki = await startServer()
  const bob = await wiki.as('Bob')
  assert.equal((await bob.get({ action: 'query', meta: 'userinfo' })).at('query.userinfo.name'), 'Bob')
  const nobody = await wiki.client().get({ action: 'query', meta: 'userinfo' })
  assert.equal(nobody.at('query.userinfo.anon'), true)
  await wiki.stop()
  assert.equal(existsSync(wiki.dataDir), false)
  await assert.rejects(bob.get({ action: 'query', meta: 'userinfo' }))
})

test('a wiki that was killed starts again on the same data, and knows its sessions', async t => {
  const wiki = await startServer()
  t.after(() => wiki.stop())
  const admin = await wiki.as('Admin')
  const made = await admin.write({ action: 'edit', title: 'Kept', text: 'Kept.' })
  assert.equal(made.ok().at('edit.result'), 'Success')
  await wiki.kill('SIGKILL')
  const again = await wiki.restart()
  t.after(() => again.stop())
  const answer = await admin.on(again.api).get({ action: 'query', meta: 'userinfo', assertuser: 'Admin' })
  assert.equal(answer.ok().at('query.userinfo.name'), 'Admin')
})

test('SIGTERM ends the server, which has nothing to complain about', async () => {
  const wiki = await startServer({ database: 'memory' })
  await wiki.kill('SIGTERM')
  assert.deepEqual(wiki.output().stderr, '')
  await wiki.stop()
})

test('a server that does not start says why', async () => {
  await assert.rejects(startServer({ database: 'memory', args: ['--port', 'none'] }), /none/)
})

test('an answer is read by path', () => {
  const answer = new Answer(200, new Headers(), '{"query":{"pages":[{"title":"A","revid":1},{"title":"B"}]}}')
  assert.equal(answer.string('query.pages.-1.title'), 'B')
  assert.equal(answer.number('query.pages.0.revid'), 1)
  assert.equal(answer.at('query.pages.2.title'), undefined)
  assert.equal(answer.at('query.constructor'), undefined)
  assert.throws(() => answer.string('query.pages'), /no string at query\.pages/)
  assert.equal(new Answer(200, new Headers(), '{"errors":[{"code":"badtoken"}]}').code, 'badtoken')
  assert.throws(() => new Answer(200, new Headers(), '{"error":{"code":"badtoken"}}').ok(), /badtoken/)
})
