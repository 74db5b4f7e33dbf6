// What tags are called and what is said about them, where pages of the wiki say it: as messages of the interface, these
// texts are at hand at any time, and read anew when they may have changed.
import { fallbackChain } from '../language/languages.ts'
import type { Reader } from '../storage/database.ts'
import { textsOfTagPages } from './tag-text-store.ts'

/** Another process may have changed a page; after so many milliseconds that is looked for. */
const goodFor = 2000

export class TagTexts {
  readonly #contentLanguage: string
  #texts: ReadonlyMap<string, string> = new Map()
  #readAt = Number.NEGATIVE_INFINITY

  constructor(contentLanguage: string) {
    this.#contentLanguage = contentLanguage
  }

  /** Reads the pages, unless that was done a moment ago; `now` in milliseconds. */
  async keepFresh(db: Reader, now: number): Promise<void> {
    if (Math.abs(now - this.#readAt) < goodFor) return
    this.#readAt = now
    await this.read(db)
  }

  async read(db: Reader): Promise<void> {
    this.#texts = await textsOfTagPages(db)
  }

  /** The text of a message `tag-…` in just this language; undefined where no page gives it. */
  of(key: string, language: string): string | undefined {
    if (this.#texts.size === 0 || !key.startsWith('tag-')) return undefined
    const page = `T${key.slice(1).replaceAll(' ', '_')}`
    if (language === this.#contentLanguage) return this.#texts.get(page)
    // English is the last to be asked for; as MediaWiki, behind it comes the language of the wiki.
    return this.#texts.get(`${page}/${language}`) ?? (language === 'en' ? this.#texts.get(page) : undefined)
  }

  /** Whether a page gives the text of this message in this language or one that stands for it. */
  gives(key: string, language: string): boolean {
    return fallbackChain(language).some(code => this.of(key, code) !== undefined)
  }
}

/** As MediaWiki: a name that is empty, or a dash, is not to be shown. */
export const isNameless = (text: string | undefined): boolean => text !== undefined && /^(-|\s*)$/.test(text)
