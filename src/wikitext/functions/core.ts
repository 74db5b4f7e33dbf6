// The parser functions of the core that work on text and names; those that ask the store are in facts.ts.

import { anchorFragment, anchorId } from '../anchor.ts'
import { type PageName, prefixedText, specialName } from '../context.ts'
import { directionOf } from '../direction.ts'
import { decodeEntities } from '../entities.ts'
import { escapeAttribute, formUrlEncode, pagePath, rawUrlEncode, wikiUrlEncode } from '../escape.ts'
import type { Expansion } from '../expansion.ts'
import { trimPhp } from '../frame.ts'
import { killMarkers } from '../strip.ts'
import { argumentTitle, groupDigits, pageVariables, statisticsVariables } from '../variables.ts'
import { argument, type FunctionCall, type ParserFunction, rest } from './function.ts'
import { plainHeading } from './plain-heading.ts'

const markerSplit = /(\x7f'"`UNIQ-[^\x7f]*-QINU`"'\x7f)/

/** Applies a change of case to the text around strip markers. */
const outsideMarkers = (text: string, change: (text: string) => string): string =>
  text
    .split(markerSplit)
    .map((piece, index) => (index % 2 === 1 ? piece : change(piece)))
    .join('')

const firstCharacter = (text: string, change: (text: string) => string): string => {
  const first = text === '' ? '' : String.fromCodePoint(text.codePointAt(0) ?? 0)
  return change(first) + text.slice(first.length)
}

const lower = (text: string): string => text.toLowerCase()
const upper = (text: string): string => text.toUpperCase()

function padding(call: FunctionCall): string {
  const length = Math.min(500, Number.parseInt(argument(call, 1) ?? '0', 10) || 0)
  const given = argument(call, 2)
  const filler = given === undefined ? '0' : killMarkers(given)
  const size = [...filler].length
  const missing = length - [...killMarkers(call.first)].length
  if (missing <= 0 || size === 0) return ''
  const whole = filler.repeat(Math.floor(missing / size))
  return missing % size === 0 ? whole : whole + [...filler].slice(0, missing % size).join('')
}

/** `1,234.5` from `1234.5`; with `R` the way back, with NOSEP no separators. */
function formatNumber(call: FunctionCall): string {
  const option = argument(call, 1) ?? ''
  const number = call.first
  if (option === 'R') return number.replaceAll(',', '').replaceAll('−', '-')
  if (option.toUpperCase() === 'NOSEP') return number
  if (!isNumber(number)) call.expansion.track('nonnumeric-formatnum')
  return outsideMarkers(number, text => {
    if (isNumber(text)) return formatRun(plainDigits(text))
    return text.replace(/-?\d+(?:\.\d+)?/g, formatRun)
  })
}

