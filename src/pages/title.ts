// Titles: from the text that somebody typed to the name of a page, and what can be read from that name.
import { canonicalIpTitle } from '../access/ip.ts'
import { decodeCharacterReferences } from '../language/character-references.ts'
import { escapeWikitext } from '../language/escape-wikitext.ts'
import { upperFirst } from '../language/first-letter.ts'
import {
  isTalkNamespace,
  type NamespaceTable,
  NS,
  namespaceName,
  subjectNamespace,
  talkNamespace,
} from './namespaces.ts'

/** The name of a page, here or (with `interwiki`) elsewhere. Made by `parseTitle`, or by `makeTitle` from stored parts. */
export interface Title {
  readonly namespace: number
  /** As in `page_title`: with underscores, without the namespace. Empty for a link to a section of the page it stands on. */
  readonly dbKey: string
  /** What stands behind `#`, with spaces. */
  readonly fragment: string
  /** Prefix of another wiki, in lower case; empty for a page of this one. */
  readonly interwiki: string
}

/** What a wiki knows that decides what a text names. */
export interface TitleRules {
  readonly namespaces: NamespaceTable
  /** Prefixes of other wikis, in lower case. */
  readonly interwikis: ReadonlySet<string>
  /** Those of them that lead back to this wiki. */
  readonly localInterwikis?: ReadonlySet<string>
}

/** Message keys that say why a text is no title. */
export type TitleProblem =
  | 'title-invalid-characters'
  | 'title-invalid-empty'
  | 'title-invalid-leading-colon'
  | 'title-invalid-magic-tilde'
  | 'title-invalid-relative'
  | 'title-invalid-talk-namespace'
  | 'title-invalid-too-long'
  | 'title-invalid-utf8'

/** A title, or the message that says why there is none; its parameters are safe in wikitext. */
export type ParsedTitle =
  | { readonly ok: true; readonly title: Title }
  | {
      readonly ok: false
      readonly reason: TitleProblem
      readonly params: readonly (string | { readonly num: number })[]
    }

