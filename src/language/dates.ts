// Dates and times for readers, in the form and the words of their language. All times are UTC.
import { dateOf, type Timestamp } from '../api/timestamps.ts'
import { bcp47, formatNumber } from './languages.ts'

const formats = new Map<string, Intl.DateTimeFormat>()

function format(kind: 'date' | 'time', language: string): Intl.DateTimeFormat {
  const key = `${kind} ${language}`
  let made = formats.get(key)
  if (!made) {
    if (formats.size > 200) formats.clear()
    // English dates are day, month, year, as MediaWiki writes them unless a reader prefers otherwise.
    const locales = [language === 'en' ? 'en-GB' : bcp47(language), 'en-GB']
    const options: Intl.DateTimeFormatOptions =
      kind === 'date'
        ? { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }
        : { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: 'UTC' }
    try {
      made = new Intl.DateTimeFormat(locales, options)
    } catch {
      made = new Intl.DateTimeFormat('en-GB', options)
    }
    formats.set(key, made)
  }
  return made
}

/** `21 November 2026`. */
export function formatDate(timestamp: Timestamp, language: string): string {
  return format('date', language).format(dateOf(timestamp))
}

/** `22:55`. */
export function formatTime(timestamp: Timestamp, language: string): string {
  return format('time', language).format(dateOf(timestamp))
}

/** `22:55, 21 November 2026`. */
export function formatDateTime(timestamp: Timestamp, language: string): string {
  return `${formatTime(timestamp, language)}, ${formatDate(timestamp, language)}`
}

const units: readonly (readonly [unit: string, seconds: number])[] = [
  ['year', 31_556_952],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
]

function unitText(value: number, unit: string, language: string): string {
  const options = { style: 'unit', unit, unitDisplay: 'long' } as const
  try {
    return new Intl.NumberFormat(bcp47(language), options).format(value)
  } catch {
    return new Intl.NumberFormat('en', options).format(value)
  }
}

/** The parts of a duration in seconds, largest unit first: `3 days`, `2 hours`. Nothing is `0 seconds`. */
export function durationParts(seconds: number, language: string): string[] {
  let rest = Math.round(Math.abs(seconds))
  if (rest === 0) return [unitText(0, 'second', language)]
  const parts: string[] = []
  for (const [unit, size] of units) {
    const value = Math.floor(rest / size)
    if (value === 0) continue
    parts.push(unitText(value, unit, language))
    rest -= value * size
  }
  return parts
}

/** A size in bytes, in the largest unit that leaves at least one: `1.5 KB`. */
export function formatSize(bytes: number, language: string): string {
  if (Math.abs(bytes) < 1024) return unitText(bytes, 'byte', language)
  const names = ['', 'KB', 'MB', 'GB', 'TB']
  let value = bytes
  let step = 0
  while (Math.abs(value) >= 1024 && step < names.length - 1) {
    value /= 1024
    step++
  }
  return `${formatNumber(Math.round(value * 100) / 100, language)} ${names[step]}`
}

/**
 * How a time is told that a reader compares with now: the past within a day in words (`5 minutes ago`), anything else, also
 * the future, as date and time.
 */
export function formatRelative(timestamp: Timestamp, now: Date, language: string): string {
  const seconds = (now.getTime() - dateOf(timestamp).getTime()) / 1000
  if (seconds < 0 || seconds >= 86_400) return formatDateTime(timestamp, language)
  let words: Intl.RelativeTimeFormat
  try {
    words = new Intl.RelativeTimeFormat(bcp47(language))
  } catch {
    words = new Intl.RelativeTimeFormat('en')
  }
  if (seconds < 60) return words.format(-Math.floor(seconds), 'second')
  if (seconds < 3600) return words.format(-Math.floor(seconds / 60), 'minute')
  return words.format(-Math.floor(seconds / 3600), 'hour')
}
