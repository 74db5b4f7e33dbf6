// Messages: texts for readers by key, in their language. What is said is data until somebody shows it.
import type { Timestamp } from '../api/timestamps.ts'
import { durationParts, formatDate, formatDateTime, formatSize, formatTime } from './dates.ts'
import { fallbackChain, formatNumber, type Gender, inflect, keysLanguage, pluralForm } from './languages.ts'
import { compile, type Filling, fill, type Template } from './message-template.ts'
import { escapeHtml, inlineHtml, plainText } from './message-text.ts'

/** How the items of a list are joined: `a, b and c`, or with the separator of that name between all. */
export type ListType = 'text' | 'comma' | 'semicolon' | 'pipe'

/** A parameter. A string is wikitext: what a client sent goes through `escapeWikitext`, or is `plaintext`. */
export type MessageParam =
  | string
  | number
  /** Nothing, as where a client left out what is spoken of. */
  | null
  | { readonly plaintext: string | number }
  /** HTML that is safe as it is. */
  | { readonly raw: string }
  | { readonly num: number | string }
  | { readonly list: readonly MessageParam[]; readonly type: ListType }
  | { readonly message: Message }
  /** Seconds. */
  | { readonly duration: number }
  | { readonly period: number }
  /** Bytes. */
  | { readonly size: number }
  | { readonly expiry: Timestamp | 'infinity' }
  | { readonly dateTime: Timestamp }
  | { readonly date: Timestamp }
  | { readonly time: Timestamp }
  | { readonly userGroup: string }

/** Something to be said. With several keys the first that the language (or its fallbacks) has is used. */
export interface Message {
  readonly key: string | readonly string[]
  readonly params: readonly MessageParam[]
}

/** `message('apierror-nosuchrevid', 5)`. */
export function message(key: string | readonly string[], ...params: readonly MessageParam[]): Message {
  return { key, params }
}

/** The parameters as `errorformat=raw` shows them. */
export function rawParams(of: Message): unknown[] {
  return of.params.map(rawParam)
}

function rawParam(param: MessageParam): unknown {
  if (typeof param !== 'object' || param === null) return param
  if ('message' in param) return { message: { key: param.message.key, params: rawParams(param.message) } }
  if ('list' in param) return { list: param.list.map(rawParam), type: param.type }
  return param
}

/** Texts by key, as in a file of `i18n/`. */
export type Catalog = Readonly<Record<string, string>>

/** Where texts come from and what they need to know of the wiki. */
export interface MessageSource {
  /** The texts of a language, or `undefined` for one without any. Asked once a language. */
  readonly catalog: (language: string) => Catalog | undefined
  /** The text that this wiki's own page gives instead; asked each time. */
  readonly override?: (key: string, language: string) => string | undefined
  /** Values of `{{SITENAME}}`, `{{ns:project}}` and the like. */
  readonly variable?: (name: string, args: readonly string[]) => string | undefined
  /** Wikitext to HTML without a paragraph around; the built-in one knows inline markup only. */
  readonly parse?: (wikitext: string, language: string) => string
  /** Address of a page, for links in the built-in HTML. */
  readonly linkTo?: (title: string) => string
}

export interface RenderOptions {
  /** The gender of a named user, for `{{GENDER:$1|…}}`. */
  readonly gender?: (userName: string) => Gender
  /** Replaces the source's for this once. */
  readonly parse?: (wikitext: string, language: string) => string
}

/** Shows messages. All of it is synchronous and quick enough for every error. */
export interface MessageRenderer {
  /** For programs and terminals: no markup but links; code in quotation marks. */
  plain(message: Message, language: string, options?: RenderOptions): string
  wikitext(message: Message, language: string, options?: RenderOptions): string
  /** Without a paragraph around. */
  html(message: Message, language: string, options?: RenderOptions): string
  /** Whether there is a text of this key in the language or its fallbacks. */
  has(key: string, language?: string): boolean
  /** The text as it is written, with `$1` and `{{…}}`. */
  source(key: string, language: string): string | undefined
  /** The key that is shown: the only one, or the first with a text. */
  keyOf(message: Message, language?: string): string
  /** All keys that have an English text. */
  keys(): readonly string[]
}

/** The messages of a wiki. */
export interface Messages extends MessageRenderer {
  /** The same as if no page of the wiki said anything else. */
  readonly shipped: MessageRenderer
}

type Mode = 'plain' | 'wikitext' | 'html'
interface Compiled {
  readonly wikitext: Template
  /** The same after `plainText`, made when first needed. */
  plain?: Template
}

// What HTML is spared while the wikitext around it becomes HTML. No text of a request contains these characters.
const spareOpen = '\u0002'
const spareClose = '\u0003'

/** A renderer over these texts. */
export function createMessages(source: MessageSource): Messages {
  const kept: Kept = { catalogs: new Map(), compiledTexts: new Map() }
  const { override: _, ...shipped } = source
  return { ...rendererOf(source, kept), shipped: rendererOf(shipped, kept) }
}

/** What renderers over the same texts share. */
interface Kept {
  readonly catalogs: Map<string, Catalog | undefined>
  readonly compiledTexts: Map<string, Compiled>
}

