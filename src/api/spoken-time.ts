// Times in words: `2 weeks`, `next tuesday`, `tomorrow noon`, `15 January 2030 14:00 CET`. What people write as an expiry.
import { zoneOffset } from './time-zones.ts'

/** What was read so far; a later word changes what earlier ones said. */
interface Reading {
  year?: number
  /** 1 to 12. */
  month?: number
  day?: number
  /** Hour, minute, second. */
  time?: readonly [number, number, number]
  zone?: string
  months: number
  days: number
  seconds: number
  /** Days of work, Monday to Friday. */
  workdays: number
  /** 0 is Sunday. */
  weekday?: Weekday
  dayOf?: 'first' | 'last'
  weekdayOf?: { readonly weekday: number; readonly place: number }
}
interface Weekday {
  readonly day: number
  /** How many of them to go on; 0 and `fromToday` count today, if it is one. */
  readonly amount: number
  readonly fromToday: boolean
  /** In the week (Monday to Sunday) that the other words lead to. */
  readonly inWeek: boolean
}

const monthNames = 'january february march april may june july august september october november december'.split(' ')
const weekdayNames = 'sunday monday tuesday wednesday thursday friday saturday'.split(' ')
const ordinals =
  'last previous this next second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth'.split(' ')

const month =
  '(january|february|march|april|may|june|july|august|september|sept|october|november|december|jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)'
const weekday = '(sunday|monday|tuesday|wednesday|thursday|friday|saturday|sun|mon|tue|wed|thu|fri|sat)'
const unit = `(?:(usec|microsecond|msec|millisecond|sec|second|min|minute|hour|day|weekday|fortnight|week|month|year)s?|${weekday})`
const ordinal = `(${ordinals.join('|')}|first)`
const nth = '(?:st|nd|rd|th)?'
const end = '(?![a-z0-9])'
const noLetter = '(?![a-z])'

const monthOf = (name: string): number => monthNames.findIndex(full => full.startsWith(name.slice(0, 3))) + 1
const weekdayOf = (name: string): number => weekdayNames.findIndex(full => full.startsWith(name.slice(0, 3)))

function amountOf(word: string): number {
  if (word === 'first') return 1
  if (word === 'previous') return -1
  return ordinals.indexOf(word) < 2 ? -1 : ordinals.indexOf(word) - 2
}

/** Seconds of the units that are always as long. */
const unitSeconds: Readonly<Record<string, number>> = { sec: 1, second: 1, min: 60, minute: 60, hour: 3600 }
const unitDays: Readonly<Record<string, number>> = { day: 1, week: 7, fortnight: 14 }

function goOn(reading: Reading, amount: number, name: string): void {
  if (name === 'month') reading.months += amount
  else if (name === 'year') reading.months += 12 * amount
  else if (name === 'weekday') reading.workdays += amount
  else if (unitDays[name] !== undefined) reading.days += amount * unitDays[name]
  else reading.seconds += amount * (unitSeconds[name] ?? 0)
}

/** Sets a date, or says that there is no such date. A day may be one that its month does not have: it carries over. */
function setDate(reading: Reading, year: number | undefined, monthNumber: number, day: number | undefined): boolean {
  if (monthNumber < 1 || monthNumber > 12 || (day !== undefined && day > 31)) return false
  if (reading.day !== undefined) return false
  if (year !== undefined) reading.year = year
  reading.month = monthNumber
  reading.day = day
  return true
}

function setTime(reading: Reading, hour: number, minute: number, second: number): boolean {
  if (hour > 24 || minute > 59 || second > 60) return false
  reading.time = [hour, minute, second]
  return true
}

const fullYear = (digits: string): number => {
  const year = Number(digits)
  return digits.length > 2 ? year : year < 70 ? year + 2000 : year + 1900
}

type Read = (reading: Reading, parts: readonly (string | undefined)[]) => boolean

function weekdayRule(reading: Reading, name: string, amount: number, fromToday: boolean): true {
  reading.weekday = { day: weekdayOf(name), amount, fromToday, inWeek: reading.weekday?.inWeek ?? false }
  return true
}

