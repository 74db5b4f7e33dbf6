// Variables: `{{PAGENAME}}`, `{{CURRENTYEAR}}` and their like. Those about a page take a page's name as well (`{{PAGENAME:X}}`).

import { type PageName, prefixedText } from './context.ts'
import { directionOf } from './direction.ts'
import { decodeEntities } from './entities.ts'
import { escapeWikitext, wikiUrlEncode } from './escape.ts'
import type { Expansion } from './expansion.ts'
import type { Frame } from './frame.ts'

/** A variable's value at this place. */
export type Variable = (expansion: Expansion, frame: Frame) => string

const monthNames = 'January February March April May June July August September October November December'.split(' ')
const dayNames = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ')
const two = (number: number): string => String(number).padStart(2, '0')

/** A time as 14 digits, in UTC. */
export const timestamp14 = (date: Date): string => date.toISOString().replace(/\D/g, '').slice(0, 14)

/** The week of the year as ISO 8601 counts. */
export function isoWeek(date: Date): { week: number; year: number } {
  const day = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()))
  day.setUTCDate(day.getUTCDate() + 4 - (day.getUTCDay() || 7))
  const year = day.getUTCFullYear()
  return { week: Math.ceil(((day.getTime() - Date.UTC(year, 0, 1)) / 86_400_000 + 1) / 7), year }
}

/** The time as a signature shows it: `20:32, 21 November 2026 (UTC)`. */
export function signatureTime(date: Date): string {
  const time = `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`
  return `${time}, ${date.getUTCDate()} ${monthNames[date.getUTCMonth()]} ${date.getUTCFullYear()} (UTC)`
}

/** The parts of a time that CURRENT…, LOCAL… and REVISION… can ask for. */
const timeParts: Record<string, readonly [maxAge: number, part: (date: Date) => string]> = {
  MONTH: [86_400, date => two(date.getUTCMonth() + 1)],
  MONTH1: [86_400, date => String(date.getUTCMonth() + 1)],
  MONTH2: [86_400, date => two(date.getUTCMonth() + 1)],
  MONTHNAME: [86_400, date => monthNames[date.getUTCMonth()] ?? ''],
  MONTHNAMEGEN: [86_400, date => monthNames[date.getUTCMonth()] ?? ''],
  MONTHABBREV: [86_400, date => (monthNames[date.getUTCMonth()] ?? '').slice(0, 3)],
  DAY: [3_600, date => String(date.getUTCDate())],
  DAY2: [3_600, date => two(date.getUTCDate())],
  DAYNAME: [3_600, date => dayNames[date.getUTCDay()] ?? ''],
  YEAR: [86_400, date => String(date.getUTCFullYear())],
  TIME: [3_600, date => `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`],
  HOUR: [3_600, date => two(date.getUTCHours())],
  WEEK: [86_400, date => String(isoWeek(date).week)],
  DOW: [3_600, date => String(date.getUTCDay())],
  TIMESTAMP: [3_600, timestamp14],
}

const subjectOf = (namespace: number): number => (namespace < 0 ? namespace : namespace & ~1)
const talkOf = (namespace: number): number | undefined => (namespace < 0 ? undefined : namespace | 1)

type NamePart = (name: PageName, expansion: Expansion) => string

const inNamespace =
  (select: (namespace: number) => number | undefined): NamePart =>
  (name, expansion) => {
    const namespace = select(name.namespace)
    return namespace === undefined ? '' : prefixedText({ ...name, namespace }, expansion.context.titles)
  }

const namespaceOf =
  (select: (namespace: number) => number | undefined): NamePart =>
  (name, expansion) => {
    const namespace = select(name.namespace)
    return namespace === undefined ? '' : (expansion.context.titles.namespaceName(namespace) ?? '')
  }

const levels = (name: PageName, expansion: Expansion): string[] =>
  expansion.context.titles.hasSubpages(name.namespace) ? name.text.split('/') : [name.text]

/** Each of these has a twin that ends in `E` and is encoded for addresses. */
const nameParts: Record<string, NamePart> = {
  PAGENAME: name => name.text,
  FULLPAGENAME: inNamespace(namespace => namespace),
  BASEPAGENAME: (name, expansion) => {
    const all = levels(name, expansion)
    return all.length > 1 ? all.slice(0, -1).join('/') : name.text
  },
  SUBPAGENAME: (name, expansion) => levels(name, expansion).at(-1) ?? '',
  ROOTPAGENAME: (name, expansion) => levels(name, expansion)[0] ?? '',
  TALKPAGENAME: inNamespace(talkOf),
  SUBJECTPAGENAME: inNamespace(subjectOf),
  ARTICLEPAGENAME: inNamespace(subjectOf),
  NAMESPACE: namespaceOf(namespace => namespace),
  TALKSPACE: namespaceOf(talkOf),
  SUBJECTSPACE: namespaceOf(subjectOf),
  ARTICLESPACE: namespaceOf(subjectOf),
}

