// Reads a point in time as people write it: `2020-01-02 10:00`, `4 July 1999`, `+1 day`, `last monday`, 14 digits.

/** What a text says. */
export interface ParsedTime {
  readonly date: Date
  /** Whether another day would give another answer. */
  readonly dependsOnNow: boolean
}

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')
const days = 'sun mon tue wed thu fri sat'.split(' ')

const units: Readonly<Record<string, (date: Date, count: number) => void>> = {
  sec: (date, count) => date.setUTCSeconds(date.getUTCSeconds() + count),
  second: (date, count) => date.setUTCSeconds(date.getUTCSeconds() + count),
  min: (date, count) => date.setUTCMinutes(date.getUTCMinutes() + count),
  minute: (date, count) => date.setUTCMinutes(date.getUTCMinutes() + count),
  hour: (date, count) => date.setUTCHours(date.getUTCHours() + count),
  day: (date, count) => date.setUTCDate(date.getUTCDate() + count),
  week: (date, count) => date.setUTCDate(date.getUTCDate() + 7 * count),
  fortnight: (date, count) => date.setUTCDate(date.getUTCDate() + 14 * count),
  month: (date, count) => date.setUTCMonth(date.getUTCMonth() + count),
  year: (date, count) => date.setUTCFullYear(date.getUTCFullYear() + count),
}

const ordinals = 'first second third fourth fifth'.split(' ')
const counts: Readonly<Record<string, number>> = { last: -1, previous: -1, this: 0, next: 1 }

/** Holds the date while the words of a text are read one after another. */
class Reading {
  readonly date: Date
  dependsOnNow = true
  hasTime = false
  #hasDate = false
  /** Applied after all else, as `+1 month` counts from the date wherever it stands. */
  readonly shifts: ((date: Date) => void)[] = []

  constructor(now: Date) {
    this.date = new Date(now)
    this.date.setUTCMilliseconds(0)
  }

