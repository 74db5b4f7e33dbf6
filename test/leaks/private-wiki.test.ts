// A wiki that only its people may read tells nothing to others, by no module, action or special page.
import assert from 'node:assert/strict'
import test from 'node:test'
import { plant } from '../../src/canary/plant.ts'
import { secret } from '../../src/canary/secrets.ts'
import { allFormats, type Walked, walk } from '../../src/canary/walk.ts'
import { openDatabase } from '../../src/storage/open.ts'
import { openWiki } from '../../src/wiki.ts'

/** Before the test: node:test follows each promise that a test makes, with which this took a third longer. */
const walked = await walkPrivateWiki()

test('a private wiki shows the text of no page to who may not read, by any module, action or special page', () => {
  assert.deepEqual(walked.leaks.slice(0, 5), [])
  assert.ok(walked.requests > 6000 && walked.pages > 6000)
  // Who may read finds them.
  assert.deepEqual(walked.unseen, [])
})

async function walkPrivateWiki(): Promise<Walked> {
  const settings = { groupRights: { '*': ['createaccount'], user: ['read'] } }
  const wiki = await openWiki({ database: await openDatabase('sqlite::memory:'), settings })
  wiki.listensAt('http://canary.invalid')
  try {
    const planted = await plant(wiki)
    // What the planted pages show now, which is hidden from nobody who may read.
    const secrets = [
      ...planted.secrets,
      secret('text of a page', 'Line two again.', 'hidden', 'read'),
      secret('comment of a page', 'canary goes on', 'hidden', 'read'),
    ]
    const narrow = { formats: allFormats.slice(0, 1), readers: ['nobody', 'Canary user'] }
    return await walk(wiki, { ...planted, secrets }, narrow)
  } finally {
    await wiki.close()
  }
}
