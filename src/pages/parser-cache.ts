// Rendered pages that are kept in memory. A rendering is of one revision and depends on the pages that it includes and
// links to: what these were is kept with it, and it is good as long as they are the same.
import type { PageId } from '../ids.ts'
import { RenderingGivenUp } from '../rendering/given-up.ts'
import { RecentlyUsed } from '../storage/recently-used.ts'
import type { Existence, PageName, Rendering } from '../wikitext/index.ts'
import type { Title } from './title.ts'

/** Pages by prefixed text. */
export interface Dependencies {
  /** What was included, and its latest revision; 0 for what did not exist. */
  readonly included: ReadonlyMap<string, { readonly title: Title; readonly revId: number }>
  /** What was linked to or asked for, and whether it led somewhere, or on to elsewhere. */
  readonly linked: ReadonlyMap<string, { readonly name: PageName; readonly exists: Existence }>
  /** The files that were shown or looked for, by name, and which version of which file each was. */
  readonly files?: ReadonlyMap<string, string>
  /** For a page with very many links: the rest of them is as it was as long as nothing has touched the page; 14 digits. */
  readonly touched?: { readonly page: PageId; readonly timestamp: string }
}

export interface CachedRendering {
  readonly rendering: Rendering
  readonly dependencies: Dependencies
  /** Milliseconds since 1970. */
  readonly goodUntil: number
}

/** Characters of HTML and names that are kept, in all; what took long to render is in the database, too. */
const usualSize = 4 * 1024 * 1024
/** Milliseconds for which a page that could not be rendered in time is not tried again. */
const givenUpFor = 60_000

export class ParserCache {
  readonly #entries = new Map<string, { readonly cached: CachedRendering; readonly size: number }>()
  readonly #under = new Map<string, Promise<CachedRendering>>()
  readonly #givenUp = new RecentlyUsed<{ readonly error: RenderingGivenUp; readonly until: number }>(1000)
  readonly #mostSize: number
  #size = 0

  constructor(mostSize = usualSize) {
    this.#mostSize = mostSize
  }

  get size(): number {
    return this.#size
  }

  /** What is kept under a key and still good at a time. What is not good any more is forgotten. */
  async get(
    key: string,
    now: number,
    isGood: (dependencies: Dependencies) => Promise<boolean>,
  ): Promise<Rendering | undefined> {
    const entry = this.#entries.get(key)
    if (entry === undefined) return undefined
    const { rendering, dependencies, goodUntil } = entry.cached
    const isOld = now >= goodUntil
    if (isOld || !(await isGood(dependencies))) {
      if (this.#entries.get(key) === entry) this.#forget(key, entry.size)
      return undefined
    }
    // A map keeps the order of insertion: what was used last is forgotten last.
    if (this.#entries.delete(key)) this.#entries.set(key, entry)
    return rendering
  }

  /** Renders once for all who ask at the same time, and keeps it. What was given up is so for all who ask soon after. */
  async make(key: string, now: number, render: () => Promise<CachedRendering>): Promise<Rendering> {
    const under = this.#under.get(key)
    if (under !== undefined) return (await under).rendering
    const givenUp = this.#givenUp.get(key)
    if (givenUp !== undefined && now < givenUp.until) throw givenUp.error
    const made = render()
    this.#under.set(key, made)
    try {
      const cached = await made
      this.#keep(key, cached)
      return cached.rendering
    } catch (error) {
      if (error instanceof RenderingGivenUp && error.lasts) this.#givenUp.set(key, { error, until: now + givenUpFor })
      throw error
    } finally {
      this.#under.delete(key)
    }
  }

  /** Forgets all renderings of a revision, whose keys begin with its id. */
  forgetRevision(id: number): void {
    for (const [key, { size }] of this.#entries) if (key.startsWith(`${id}|`)) this.#forget(key, size)
    for (const key of this.#givenUp.keys()) if (key.startsWith(`${id}|`)) this.#givenUp.delete(key)
  }

  #keep(key: string, cached: CachedRendering): void {
    const size = sizeOf(cached)
    if (size > this.#mostSize / 2) return
    const known = this.#entries.get(key)
    if (known !== undefined) this.#forget(key, known.size)
    this.#entries.set(key, { cached, size })
    this.#size += size
    for (const [oldest, entry] of this.#entries) {
      if (this.#size <= this.#mostSize) break
      this.#forget(oldest, entry.size)
    }
  }

  #forget(key: string, size: number): void {
    if (this.#entries.delete(key)) this.#size -= size
  }
}

/** Roughly, in characters. */
function sizeOf({ rendering, dependencies }: CachedRendering): number {
  const names = [...dependencies.included.keys(), ...dependencies.linked.keys(), ...rendering.externalLinks]
  // Names stand in the rendering as well, and each is an object.
  return (
    1000 +
    rendering.html.length +
    rendering.sections.length * 200 +
    names.reduce((sum, one) => sum + one.length + 100, 0)
  )
}