  day(year: number, month: number, day: number): boolean {
    // As PHP: a month or a day 0 is the one before the first. A second date is none.
    if (month > 12 || day > 31 || this.#hasDate) return false
    this.#hasDate = true
    this.date.setUTCFullYear(year, month - 1, day)
    this.dependsOnNow = false
    if (!this.hasTime) this.date.setUTCHours(0, 0, 0, 0)
    return true
  }

  time(hour: number, minute: number, second: number): boolean {
    if (hour > 24 || minute > 59 || second > 60) return false
    this.date.setUTCHours(hour === 24 ? 0 : hour, minute, second, 0)
    if (hour === 24) this.shifts.push(date => date.setUTCDate(date.getUTCDate() + 1))
    this.hasTime = true
    return true
  }
}

type Rule = readonly [RegExp, (match: RegExpExecArray, reading: Reading) => boolean]

const number = (text: string | undefined): number => Number(text ?? '0')
const fullYear = (text: string): number =>
  text.length > 2 ? number(text) : number(text) < 70 ? 2000 + number(text) : 1900 + number(text)
const monthOf = (name: string | undefined): number => months.indexOf((name ?? '').slice(0, 3).toLowerCase()) + 1
const monthName =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\b\\.?'
const dayName =
  '(sun(?:day)?|mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs?(?:day)?)?|fri(?:day)?|sat(?:urday)?)\\b'
const unitName = '(sec(?:ond)?|min(?:ute)?|hour|day|week|fortnight|month|year)s?\\b'

const toMidnight = (reading: Reading): void => {
  if (!reading.hasTime) reading.date.setUTCHours(0, 0, 0, 0)
}

function shift(reading: Reading, unit: string, count: number): boolean {
  const move = units[unit.toLowerCase()]
  if (!move || Math.abs(count) > 1e9) return false
  reading.shifts.push(date => move(date, count))
  return true
}

/** `2020W101`: the first day of the tenth week. */
function isoDay(year: number, week: number, day: number, reading: Reading): boolean {
  const fourth = new Date(Date.UTC(year, 0, 4))
  const monday = fourth.getUTCDate() - ((fourth.getUTCDay() + 6) % 7)
  if (!reading.day(year, 1, 1)) return false
  reading.date.setUTCMonth(0, monday + (week - 1) * 7 + day - 1)
  return true
}

const rules: readonly Rule[] = [
  [
    /^(\d{4})-?W(\d{2})(?:-?([1-7]))?(?!\d)/,
    (m, r) => isoDay(number(m[1]), number(m[2]), m[3] === undefined ? 1 : number(m[3]), r),
  ],
  [
    /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(?!\d)/,
    (m, r) => r.time(number(m[4]), number(m[5]), number(m[6])) && r.day(number(m[1]), number(m[2]), number(m[3])),
  ],
  [/^(\d{4})(\d{2})(\d{2})(?!\d)/, (m, r) => r.day(number(m[1]), number(m[2]), number(m[3]))],
  [/^(\d{4})-?(\d{3})(?!\d)/, (m, r) => dayOfYear(number(m[1]), number(m[2]), r)],
  [/^(\d{2})-(\d{2})-(\d{2})(?!\d)/, (m, r) => r.day(fullYear(m[1] ?? ''), number(m[2]), number(m[3]))],
  [
    /^@(-?\d+)(?:\.\d+)?(?!\d)/,
    (m, r) => {
      r.date.setTime(number(m[1]) * 1000)
      r.hasTime = true
      r.dependsOnNow = false
      return !Number.isNaN(r.date.getTime())
    },
  ],
  [/^(\d{4})-(\d{1,2})-(\d{1,2})(?:T(?=\d))?/i, (m, r) => r.day(number(m[1]), number(m[2]), number(m[3]))],
  [/^(\d{4})\/(\d{1,2})\/(\d{1,2})/, (m, r) => r.day(number(m[1]), number(m[2]), number(m[3]))],
  [/^(\d{1,2})\/(\d{1,2})\/(\d{4}|\d{2})(?!\d)/, (m, r) => r.day(fullYear(m[3] ?? ''), number(m[1]), number(m[2]))],
  [/^(\d{1,2})[-.](\d{1,2})[-.](\d{4})(?!\d)/, (m, r) => r.day(number(m[3]), number(m[2]), number(m[1]))],
  [/^(\d{4})-(0?\d|1[0-2])(?![\d-])/, (m, r) => r.day(number(m[1]), number(m[2]), 1)],
  [
    /^(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(am|pm)?/i,
    (m, r) =>
      r.time(
        (m[4] ? number(m[1]) % 12 : number(m[1])) + (m[4]?.toLowerCase() === 'pm' ? 12 : 0),
        number(m[2]),
        number(m[3]),
      ),
  ],
  [/^(\d{1,2})\s*(am|pm)\b/i, (m, r) => r.time((number(m[1]) % 12) + (m[2]?.toLowerCase() === 'pm' ? 12 : 0), 0, 0)],
  [
    new RegExp(`^(\\d{1,2})(?:st|nd|rd|th)?[ \\t.-]*${monthName}[ \\t,.-]*(\\d{4})(?![\\d:])`, 'i'),
    (m, r) => r.day(number(m[3]), monthOf(m[2]), number(m[1])),
  ],
  [
    new RegExp(`^(\\d{1,2})-${monthName}-(\\d{2})(?![\\d:])`, 'i'),
    (m, r) => r.day(fullYear(m[3] ?? ''), monthOf(m[2]), number(m[1])),
  ],
  [
    new RegExp(`^${monthName}[ \\t.-]*(\\d{1,2})(?:st|nd|rd|th)?(?![\\d:])[ \\t,.-]*(\\d{4})?(?![\\d:])`, 'i'),
    (m, r) => r.day(m[3] === undefined ? r.date.getUTCFullYear() : number(m[3]), monthOf(m[1]), number(m[2])),
  ],
  [
    new RegExp(`^(\\d{1,2})(?:st|nd|rd|th)?[ \\t.-]*${monthName}`, 'i'),
    (m, r) => r.day(r.date.getUTCFullYear(), monthOf(m[2]), number(m[1])),
  ],
  [new RegExp(`^${monthName}[ \\t,.-]*(\\d{4})(?![\\d:])`, 'i'), (m, r) => r.day(number(m[2]), monthOf(m[1]), 1)],
  [
    new RegExp(`^(\\d{4})[ \\t.-]*${monthName}(?:[ \\t.-]*(\\d{1,2}))?`, 'i'),
    (m, r) => r.day(number(m[1]), monthOf(m[2]), m[3] === undefined ? 1 : number(m[3])),
  ],
  [new RegExp(`^${monthName}`, 'i'), (m, r) => r.day(r.date.getUTCFullYear(), monthOf(m[1]), r.date.getUTCDate())],
  [/^now\b/i, () => true],
  [/^today\b|^midnight\b/i, (_, r) => r.time(0, 0, 0)],
  [/^noon\b/i, (_, r) => r.time(12, 0, 0)],
  [/^tomorrow\b/i, (_, r) => r.time(0, 0, 0) && shift(r, 'day', 1)],
  [/^yesterday\b/i, (_, r) => r.time(0, 0, 0) && shift(r, 'day', -1)],
  [
    /^(first|last) day of\b/i,
    (m, r) => {
      r.shifts.push(date => {
        if (m[1]?.toLowerCase() === 'first') date.setUTCDate(1)
        else date.setUTCMonth(date.getUTCMonth() + 1, 0)
      })
      return true
    },
  ],
  [
    new RegExp(`^(${ordinals.join('|')}|last)\\s+${dayName}\\s+of\\b`, 'i'),
    (m, r) => weekdayOf(r, ordinals.indexOf((m[1] ?? '').toLowerCase()) + 1, m[2] ?? ''),
  ],
  [
    /^([-+]?)\s*(\d+)\s*weekdays?\b/i,
    (m, r) => {
      const count = number(m[2]) * (m[1] === '-' ? -1 : 1)
      if (Math.abs(count) > 100_000) return false
      r.shifts.push(date => moveWeekdays(date, count))
      return true
    },
  ],
  [
    new RegExp(`^(last|previous|this|next)\\s+${unitName}`, 'i'),
    (m, r) => shift(r, m[2] ?? '', counts[(m[1] ?? '').toLowerCase()] ?? 0),
  ],
  [new RegExp(`^(?:(last|previous|this|next)\\s+)?${dayName}`, 'i'), (m, r) => weekday(r, m[1], m[2] ?? '')],
  [
    new RegExp(`^([-+]?)\\s*(\\d+)\\s*${unitName}(\\s+ago\\b)?`, 'i'),
    (m, r) => shift(r, m[3] ?? '', number(m[2]) * (m[1] === '-' ? -1 : 1) * (m[4] === undefined ? 1 : -1)),
  ],
  [/^(\d{4})(?!\d)/, (m, r) => yearOrTime(m[1] ?? '', r)],
  [/^(?:UTC|GMT|Z)\b/i, () => true],
  [/^ago\b/i, () => true],
  [/^([A-Z]{3,4}|[A-Z][A-Za-z]+(?:\/[A-Z][A-Za-z_]+)+)\b/, (m, r) => inZone(r, m[1] ?? '')],
  [
    /^([-+])(\d{2}):?(\d{2})(?!\d)/,
    (m, r) => shift(r, 'minute', (m[1] === '-' ? 1 : -1) * (number(m[2]) * 60 + number(m[3]))),
  ],
]

function weekday(reading: Reading, word: string | undefined, name: string): boolean {
  const wanted = days.indexOf(name.slice(0, 3).toLowerCase())
  toMidnight(reading)
  const back = word !== undefined && /^(?:last|previous)$/i.test(word)
  reading.shifts.push(date => {
    const ahead = (wanted - date.getUTCDay() + 7) % 7
    if (back) date.setUTCDate(date.getUTCDate() + (ahead === 0 ? -7 : ahead - 7))
    else date.setUTCDate(date.getUTCDate() + (ahead === 0 && word?.toLowerCase() === 'next' ? 7 : ahead))
  })
  return true
}

/** The days of a year are numbered from 1. */
function dayOfYear(year: number, day: number, reading: Reading): boolean {
  if (day < 1 || day > 366 || !reading.day(year, 1, 1)) return false
  reading.date.setUTCMonth(0, day)
  return true
}

/** The first, second … of a kind of day in the month; 0 for the last. */
function weekdayOf(reading: Reading, ordinal: number, name: string): boolean {
  const wanted = days.indexOf(name.slice(0, 3).toLowerCase())
  toMidnight(reading)
  reading.shifts.push(date => {
    if (ordinal === 0) {
      date.setUTCMonth(date.getUTCMonth() + 1, 0)
      date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() - wanted + 7) % 7))
    } else {
      date.setUTCDate(1)
      date.setUTCDate(1 + ((wanted - date.getUTCDay() + 7) % 7) + 7 * (ordinal - 1))
    }
  })
  return true
}

