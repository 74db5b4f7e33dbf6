// What was sent and is not published yet: whole files that wait for a decision, and chunks that wait for the rest.

import { type Timestamp, timestampOf } from '../api/timestamps.ts'
import { fail } from '../errors.ts'
import type { UserId } from '../ids.ts'
import type { Reader } from '../storage/database.ts'
import type { Wiki } from '../wiki.ts'
import type { FileDepot, Stored } from './depot.ts'
import type { FileContent } from './file.ts'
import { extensionsOfTypes, inspect, inspectedBytes } from './file-type.ts'
import {
  addChunk,
  hashesInUse,
  insertStashed,
  removeStashed,
  removeStashedBefore,
  type StashedFile,
  stashedFile,
  waitingChunks,
} from './stash-store.ts'

/** Milliseconds that a file waits in the stash. */
const stashLifetime = 6 * 3600e3
/** Bytes that a chunk has at least, but for the last. */
export const smallestChunk = 1024

/** Whether a text has the form of a key. */
export const isFileKey = (key: string): boolean => /^[\w.-]+\.\w*$/.test(key) && key.length <= 255

/** Takes files, one after the other, into the depot and says what they are together. */
export async function takeContent(
  depot: FileDepot,
  paths: readonly string[],
): Promise<{ readonly content: FileContent; readonly size: number }> {
  const { sha1, size } = await depot.put(paths)
  return { content: { ...inspect(await depot.begin(sha1, inspectedBytes)), sha1 }, size }
}

interface ToStash {
  readonly content: FileContent
  readonly size: number
  readonly wasShown: boolean
}

/** Puts a whole file into somebody's stash. */
export async function stash(wiki: Wiki, user: UserId, file: ToStash): Promise<StashedFile> {
  const stashed = newStashed(wiki, user, { ...file, isPartial: false, received: file.size, chunks: [] })
  await keep(wiki, stashed)
  return stashed
}

/** Begins a file that comes in chunks. `size` is what all of them will have. */
export async function beginChunks(wiki: Wiki, user: UserId, chunk: Stored, size: number): Promise<StashedFile> {
  const content: FileContent = {
    ...inspect(await wiki.files.begin(chunk.sha1, inspectedBytes)),
    sha1: chunk.sha1,
  }
  const chunks = [chunk.sha1]
  const stashed = newStashed(wiki, user, {
    content,
    size,
    wasShown: false,
    isPartial: true,
    received: chunk.size,
    chunks,
  })
  await keep(wiki, stashed)
  return stashed
}

/** Adds a chunk at `offset`; throws `stashfailed` where the file does not go on there. */
export async function continueChunks(
  wiki: Wiki,
  stashed: StashedFile,
  offset: number,
  chunk: Stored,
): Promise<StashedFile> {
  const added =
    stashed.isPartial && offset === stashed.received && (await wiki.database.write(tx => addChunk(tx, stashed, chunk)))
  if (!added) throw fail('invalid-chunk-offset', [], { offset: String(stashed.received) })
  return { ...stashed, received: stashed.received + chunk.size, chunks: [...stashed.chunks, chunk.sha1] }
}

/** Makes a whole file of all chunks; it has another key than they had. */
export async function joinChunks(wiki: Wiki, partial: StashedFile): Promise<StashedFile> {
  const paths = await Promise.all(partial.chunks.map(sha1 => wiki.files.pathOf(sha1)))
  const { content, size } = await takeContent(wiki.files, paths)
  const whole = newStashed(wiki, partial.user, {
    content,
    size,
    wasShown: true,
    isPartial: false,
    received: size,
    chunks: [],
  })
  await wiki.database.write(async tx => {
    await removeStashed(tx, partial.key)
    await insertStashed(tx, whole)
  })
  return whole
}

/** A file of somebody's stash. Throws where there is none of this key, or it is another's. */
export async function stashedOf(db: Reader, user: UserId | 0, key: string): Promise<StashedFile> {
  const found = await stashedFile(db, key)
  if (found === undefined) throw fail('uploadstash-file-not-found', [key])
  if (found.user !== user) throw fail('uploadstash-wrong-owner', [key])
  return found
}

function newStashed(
  wiki: Wiki,
  user: UserId,
  file: Omit<StashedFile, 'key' | 'user' | 'name' | 'timestamp'>,
): StashedFile {
  const now = wiki.now()
  const timestamp = timestampOf(now)
  const extension = extensionsOfTypes[file.content.mime]?.[0] ?? 'bin'
  const letters = (count: number): string =>
    Array.from({ length: count }, () =>
      Math.floor((Number.parseInt(wiki.random(4), 16) / 2 ** 32) * 36).toString(36),
    ).join('')
  return {
    ...file,
    key: `${Math.floor(now.getTime() * 1000).toString(36)}${letters(2)}.${letters(6)}.${user}.${extension}`,
    user,
    name: `${timestamp}!php${letters(6)}.${extension}`,
    timestamp,
  }
}

async function keep(wiki: Wiki, stashed: StashedFile): Promise<void> {
  const oldest: Timestamp = timestampOf(new Date(wiki.now().getTime() - stashLifetime))
  await wiki.database.write(async tx => {
    await removeStashedBefore(tx, oldest)
    await insertStashed(tx, stashed)
  })
}

/** Hashes that are looked up in one statement. */
const hashesAtOnce = 500

/** Removes, in the background, contents that nothing refers to: of expired stashes, and of uploads that ended early. */
export function removeLeftFiles(wiki: Wiki): void {
  wiki.inBackground(async () => {
    const before = new Date(wiki.now().getTime() - stashLifetime)
    const waiting = await waitingChunks(wiki.database.read)
    let batch: string[] = []
    const sweep = async (): Promise<void> => {
      const used = await hashesInUse(wiki.database.read, batch)
      for (const sha1 of batch) if (!used.has(sha1) && !waiting.has(sha1)) await wiki.files.remove(sha1, before)
      batch = []
    }
    for await (const sha1 of wiki.files.hashes()) {
      if (wiki.isClosing) return
      batch.push(sha1)
      if (batch.length >= hashesAtOnce) await sweep()
    }
    if (batch.length > 0) await sweep()
  })
}
