// Times of the API: every form in which a client may send one, and the forms in which the wiki keeps and prints them.
import { zoneOffset } from './time-zones.ts'

declare const brand: unique symbol
/** A time in UTC as 14 digits, as the wiki stores it: `20010115145600`. Years are 0000 to 9999. */
export type Timestamp = string & { readonly [brand]: 'timestamp' }

/** The time that was read; `unclearNow` where nothing or `0` was sent, which means now and earns a warning. */
export type ParsedTimestamp =
  | { readonly ok: true; readonly timestamp: Timestamp; readonly unclearNow: boolean }
  | { readonly ok: false }

const iso = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:[.,]\d+)?(?:Z|([+-]\d\d)(?::?(\d\d))?)?$/
const database = /^(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)(?:[.,]\d+)?(?:Z| GMT|([+-]\d\d)(?::?(\d\d))?)?\n?$/
const basic = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(?:[.,]\d+)?(?:Z|([+-]\d\d)(?::?(\d\d))?)?$/
const digits = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/
const exif = /^(\d{4}):(\d\d):(\d\d) (\d\d):(\d\d):(\d\d)$/
const seconds = /^-?\d{1,13}(?:\.\d+)?$/
const rfc2822 =
  /^\s*(?:([A-Z][a-z]{2}),)?\s*(\d\d?)\s+([A-Z][a-z]{2})\s+(\d{2,4})\s+(\d\d)\s*:\s*(\d\d)\s*:\s*(\d\d)(?:\s+([A-Za-z]{1,3}|[+-]\d{4}))?(?:\s*;.*)?$/
const rfc850 = /^([A-Z][a-z]{5,8}), (\d\d)-([A-Z][a-z]{2})-(\d{2}) (\d\d):(\d\d):(\d\d)(?: ([A-Za-z]+|[+-]\d{4}))?$/
const asctime = /^([A-Z][a-z]{2}) ([A-Z][a-z]{2}) +(\d{1,2}) (\d\d):(\d\d):(\d\d) (\d{4})\n?$/

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
/** The names of zones in RFC 2822. */
const mailZones = new Set(['UT', 'GMT', 'EST', 'EDT', 'CST', 'CDT', 'MST', 'MDT', 'PST', 'PDT'])

const first = Date.parse('0000-01-01T00:00:00Z')
const last = Date.parse('9999-12-31T23:59:59Z')

/** Milliseconds of a date whose parts may be out of range, as the 45th of a 13th month; they carry over. */
function utc(year: number, month: number, day: number, hour: number, minute: number, second: number): number {
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  date.setUTCHours(hour, minute, second)
  return date.getTime()
}

/** As MediaWiki: a weekday that does not fit moves the date on to that weekday. */
function onWeekday(time: number, weekday: number): number {
  return weekday < 0 ? time : time + ((weekday - new Date(time).getUTCDay() + 7) % 7) * 86_400_000
}

function fromTime(time: number, unclearNow = false): ParsedTimestamp {
  if (!(time >= first && time < last + 1000)) return { ok: false }
  return { ok: true, timestamp: timestampOf(new Date(time)), unclearNow }
}

/** Minutes from UTC of the zone in a RFC 2822 date: a name, a letter or `+hhmm`; `undefined` for what is none. */
function mailZoneOffset(zone: string): number | undefined {
  // Military letters were defined with the wrong sign once, so they all mean UTC; J is the observer's own time.
  if (/^[A-IK-Za-ik-z]$/.test(zone)) return 0
  return mailZones.has(zone) || /^[+-]/.test(zone) ? zoneOffset(zone, 0) : undefined
}

function readMail(text: string): ParsedTimestamp | undefined {
  const found = rfc2822.exec(text)
  if (!found) return undefined
  const [, weekdayName, day, monthName = '', yearText = '', hour, minute, second, zone] = found
  const month = months.indexOf(monthName)
  const weekday = weekdayName === undefined ? -1 : weekdays.findIndex(name => name.startsWith(weekdayName))
  const offset = zone === undefined ? 0 : mailZoneOffset(zone)
  if (month < 0 || offset === undefined || (weekdayName !== undefined && weekday < 0)) return { ok: false }
  const short = Number(yearText)
  const year = short < 50 ? short + 2000 : short < 1000 ? short + 1900 : short
  const local = utc(year, month + 1, Number(day), Number(hour), Number(minute), Number(second))
  return fromTime(onWeekday(local, weekday) - offset * 60_000)
}