function moveWeekdays(date: Date, count: number): void {
  const step = Math.sign(count)
  for (let left = Math.abs(count); left > 0; ) {
    date.setUTCDate(date.getUTCDate() + step)
    if (date.getUTCDay() !== 0 && date.getUTCDay() !== 6) left--
  }
}

/** Short names of time zones that are in common use, as hours from UTC. */
const zoneHours: Readonly<Record<string, number>> = {
  WET: 0,
  WEST: 1,
  BST: 1,
  CET: 1,
  CEST: 2,
  EET: 2,
  EEST: 3,
  MSK: 3,
  JST: 9,
  EST: -5,
  EDT: -4,
  CST: -6,
  CDT: -5,
  MST: -7,
  MDT: -6,
  PST: -8,
  PDT: -7,
}

/** The time was said in a time zone: it is moved to UTC when all else is done. */
function inZone(reading: Reading, zone: string): boolean {
  const hours = zoneHours[zone]
  if (hours !== undefined) return shift(reading, 'hour', -hours)
  if (!zone.includes('/')) return false
  let format: Intl.DateTimeFormat
  try {
    format = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' })
  } catch {
    return false
  }
  reading.shifts.push(date => {
    const name = format.formatToParts(date).find(part => part.type === 'timeZoneName')?.value ?? ''
    const offset = /([-+])(\d{2}):(\d{2})$/.exec(name)
    if (!offset) return
    const minutes = (offset[1] === '-' ? -1 : 1) * (number(offset[2]) * 60 + number(offset[3]))
    date.setUTCMinutes(date.getUTCMinutes() - minutes)
  })
  return true
}

/** As MediaWiki: four digits alone are a year, not a time of day. */
function yearOrTime(digits: string, reading: Reading): boolean {
  reading.date.setUTCFullYear(Number(digits))
  toMidnight(reading)
  return true
}

/** Reads a time; undefined where the text says none. An empty text is now. */
export function parseTime(text: string, now: Date): ParsedTime | undefined {
  const reading = new Reading(now)
  let rest = text.trim()
  if (rest.length > 200) return undefined
  // Four digits alone are the same day of that year.
  while (rest !== '') {
    const found = rules.map(([pattern, read]) => [pattern.exec(rest), read] as const).find(([match]) => match !== null)
    const match = found?.[0]
    if (!match || !found[1](match, reading)) return undefined
    rest = rest.slice(match[0].length).replace(/^[\s,]+/, '')
  }
  for (const move of reading.shifts) move(reading.date)
  if (Number.isNaN(reading.date.getTime())) return undefined
  return { date: reading.date, dependsOnNow: reading.dependsOnNow }
}