/** The forms in the order in which they are tried; the parts are the groups of the expression. */
const forms: readonly (readonly [RegExp, Read])[] = (
  [
    [
      '@(-?\\d+)(?:\\.\\d+)?',
      (r, [seconds = '']) => {
        Object.assign(r, { year: 1970, month: 1, day: 1, time: [0, 0, 0], zone: 'utc' })
        r.seconds += Number(seconds)
        return true
      },
    ],
    [
      '(\\d{4})(\\d\\d)(\\d\\d)[t ]?(\\d\\d):?(\\d\\d):?(\\d\\d)(?:\\.\\d+)?(?!\\d)',
      (r, [y, m, d, h, i, s]) =>
        setDate(r, Number(y), Number(m), Number(d)) && setTime(r, Number(h), Number(i), Number(s)),
    ],
    [
      '(\\d{4}):(\\d\\d):(\\d\\d) (\\d\\d):(\\d\\d):(\\d\\d)(?!\\d)',
      (r, [y, m, d, h, i, s]) =>
        setDate(r, Number(y), Number(m), Number(d)) && setTime(r, Number(h), Number(i), Number(s)),
    ],
    [
      '(\\d{4})(?:-(\\d\\d?)-(\\d\\d?)|/(\\d\\d?)/(\\d\\d?))(?!\\d)t?',
      (r, [y, m, d, m2, d2]) => setDate(r, Number(y), Number(m ?? m2), Number(d ?? d2)),
    ],
    [
      '(\\d\\d?)/(\\d\\d?)/(\\d{4}|\\d\\d)(?!\\d)',
      (r, [m, d, y = '']) => setDate(r, fullYear(y), Number(m), Number(d)),
    ],
    [
      `(\\d\\d?)/${month}/(\\d{4}):(\\d\\d):(\\d\\d):(\\d\\d)(?!\\d)`,
      (r, [d, m = '', y, h, i, s]) =>
        setDate(r, Number(y), monthOf(m), Number(d)) && setTime(r, Number(h), Number(i), Number(s)),
    ],
    ['(\\d\\d?)[.-](\\d\\d?)[.-](\\d{4})(?!\\d)', (r, [d, m, y]) => setDate(r, Number(y), Number(m), Number(d))],
    [
      '(\\d{4})-?w(\\d\\d)(?:-?([0-7]))?(?!\\d)',
      (r, [y, week, day]) => setWeek(r, Number(y), Number(week), Number(day ?? 1)),
    ],
    [
      '(\\d{4})(?:[-.](\\d{3})|(\\d{3}))(?!\\d)',
      (r, [y, day, day2]) => {
        r.days += Number(day ?? day2) - 1
        return Number(day ?? day2) <= 366 && setDate(r, Number(y), 1, 1)
      },
    ],
    ['(\\d{4})-(\\d\\d?)(?!\\d)', (r, [y, m]) => setDate(r, Number(y), Number(m), 1)],
    ['(\\d{4})(\\d\\d)(\\d\\d)(?!\\d)t?', (r, [y, m, d]) => setDate(r, Number(y), Number(m), Number(d))],
    [
      `(\\d\\d?)${nth}[ .\\t-]*${month}[ .\\t,-]*(\\d{4})(?!\\d|:)`,
      (r, [d, m = '', y]) => setDate(r, Number(y), monthOf(m), Number(d)),
    ],
    [
      `${weekday} ${month} +(\\d\\d?) (\\d\\d):(\\d\\d):(\\d\\d) (\\d{4})(?!\\d)`,
      (r, [name = '', m = '', d, h, i, s, y]) =>
        weekdayRule(r, name, 0, true) &&
        setDate(r, Number(y), monthOf(m), Number(d)) &&
        setTime(r, Number(h), Number(i), Number(s)),
    ],
    [`(\\d\\d)-${month}-(\\d\\d)(?!\\d)`, (r, [d, m = '', y = '']) => setDate(r, fullYear(y), monthOf(m), Number(d))],
    [
      `(\\d{4})[ .\\t-]*${month}[ .\\t-]+(\\d\\d?)(?!\\d)`,
      (r, [y, m = '', d]) => setDate(r, Number(y), monthOf(m), Number(d)),
    ],
    [
      `${month}[ .\\t-]*(\\d\\d?)${nth}[ .\\t,]+(\\d{4})(?!\\d|:)`,
      (r, [m = '', d, y]) => setDate(r, Number(y), monthOf(m), Number(d)),
    ],
    [`${month}[ .\\t-]*(\\d{4})(?!\\d|:)`, (r, [m = '', y]) => setDate(r, Number(y), monthOf(m), 1)],
    [`(\\d{4})[ .\\t-]*${month}${noLetter}`, (r, [y, m = '']) => setDate(r, Number(y), monthOf(m), 1)],
    [`${month}[ .\\t-]*(\\d\\d?)${nth}(?!\\d|:)`, (r, [m = '', d]) => setDate(r, undefined, monthOf(m), Number(d))],
    [`(\\d\\d?)${nth}[ .\\t-]*${month}${noLetter}`, (r, [d, m = '']) => setDate(r, undefined, monthOf(m), Number(d))],
    [`${month}${noLetter}`, (r, [m = '']) => setDate(r, undefined, monthOf(m), undefined)],
    [
      't?(\\d\\d?)[:.](\\d\\d?)(?:[:.](\\d\\d)(?:[.,]\\d+)?)?(?!\\d)(?: ?([ap])\\.?m\\.?(?![a-z]))?',
      (r, [h, i, s, half]) => setTime(r, clock(Number(h), half), Number(i), Number(s ?? 0)),
    ],
    [
      '(\\d\\d?) ?([ap])\\.?m\\.?(?![a-z])',
      (r, [h, half]) => Number(h) <= 12 && setTime(r, clock(Number(h), half), 0, 0),
    ],
    [
      `(first|last) day of${end}`,
      (r, [which]) => {
        r.dayOf = which === 'first' ? 'first' : 'last'
        return true
      },
    ],
    [
      `${ordinal} ${weekday} of${end}`,
      (r, [which = '', day = '']) => {
        r.weekdayOf = { weekday: weekdayOf(day), place: amountOf(which) }
        r.time = [0, 0, 0]
        return true
      },
    ],
    [
      `${ordinal}[ \\t]+week${end}`,
      (r, [which = '']) => {
        // As MediaWiki's PHP: the weekday that was named in that week, or its Monday.
        r.days += 7 * amountOf(which)
        r.weekday = { day: r.weekday?.day ?? 1, amount: 0, fromToday: true, inWeek: true }
        return amountOf(which) <= 1
      },
    ],
    [
      `${ordinal}[ \\t]+${unit}${noLetter}`,
      (r, [which = '', name, day]) => {
        if (name !== undefined) goOn(r, amountOf(which), name)
        else {
          r.time = [0, 0, 0]
          weekdayRule(r, day ?? '', amountOf(which), which === 'this')
        }
        return true
      },
    ],
    [
      `([+-]*)[ \\t]*(\\d+)[ \\t]*${unit}${noLetter}`,
      (r, [signs = '', count, name, day]) => {
        const amount = Number(count) * (signs.split('-').length % 2 === 0 ? -1 : 1)
        if (name !== undefined) goOn(r, amount, name)
        else weekdayRule(r, day ?? '', amount, true)
        return true
      },
    ],
    [
      `ago${end}`,
      r => {
        Object.assign(r, { months: -r.months, days: -r.days, seconds: -r.seconds, workdays: -r.workdays })
        if (r.weekday) r.weekday = { ...r.weekday, amount: -r.weekday.amount }
        return true
      },
    ],
    [`now${end}`, () => true],
    [
      `(today|midnight|noon|tomorrow|yesterday)${end}`,
      (r, [word]) => {
        r.time = [word === 'noon' ? 12 : 0, 0, 0]
        r.days += word === 'tomorrow' ? 1 : word === 'yesterday' ? -1 : 0
        return true
      },
    ],
    [
      `${weekday}${noLetter}`,
      (r, [day = '']) => {
        r.time = [0, 0, 0]
        return weekdayRule(r, day, 0, true)
      },
    ],
    ['t?(\\d\\d)(\\d\\d)(\\d\\d)?(?!\\d)', (r, [h, i, s]) => setTime(r, Number(h), Number(i), Number(s ?? 0))],
    [
      '((?:gmt|utc)?[+-]\\d\\d?(?::?\\d\\d)?(?!\\d)|[a-z]+/[a-z_]+(?:/[a-z_]+)?|[a-z]{1,5})(?![a-z0-9/])',
      (r, [zone = '']) => {
        if (r.zone !== undefined || zoneOffset(zone, 0) === undefined) return false
        r.zone = zone
        return true
      },
    ],
  ] satisfies [string, Read][]
).map(([source, read]) => [new RegExp(source, 'y'), read] as const)

