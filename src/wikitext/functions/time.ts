// `{{#time:format|date}}`: a time, written as a format in PHP's letters says.

import { isoWeek } from '../variables.ts'
import {
  hebrewDay,
  hebrewMonthLength,
  hebrewNumeral,
  iranianDay,
  iranianDayOfYear,
  iranianMonthLength,
  islamicDay,
  japaneseYear,
  thaiYear,
} from './calendars.ts'
import { localDigits } from './digits.ts'
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

/** Codes of other calendars. What stays a text is written as it is, a number with the digits of the language. */
const calendarCodes: Readonly<Record<string, (date: Date) => string | number>> = {
  xiY: date => iranianDay(date).year,
  xiy: date => two(iranianDay(date).year % 100),
  xiF: date => iranianDay(date).monthName,
  xin: date => iranianDay(date).month,
  xij: date => iranianDay(date).day,
  xit: date => iranianMonthLength(iranianDay(date)),
  xiz: date => iranianDayOfYear(iranianDay(date)),
  xjY: date => hebrewDay(date).year,
  xjF: date => hebrewDay(date).monthName,
  xjx: date => hebrewDay(date).monthName,
  xjn: date => hebrewDay(date).month,
  xjj: date => hebrewDay(date).day,
  xjt: date => hebrewMonthLength(date),
  xmY: date => islamicDay(date).year,
  xmF: date => islamicDay(date).monthName,
  xmn: date => islamicDay(date).month,
  xmj: date => islamicDay(date).day,
  xkY: thaiYear,
  xoY: date => date.getUTCFullYear() - 1911,
  xtY: japaneseYear,
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
  if (!(number > 0 && number <= 10_000)) return String(number)
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

/** Letters whose value is a number. */
const numbers = 'djNwzWmntLoYygGhHisUZ'

/** How numbers are written: `raw` and what is asked for with `xr` and `xh` hold for the next number only. */
interface Digits {
  next: 'local' | 'raw' | 'roman' | 'hebrew'
  /** Switched by `xN`. */
  isRaw: boolean
}

function writeNumber(value: string, digits: Digits, language: string): string {
  const { next } = digits
  digits.next = 'local'
  if (next === 'roman') return roman(Number(value))
  if (next === 'hebrew') return hebrewNumeral(Number(value))
  return next === 'raw' || digits.isRaw ? value : localDigits(value, language)
}

const modes: Readonly<Record<string, Digits['next']>> = { n: 'raw', r: 'roman', h: 'hebrew' }

/** The name of the month as it stands beside a day. */
function genitive(date: Date, language: string): string {
  if (language === '' || language === 'en') return named('F', date, language)
  try {
    const format = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long', timeZone: 'UTC' })
    const month = format.formatToParts(date).find(part => part.type === 'month')?.value ?? ''
    return /\d/.test(month) ? named('F', date, language) : month
  } catch {
    return named('F', date, language)
  }
}

function formatTime(format: string, date: Date, language: string): { text: string; maxAge: number } {
  let text = ''
  let maxAge = 86_400
  const digits: Digits = { next: 'local', isRaw: false }
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
      const code = /^x(?:[ijkmot].|.)?/s.exec(format.slice(at, at + 3))?.[0] ?? character
      at += code.length - 1
      const mode = modes[code.slice(1)]
      const value = calendarCodes[code]?.(date)
      if (value !== undefined) {
        text += typeof value === 'number' || /^\d+$/.test(value) ? writeNumber(String(value), digits, language) : value
      } else if (mode !== undefined) digits.next = mode
      else if (code === 'xN') digits.isRaw = !digits.isRaw
      else if (code === 'xg') text += genitive(date, language)
      else text += code.slice(-1)
    } else {
      const value = 'DlFM'.includes(character) ? named(character, date, language) : letters[character]?.(date)
      text +=
        value !== undefined && numbers.includes(character) ? writeNumber(value, digits, language) : (value ?? character)
      if (value !== undefined) maxAge = Math.min(maxAge, staysTrue(character))
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

/** `{{#timef:date|format|language}}`. */
export const timeFormat: ParserFunction = call => {
  const format = namedFormats[argument(call, 1) || 'both']
  if (format === undefined) return errorText(call.expansion.message('pfunc_timef_bad_format'))
  return shown(call, format, call.first, argument(call, 2) ?? '')
}
