// An account whose name is hidden with its block has sent no file that anybody else could know of: not the current version,
// not those before, not deleted ones; and what becomes of them later does not bring the name back.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Client, Params } from '../support/client.ts'
import { png } from '../support/images.ts'
import { startWiki, type TestWiki } from '../support/server.ts'

let wiki: TestWiki
let over: Client
let sysop: Client
let secret: Client

before(async () => {
  const account = (name: string, groups: string[] = []) => ({ name, password: `${name}-password-1`, groups })
  wiki = await startWiki({
    database: process.env.DATABASE ?? 'memory',
    env: { PALIMPSEST_FILE_EXTENSIONS: 'png' },
    fixture: {
      accounts: [account('Over', ['sysop', 'suppress']), account('Sysop', ['sysop']), account('Secretperson')],
      pages: [{ title: 'Main Page', text: 'x' }],
    },
  })
  over = await wiki.as('Over')
  sysop = await wiki.as('Sysop')
  secret = await wiki.as('Secretperson')
  for (const seed of ['a', 'b']) await upload(secret, 'Theirs.png', seed)
  await upload(secret, 'Gone.png', 'c')
  ;(await sysop.write({ action: 'delete', title: 'File:Gone.png' })).ok()
  await upload(sysop, 'Copy.png', 'b')
  const block = { action: 'block', user: 'Secretperson', expiry: 'never', hidename: true, reason: 'hidden' }
  ;(await over.write(block)).ok()
})
after(() => wiki.stop())

async function upload(who: Client, filename: string, seed: string): Promise<void> {
  const form = new FormData()
  const params = { action: 'upload', format: 'json', filename, ignorewarnings: '1', token: await who.token() }
  for (const [name, value] of Object.entries(params)) form.append(name, value)
  form.append('file', new Blob([new Uint8Array(png(seed))]), 'x')
  const answer = await who.fetch('/api.php', { method: 'POST', body: form })
  assert.equal(answer.at('upload.result'), 'Success', answer.text)
}

const lists: readonly Params[] = [
  { prop: 'imageinfo', titles: 'File:Theirs.png', iilimit: 'max', iiprop: 'user|userid|comment' },
  { prop: 'duplicatefiles', titles: 'File:Copy.png' },
  { list: 'allimages', ailimit: 'max', aiprop: 'user|userid' },
  { list: 'filearchive', falimit: 'max', faprop: 'user|sha1' },
]
const pages = [
  '/wiki/File:Theirs.png',
  '/index.php?title=File:Theirs.png&action=history',
  '/wiki/Special:RecentChanges',
]

/** How often who asks is told the name. */
async function told(who: Client): Promise<number> {
  let text = ''
  for (const params of lists) text += (await who.get({ action: 'query', ...params })).ok().text
  for (const path of pages) text += (await who.fetch(path)).text
  return text.split('Secretperson').length - 1
}

describe('somebody whose name is hidden', () => {
  test('is named as the sender of no file, but to who may see the name', async () => {
    assert.equal(await told(wiki.client()), 0)
    assert.equal(await told(sysop), 0)
    assert.ok((await told(over)) >= 5)
  })

  test('is found as the sender of no file', async () => {
    const asked = { action: 'query', list: 'allimages', aisort: 'timestamp', ailimit: 'max' }
    const names = async (who: Client, more: Params) =>
      (await who.get({ ...asked, ...more }))
        .ok()
        .list('query.allimages')
        .map(one => (one as { name: string }).name)
    assert.deepEqual(await names(sysop, { aiuser: 'Secretperson' }), [])
    assert.deepEqual(await names(over, { aiuser: 'Secretperson' }), ['Theirs.png'])
    assert.deepEqual(await names(sysop, { aifilterbots: 'nobots' }), ['Copy.png'])
  })

  test('stays hidden when a file gets another version, is deleted, and comes back', async () => {
    await upload(sysop, 'Theirs.png', 'd')
    assert.equal(await told(sysop), 0)
    ;(await sysop.write({ action: 'delete', title: 'File:Theirs.png' })).ok()
    assert.equal(await told(sysop), 0)
    ;(await sysop.write({ action: 'undelete', title: 'File:Theirs.png' })).ok()
    assert.equal(await told(sysop), 0)
  })

  test('is named again once the block is gone', async () => {
    ;(await over.write({ action: 'unblock', user: 'Secretperson' })).ok()
    assert.ok((await told(sysop)) >= 4)
  })
})
