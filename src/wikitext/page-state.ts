// What the rendering of one page gathers while the passes run over it.

import type { PageName } from './context.ts'
import { prefixedText } from './context.ts'
import type { Expansion } from './expansion.ts'

/** A link whose colour is known only when all links of the page have been looked up together. */
export interface LinkHolder {
  readonly target: PageName
  readonly prefixed: string
  readonly label: string
}

/** A heading as formatHeadings left it. */
export interface SectionEntry {
  readonly tocLevel: number
  readonly level: number
  readonly line: string
  readonly number: string
  readonly index: string
  readonly fromTitle: string | undefined
  /** In code points of the page's text, undefined for headings that are no sections of the page. */
  readonly offset: number | undefined
  readonly anchor: string
}

/** The state of one rendering: what the expansion gathered, and what the passes add. */
export class PageState {
  readonly expansion: Expansion
  readonly holders: LinkHolder[] = []
  readonly links = new Map<string, PageName>()
  readonly categories = new Map<string, { name: PageName; sortKey: string }>()
  readonly images = new Set<string>()
  readonly externalLinks = new Set<string>()
  readonly interwikiLinks = new Map<string, PageName>()
  readonly languageLinks = new Map<string, PageName>()
  readonly indicators = new Map<string, string>()
  readonly switches = new Set<string>()
  readonly sections: SectionEntry[] = []
  readonly anchors = new Map<string, number>()
  tocWanted = false
  hasTocPlace = false
  autonumber = 0
  #linkDepth = 0

  readonly #source: string
  readonly #sourceStart: number
  #counted = { units: 0, points: 0 }

  /** `source` is the page's text; offsets of sections count from `sourceStart` in it. */
  constructor(expansion: Expansion, source = '', sourceStart = 0) {
    this.expansion = expansion
    this.#source = source
    this.#sourceStart = sourceStart
  }

  /** An offset in UTF-16 units as one in code points. Asked for in rising order, all of them cost one pass. */
  codePoints(units: number): number {
    const end = units + this.#sourceStart
    if (end < this.#counted.units) this.#counted = { units: 0, points: 0 }
    let { points } = this.#counted
    for (let at = this.#counted.units; at < end; at++) {
      const code = this.#source.charCodeAt(at)
      if (code < 0xdc00 || code > 0xdfff) points++
    }
    this.#counted = { units: end, points }
    return points
  }

  /** The page that is rendered. */
  get title(): PageName {
    return this.expansion.context.title
  }

  get prefixedTitle(): string {
    return prefixedText(this.title, this.expansion.context.titles)
  }

  prefixed(name: PageName): string {
    return prefixedText(name, this.expansion.context.titles)
  }

  /** Leaves a place for a link that is written when all are known. */
  hold(target: PageName, label: string): string {
    const prefixed = this.prefixed(target)
    this.holders.push({ target, prefixed, label })
    return `<!--LINK'" ${this.holders.length - 1}-->`
  }

  /** Runs a step for captions within captions, which may nest only so deep. */
  nested<T>(work: () => T, tooDeep: T): T {
    if (this.#linkDepth > 40) return tooDeep
    this.#linkDepth++
    try {
      return work()
    } finally {
      this.#linkDepth--
    }
  }
}
