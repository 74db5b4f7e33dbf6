// Multipart forms: fields are collected in memory, files go to a temporary folder while they come in.
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import type { IncomingHttpHeaders } from 'node:http'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Busboy } from '@fastify/busboy'
import { BadRequest, type Body, noFiles } from './body.ts'
import type { UploadedFile } from './message.ts'
import { maxParameters, ParametersBuilder } from './parameters.ts'

export interface MultipartLimits {
  /** Most bytes of all fields together. */
  readonly body: number
  /** Most bytes of one file. */
  readonly file: number
  /** Most files. */
  readonly files: number
}

/**
 * Reads a multipart form. Files lie in a new folder below `temporary` until the body is discarded.
 * Throws `BadRequest` if the form is too large or none at all, and whatever the stream or disk says; then nothing is
 * left on the disk, and what is still to come of the stream is read and forgotten.
 */
export async function multipartBody(
  stream: Readable,
  headers: IncomingHttpHeaders,
  limits: MultipartLimits,
  temporary: string,
): Promise<Body> {
  const form = new Collected(limits, temporary)
  try {
    await parse(stream, headers, form)
    await form.whole()
  } catch (error) {
    stream.resume()
    await form.abandon(error)
    throw error
  }
  return form.body()
}

function parse(stream: Readable, headers: IncomingHttpHeaders, form: Collected): Promise<void> {
  return new Promise((resolve, reject) => {
    const unreadable = () => reject(new BadRequest(400, 'The multipart form cannot be read.'))
    try {
      const parser = new Busboy({
        headers: { ...headers, 'content-type': headers['content-type'] ?? '' },
        // Fields too, for only so do we see their bytes.
        isPartAFile: () => true,
        limits: { parts: maxParameters },
      })
      const fail = (error: unknown) => {
        stream.unpipe(parser)
        reject(error)
      }
      parser.on('file', (field, part, filename, _encoding, type) => {
        form.take(field, part, filename, type).catch(fail)
      })
      parser.on('error', unreadable)
      parser.once('finish', resolve)
      stream.on('error', fail)
      stream.once('close', () => {
        if (!stream.readableEnded) fail(new BadRequest(400, 'The request ended too early.'))
      })
      stream.pipe(parser)
    } catch {
      unreadable()
    }
  })
}

/** What has come in of a form so far. */
class Collected {
  readonly #limits: MultipartLimits
  readonly #temporary: string
  readonly #builder = new ParametersBuilder('replace')
  /** In the order of the form, though a small file is on the disk before a large one. */
  readonly #files: [field: string, file: UploadedFile][] = []
  readonly #parts: Readable[] = []
  readonly #work: Promise<void>[] = []
  #fieldBytes = 0
  #fileCount = 0
  #folder: Promise<string> | undefined

  constructor(limits: MultipartLimits, temporary: string) {
    this.#limits = limits
    this.#temporary = temporary
  }

  /** Reads one part to its end. What the parser takes for a file without a name is a field. */
  take(field: string, part: Readable, filename: string | undefined, type: string): Promise<void> {
    this.#parts.push(part)
    // Who reads the part sees its errors; before and after that nobody does, and an error unseen would end the process.
    part.on('error', () => {})
    const done = filename === undefined ? this.#takeField(field, part) : this.#takeFile(field, part, filename, type)
    this.#work.push(done)
    return done
  }

  async #takeField(field: string, part: Readable): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of part as AsyncIterable<Buffer>) {
      this.#fieldBytes += chunk.length
      if (this.#fieldBytes > this.#limits.body) throw new BadRequest(413, 'The form is too large.')
      chunks.push(chunk)
    }
    this.#builder.addBytes(field, Buffer.concat(chunks))
  }

  async #takeFile(field: string, part: Readable, filename: string, type: string): Promise<void> {
    const index = this.#fileCount++
    if (index >= this.#limits.files) throw new BadRequest(413, 'The form has too many files.')
    this.#folder ??= mkdtemp(join(this.#temporary, 'palimpsest-upload-'))
    const path = join(await this.#folder, String(index))
    const most = this.#limits.file
    let size = 0
    await pipeline(
      part,
      async function* (chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          size += chunk.length
          if (size > most) throw new BadRequest(413, 'The file is too large.')
          yield chunk
        }
      },
      createWriteStream(path, { flags: 'wx', mode: 0o600 }),
    )
    this.#files[index] = [field, { name: filename, type, size, path }]
  }

  /** Waits for all parts that were taken. */
  async whole(): Promise<void> {
    await Promise.all(this.#work)
  }

  /** Stops reading and removes the files. */
  async abandon(error: unknown): Promise<void> {
    for (const part of this.#parts) part.destroy(error instanceof Error ? error : undefined)
    await Promise.allSettled(this.#work)
    await this.#discard()
  }

  body(): Body {
    const files = this.#files.length === 0 ? noFiles : new Map(this.#files)
    return { form: this.#builder.build(), raw: undefined, files, discard: () => this.#discard() }
  }

  async #discard(): Promise<void> {
    if (this.#folder === undefined) return
    const folder = await this.#folder.catch(() => undefined)
    if (folder !== undefined) await rm(folder, { recursive: true, force: true })
  }
}
