// Pictures at other sizes: made when they are asked for, kept for a while, and only where the library for it is there.
import type { FileDepot } from './depot.ts'
import type { FileContent } from './file.ts'
import { scaledSize } from './file-address.ts'

/** A scaled picture. */
export interface Thumbnail {
  readonly mime: string
  readonly bytes: Buffer
}

/** Pixels of a picture that is scaled at all: more could fill the memory. */
const mostPixels = 50_000_000
/** Widths that are made; others are shown by the next larger of them, so that nobody can ask for thousands. */
const widths = [20, 40, 60, 80, 100, 120, 150, 180, 200, 220, 250, 300, 320, 400, 500, 640, 800, 1024, 1280, 1920, 2560]

type Sharp = typeof import('sharp')['default']
let library: Promise<Sharp | undefined> | undefined

/** The library, which a wiki may do without. */
function loadLibrary(): Promise<Sharp | undefined> {
  library ??= import('sharp').then(
    module => module.default,
    () => undefined,
  )
  return library
}

/** Thumbnails of one wiki: a bounded number of bytes, those that were asked for last. */
export class Thumbnails {
  readonly #depot: FileDepot
  readonly #mostBytes: number
  readonly #kept = new Map<string, Promise<Thumbnail | undefined>>()
  readonly #sizes = new Map<string, number>()
  #bytes = 0
  #last: Promise<unknown> = Promise.resolve()

  constructor(depot: FileDepot, mostBytes = 32 * 1024 * 1024) {
    this.#depot = depot
    this.#mostBytes = mostBytes
  }

  /** The picture at a width; undefined where the original is as good, or nothing can scale it. */
  async of(content: FileContent, width: number): Promise<Thumbnail | undefined> {
    const { sha1, mime } = content
    const isDrawing = mime === 'image/svg+xml'
    if (content.mediaType !== 'BITMAP' && !isDrawing) return undefined
    if (content.width * content.height > mostPixels) return undefined
    const step = widths.find(one => one >= width) ?? (widths.at(-1) as number)
    if (!isDrawing && step >= content.width && width >= content.width) return undefined
    const wanted = isDrawing ? step : Math.min(step, content.width)
    const key = `${sha1}/${wanted}`
    const known = this.#kept.get(key)
    if (known !== undefined) {
      this.#kept.delete(key)
      this.#kept.set(key, known)
      return known
    }
    // One after the other: scaling takes a processor for itself.
    const made = this.#last.then(() => this.#make(content, wanted))
    this.#last = made.catch(() => undefined)
    this.#kept.set(key, made)
    const thumbnail = await made
    this.#keep(key, thumbnail)
    return thumbnail
  }

  async #make(content: FileContent, width: number): Promise<Thumbnail | undefined> {
    const sharp = await loadLibrary()
    if (sharp === undefined) return undefined
    const { height } = scaledSize(content, { width })
    try {
      const picture = sharp(await this.#depot.pathOf(content.sha1), { limitInputPixels: mostPixels }).resize(
        width,
        height,
      )
      const isDrawing = content.mime === 'image/svg+xml'
      const bytes = await (isDrawing ? picture.png() : picture).toBuffer()
      return { mime: isDrawing ? 'image/png' : content.mime, bytes }
    } catch {
      // What cannot be read as a picture is shown as it is.
      return undefined
    }
  }

  #keep(key: string, thumbnail: Thumbnail | undefined): void {
    const size = thumbnail?.bytes.length ?? 0
    this.#sizes.set(key, size)
    this.#bytes += size
    for (const oldest of this.#kept.keys()) {
      if (this.#bytes <= this.#mostBytes) return
      this.#kept.delete(oldest)
      this.#bytes -= this.#sizes.get(oldest) ?? 0
      this.#sizes.delete(oldest)
    }
  }
}