function clock(hour: number, half: string | undefined): number {
  if (half === undefined) return hour
  if (hour < 1 || hour > 12) return Number.POSITIVE_INFINITY
  return (hour % 12) + (half === 'p' ? 12 : 0)
}

/** The date of a weekday (1 is Monday) of a numbered week. The first week is that of the year's 4th of January. */
function setWeek(reading: Reading, year: number, week: number, day: number): boolean {
  if (week > 53) return false
  const fourth = new Date(Date.UTC(year, 0, 4))
  reading.days += (week - 1) * 7 + day - (fourth.getUTCDay() || 7)
  return setDate(reading, year, 1, 4)
}

/**
 * Reads a time in words, counted from `now`: milliseconds since 1970, or `undefined` where it makes no sense. Understands
 * dates, times, zones, units (`3 months`, `+1 week -2 days`, `2 days ago`), `tomorrow`, weekdays, `next month`,
 * `last day of february 2032`. A date without a time is its first second; without a zone it is UTC.
 */
export function parseSpokenTime(text: string, now: Date): number | undefined {
  const words = text.toLowerCase().replaceAll('\u00a0', ' ')
  if (words === '') return undefined
  const reading: Reading = { months: 0, days: 0, seconds: 0, workdays: 0 }
  let at = 0
  while (at < words.length) {
    if (' \t,'.includes(words.charAt(at))) {
      at++
      continue
    }
    let read = false
    for (const [form, take] of forms) {
      form.lastIndex = at
      const found = form.exec(words)
      if (!found) continue
      if (!take(reading, found.slice(1))) return undefined
      at = form.lastIndex
      read = true
      break
    }
    if (!read) return undefined
  }
  const time = timeOf(reading, now)
  return Number.isFinite(time) ? time : undefined
}