function readRfc850(text: string, now: Date): ParsedTimestamp | undefined {
  const found = rfc850.exec(text)
  if (!found) return undefined
  const [, weekdayName = '', day, monthName = '', yearText, hour, minute, second, zone] = found
  const month = months.indexOf(monthName)
  const weekday = weekdays.indexOf(weekdayName)
  if (month < 0 || weekday < 0) return { ok: false }
  // Two digits are the year that is at most fifty years ahead.
  const thisYear = now.getUTCFullYear()
  let year = thisYear - (thisYear % 100) + Number(yearText)
  if (year > thisYear + 50) year -= 100
  const local = utc(year, month + 1, Number(day), Number(hour), Number(minute), Number(second))
  const offset = zone === undefined ? 0 : zoneOffset(zone, local)
  return offset === undefined ? { ok: false } : fromTime(onWeekday(local, weekday) - offset * 60_000)
}

function readAsctime(text: string): ParsedTimestamp | undefined {
  const found = asctime.exec(text)
  if (!found) return undefined
  const [, weekdayName = '', monthName = '', day, hour, minute, second, year] = found
  const month = months.indexOf(monthName)
  const weekday = weekdays.findIndex(name => name.startsWith(weekdayName))
  if (month < 0 || weekday < 0) return { ok: false }
  const time = utc(Number(year), month + 1, Number(day), Number(hour), Number(minute), Number(second))
  return fromTime(onWeekday(time, weekday))
}

/**
 * Reads a time in any form that the API allows: ISO 8601, 14 digits, seconds since 1970, MySQL, PostgreSQL, EXIF, RFC 2822,
 * RFC 850, C's asctime, `now`; nothing and `0` are now as well, with a warning. Other words, as `yesterday`, are refused.
 */
export function parseTimestamp(text: string, now: Date): ParsedTimestamp {
  if (text === 'now') return fromTime(now.getTime())
  if (text === '' || text === '0') return fromTime(now.getTime(), true)
  if (seconds.test(text)) return fromTime(Math.floor(Number(text)) * 1000)
  const parts = digits.exec(text) ?? iso.exec(text) ?? database.exec(text) ?? basic.exec(text) ?? exif.exec(text)
  if (parts) {
    const [, year, month, day, hour, minute, second, zoneHours, zoneMinutes] = parts
    const local = utc(Number(year), Number(month), Number(day), Number(hour), Number(minute), Number(second))
    if (zoneHours === undefined) return fromTime(local)
    const offset = Math.abs(Number(zoneHours)) * 60 + Number(zoneMinutes ?? 0)
    return fromTime(local - (zoneHours.startsWith('-') ? -offset : offset) * 60_000)
  }
  return readMail(text) ?? readRfc850(text, now) ?? readAsctime(text) ?? { ok: false }
}

/** The 14 digits of a moment; parts of a second are dropped. */
export function timestampOf(date: Date): Timestamp {
  const year = date.getUTCFullYear()
  if (year < 1000 || year > 9999) {
    return date.toISOString().slice(-24, -5).replace(/\D/g, '').padStart(14, '0') as Timestamp
  }
  const day = year * 10_000 + (date.getUTCMonth() + 1) * 100 + date.getUTCDate()
  const time = date.getUTCHours() * 10_000 + date.getUTCMinutes() * 100 + date.getUTCSeconds()
  return String(day * 1_000_000 + time) as Timestamp
}

/** Whether a stored text has the form of a timestamp. */
export function isTimestamp(text: string): text is Timestamp {
  return /^\d{14}$/.test(text)
}

/** The moment of a timestamp. */
export function dateOf(timestamp: Timestamp): Date {
  return new Date(isoTimestamp(timestamp))
}

/** As the API prints it: `2001-01-15T14:56:00Z`. */
export function isoTimestamp(timestamp: Timestamp): string {
  const at = (from: number, to: number): string => timestamp.slice(from, to)
  return `${at(0, 4)}-${at(4, 6)}-${at(6, 8)}T${at(8, 10)}:${at(10, 12)}:${at(12, 14)}Z`
}

/** As the API prints what may have no end; `infinite` is the word of most places. */
export function isoExpiry(expiry: Timestamp | 'infinity', infinite = 'infinite'): string {
  return expiry === 'infinity' ? infinite : isoTimestamp(expiry)
}

/** As HTTP headers have it: `Mon, 15 Jan 2001 14:56:00 GMT`. */
export function httpTimestamp(timestamp: Timestamp): string {
  return dateOf(timestamp).toUTCString()
}

/** Seconds since 1970. */
export function unixTimestamp(timestamp: Timestamp): number {
  return dateOf(timestamp).getTime() / 1000
}