const isNumber = (text: string): boolean => /^-?[0-9]*(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/.test(text)

/** A number without exponent. As PHP: of a whole number with many digits, as many as a machine number holds. */
function plainDigits(text: string): string {
  const isLong = /^-?\d{19,}$/.test(text)
  if (!isLong && !/e/i.test(text)) return text
  const value = Number(text)
  if (!Number.isFinite(value)) return text
  const [digits = '', exponent] = String(value).split('e')
  if (exponent === undefined) return digits
  const [whole = '', fraction = ''] = digits.split('.')
  return Number(exponent) < 0 ? text : `${whole}${fraction.padEnd(Number(exponent), '0')}`
}

const formatRun = (run: string): string => {
  const [whole = '', fraction] = run.replace(/^-/, '−').split('.')
  return groupDigits(whole) + (fraction === undefined ? '' : `.${fraction}`)
}

function plural(call: FunctionCall): string {
  const count = Number.parseFloat(call.first.replaceAll(',', ''))
  const forms: string[] = []
  for (const form of rest(call)) {
    const exact = /^(\d+)=(.*)$/s.exec(form)
    if (!exact) forms.push(form)
    else if (Number(exact[1]) === count) return exact[2] ?? ''
  }
  const isOne = Math.abs(count) === 1
  return (isOne ? forms[0] : (forms[1] ?? forms[0])) ?? ''
}

const gender: ParserFunction = call => {
  const forms = rest(call)
  if (forms.length === 0) return ''
  if (forms.length === 1) return forms[0] ?? ''
  return forms[2] ?? forms[0] ?? ''
}

const namespaceName: ParserFunction = call => {
  const { titles } = call.expansion.context
  const id = /^-?\d+$/.test(call.first) ? Number(call.first) : titles.namespaceId(call.first.replaceAll('_', ' '))
  return id === undefined ? undefined : (titles.namespaceName(id) ?? '')
}

type UrlKind = 'local' | 'full' | 'canonical'

/** `{{fullurl:Page|query}}`; the names that end in `e` escape for HTML. */
const urlFunction =
  (kind: UrlKind, escaped: boolean): ParserFunction =>
  call => {
    const name = argumentTitle(call.first, call.expansion)
    if (!name) return undefined
    const query = argument(call, 1) ?? ''
    const { context } = call.expansion
    // As MediaWiki: a Media: name leads to the description page of the file.
    const target = name.namespace === -2 ? { ...name, namespace: 6 } : name
    const path = pagePath(target, context, query)
    const isAbsolute = name.interwiki !== '' || kind === 'local'
    const hasFragment = kind !== 'local' && name.fragment !== undefined && name.fragment !== ''
    const fragment = !hasFragment ? '' : `#${anchorId(name.fragment)}`
    const url = (isAbsolute ? '' : (context.server ?? '')) + path + fragment
    return escaped ? escapeAttribute(url) : url
  }

const urlEncode: ParserFunction = call => {
  const text = killMarkers(call.first)
  const style = (argument(call, 1) ?? '').toUpperCase()
  if (style === 'WIKI') return wikiUrlEncode(text)
  return style === 'PATH' ? rawUrlEncode(text) : formUrlEncode(text)
}

const message: ParserFunction = call => {
  const { context } = call.expansion
  if (call.first === '') return undefined
  const text = context.message?.(call.first.slice(0, 1).toLowerCase() + call.first.slice(1), ...rest(call))
  if (text === undefined) return { text: `⧼${call.first}⧽`, as: 'literal' }
  return call.expansion.mode === 'html' ? call.expansion.expandText(text, call.frame) : text
}

const special =
  (encoded: boolean): ParserFunction =>
  call => {
    const { titles } = call.expansion.context
    const name = titles.parse(decodeEntities(call.first), -1)
    const prefixed = prefixedText(
      name?.namespace === -1
        ? specialName(name, titles)
        : { namespace: -1, interwiki: '', text: 'Badtitle', fragment: undefined },
      titles,
    )
    return encoded ? wikiUrlEncode(prefixed) : prefixed
  }

/** `{{#tag:name|inside|attribute=value}}`. */
const tag: ParserFunction = call => {
  const { expansion, frame } = call
  const name = call.first.toLowerCase()
  const [content, ...attributeParts] = call.parts
  const inner = content === undefined ? undefined : expansion.expandPart(content, frame)
  const attributes: string[] = []
  for (const part of attributeParts) {
    if (part.name === undefined) continue
    const key = trimPhp(expansion.expand(part.name, frame))
    let value = trimPhp(expansion.expand(part.value, frame))
    const quoted = /^(?:["'](.+)["']|""|'')$/s.exec(value)
    if (quoted) value = quoted[1] ?? ''
    attributes.push(` ${key}="${value.replaceAll('"', '&quot;')}"`)
  }
  const opened = `<${call.first}${attributes.join('')}`
  const source = inner === undefined ? `${opened}/>` : `${opened}>${inner}</${call.first}>`
  if (expansion.mode !== 'html') {
    return expansion.tags.has(name) ? { text: expansion.strip.add('general', name, source), as: 'literal' } : source
  }
  if (!expansion.tags.has(name)) return { text: source, as: 'literal' }
  const node = { type: 'extension', name, attributes: attributes.join(''), inner, source } as const
  const rendered = expansion.renderTag?.(expansion, node, frame)
  return { text: rendered ?? '', as: 'literal' }
}

const defaultSort: ParserFunction = call => {
  const { expansion } = call
  const option = (argument(call, 1) ?? '').toLowerCase()
  const key = call.first
  if (key === '') return ''
  const old = expansion.properties.get('defaultsort')
  if (option === 'noreplace' && old !== undefined) return ''
  expansion.properties.set('defaultsort', key)
  if (old === undefined || old === key || option === 'noerror') return ''
  return `<span class="error">${expansion.message('duplicate-defaultsort', escapeAttribute(old), escapeAttribute(key))}</span>`
}

const displayTitle: ParserFunction = call => {
  const option = (argument(call, 1) ?? '').toLowerCase()
  const { expansion } = call
  if (option === 'noreplace' && expansion.displayTitles.length > 0) return ''
  expansion.displayTitles.push(call.first)
  return ''
}

/** The name of a language in itself. As MediaWiki without names in other languages: the second argument says nothing. */
const languageName: ParserFunction = call => {
  const { language = 'en', languageName: nameOf } = call.expansion.context
  const code = call.first === '' ? language : call.first.toLowerCase()
  return nameOf?.(code) || call.first
}

const direction: ParserFunction = call =>
  directionOf(call.first.toLowerCase() || (call.expansion.context.language ?? 'en'))

function statistics(count: (expansion: Expansion) => number): ParserFunction {
  return call => {
    const digits = String(count(call.expansion))
    return call.first === 'R' ? digits : groupDigits(digits)
  }
}

function ofPage(part: (name: PageName, expansion: Expansion) => string): ParserFunction {
  return call => {
    const name = argumentTitle(call.first, call.expansion)
    return name === undefined ? '' : part(name, call.expansion)
  }
}

/** Functions whose names are in any case. */
export const coreFunctions = new Map<string, ParserFunction>([
  ['lc', call => outsideMarkers(call.first, lower)],
  ['uc', call => outsideMarkers(call.first, upper)],
  ['lcfirst', call => firstCharacter(call.first, lower)],
  ['ucfirst', call => firstCharacter(call.first, upper)],
  ['padleft', call => padding(call) + call.first],
  ['padright', call => call.first + padding(call)],
  ['formatnum', formatNumber],
  ['plural', plural],
  ['gender', gender],
  ['grammar', call => argument(call, 1) ?? ''],
  ['bidi', call => (/[\u0590-\u08ff]/.test(call.first) ? `\u202b${call.first}\u202c` : `\u202a${call.first}\u202c`)],
  ['ns', namespaceName],
  [
    'nse',
    call => {
      const name = namespaceName(call)
      return typeof name === 'string' ? wikiUrlEncode(name) : name
    },
  ],
  ['urlencode', urlEncode],
  ['anchorencode', call => escapeAttribute(anchorFragment(anchorId(plainHeading(killMarkers(call.first)))))],
  ['localurl', urlFunction('local', false)],
  ['localurle', urlFunction('local', true)],
  ['fullurl', urlFunction('full', false)],
  ['fullurle', urlFunction('full', true)],
  ['canonicalurl', urlFunction('canonical', false)],
  ['canonicalurle', urlFunction('canonical', true)],
  ['int', message],
  ['#special', special(false)],
  ['#speciale', special(true)],
  ['#tag', tag],
  ['#language', languageName],
])

/** Functions whose names must be written exactly so. */
export const coreFunctionsInCapitals = new Map<string, ParserFunction>([
  ['DEFAULTSORT', defaultSort],
  ['DEFAULTSORTKEY', defaultSort],
  ['DEFAULTCATEGORYSORT', defaultSort],
  ['DISPLAYTITLE', displayTitle],
  ['#dir', direction],
  ['#bcp47', call => (call.first || (call.expansion.context.language ?? 'en')).replace(/-formal$/, '-x-formal')],
])

for (const [name, part] of pageVariables) coreFunctionsInCapitals.set(name, ofPage(part))
for (const [name, count] of statisticsVariables) coreFunctionsInCapitals.set(name, statistics(count))
