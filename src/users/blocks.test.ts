import assert from 'node:assert/strict'
import { test } from 'node:test'
import { appliesToPage, type Block, sitewideBlock } from './blocks.ts'

const block = (terms: Partial<Block>): Block => ({
  id: 1 as never,
  userId: 5 as never,
  target: 'X',
  byActor: 1 as never,
  byUserId: 0,
  by: 'Y',
  reason: '',
  timestamp: '20300101000000',
  expiry: 'infinity',
  anonOnly: false,
  createAccount: false,
  autoblock: false,
  blockEmail: false,
  allowUserTalk: false,
  sitewide: false,
  hideName: false,
  isAuto: false,
  parentId: 0,
  pages: [],
  namespaces: [],
  ...terms,
})
const page = { id: 7 as never, namespace: 0, isOwnTalk: false }
const ownTalk = { id: 8 as never, namespace: 3, isOwnTalk: true }

test('a sitewide block is about every page, a partial one about its pages and namespaces', () => {
  assert.equal(appliesToPage(block({ sitewide: true }), page), true)
  assert.equal(appliesToPage(block({}), page), false)
  assert.equal(appliesToPage(block({ pages: [7 as never] }), page), true)
  assert.equal(appliesToPage(block({ pages: [9 as never] }), page), false)
  assert.equal(appliesToPage(block({ namespaces: [0] }), page), true)
  assert.equal(appliesToPage(block({ namespaces: [1] }), page), false)
  assert.equal(appliesToPage(block({ pages: [0 as never] }), { ...page, id: 0 }), false)
})

test('the own talk page stays open if the block says so, unless the page is named', () => {
  assert.equal(appliesToPage(block({ sitewide: true }), ownTalk), true)
  assert.equal(appliesToPage(block({ sitewide: true, allowUserTalk: true }), ownTalk), false)
  assert.equal(appliesToPage(block({ namespaces: [3] }), ownTalk), true)
  assert.equal(appliesToPage(block({ namespaces: [3], allowUserTalk: true }), ownTalk), false)
  assert.equal(appliesToPage(block({ pages: [8 as never], allowUserTalk: true }), ownTalk), true)
  assert.equal(appliesToPage(block({ namespaces: [0] }), ownTalk), false)
})

test('of several blocks the first sitewide one counts for what is about no page', () => {
  const [partial, whole] = [block({}), block({ sitewide: true })]
  assert.equal(sitewideBlock([partial, whole]), whole)
  assert.equal(sitewideBlock([partial]), undefined)
})
