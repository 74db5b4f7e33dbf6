import assert from 'node:assert/strict'
import { test } from 'node:test'
import { namespaceByName, namespaceName, namespaceTable, subjectNamespace, talkNamespace } from './namespaces.ts'

test('a new wiki has the sixteen namespaces and the two that hold no pages', () => {
  const table = namespaceTable('My_wiki')
  assert.equal(table.all.length, 18)
  assert.deepEqual(
    table.all.map(namespace => namespace.id),
    Array.from({ length: 18 }, (_, index) => index - 2),
  )
  assert.equal(namespaceName(table, 4), 'My wiki')
  assert.equal(namespaceName(table, 5), 'My wiki talk')
  assert.deepEqual(
    table.all.filter(namespace => !namespace.subpages).map(namespace => namespace.id),
    [-2, -1, 0, 6, 14],
  )
})

test('a namespace is found by every name it has, in any case', () => {
  const table = namespaceTable('Wiki')
  for (const name of ['user talk', 'USER_TALK', 'User talk']) assert.equal(namespaceByName(table, name)?.id, 3, name)
  for (const name of ['project', 'wiki', 'WIKI']) assert.equal(namespaceByName(table, name)?.id, 4, name)
  for (const name of ['Image', 'file']) assert.equal(namespaceByName(table, name)?.id, 6, name)
  assert.equal(namespaceByName(table, '')?.id, 0)
  assert.equal(namespaceByName(table, 'WP'), undefined)
})

test('another wiki’s names and namespaces can be taken over', () => {
  const table = namespaceTable('Wiki', [
    { id: 1, name: 'Diskussion' },
    { id: 100, name: 'Портал', aliases: ['P'], subpages: true, content: true },
    { id: 101, name: 'Обсуждение_портала' },
  ])
  assert.equal(namespaceName(table, 1), 'Diskussion')
  assert.equal(namespaceByName(table, 'talk')?.id, 1)
  assert.equal(namespaceByName(table, 'портал')?.id, 100)
  assert.equal(namespaceByName(table, 'p')?.id, 100)
  assert.equal(namespaceName(table, 101), 'Обсуждение портала')
  assert.equal(table.byId.get(100)?.content, true)
  assert.equal(table.all.at(-1)?.id, 101)
})

test('talk namespaces are the odd ones', () => {
  assert.deepEqual([-2, -1, 0, 1, 2, 3].map(talkNamespace), [undefined, undefined, 1, 1, 3, 3])
  assert.deepEqual([-2, -1, 0, 1, 2, 3].map(subjectNamespace), [-2, -1, 0, 0, 2, 2])
})
