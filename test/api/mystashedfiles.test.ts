// list=mystashedfiles over HTTP: what waits in one's own stash, and nobody else's.
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import type { Client, Params } from '../support/client.ts'
import { png } from '../support/images.ts'
import { startWiki, type TestWiki } from '../support/server.ts'

let wiki: TestWiki
let admin: Client
let folder = ''
const keys: string[] = []

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'palimpsest-test-stash-'))
  wiki = await startWiki({ env: { PALIMPSEST_FILES_FOLDER: folder, PALIMPSEST_FILE_EXTENSIONS: 'png' } })
  admin = await wiki.as('Admin')
  for (const name of ['one', 'two', 'three']) keys.push(await stash(name))
})
after(async () => {
  await wiki.stop()
  await rm(folder, { recursive: true, force: true })
})

async function stash(name: string): Promise<string> {
  const form = new FormData()
  const fields = { action: 'upload', format: 'json', formatversion: '2', stash: '1', filename: `${name}.png` }
  for (const [field, value] of Object.entries(fields)) form.append(field, value)
  form.append('token', await admin.token())
  form.append('file', new Blob([new Uint8Array(png(name, { width: 7 }))]), 'x.png')
  return (await admin.fetch('/api.php', { method: 'POST', body: form })).string('upload.filekey')
}
const mine = (params: Params = {}, who = admin) => who.get({ action: 'query', list: 'mystashedfiles', ...params })

test('files are listed in the order in which they came, page by page', async () => {
  const first = await mine({ msflimit: 2 })
  const rest = await mine({ msflimit: 2, msfcontinue: first.string('continue.msfcontinue') })
  assert.deepEqual(
    [...first.list('query.mystashedfiles'), ...rest.list('query.mystashedfiles')],
    keys.map(filekey => ({ filekey, status: 'finished' })),
  )
  assert.equal(rest.at('continue'), undefined)
  assert.equal((await mine({ msfcontinue: 'x' })).code, 'badcontinue')
})

test('sizes and types are told when they are asked for', async () => {
  const { filekey, status, size, ...told } = (await mine({ msfprop: 'size|type' })).list(
    'query.mystashedfiles',
  )[0] as Record<string, unknown>
  assert.deepEqual([filekey, status, typeof size], [keys[0], 'finished', 'number'])
  assert.deepEqual(told, { width: 7, height: 4, bits: 8, mimetype: 'image/png', mediatype: 'BITMAP' })
})

test('nobody sees the stash of somebody else', async () => {
  assert.deepEqual((await mine({}, await wiki.as('Bob'))).list('query.mystashedfiles'), [])
  assert.equal((await mine({}, wiki.client())).code, 'stashnotloggedin')
})
