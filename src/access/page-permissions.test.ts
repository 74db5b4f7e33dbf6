import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PageId, UserId } from '../ids.ts'
import { makeTitle } from '../pages/title.ts'
import { type PageAction, type PageState, pagePermissionProblems } from './page-permissions.ts'
import { Performer } from './permit.ts'
import { defaultGroupRights, rightsOfGroups } from './rights.ts'
import { Viewer } from './viewer.ts'

const performer = (name: string, ...groups: string[]): Performer => {
  const all = name === '' ? ['*'] : ['*', 'user', ...groups]
  const viewer = new Viewer({
    userId: name === '' ? 0 : (1 as UserId),
    actorId: undefined,
    name: name === '' ? '192.0.2.1' : name,
    groups: all,
    rights: rightsOfGroups(all, defaultGroupRights),
  })
  return new Performer({ viewer, ip: '192.0.2.1', blocks: [], now: new Date(0) })
}
const anon = performer('')
const bob = performer('Bob')
const sysop = performer('Rod', 'sysop')
const interfaceAdmin = performer('Ada', 'sysop', 'interface-admin')

const page = (namespace: number, dbKey: string, more: Partial<PageState> = {}): PageState => ({
  title: makeTitle(namespace, dbKey),
  id: 1 as PageId,
  restrictions: [],
  ...more,
})
const found = (who: Performer, action: PageAction, on: PageState): string[] =>
  pagePermissionProblems(who, action, on).map(one => [one.code, ...one.message.params.filter(isText)].join(' '))
const isText = (param: unknown): boolean => typeof param === 'string'

const forSysops = { expiry: 'infinity', level: 'sysop', cascade: false }

test('whoever may move a page may move it to another title', () => {
  assert.deepEqual(found(bob, 'move', page(0, 'A')), [])
  assert.deepEqual(found(anon, 'move', page(0, 'A')), ['cantmove-anon'])
  assert.deepEqual(found(anon, 'move-target', page(0, 'A')), ['cantmove'])
  assert.deepEqual(found(anon, 'move', page(2, 'A')), ['cant-move-user-page', 'cantmove-anon'])
  assert.deepEqual(found(anon, 'move', page(2, 'A/b')), ['cantmove-anon'])
})

test('a page that one may not edit cannot be protected, deleted or restored', () => {
  const on = page(0, 'A', { restrictions: [{ type: 'edit', ...forSysops }] })
  assert.deepEqual(found(bob, 'edit', on), ['protectedpage editprotected edit'])
  assert.deepEqual(found(bob, 'protect', on), ['permissiondenied', 'cantedit'])
  assert.deepEqual(found(bob, 'delete', on), ['permissiondenied', 'cantedit'])
  assert.deepEqual(found(bob, 'undelete', on), ['permissiondenied', 'undelete-cantedit'])
  for (const action of ['edit', 'protect', 'delete', 'undelete'] as const) {
    assert.deepEqual(found(sysop, action, on), [], action)
  }
})

test('a protection that others inherit is only for those who may protect', () => {
  const editor = new Performer({
    viewer: new Viewer({ ...bob.viewer, rights: new Set(['read', 'edit', 'editprotected']) }),
    ip: '192.0.2.1',
    blocks: [],
    now: new Date(0),
  })
  const on = page(0, 'A', { restrictions: [{ type: 'edit', ...forSysops, cascade: true }] })
  assert.deepEqual(found(editor, 'edit', on), ['protectedpage protect edit'])
  assert.deepEqual(found(bob, 'edit', on), ['protectedpage editprotected edit'])
  assert.deepEqual(found(sysop, 'edit', on), [])
})

test('a protected title can be edited, created and restored by those of its level alone', () => {
  const on = page(0, 'A', { id: 0, titleProtection: { level: 'sysop', by: 'Ada', reason: 'spam' } })
  assert.deepEqual(found(bob, 'edit', on), ['protectedpage editprotected create'])
  assert.deepEqual(found(bob, 'create', on), ['protectedpage editprotected create', 'protectedtitle Ada spam'])
  assert.deepEqual(found(bob, 'undelete', on), ['permissiondenied', 'undelete-cantedit', 'undelete-cantcreate'])
  assert.deepEqual(found(sysop, 'undelete', on), [])
})

test("a user's scripts are changed by their owner and interface administrators, and deleted by administrators", () => {
  const on = page(2, 'Bob/a.js', { contentModel: 'javascript' })
  assert.deepEqual(found(bob, 'edit', on), [])
  assert.deepEqual(found(interfaceAdmin, 'rollback', on), [])
  assert.deepEqual(found(sysop, 'rollback', on), ['customjsprotected rollback'])
  assert.deepEqual(found(sysop, 'protect', on), ['customjsprotected protect', 'cantedit'])
  assert.deepEqual(found(sysop, 'delete', on), [])
  assert.deepEqual(found(sysop, 'undelete', on), ['customjsprotected undelete', 'undelete-cantedit'])
})

test('what makes a script is its content model; of a page that is not there, its name', () => {
  assert.deepEqual(found(sysop, 'edit', page(2, 'Bob/a', { contentModel: 'css' })), ['customcssprotected edit'])
  assert.deepEqual(found(sysop, 'edit', page(2, 'Bob/a.css', { contentModel: 'wikitext' })), [])
  assert.deepEqual(found(sysop, 'edit', page(2, 'Bob/a.css', { id: 0 })), ['customcssprotected edit'])
})

test('site scripts are the business of interface administrators, whatever is done to them but patrolling', () => {
  const on = page(8, 'Common.js', { contentModel: 'javascript' })
  assert.deepEqual(found(sysop, 'delete', on), ['sitejsprotected delete'])
  assert.deepEqual(found(sysop, 'patrol', on), [])
  assert.deepEqual(found(interfaceAdmin, 'delete', on), [])
  assert.deepEqual(found(bob, 'edit', on), ['protectednamespace-interface edit', 'sitejsprotected edit'])
})