const directionMarks = /[\u200e\u200f\u202a-\u202e]+/g
const blanks = /[ _\u00a0\u1680\u180e\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/g
const illegal =
  /[^ %!"$&'()*,\-./0-9:;=?@A-Z\\^_`a-z~\u0080-\u{10ffff}+]|%[0-9A-Fa-f]{2}|&[A-Za-z0-9\u0080-\u{10ffff}]+;/u
const relative = /^\.\.?(?:\/|$)|\/\.\.?(?:\/|$)/
const prefix = /^(.+?)_*:_*(.*)$/s
const loneSurrogate = /\p{Surrogate}/u

/** Longest name without its namespace, in bytes. */
const maxBytes = 255
/** Special pages carry parameters in their names. */
const maxBytesOfSpecial = 512

const trimmed = (dbKey: string): string => dbKey.replace(/^_+|_+$/g, '')

/**
 * Reads a text as a title, by MediaWiki's rules. `defaultNamespace` is that of a text without a prefix; a leading colon
 * overrides it with the main namespace. The text is taken as typed: character references are decoded.
 */
export function parseTitle(text: string, rules: TitleRules, defaultNamespace: number = NS.main): ParsedTitle {
  const typed = decodeCharacterReferences(text).normalize('NFC')
  const refuse = (reason: TitleProblem, ...before: readonly (string | { num: number })[]): ParsedTitle => ({
    ok: false,
    reason,
    params: [...before, escapeWikitext(typed.replaceAll(' ', '_'))],
  })

  if (typed.includes('\ufffd') || loneSurrogate.test(typed)) return refuse('title-invalid-utf8')
  let dbKey = trimmed(typed.replace(directionMarks, '').replace(blanks, '_'))
  let namespace = defaultNamespace
  let interwiki = ''
  if (dbKey.startsWith(':')) {
    namespace = NS.main
    dbKey = trimmed(dbKey.slice(1))
  }
  if (dbKey === '') return refuse('title-invalid-empty')

  for (let first = true; ; first = false) {
    const split = prefix.exec(dbKey)
    if (!split) break
    const [, before = '', after = ''] = split
    const found = rules.namespaces.byName.get(before.toLowerCase())
    if (found) {
      namespace = found.id
      dbKey = after
      if (namespace === NS.talk) {
        const next = prefix.exec(dbKey)?.[1]?.toLowerCase()
        if (next !== undefined && (rules.namespaces.byName.has(next) || rules.interwikis.has(next))) {
          return refuse('title-invalid-talk-namespace')
        }
      }
      break
    }
    if (!first || !rules.interwikis.has(before.toLowerCase())) break
    dbKey = after
    if (rules.localInterwikis?.has(before.toLowerCase())) {
      // A page of this wiki after all: what follows is read as if it stood alone.
      namespace = NS.main
      if (dbKey === '') return refuse('title-invalid-empty')
      continue
    }
    interwiki = before.toLowerCase()
    namespace = NS.main
    if (dbKey.startsWith(':')) dbKey = trimmed(dbKey.slice(1))
    break
  }

  let fragment = ''
  const hash = dbKey.indexOf('#')
  if (hash >= 0) {
    fragment = dbKey.slice(hash + 1).replaceAll('_', ' ')
    dbKey = dbKey.slice(0, hash).replace(/_+$/, '')
  }

  const bad = illegal.exec(dbKey)
  if (bad) return refuse('title-invalid-characters', bad[0])
  if (dbKey.includes('.') && relative.test(dbKey)) return refuse('title-invalid-relative')
  if (dbKey.includes('~~~')) return refuse('title-invalid-magic-tilde')
  const limit = namespace === NS.special ? maxBytesOfSpecial : maxBytes
  if (dbKey.length * 3 > limit && Buffer.byteLength(dbKey) > limit)
    return refuse('title-invalid-too-long', { num: limit })
  if (interwiki === '') {
    if (rules.namespaces.byId.get(namespace)?.case !== 'case-sensitive') dbKey = upperFirst(dbKey)
    if (dbKey === '' && namespace !== NS.main) return refuse('title-invalid-empty')
  }
  if (namespace === NS.user || namespace === NS.userTalk) dbKey = canonicalIpTitle(dbKey) ?? dbKey
  if (dbKey.startsWith(':')) return refuse('title-invalid-leading-colon')
  return { ok: true, title: { namespace, dbKey, fragment, interwiki } }
}

/** A title from parts that are known to be right, as those of a stored page. */
export function makeTitle(namespace: number, dbKey: string, fragment = '', interwiki = ''): Title {
  return { namespace, dbKey, fragment, interwiki }
}

/** The name without namespace, with spaces. */
export function titleText(title: Title): string {
  return title.dbKey.replaceAll('_', ' ')
}

/** The name with namespace and interwiki prefix, as it is shown and as the API prints it, without the fragment. */
export function prefixedText(title: Title, namespaces: NamespaceTable): string {
  return `${prefixOf(title, namespaces)}${titleText(title)}`
}

/** As `prefixedText`, with underscores. */
export function prefixedDbKey(title: Title, namespaces: NamespaceTable): string {
  return `${prefixOf(title, namespaces).replaceAll(' ', '_')}${title.dbKey}`
}

/** As `prefixedText`, with the fragment, if there is one. */
export function fullText(title: Title, namespaces: NamespaceTable): string {
  return prefixedText(title, namespaces) + (title.fragment === '' ? '' : `#${title.fragment}`)
}

function prefixOf(title: Title, namespaces: NamespaceTable): string {
  const interwiki = title.interwiki === '' ? '' : `${title.interwiki}:`
  return title.namespace === NS.main ? interwiki : `${interwiki}${namespaceName(namespaces, title.namespace)}:`
}

/** Whether a page of this name can be kept on this wiki. */
export function canExist(title: Title): boolean {
  return title.namespace >= NS.main && title.interwiki === '' && title.dbKey !== ''
}

/** Whether it is a talk page. */
export function isTalk(title: Title): boolean {
  return isTalkNamespace(title.namespace)
}

/** The talk page of a page (a talk page is its own); none for special pages, files' Media links and other wikis. */
export function talkOf(title: Title): Title | undefined {
  const namespace = talkNamespace(title.namespace)
  return namespace === undefined || title.interwiki !== '' ? undefined : makeTitle(namespace, title.dbKey)
}

/** The page that a talk page is about; any other page is its own subject. */
export function subjectOf(title: Title): Title {
  return makeTitle(subjectNamespace(title.namespace), title.dbKey, '', title.interwiki)
}

/** Whether both name the same page; fragments do not matter. */
export function sameTitle(a: Title, b: Title): boolean {
  return a.namespace === b.namespace && a.dbKey === b.dbKey && a.interwiki === b.interwiki
}

/** Where the last part of a subpage's name begins (its slash), or -1 for a page that is no subpage. */
function lastSlash(title: Title, namespaces: NamespaceTable): number {
  if (title.interwiki !== '' || !namespaces.byId.get(title.namespace)?.subpages) return -1
  const slash = title.dbKey.lastIndexOf('/')
  return slash > 0 ? slash : -1
}

/** Whether it is a subpage of another page. */
export function isSubpage(title: Title, namespaces: NamespaceTable): boolean {
  return lastSlash(title, namespaces) >= 0
}

/** The name of the page that a subpage is directly below (`A/B` of `A/B/C`), without namespace; else its own name. */
export function baseText(title: Title, namespaces: NamespaceTable): string {
  const slash = lastSlash(title, namespaces)
  return slash < 0 ? titleText(title) : titleText(title).slice(0, slash)
}

/** The name of the page at the top (`A` of `A/B/C`), without namespace. Leading slashes belong to a name. */
export function rootText(title: Title, namespaces: NamespaceTable): string {
  const base = baseText(title, namespaces)
  if (lastSlash(title, namespaces) < 0) return base
  return /^\/*[^/]+/.exec(base)?.[0] ?? base
}

/** The last part of a subpage's name (`C` of `A/B/C`); else its own name. */
export function subpageText(title: Title, namespaces: NamespaceTable): string {
  const slash = lastSlash(title, namespaces)
  return slash < 0 ? titleText(title) : titleText(title).slice(slash + 1)
}

/** The title with another last part added to its name. */
export function subpageOf(title: Title, name: string): Title {
  return makeTitle(title.namespace, `${title.dbKey}/${name.replaceAll(' ', '_')}`)
}

/** What a page configures, if it is code or data that the wiki runs for its readers: the whole site, or one user's pages. */
export type ConfigPage = { readonly of: 'site' | 'user'; readonly model: 'css' | 'javascript' | 'json' }

const configModels: Readonly<Record<string, ConfigPage['model']>> = { css: 'css', js: 'javascript', json: 'json' }

/** Whether the title is a place of site or user configuration (`MediaWiki:Common.js`, `User:X/common.css`), and of which. */
export function configPage(title: Title): ConfigPage | undefined {
  if (title.interwiki !== '' || (title.namespace !== NS.mediawiki && title.namespace !== NS.user)) return undefined
  const user = title.namespace === NS.user
  const ending = (user ? /\/.*\.(css|js|json)$/ : /\.(css|js|json)$/).exec(title.dbKey)?.[1]
  const model = ending === undefined ? undefined : configModels[ending]
  return model && { of: user ? 'user' : 'site', model }
}

/** The content model of a new page of this title, if nobody asks for another. */
export function defaultContentModel(title: Title, namespaces: NamespaceTable): string {
  const namespace = title.interwiki === '' ? namespaces.byId.get(title.namespace) : undefined
  const ofSubpage = title.dbKey.includes('/')
    ? namespace?.modelsOfSubpages?.find(([ending]) => title.dbKey.endsWith(ending))?.[1]
    : undefined
  return ofSubpage ?? configPage(title)?.model ?? namespace?.defaultContentModel ?? 'wikitext'
}

/** A text as part of a page's address: percent-encoded, but for the characters that stay readable in wiki addresses. */
export function encodeForUrl(text: string): string {
  return encodeURIComponent(text.replaceAll(' ', '_'))
    .replace(/%(?:3B|40|24|2C|2F|3A)/g, decodeURIComponent)
    .replaceAll("'", '%27')
}

/** The address of a page of another wiki, from that wiki's address with `$1` (see `defaultInterwikis`). */
export function interwikiUrl(title: Title, address: string): string {
  const url = address.replace('$1', () => encodeForUrl(title.dbKey))
  return title.fragment === '' ? url : `${url}#${encodeURIComponent(title.fragment.replaceAll(' ', '_'))}`
}
