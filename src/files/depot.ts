// Where the bytes of files lie: a folder, each content once, under its hash. What is published, old, deleted or hidden
// is for the database alone to say; nothing is ever moved.
import { createHash, randomBytes } from 'node:crypto'
import { createReadStream, rmSync } from 'node:fs'
import { type FileHandle, mkdir, mkdtemp, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { base36OfHex } from './file.ts'

/** A content as the depot has it. */
export interface Stored {
  /** 31 digits in base 36. */
  readonly sha1: string
  readonly size: number
}

const isHash = (sha1: string): boolean => /^[0-9a-z]{31}$/.test(sha1)

export class FileDepot {
  readonly #given: string | undefined
  #folder: Promise<string> | undefined
  #temporary: string | undefined
  readonly #whenEnding = (): void => this.close()

  /** Without a folder, one for as long as the process runs. */
  constructor(folder: string | undefined) {
    this.#given = folder
  }

  /** The folder, which is made. */
  get folder(): Promise<string> {
    this.#folder ??= this.#open()
    return this.#folder
  }

  async #open(): Promise<string> {
    if (this.#given !== undefined) {
      await mkdir(this.#given, { recursive: true })
      return this.#given
    }
    const made = await mkdtemp(path.join(tmpdir(), 'palimpsest-files-'))
    this.#temporary = made
    process.once('exit', this.#whenEnding)
    return made
  }

  /** Forgets what is kept only as long as the process runs. */
  close(): void {
    process.off('exit', this.#whenEnding)
    if (this.#temporary !== undefined) rmSync(this.#temporary, { recursive: true, force: true })
    this.#temporary = undefined
  }

  /** Where a content lies. Throws for what is no hash. */
  async pathOf(sha1: string): Promise<string> {
    if (!isHash(sha1)) throw new TypeError('this is no hash of a file')
    return path.join(await this.folder, sha1.slice(0, 1), sha1.slice(0, 2), sha1)
  }

  /** Takes the bytes of these files, one after the other, as one content; on disk for sure when it answers. */
  async put(files: readonly string[]): Promise<Stored> {
    const folder = await this.folder
    const draft = path.join(folder, `draft-${randomBytes(12).toString('hex')}`)
    const hash = createHash('sha1')
    let size = 0
    try {
      const handle = await open(draft, 'wx', 0o600)
      try {
        for (const file of files) {
          for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
            hash.update(chunk)
            size += chunk.length
            await handle.writeFile(chunk)
          }
        }
        await handle.sync()
      } finally {
        await handle.close()
      }
      const sha1 = base36OfHex(hash.digest('hex'))
      await this.#keep(draft, sha1)
      return { sha1, size }
    } catch (error) {
      await rm(draft, { force: true })
      throw error
    }
  }

  async #keep(draft: string, sha1: string): Promise<void> {
    const target = await this.pathOf(sha1)
    await mkdir(path.dirname(target), { recursive: true })
    await rename(draft, target)
    await syncFolder(path.dirname(target))
  }

  /** How many bytes a content has; undefined where it is not there. */
  async sizeOf(sha1: string): Promise<number | undefined> {
    try {
      return (await stat(await this.pathOf(sha1))).size
    } catch {
      return undefined
    }
  }

  /** The bytes from `start` up to and with `end`; by default all. */
  async read(sha1: string, range: { readonly start?: number; readonly end?: number } = {}): Promise<Readable> {
    return createReadStream(await this.pathOf(sha1), range)
  }

  /** The first bytes of a content. */
  async begin(sha1: string, bytes: number): Promise<Buffer> {
    const handle = await open(await this.pathOf(sha1), 'r')
    try {
      return await firstBytes(handle, bytes)
    } finally {
      await handle.close()
    }
  }

  /** All hashes that lie here. */
  async *hashes(): AsyncGenerator<string> {
    const folder = await this.folder
    for (const first of (await readdir(folder)).filter(name => name.length === 1).sort()) {
      for (const second of (await readdir(path.join(folder, first))).sort()) {
        for (const name of (await readdir(path.join(folder, first, second))).sort()) if (isHash(name)) yield name
      }
    }
  }

  /** Removes a content that nothing has wanted since `before`. It is the caller's to know that nothing refers to it. */
  async remove(sha1: string, before: Date): Promise<void> {
    const file = await this.pathOf(sha1)
    try {
      if ((await stat(file)).mtime < before) await rm(file, { force: true })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    }
  }
}

async function firstBytes(handle: FileHandle, bytes: number): Promise<Buffer> {
  const { size } = await handle.stat()
  const buffer = Buffer.alloc(Math.min(size, bytes))
  let filled = 0
  while (filled < buffer.length) {
    const { bytesRead } = await handle.read(buffer, filled, buffer.length - filled, filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return buffer.subarray(0, filled)
}

/** A new name in a folder is only there for sure when the folder is on disk. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
