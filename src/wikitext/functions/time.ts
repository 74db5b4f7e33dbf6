// `{{#time:format|date}}`: a time, written as a format in PHP's letters says.

import { isoWeek } from '../variables.ts'
import { argument, errorText, type FunctionCall, type ParserFunction } from './function.ts'
import { parseTime } from './parse-time.ts'

const monthNames = 'January February March April May June July August September October November December'.split(' ')
const dayNames = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ')
const two = (number: number): string => String(number).padStart(2, '0')

const dayOfYear = (date: Date): number =>
  Math.floor(
    (Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()) - Date.UTC(date.getUTCFullYear(), 0, 1)) /
      86_400_000,
  )

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0

const letters: Readonly<Record<string, (date: Date) => string>> = {
  d: date => two(date.getUTCDate()),
  D: date => (dayNames[date.getUTCDay()] ?? '').slice(0, 3),
  j: date => String(date.getUTCDate()),
  l: date => dayNames[date.getUTCDay()] ?? '',
  N: date => String(date.getUTCDay() || 7),
  w: date => String(date.getUTCDay()),
  z: date => String(dayOfYear(date)),
  W: date => two(isoWeek(date).week),
  F: date => monthNames[date.getUTCMonth()] ?? '',
  m: date => two(date.getUTCMonth() + 1),
  M: date => (monthNames[date.getUTCMonth()] ?? '').slice(0, 3),
  n: date => String(date.getUTCMonth() + 1),
  t: date => String(new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate()),
  L: date => (isLeap(date.getUTCFullYear()) ? '1' : '0'),
  o: date => String(isoWeek(date).year),
  Y: date => String(date.getUTCFullYear()).padStart(4, '0'),
  y: date => two(date.getUTCFullYear() % 100),
  a: date => (date.getUTCHours() < 12 ? 'am' : 'pm'),
  A: date => (date.getUTCHours() < 12 ? 'AM' : 'PM'),
  g: date => String(date.getUTCHours() % 12 || 12),
  G: date => String(date.getUTCHours()),
  h: date => two(date.getUTCHours() % 12 || 12),
  H: date => two(date.getUTCHours()),
  i: date => two(date.getUTCMinutes()),
  s: date => two(date.getUTCSeconds()),
  e: () => 'UTC',
  I: () => '0',
  O: () => '+0000',
  P: () => '+00:00',
  T: () => 'UTC',
  Z: () => '0',
  c: date => date.toISOString().replace(/\.\d+Z$/, '+00:00'),
  r: date => date.toUTCString().replace(/GMT$/, '+0000'),
  U: date => String(Math.floor(date.getTime() / 1000)),
}

/** How long, in seconds, a value made of a letter stays true. */
const staysTrue = (letter: string): number =>
  'sUcr'.includes(letter) ? 1 : 'i'.includes(letter) ? 60 : 'aAgGhHeT'.includes(letter) ? 3_600 : 3_600

/** Years of other calendars that only count from elsewhere. */
const yearCalendars: Readonly<Record<string, (year: number) => string>> = {
  xkY: year => String(year + 543),
  xoY: year => String(year - 1911),
}

const romanDigits: readonly (readonly [number, string])[] = [
  [1000, 'M'],
  [900, 'CM'],
  [500, 'D'],
  [400, 'CD'],
  [100, 'C'],
  [90, 'XC'],
  [50, 'L'],
  [40, 'XL'],
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
]

function roman(number: number): string {
  if (!(number > 0 && number <= 10_000)) return Number.isNaN(number) ? '' : String(number)
  let rest = number
  let out = ''
  for (const [value, digits] of romanDigits) {
    for (; rest >= value; rest -= value) out += digits
  }
  return out
}

const nameOptions: Readonly<Record<string, Intl.DateTimeFormatOptions>> = {
  D: { weekday: 'short' },
  l: { weekday: 'long' },
  F: { month: 'long' },
  M: { month: 'short' },
}

/** Names of days and months, in another language if one is asked for. */
function named(letter: string, date: Date, language: string): string {
  const options = nameOptions[letter]
  if (options && language !== '' && language !== 'en') {
    try {
      return new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' }).format(date)
    } catch {
      // No such language: the names stay those of the wiki.
    }
  }
  return letters[letter]?.(date) ?? ''
}

function formatTime(format: string, date: Date, language: string): { text: string; maxAge: number } {
  let text = ''
  let maxAge = 86_400
  for (let at = 0; at < format.length; at++) {
    const character = format[at] ?? ''
    if (character === '\\' && at + 1 < format.length) {
      at++
      text += format[at]
    } else if (character === '"') {
      const close = format.indexOf('"', at + 1)
      if (close < 0) text += '"'
      else {
        text += format.slice(at + 1, close)
        at = close
      }
    } else if (character === 'x') {
      const calendar = yearCalendars[format.slice(at, at + 3)]
      if (calendar) {
        text += calendar(date.getUTCFullYear())
        at += 2
        continue
      }
      at++
      const code = format[at] ?? ''
      if (code === 'g') text += named('F', date, language)
      else if (code === 'x') text += 'x'
      else if (code === 'r') {
        at++
        text += roman(Number(letters[format[at] ?? '']?.(date) ?? Number.NaN)) || (format[at] ?? '')
      } else if (code !== 'n' && code !== 'N' && code !== 'h') text += `x${code}`
    } else {
      const write = letters[character]
      if ('DlFM'.includes(character)) text += named(character, date, language)
      else text += write ? write(date) : character
      if (write) maxAge = Math.min(maxAge, staysTrue(character))
    }
  }
  return { text, maxAge }
}

const longestFormat = 6_000

function shown(call: FunctionCall, format: string, when: string, language = ''): string {
  const { expansion } = call
  if (format.length > longestFormat) return errorText(expansion.message('pfunc_time_too_long'))
  const { now } = expansion.context
  const parsed = parseTime(when, now)
  if (!parsed) return errorText(expansion.message('pfunc_time_error'))
  const year = parsed.date.getUTCFullYear()
  if (year > 9999) return errorText(expansion.message('pfunc_time_too_big'))
  if (year < 0) return errorText(expansion.message('pfunc_time_too_small'))
  const { text, maxAge } = formatTime(format, parsed.date, language)
  if (parsed.dependsOnNow) expansion.maxAge = Math.min(expansion.maxAge ?? maxAge, maxAge)
  return text
}

/** `{{#time:format|date|language|local}}`. */
export const time =
  (_local: boolean): ParserFunction =>
  call =>
    shown(call, call.first, argument(call, 1) ?? '', argument(call, 2) ?? '')

const namedFormats: Readonly<Record<string, string>> = {
  time: 'H:i',
  date: 'j F Y',
  both: 'H:i, j F Y',
  pretty: 'j F',
}

/** `{{#timef:date|format}}`. */
export const timeFormat: ParserFunction = call =>
  shown(call, namedFormats[argument(call, 1) || 'both'] ?? 'H:i, j F Y', call.first)
