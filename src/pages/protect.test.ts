import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Right } from '../access/rights.ts'
import { Viewer } from '../access/viewer.ts'
import { mayGiveLevel } from './protect.ts'

const viewer = (...rights: Right[]): Viewer =>
  new Viewer({ userId: 0, actorId: undefined, name: 'Ada', groups: [], rights: new Set(rights) })

test('nobody gives a page a level that they have not got themselves', () => {
  assert.equal(mayGiveLevel(viewer('protect', 'editprotected'), 'sysop'), true)
  assert.equal(mayGiveLevel(viewer('protect'), 'sysop'), false)
  assert.equal(mayGiveLevel(viewer('protect', 'editprotected'), 'autoconfirmed'), false)
  assert.equal(mayGiveLevel(viewer('protect'), ''), true)
  assert.equal(mayGiveLevel(viewer('protect', 'editprotected'), 'editprotected'), false)
})
