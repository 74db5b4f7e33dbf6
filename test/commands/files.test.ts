// What the command line does with uploaded files: it copies them and proves that they are whole.
import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { png } from '../support/images.ts'
import { runCommand, startServer, type TestServer } from '../support/server.ts'

let wiki: TestServer
let copies = ''
before(async () => {
  copies = await mkdtemp(path.join(tmpdir(), 'palimpsest-test-copies-'))
  wiki = await startServer({ database: 'sqlite' })
  const admin = await wiki.as('Admin')
  for (const seed of ['one', 'two']) {
    const form = new FormData()
    const params = {
      action: 'upload',
      format: 'json',
      filename: 'Kept.png',
      ignorewarnings: '1',
      token: await admin.token(),
    }
    for (const [name, value] of Object.entries(params)) form.append(name, value)
    form.append('file', new Blob([new Uint8Array(png(seed))]), 'x')
    assert.equal((await admin.fetch('/api.php', { method: 'POST', body: form })).at('upload.result'), 'Success')
  }
})
after(async () => {
  await wiki.stop()
  await rm(copies, { recursive: true, force: true })
})

async function contents(folder: string): Promise<string[]> {
  const all = await readdir(folder, { recursive: true, withFileTypes: true })
  return all.filter(one => one.isFile()).map(one => path.join(one.parentPath, one.name))
}

test('a backup has the contents of files, each once', async () => {
  const backup = (name: string) => runCommand(['backup', path.join(copies, name), '--data', wiki.dataDir])
  const first = await backup('palimpsest.sqlite')
  assert.match(first.stdout, /^2 contents of files were copied/)
  assert.doesNotMatch((await backup('second.sqlite')).stdout, /contents/)
  const checked = await runCommand(['check', '--data', copies])
  assert.equal(checked.code, 0, checked.stderr)
})

test('a content that is missing or another is told', async () => {
  const [one = '', two = ''] = await contents(path.join(copies, 'files'))
  const bytes = await readFile(one)
  bytes[20] = (bytes[20] ?? 0) ^ 1
  await writeFile(one, bytes)
  await rm(two)
  const checked = await runCommand(['check', '--data', copies])
  assert.equal(checked.code, 1)
  assert.match(checked.stderr, /is another/)
  assert.match(checked.stderr, /is missing/)
})
