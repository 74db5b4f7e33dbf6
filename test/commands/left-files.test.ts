// Contents that no file has any more are removed from the disk, and those that are waited for stay.
import assert from 'node:assert/strict'
import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { beginChunks, removeLeftFiles, stash, takeContent } from '../../src/files/stash.ts'
import type { UserId } from '../../src/ids.ts'
import { openDatabase } from '../../src/storage/open.ts'
import { openWiki } from '../../src/wiki.ts'

const hour = 3600e3

test('what waited too long is forgotten, what waits and what comes in chunks is not', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'palimpsest-test-left-'))
  const time = { now: Date.now() - 8 * hour }
  const wiki = await openWiki({
    database: await openDatabase('sqlite::memory:'),
    filesFolder: path.join(folder, 'files'),
    now: () => new Date(time.now),
  })
  try {
    const put = async (text: string) => {
      const file = path.join(folder, 'given')
      await writeFile(file, text)
      return takeContent(wiki.files, [file])
    }
    const user = 1 as UserId
    const old = await put('stashed eight hours ago')
    await stash(wiki, user, { ...old, wasShown: false })
    const never = await put('never stashed')
    time.now += 8 * hour
    const fresh = await put('stashed now')
    await stash(wiki, user, { ...fresh, wasShown: false })
    const { content, size } = await put('a chunk')
    await beginChunks(wiki, user, { sha1: content.sha1, size }, 100)
    const then = new Date(time.now - 7 * hour)
    for (const one of [old, never, fresh, { content }])
      await utimes(await wiki.files.pathOf(one.content.sha1), then, then)
    removeLeftFiles(wiki)
    const sizeOf = (one: typeof old) => wiki.files.sizeOf(one.content.sha1)
    for (let tries = 0; tries < 200 && ((await sizeOf(old)) ?? (await sizeOf(never))) !== undefined; tries++) {
      await setTimeout(25)
    }
    await wiki.close()
    const left: (number | undefined)[] = []
    for (const one of [old, never, fresh, { content }]) left.push(await wiki.files.sizeOf(one.content.sha1))
    assert.deepEqual(left, [undefined, undefined, fresh.size, size])
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