function rendererOf(source: MessageSource, { catalogs, compiledTexts }: Kept): MessageRenderer {
  const catalogOf = (language: string): Catalog | undefined => {
    if (!catalogs.has(language)) {
      if (catalogs.size > 500) catalogs.clear()
      catalogs.set(language, source.catalog(language))
    }
    return catalogs.get(language)
  }

  const textOf = (key: string, language: string): string | undefined => {
    for (const code of fallbackChain(language)) {
      const found = source.override?.(key, code) ?? own(catalogOf(code), key)
      if (found !== undefined) return found
    }
    return undefined
  }

  const compiledOf = (text: string): Compiled => {
    let compiled = compiledTexts.get(text)
    if (!compiled) {
      if (compiledTexts.size > 20_000) compiledTexts.clear()
      compiled = { wikitext: compile(text) }
      compiledTexts.set(text, compiled)
    }
    return compiled
  }

  /** One rendering: remembers what HTML is to be spared. */
  const renderAs = (mode: Mode, language: string, options: RenderOptions, spared: string[]) => {
    const spare = (html: string): string => `${spareOpen}${spared.push(html) - 1}${spareClose}`

    const render = (of: Message): string => {
      const keys = typeof of.key === 'string' ? [of.key] : of.key
      if (language === keysLanguage) {
        const shown = of.params.map(renderParam)
        return shown.length === 0 ? `(${keys[0]})` : `(${keys[0]}: ${shown.join(', ')})`
      }
      let text: string | undefined
      for (const key of keys) {
        text = textOf(key, language)
        if (text !== undefined) break
      }
      if (text === undefined) return `⧼${keys[0]}⧽`
      const compiled = compiledOf(text)
      if (mode !== 'plain') return fill(compiled.wikitext, fillingFor(of.params))
      compiled.plain ??= compile(plainText(text))
      return fill(compiled.plain, fillingFor(of.params))
    }

    const word = (key: string): string => render({ key, params: [] })

    const joined = (items: readonly string[], type: ListType): string => {
      if (type !== 'text') return items.join(word(`${type}-separator`))
      const last = items.at(-1)
      if (last === undefined || items.length === 1) return last ?? ''
      return items.slice(0, -1).join(word('comma-separator')) + word('and') + word('word-separator') + last
    }

    const renderParam = (param: MessageParam): string => {
      if (typeof param === 'string') return mode === 'plain' ? plainText(param) : param
      if (typeof param === 'number') return String(param)
      if (param === null) return ''
      if ('plaintext' in param) {
        const text = String(param.plaintext)
        return mode === 'html' ? spare(escapeHtml(text)) : text
      }
      if ('raw' in param)
        return mode === 'html' ? spare(param.raw) : mode === 'plain' ? plainText(param.raw) : param.raw
      if ('num' in param) return formatNumber(param.num, language)
      if ('list' in param) return joined(param.list.map(renderParam), param.type)
      if ('message' in param) return render(param.message)
      if ('duration' in param) return joined(durationParts(param.duration, language), 'text')
      if ('period' in param) return joined(durationParts(param.period, language), 'comma')
      if ('size' in param) return formatSize(param.size, language)
      if ('expiry' in param)
        return param.expiry === 'infinity' ? word('infiniteblock') : formatDateTime(param.expiry, language)
      if ('dateTime' in param) return formatDateTime(param.dateTime, language)
      if ('date' in param) return formatDate(param.date, language)
      if ('time' in param) return formatTime(param.time, language)
      const group = `group-${param.userGroup}`
      return textOf(group, language) === undefined ? param.userGroup : word(group)
    }

    const fillingFor = (params: readonly MessageParam[]): Filling => ({
      param: index => {
        const param = params[index - 1]
        return param === undefined ? undefined : renderParam(param)
      },
      count: index => countOf(params[index - 1]),
      pluralForm: count => pluralForm(count, language),
      genderForm: of => {
        const gender = of === 'male' || of === 'female' ? of : options.gender?.(of)
        return gender === 'male' ? 0 : gender === 'female' ? 1 : 2
      },
      inflect: (text, form) => inflect(text, form, language),
      variable: (name, args) => {
        const [key] = args
        if (name.toLowerCase() === 'int' && key !== undefined) {
          return render({ key: key.charAt(0).toLowerCase() + key.slice(1), params: args.slice(1) })
        }
        return source.variable?.(name, args)
      },
    })
    return render
  }

  return {
    plain: (of, language, options = {}) => renderAs('plain', language, options, [])(of).trim(),
    wikitext: (of, language, options = {}) => renderAs('wikitext', language, options, [])(of),
    html: (of, language, options = {}) => {
      const spared: string[] = []
      const wikitext = renderAs('html', language, options, spared)(of)
      const parse = options.parse ?? source.parse
      const html = parse ? parse(wikitext, language) : inlineHtml(wikitext, source.linkTo)
      if (spared.length === 0) return html
      return html.replace(/\u0002(\d+)\u0003/g, (_, index: string) => spared[Number(index)] ?? '')
    },
    has: (key, language = 'en') => textOf(key, language) !== undefined,
    source: textOf,
    keyOf: (of, language = 'en') => {
      if (typeof of.key === 'string') return of.key
      return of.key.find(key => textOf(key, language) !== undefined) ?? of.key[0] ?? ''
    },
    keys: () => Object.keys(catalogOf('en') ?? {}),
  }
}

/** A text of a catalog; keys come from requests too (`allmessages`), so what objects inherit does not count. */
function own(catalog: Catalog | undefined, key: string): string | undefined {
  return catalog !== undefined && Object.hasOwn(catalog, key) ? catalog[key] : undefined
}

function countOf(param: MessageParam | undefined): number | undefined {
  if (typeof param === 'number') return param
  if (typeof param === 'string') return param !== '' && Number.isFinite(Number(param)) ? Number(param) : undefined
  if (param === undefined || param === null) return undefined
  if ('num' in param) return Number(param.num)
  if ('plaintext' in param) return Number(param.plaintext)
  return undefined
}
