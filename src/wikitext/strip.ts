// Strip markers: finished pieces of HTML (or text to be left alone) stand in the text as a marker until the end, so that no
// later step reads them as wikitext. The marker's quotes and control characters break it out of attributes.

/** `general` pieces come back before paragraphs are made, `nowiki` after them. */
export type StripKind = 'general' | 'nowiki'

const head = '\x7f\'"`UNIQ-'
const tail = '-QINU`"\'\x7f'

/** Matches any strip marker; the first group is its name, the second its number. */
export const markerPattern = /\x7f'"`UNIQ-{1,2}([a-z0-9]+)-([0-9A-F]{8})-QINU`"'\x7f/g

/** Removes all strip markers. */
export const killMarkers = (text: string): string =>
  text.includes(head) ? text.replace(/\x7f'"`UNIQ-(?:[^\x7f]*)-QINU`"'\x7f/g, '') : text

const nestingLimit = 20

/** What the markers of one rendering stand for. */
export class StripState {
  readonly #general = new Map<string, string>()
  readonly #nowiki = new Map<string, string>()
  #count = 0

  /** How many pieces were put aside so far. */
  get count(): number {
    return this.#count
  }

  /** Keeps a piece and returns the marker that stands for it. `name` only helps whoever reads the text in between. */
  add(kind: StripKind, name: string, piece: string): string {
    const marker = `${head}-${name}-${(this.#count++).toString(16).toUpperCase().padStart(8, '0')}${tail}`
    if (kind === 'general') this.#general.set(marker, piece)
    else this.#nowiki.set(marker, piece)
    return marker
  }

  unstripGeneral(text: string): string {
    return this.#unstrip(text, marker => this.#general.get(marker))
  }

  unstripNowiki(text: string): string {
    return this.#unstrip(text, marker => this.#nowiki.get(marker))
  }

  unstripBoth(text: string): string {
    return this.#unstrip(text, marker => this.#general.get(marker) ?? this.#nowiki.get(marker))
  }

  /** Whether the marker stands for a nowiki piece. */
  nowikiPiece(marker: string): string | undefined {
    return this.#nowiki.get(marker)
  }

  #unstrip(text: string, find: (marker: string) => string | undefined, depth = 0): string {
    if (!text.includes(head) || depth > nestingLimit) return text
    return text.replace(/\x7f'"`UNIQ-[^\x7f]*-QINU`"'\x7f/g, marker => {
      const piece = find(marker)
      return piece === undefined ? marker : this.#unstrip(piece, find, depth + 1)
    })
  }
}
