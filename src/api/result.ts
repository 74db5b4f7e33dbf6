// The result tree: what a module answers, before a format and a formatversion give it its bytes.

/** What stands in a result. A plain object is a map; `undefined` entries are left out. */
export type Value =
  | string
  | number
  | boolean
  | null
  | undefined
  | List
  | ById
  | KeyValues
  | KeptBoolean
  | Content
  | Subelement
  | Tree
export interface Tree {
  readonly [key: string]: Value
}

/** A list in every format; in XML each item is an element of the name `tag`. */
export class List {
  readonly tag: string
  readonly items: readonly Value[]
  constructor(tag: string, items: readonly Value[]) {
    this.tag = tag
    this.items = items
  }
}
/**
 * Things by id; `<tag _idx="id">` in XML. With style `list` an object in formatversion 1 and a list in 2, as `query.pages`;
 * with `object` an object in both, as `query.namespaces` and `query.badrevids`; with `object in 2` an object in 2 and in 1
 * a list if the ids count up from 0 (or there are none left), as `query.general.thumblimits` and `magiclinks`.
 * In the two object styles, a key that is no integer is an ordinary name.
 */
export class ById {
  readonly tag: string
  readonly items: ReadonlyMap<string | number, Value>
  readonly style: ByIdStyle
  constructor(tag: string, items: ReadonlyMap<string | number, Value>, style: ByIdStyle = 'list') {
    this.tag = tag
    this.items = items
    this.style = style
  }
}
export type ByIdStyle = 'list' | 'object' | 'object in 2'
/**
 * A map with free keys. In formatversion 2 an object. In formatversion 1 `style` decides: `object` is the same object,
 * `list` is a list of `{ [keyName]: key, '*': value }`. In XML `<tag keyName="key">value</tag>`.
 */
export class KeyValues {
  readonly tag: string
  readonly keyName: string
  readonly entries: ReadonlyMap<string, Value>
  readonly style: 'object' | 'list'
  constructor(tag: string, keyName: string, entries: ReadonlyMap<string, Value>, style: 'object' | 'list') {
    this.tag = tag
    this.keyName = keyName
    this.entries = entries
    this.style = style
  }
}
/** A boolean that stays `true`/`false` in formatversion 1, where others become `""` or go. */
export class KeptBoolean {
  readonly value: boolean
  constructor(value: boolean) {
    this.value = value
  }
}
/** The content of the map it stands in: key `*` in formatversion 1, its own key in 2, the text of the element in XML. */
export class Content {
  readonly value: string | number | null
  constructor(value: string | number | null) {
    this.value = value
  }
}
/**
 * `{ '*': value }` in formatversion 1 (with `bare` the plain value, as in `expandtemplates.wikitext`), the plain value in 2,
 * an element of its own in XML (`<key xml:space="preserve">`).
 */
export class Subelement {
  readonly value: string | number | null
  readonly bare: boolean
  constructor(value: string | number | null, bare = false) {
    this.value = value
    this.bare = bare
  }
}

export const list = (tag: string, items: readonly Value[]): List => new List(tag, items)
export const byId = (tag: string, items: ReadonlyMap<string | number, Value>, style: ByIdStyle = 'list'): ById =>
  new ById(tag, items, style)
export const keyValues = (
  tag: string,
  keyName: string,
  entries: ReadonlyMap<string, Value> | Record<string, Value>,
  style: 'object' | 'list' = 'object',
): KeyValues => new KeyValues(tag, keyName, entries instanceof Map ? entries : new Map(Object.entries(entries)), style)
export const keptBoolean = (value: boolean): KeptBoolean => new KeptBoolean(value)
export const content = (value: string | number | null): Content => new Content(value)
export const subelement = (value: string | number | null): Subelement => new Subelement(value)
/** As `subelement`, but the plain value in formatversion 1 too. */
export const bareSubelement = (value: string | number | null): Subelement => new Subelement(value, true)
