// Renderings in the database: those that took long are found there by other processes and after a start.
import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { deserialize, serialize } from 'node:v8'
import { gunzip, gzip } from 'node:zlib'
import { timestampOf } from '../api/timestamps.ts'
import type { RevId } from '../ids.ts'
import type { CachedRendering } from '../pages/parser-cache.ts'
import type { Transaction } from '../storage/database.ts'
import { version } from '../version.ts'
import type { Wiki } from '../wiki.ts'
import { cachedObject, forgetObjects, keepObject, trimObjects } from './object-cache-store.ts'
import { type PackedRendering, packRendering, unpackRendering } from './wire.ts'

/** Raised when what is stored, or what the engine makes of a text, is another. */
const form = 1
/** UTF-16 units of HTML of the largest rendering that is kept. */
const mostHtml = 32 * 1024 * 1024
/** Bytes of all renderings that are kept. */
const mostBytes = 256 * 1024 * 1024
/** One of so many renderings that are stored makes room for others. */
const trimEvery = 64
/** Milliseconds for which a rendering must be good to be worth its place. */
const shortest = 600_000

interface Stored extends Omit<CachedRendering, 'rendering'> {
  readonly packed: PackedRendering
}

const prefixOf = (revision: number): string => `rendering:${revision}:`

/** The name under which a rendering is kept: with all that it depends on and that never changes while the wiki runs. */
function nameOf({ config, titles }: Wiki, key: string): string {
  const { siteName, server, articlePath, scriptPath, language } = config
  const names = titles.namespaces.all.map(namespace => namespace.name)
  const facts = [form, version, siteName, server, articlePath, scriptPath, language, names, key]
  const hash = createHash('sha256').update(JSON.stringify(facts)).digest('base64url')
  return `${prefixOf(Number.parseInt(key, 10))}${hash}`
}

/** The rendering of this key, which begins with the id of its revision; still to be looked at is what it depends on. */
export async function storedRendering(wiki: Wiki, key: string, now: Date): Promise<CachedRendering | undefined> {
  const value = await cachedObject(wiki.database.read, nameOf(wiki, key), timestampOf(now))
  if (value === undefined) return undefined
  let stored: Stored
  try {
    stored = deserialize(await promisify(gunzip)(value)) as Stored
  } catch (error) {
    // Another version of Node may have written it.
    wiki.log.warn({ err: error }, 'a stored rendering could not be read')
    return undefined
  }
  const { packed, ...rest } = stored
  return { ...rest, rendering: unpackRendering(packed) }
}

/** Keeps a rendering for as long as it is good. */
export async function storeRendering(wiki: Wiki, key: string, made: CachedRendering, now: Date): Promise<void> {
  const { rendering, ...rest } = made
  if (made.goodUntil - now.getTime() < shortest || rendering.html.length > mostHtml) return
  const stored: Stored = { ...rest, packed: packRendering(rendering) }
  const value = await promisify(gzip)(serialize(stored), { level: 1 })
  const isTrimmed = wiki.randomNumber() % trimEvery === 0
  await wiki.database.write(async tx => {
    await keepObject(tx, nameOf(wiki, key), value, timestampOf(new Date(made.goodUntil)))
    if (isTrimmed) await trimObjects(tx, timestampOf(now), mostBytes)
  })
}

/** Forgets the renderings of a revision. */
export const forgetStored = (tx: Transaction, revision: RevId): Promise<void> => forgetObjects(tx, prefixOf(revision))
