// `{{#formatdate:date|format}}`: a date in the order of day, month and year that is asked for.

import { escapeText } from '../escape.ts'
import { argument, type ParserFunction } from './function.ts'

const months = 'January February March April May June July August September October November December'.split(' ')
const monthNumber = (name: string): number =>
  months.findIndex(
    month => month.toLowerCase() === name.toLowerCase() || month.slice(0, 3).toLowerCase() === name.toLowerCase(),
  ) + 1

interface CalendarDate {
  readonly year: string | undefined
  readonly month: number
  readonly day: number
}

const name = `(${months.flatMap(month => [month, month.slice(0, 3)]).join('|')})`
const patterns: readonly [RegExp, order: string, (match: RegExpExecArray) => CalendarDate][] = [
  [
    /^(-?\d{4})-(\d{2})-(\d{2})$/,
    'ISO 8601',
    match => ({ year: match[1], month: Number(match[2]), day: Number(match[3]) }),
  ],
  [
    new RegExp(`^(\\d{1,2})[ _]${name}(?: *, *|[ _]+)(\\d{1,4}(?:[ _]BC)?)$`, 'i'),
    'dmy',
    match => ({ year: match[3], month: monthNumber(match[2] ?? ''), day: Number(match[1]) }),
  ],
  [
    new RegExp(`^${name}[ _](\\d{1,2})(?: *, *|[ _]+)(\\d{1,4}(?:[ _]BC)?)$`, 'i'),
    'mdy',
    match => ({ year: match[3], month: monthNumber(match[1] ?? ''), day: Number(match[2]) }),
  ],
  [
    new RegExp(`^(\\d{1,4}(?:[ _]BC)?)(?: *, *|[ _]+)${name}[ _](\\d{1,2})$`, 'i'),
    'ymd',
    match => ({ year: match[1], month: monthNumber(match[2] ?? ''), day: Number(match[3]) }),
  ],
  [
    new RegExp(`^${name}[ _](\\d{1,2})$`, 'i'),
    'mdy',
    match => ({ year: undefined, month: monthNumber(match[1] ?? ''), day: Number(match[2]) }),
  ],
  [
    new RegExp(`^(\\d{1,2})[ _]${name}$`, 'i'),
    'dmy',
    match => ({ year: undefined, month: monthNumber(match[2] ?? ''), day: Number(match[1]) }),
  ],
]

const two = (number: number): string => String(number).padStart(2, '0')

function isoDate({ year, month, day }: CalendarDate): string {
  const rest = `${two(month)}-${two(day)}`
  if (year === undefined) return rest
  const before = /^(\d+)[ _]BC$/i.exec(year)
  // There is no year 0: 1 BC is written so.
  return before ? `-${String(Number(before[1]) - 1).padStart(4, '0')}-${rest}` : `${year.padStart(4, '0')}-${rest}`
}

function written({ year, month, day }: CalendarDate, format: string): string | undefined {
  const monthName = months[month - 1] ?? ''
  const number = year?.replace(/^0+(?=\d)/, '')
  switch (format) {
    case 'mdy':
      return number === undefined ? `${monthName} ${day}` : `${monthName} ${day}, ${number}`
    case 'dmy':
      return number === undefined ? `${day} ${monthName}` : `${day} ${monthName} ${number}`
    case 'ymd':
      return number === undefined ? `${monthName} ${day}` : `${number} ${monthName} ${day}`
    case 'ISO 8601':
      return isoDate({ year, month, day })
    default:
      return undefined
  }
}

export const formatDate: ParserFunction = call => {
  const date = call.first
  for (const [pattern, order, read] of patterns) {
    const match = pattern.exec(date)
    if (!match) continue
    const found = read(match)
    if (found.month < 1 || found.month > 12) continue
    const shown = written(found, argument(call, 1) ?? '') ?? written(found, order) ?? date
    return `<span class="mw-formatted-date" title="${isoDate(found)}">${escapeText(shown)}</span>`
  }
  return date
}
