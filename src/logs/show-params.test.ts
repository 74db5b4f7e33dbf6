import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plainTree } from '../api/formats/plain.ts'
import { namespaceTable } from '../pages/namespaces.ts'
import { prefixedText } from '../pages/title.ts'
import type { LogKind, LogParams } from './log-params.ts'
import { logKinds } from './log-types.ts'
import { showLogParams } from './show-params.ts'

const namespaces = namespaceTable('Example')
const how = {
  nameOf: (title: Parameters<typeof prefixedText>[0]) => prefixedText(title, namespaces),
  protectionText: () => 'in words',
}
function shown<K extends LogKind>(kind: K, params: LogParams[K], formatversion: 1 | 2 = 2): unknown {
  return plainTree(showLogParams(kind, params as unknown as Record<string, unknown>, how), formatversion).value
}

test('a move names its target, by the namespaces that the wiki has now', () => {
  const params = { target: { ns: 1, title: 'A_page' }, suppressredirect: false }
  assert.deepEqual(shown('move/move', params), {
    target_ns: 1,
    target_title: 'Talk:A page',
    suppressredirect: false,
  })
  assert.deepEqual(shown('move/move_redir', params, 1), { target_ns: 1, target_title: 'Talk:A page' })
})

test('a hiding shows its bits one by one', () => {
  const params = { type: 'revision', ids: [255], old: 0, new: 13 }
  assert.deepEqual(shown('suppress/revision', params), {
    type: 'revision',
    ids: [255],
    old: { bitmask: 0, content: false, comment: false, user: false, restricted: false },
    new: { bitmask: 13, content: true, comment: false, user: true, restricted: true },
  })
  assert.deepEqual(shown('delete/event', { ...params, type: 'logging' }, 1), {
    type: 'logging',
    ids: [255],
    old: { bitmask: 0 },
    new: { bitmask: 13, content: '', user: '', restricted: '' },
  })
})

test('a protection shows each level, and all of them in words', () => {
  const details = [
    { type: 'edit', level: 'sysop', expiry: '20990101000000', cascade: true },
    { type: 'create', level: 'sysop', expiry: 'infinity' },
  ]
  assert.deepEqual(shown('protect/protect', { cascade: true, details }), {
    description: 'in words',
    cascade: true,
    details: [
      { type: 'edit', level: 'sysop', expiry: '2099-01-01T00:00:00Z', cascade: true },
      { type: 'create', level: 'sysop', expiry: 'infinite' },
    ],
  })
})

test('a partial block names what it is about; a block without an end shows none', () => {
  const block = { duration: '2 days', flags: ['nocreate'], sitewide: false, expiry: '20261123231913' }
  const restrictions = { pages: [{ ns: 0, title: 'A_b' }], namespaces: [1, 2] }
  assert.deepEqual(shown('block/block', { ...block, restrictions }), {
    duration: '2 days',
    flags: ['nocreate'],
    restrictions: { pages: [{ page_ns: 0, page_title: 'A b' }], namespaces: [1, 2] },
    sitewide: false,
    expiry: '2026-11-23T23:19:13Z',
  })
  assert.deepEqual(shown('block/reblock', { duration: 'infinity', flags: [], sitewide: true }), {
    duration: 'infinity',
    flags: [],
    sitewide: true,
  })
})

test('a change of rights shows until when', () => {
  const params = {
    oldgroups: [],
    newgroups: ['bot', 'sysop'],
    oldmetadata: [],
    newmetadata: [
      { group: 'bot', expiry: '20990101000000' },
      { group: 'sysop', expiry: null },
    ],
  }
  assert.deepEqual(shown('rights/rights', params), {
    ...params,
    newmetadata: [
      { group: 'bot', expiry: '2099-01-01T00:00:00Z' },
      { group: 'sysop', expiry: 'infinity' },
    ],
  })
})

test('a retagging keeps the types of its ids; false goes in formatversion 1', () => {
  const params = {
    revid: 163,
    logid: '174',
    tagsAdded: ['a'],
    tagsAddedCount: 1,
    tagsRemoved: [],
    tagsRemovedCount: 0,
    initialTags: [],
  } as const
  assert.deepEqual(shown('tag/update', params, 1), params)
  assert.equal((shown('tag/update', { ...params, logid: false }) as { logid: unknown }).logid, false)
  assert.equal('logid' in (shown('tag/update', { ...params, logid: false }, 1) as object), false)
})

test('merges, uploads and moved protections show titles and times', () => {
  const merge = { dest: { ns: 0, title: 'B' }, mergepoint: '20261121231844', mergerevid: '275' }
  assert.deepEqual(shown('merge/merge', merge), {
    mergerevid: '275',
    dest_ns: 0,
    dest_title: 'B',
    mergepoint: '2026-11-21T23:18:44Z',
  })
  assert.deepEqual(shown('upload/upload', { img_sha1: 'x', img_timestamp: '20261121231844' }), {
    img_sha1: 'x',
    img_timestamp: '2026-11-21T23:18:44Z',
  })
  assert.deepEqual(shown('protect/move_prot', { oldtitle: { ns: 2, title: 'A' } }), {
    oldtitle_ns: 2,
    oldtitle_title: 'User:A',
  })
  assert.deepEqual(shown('import/interwiki', { count: 2, interwiki: { ns: 0, title: 'A' } }), {
    count: 2,
    interwiki_ns: 0,
    interwiki_title: 'A',
  })
})

test('the kind of an entry that nobody knows any more is shown as it was kept', () => {
  assert.deepEqual(plainTree(showLogParams('thanks/thank', { list: ['a'], of: { n: 1 } }, how), 2).value, {
    list: ['a'],
    of: { n: 1 },
  })
})

test('every action of every log has a shape of parameters', () => {
  const shapes: Record<LogKind, true> = kinds
  const actions = [...logKinds('actions'), ...logKinds('beyond')]
  assert.deepEqual(Object.keys(shapes).sort(), actions.sort())
})

const kinds: Record<LogKind, true> = {
  'block/block': true,
  'block/reblock': true,
  'block/unblock': true,
  'contentmodel/change': true,
  'contentmodel/new': true,
  'create/create': true,
  'delete/delete': true,
  'delete/delete_redir': true,
  'delete/delete_redir2': true,
  'delete/event': true,
  'delete/restore': true,
  'delete/revision': true,
  'import/interwiki': true,
  'import/upload': true,
  'managetags/activate': true,
  'managetags/create': true,
  'managetags/deactivate': true,
  'managetags/delete': true,
  'managetags/xmerge': true,
  'managetags/xrename': true,
  'merge/merge': true,
  'move/move': true,
  'move/move_redir': true,
  'newusers/autocreate': true,
  'newusers/byemail': true,
  'newusers/create': true,
  'newusers/create2': true,
  'newusers/newusers': true,
  'patrol/autopatrol': true,
  'patrol/patrol': true,
  'protect/modify': true,
  'protect/move_prot': true,
  'protect/protect': true,
  'protect/unprotect': true,
  'renameuser/renameuser': true,
  'rights/autopromote': true,
  'rights/rights': true,
  'suppress/block': true,
  'suppress/delete': true,
  'suppress/event': true,
  'suppress/reblock': true,
  'suppress/revision': true,
  'tag/update': true,
  'upload/overwrite': true,
  'upload/revert': true,
  'upload/upload': true,
}
