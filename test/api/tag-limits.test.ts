// action=tag under a limit of haste: each change counts, and what is one too many is skipped.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startWiki } from '../support/server.ts'

test('changes beyond the limit are skipped, the others are tagged', async t => {
  const accounts = [
    { name: 'Admin', password: 'Admin-password-1', groups: ['sysop'] },
    { name: 'Bob', password: 'Bob-password-1', groups: [] },
  ]
  const settings = { rateLimits: { changetags: { user: [3, 60] } } }
  const wiki = await startWiki({ database: 'memory', fixture: { accounts, settings } })
  t.after(() => wiki.stop())
  const admin = await wiki.as('Admin')
  ;(await admin.write({ action: 'managetags', operation: 'create', tag: 'seen' })).ok()
  const revid: number[] = []
  for (const text of ['1', '2', '3', '4', '5']) {
    revid.push((await admin.write({ action: 'edit', title: 'Page', text })).number('edit.newrevid'))
  }
  const bob = await wiki.as('Bob')
  const answer = (await bob.write({ action: 'tag', revid: [999_999, ...revid], add: 'seen' })).ok()
  const statuses = (answer.list('tag') as { status: string }[]).map(one => one.status)
  assert.deepEqual(statuses, ['error', 'success', 'success', 'success', 'skipped', 'skipped'])
  assert.deepEqual(answer.at('tag.4'), { revid: revid[3], status: 'skipped' })
  const all = (await admin.write({ action: 'tag', revid, add: 'seen' })).ok().list('tag') as { status: string }[]
  assert.ok(all.every(one => one.status === 'success'))
})
