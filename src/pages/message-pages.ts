// What pages of the MediaWiki namespace say in the place of messages of the interface. The texts are at hand at any time,
// and are looked at again when one of these pages changed here, or may have changed in another process.

import type { RevId } from '../ids.ts'
import { upperFirst } from '../language/first-letter.ts'
import type { Reader } from '../storage/database.ts'
import { latestMessagePages, messageTextsOf } from './message-page-store.ts'

/** After so many milliseconds another process may have changed a page. */
const goodFor = 2000

interface MessagePage {
  readonly revision: RevId
  readonly text: string
}

export class MessagePages {
  readonly #contentLanguage: string
  #pages: ReadonlyMap<string, MessagePage> = new Map()
  #lookedAt = Number.NEGATIVE_INFINITY
  #reading: Promise<void> | undefined

  constructor(contentLanguage: string) {
    this.#contentLanguage = contentLanguage
  }

  /** The next `keepFresh` looks at the pages, whenever it was done before. */
  expire(): void {
    this.#lookedAt = Number.NEGATIVE_INFINITY
  }

  /** Looks whether pages changed, unless that was done a moment ago; `now` in milliseconds. */
  async keepFresh(db: Reader, now: number): Promise<void> {
    if (Math.abs(now - this.#lookedAt) < goodFor) return
    this.#lookedAt = now
    this.#reading ??= this.#read(db).finally(() => {
      this.#reading = undefined
    })
    await this.#reading
  }

  async #read(db: Reader): Promise<void> {
    const latest = await latestMessagePages(db)
    const changed = [...latest].filter(([name, revision]) => this.#pages.get(name)?.revision !== revision)
    if (changed.length === 0 && latest.size === this.#pages.size) return
    const texts = await messageTextsOf(
      db,
      changed.map(([, revision]) => revision),
    )
    const pages = new Map<string, MessagePage>()
    for (const [name, revision] of latest) {
      const known = this.#pages.get(name)
      const text = known?.revision === revision ? known.text : texts.get(revision)
      if (text !== undefined) pages.set(name, { revision, text })
    }
    this.#pages = pages
  }

  /** The text of a message in just this language; undefined where no page gives it. */
  of(key: string, language: string): string | undefined {
    if (this.#pages.size === 0) return undefined
    const page = upperFirst(key).replaceAll(' ', '_')
    const own = language === this.#contentLanguage ? this.#pages.get(page) : this.#pages.get(`${page}/${language}`)
    return own?.text
  }
}