function timeOf(reading: Reading, now: Date): number {
  const dated = reading.month !== undefined
  const [hour, minute, second] =
    reading.time ?? (dated ? [0, 0, 0] : [now.getUTCHours(), now.getUTCMinutes(), now.getUTCSeconds()])
  const date = new Date(0)
  const monthNumber = (reading.month ?? now.getUTCMonth() + 1) - 1 + reading.months
  let day = reading.day ?? now.getUTCDate()
  if (reading.dayOf !== undefined || reading.weekdayOf !== undefined) day = 1
  const ofLast = reading.dayOf === 'last' || (reading.weekdayOf !== undefined && reading.weekdayOf.place < 0)
  if (ofLast) day = 0
  date.setUTCFullYear(reading.year ?? now.getUTCFullYear(), monthNumber + (ofLast ? 1 : 0), day + reading.days)
  if (reading.weekdayOf) moveToPlace(date, reading.weekdayOf)
  else if (reading.weekday) moveToWeekday(date, reading.weekday)
  moveWorkdays(date, reading.workdays)
  date.setUTCHours(hour, minute, second)
  const local = date.getTime() + reading.seconds * 1000
  const offset = reading.zone === undefined ? 0 : (zoneOffset(reading.zone, local) ?? 0)
  return local - offset * 60_000
}

const move = (date: Date, days: number): void => {
  date.setUTCDate(date.getUTCDate() + days)
}

function moveToWeekday(date: Date, { day, amount, fromToday, inWeek }: Weekday): void {
  const today = date.getUTCDay()
  const ahead = (day - today + 7) % 7
  if (inWeek) move(date, (day || 7) - (today || 7))
  else if (amount === 0) move(date, ahead)
  else if (amount > 0) move(date, ahead + 7 * (amount - 1) + (ahead === 0 && !fromToday ? 7 : 0))
  else move(date, ahead + 7 * amount)
}

/** To the first, second … weekday of the month whose first day this is, or the last one from the month's last day. */
function moveToPlace(date: Date, { weekday: day, place }: { weekday: number; place: number }): void {
  const today = date.getUTCDay()
  if (place < 0) move(date, -((today - day + 7) % 7))
  else move(date, ((day - today + 7) % 7) + 7 * (Math.max(1, place) - 1))
}

function moveWorkdays(date: Date, count: number): void {
  // From a weekend it goes as from the day of work behind.
  while (count !== 0 && date.getUTCDay() % 6 === 0) move(date, count > 0 ? -1 : 1)
  // Weeks at once: a count comes from a request.
  move(date, Math.trunc(count / 5) * 7)
  const step = count < 0 ? -1 : 1
  for (let left = Math.abs(count) % 5; left > 0; ) {
    move(date, step)
    if (date.getUTCDay() % 6 !== 0) left--
  }
}
