// The escaping template of the pages. Html is a type: a string that comes from anywhere is escaped when it is put in.
import { escapeHtml } from '../language/message-text.ts'

/** Markup that is finished and safe. Made by the template `html`, or by `trusted` from what another room has made safe. */
export class Html {
  readonly #markup: string
  constructor(markup: string) {
    this.#markup = markup
  }
  /** The markup itself, for the one who writes it out. */
  get markup(): string {
    return this.#markup
  }
  get isEmpty(): boolean {
    return this.#markup === ''
  }
  /** Joined to a string by mistake, it would be escaped a second time or not at all. */
  toString(): never {
    throw new TypeError('Html is put into the template html, not into a string')
  }
  toJSON(): never {
    throw new TypeError('Html is no JSON')
  }
}

/** What may stand in the template: text is escaped, nothing is nothing, lists are put together. */
export type HtmlValue = Html | string | number | undefined | false | readonly HtmlValue[]

const checked = new WeakSet<TemplateStringsArray>()

/** `html\`<p title="${title}">${text}</p>\``. Throws for a value where no escaping would make it safe. */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  if (!checked.has(strings)) {
    checkPlaces(strings)
    checked.add(strings)
  }
  let markup = strings[0] ?? ''
  values.forEach((value, index) => {
    markup += markupOf(value) + (strings[index + 1] ?? '')
  })
  return new Html(markup)
}

/** Attributes have quotes, and nothing is put into scripts, styles, or the names of tags. */
function checkPlaces(strings: TemplateStringsArray): void {
  let before = ''
  for (const piece of strings.slice(0, -1)) {
    before += piece
    if (/=\s*$/.test(piece)) throw new TypeError('the value of an attribute needs quotes')
    if (/<\/?$/.test(piece)) throw new TypeError('the name of a tag cannot be a value')
    const script = before.lastIndexOf('<script')
    if (script >= 0 && before.indexOf('</script', script) < 0 && before.indexOf('>', script) >= 0)
      throw new TypeError('a value cannot stand in a script')
  }
}

function markupOf(value: HtmlValue): string {
  if (value instanceof Html) return value.markup
  if (typeof value === 'string') return escapeHtml(value)
  if (typeof value === 'number') return String(value)
  if (value === undefined || value === false) return ''
  return value.map(markupOf).join('')
}

/** Markup that another room of the house has made: the wikitext engine, the table of a difference, a message. */
export const trusted = (markup: string): Html => new Html(markup)

export const nothing = new Html('')

/** An attribute without a value where it is on: ` checked`. */
export const flag = (
  name: 'checked' | 'selected' | 'disabled' | 'required' | 'readonly' | 'open',
  on: boolean,
): Html => (on ? new Html(` ${name}`) : nothing)

/** Pieces with a separator between them; empty ones are left out. */
export function joined(pieces: readonly Html[], separator: HtmlValue): Html {
  const [first, ...rest] = pieces.filter(piece => !piece.isEmpty)
  return first === undefined ? nothing : html`${first}${rest.map(piece => [separator, piece])}`
}

/**
 * Data for scripts, as an element that no browser runs. No character of it can end the element or begin a comment.
 */
export function inertJson(id: string, data: unknown): Html {
  const json = JSON.stringify(data).replace(
    /[<>&\u2028\u2029]/g,
    one => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  return new Html(`<script type="application/json" id="${escapeHtml(id)}">${json}</script>`)
}