/** Variables that say something of a page, by name: with a page's name as argument they are parser functions. */
export const pageVariables = new Map<string, (name: PageName, expansion: Expansion) => string>()

for (const [key, part] of Object.entries(nameParts)) {
  pageVariables.set(key, (name, expansion) => escapeWikitext(part(name, expansion)))
  pageVariables.set(`${key}E`, (name, expansion) => escapeWikitext(wikiUrlEncode(part(name, expansion))))
}
pageVariables.set('NAMESPACENUMBER', name => String(name.namespace))

const sensitive = new Map<string, Variable>()
const insensitive = new Map<string, Variable>()

for (const [key, part] of pageVariables) sensitive.set(key, expansion => part(expansion.context.title, expansion))

for (const [key, [maxAge, part]] of Object.entries(timeParts)) {
  const now: Variable = expansion => {
    expansion.maxAge = Math.min(expansion.maxAge ?? maxAge, maxAge)
    return part(expansion.context.now)
  }
  sensitive.set(`CURRENT${key}`, now)
  sensitive.set(`LOCAL${key}`, now)
}

for (const key of ['DAY', 'DAY2', 'MONTH', 'MONTH1', 'YEAR', 'TIMESTAMP']) {
  sensitive.set(`REVISION${key}`, ({ context }) => {
    const { timestamp } = context.revision ?? {}
    return timeParts[key]?.[1](timestamp === undefined ? context.now : new Date(timestamp)) ?? ''
  })
}

sensitive.set('CASCADINGSOURCES', expansion =>
  expansion.fact({ kind: 'cascadingsources', title: expansion.context.title }),
)
sensitive.set('!', () => '|')
sensitive.set('=', () => '=')
sensitive.set('#dir', ({ context }) => directionOf(context.language ?? 'en'))
sensitive.set('SITENAME', ({ context }) => context.siteName ?? '')
sensitive.set('REVISIONID', ({ context }) => String(context.revision?.revisionId ?? ''))
sensitive.set('REVISIONUSER', ({ context }) => context.revision?.user ?? '')
sensitive.set('REVISIONSIZE', ({ context }) => String(context.revision?.size ?? 0))
sensitive.set('CURRENTVERSION', ({ context }) => context.version ?? '')
for (const key of ['DIRECTIONMARK', 'DIRMARK']) sensitive.set(key, () => '\u200e')
for (const key of ['CONTENTLANGUAGE', 'CONTENTLANG', 'PAGELANGUAGE', 'USERLANGUAGE']) {
  sensitive.set(key, ({ context }) => context.language ?? 'en')
}
insensitive.set('pageid', ({ context }) => String(context.revision?.pageId ?? 0))
insensitive.set('server', ({ context }) => context.server ?? '')
insensitive.set('servername', ({ context }) =>
  (context.server ?? '').replace(/^[a-z]*:?\/\//i, '').replace(/:\d+$/, ''),
)
insensitive.set('scriptpath', ({ context }) => context.scriptPath ?? '')
insensitive.set('stylepath', ({ context }) => `${context.scriptPath ?? ''}/skins`)
insensitive.set('articlepath', ({ context }) => context.articlePath ?? '/wiki/$1')

/** The numbers of the site, without separators. */
export const statisticsVariables: ReadonlyMap<string, (expansion: Expansion) => number> = new Map([
  ['NUMBEROFPAGES', ({ context }) => context.statistics?.pages ?? 0],
  ['NUMBEROFARTICLES', ({ context }) => context.statistics?.articles ?? 0],
  ['NUMBEROFEDITS', ({ context }) => context.statistics?.edits ?? 0],
  ['NUMBEROFFILES', ({ context }) => context.statistics?.files ?? 0],
  ['NUMBEROFUSERS', ({ context }) => context.statistics?.users ?? 0],
  ['NUMBEROFACTIVEUSERS', ({ context }) => context.statistics?.activeUsers ?? 0],
  ['NUMBEROFADMINS', ({ context }) => context.statistics?.admins ?? 0],
] as [string, (expansion: Expansion) => number][])

for (const [key, count] of statisticsVariables) {
  sensitive.set(key, expansion => groupDigits(String(count(expansion))))
}

/** Puts commas between the thousands of every run of digits before a decimal point. */
export function groupDigits(digits: string): string {
  return digits.replace(/\B(?=(?:\d{3})+(?!\d))/g, ',')
}

/** The variable of this name, or undefined. Most names must be written in capitals. */
export function findVariable(name: string): Variable | undefined {
  return sensitive.get(name) ?? insensitive.get(name.toLowerCase())
}

/** The page that the argument of a page variable means, if it is a good title. */
export const argumentTitle = (text: string, expansion: Expansion): PageName | undefined =>
  expansion.context.titles.parse(decodeEntities(text))
