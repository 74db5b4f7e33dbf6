import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { FileDepot } from './depot.ts'
import { base36OfHex } from './file.ts'

let folder = ''
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'palimpsest-test-depot-'))
})
after(() => rm(folder, { recursive: true, force: true }))

async function fileOf(text: string): Promise<string> {
  const file = path.join(folder, `given-${text.length}`)
  await writeFile(file, text)
  return file
}
const depotIn = (name: string) => new FileDepot(path.join(folder, name))
const all = async (depot: FileDepot): Promise<string[]> => {
  const found: string[] = []
  for await (const sha1 of depot.hashes()) found.push(sha1)
  return found
}

test('what was put in comes out under its hash, once', async () => {
  const depot = depotIn('one')
  const stored = await depot.put([await fileOf('hello')])
  assert.deepEqual(stored, { sha1: base36OfHex('aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d'), size: 5 })
  assert.deepEqual(await depot.put([await fileOf('hello')]), stored)
  assert.deepEqual(await all(depot), [stored.sha1])
  const read = await depot.read(stored.sha1, { start: 1, end: 3 })
  assert.equal(Buffer.concat(await read.toArray()).toString(), 'ell')
  assert.equal((await depot.begin(stored.sha1, 2)).toString(), 'he')
  assert.equal(await depot.sizeOf(stored.sha1), 5)
})

test('several files are one content', async () => {
  const depot = depotIn('two')
  const whole = await depot.put([await fileOf('hello world')])
  const parts = await depot.put([await fileOf('hello '), await fileOf('world')])
  assert.deepEqual(parts, whole)
})

test('a put that fails leaves nothing', async () => {
  const depot = depotIn('three')
  await assert.rejects(depot.put([await fileOf('hello'), path.join(folder, 'missing')]))
  assert.deepEqual(await readdir(await depot.folder), [])
})

test('only what has been there for a while is removed', async () => {
  const depot = depotIn('four')
  const { sha1 } = await depot.put([await fileOf('hello')])
  await depot.remove(sha1, new Date(Date.now() - 60_000))
  assert.equal(await depot.sizeOf(sha1), 5)
  await depot.remove(sha1, new Date(Date.now() + 60_000))
  assert.equal(await depot.sizeOf(sha1), undefined)
  await depot.remove(sha1, new Date())
})

test('what is no hash is no place', async () => {
  const depot = depotIn('five')
  for (const name of ['', '../x', 'A'.repeat(31), `${'a'.repeat(30)}/`])
    await assert.rejects(depot.pathOf(name), TypeError)
})
