// Other calendars of `{{#time:…}}`: the Hebrew, the Iranian, the Islamic, the Thai and the Japanese one.

/** A day in a calendar. */
export interface CalendarDay {
  readonly year: number
  readonly month: number
  readonly monthName: string
  readonly day: number
}

const day = 86_400_000

const formats = new Map<string, Intl.DateTimeFormat>()

function parts(calendar: string, month: 'numeric' | 'long', date: Date): Map<string, string> {
  let format = formats.get(calendar)
  if (!format) {
    format = new Intl.DateTimeFormat(`en-u-ca-${calendar}`, { timeZone: 'UTC', year: 'numeric', month, day: 'numeric' })
    formats.set(calendar, format)
  }
  return new Map(format.formatToParts(date).map(({ type, value }) => [type, value]))
}

const words = (list: string): readonly string[] => list.split(',')
const iranianMonths = words('Farvardin,Ordibehesht,Khordad,Tir,Mordad,Shahrivar,Mehr,Aban,Azar,Dey,Bahman,Esfand')
const islamicMonths = words(
  "Muharram,Safar,Rabi' al-awwal,Rabi' al-thani,Jumada al-awwal,Jumada al-thani,Rajab,Sha'aban,Ramadan,Shawwal," +
    "Dhu al-Qi'dah,Dhu al-Hijjah",
)
/** In a leap year Adar is two months, which come after the others in number. */
const hebrewMonths = words('Tishrei,Cheshvan,Kislev,Tevet,Shevat,Adar,Nisan,Iyar,Sivan,Tamuz,Av,Elul,Adar I,Adar II')
const otherHebrewNames: Readonly<Record<string, string>> = { Tishri: 'Tishrei', Heshvan: 'Cheshvan' }

const numbered =
  (calendar: string, names: readonly string[]) =>
  (date: Date): CalendarDay => {
    const found = parts(calendar, 'numeric', date)
    const month = Number(found.get('month'))
    const monthName = names[month - 1] ?? ''
    return { year: Number(found.get('year')), month, monthName, day: Number(found.get('day')) }
  }

export const iranianDay = numbered('persian', iranianMonths)
export const islamicDay = numbered('islamic-civil', islamicMonths)

export function hebrewDay(date: Date): CalendarDay {
  const found = parts('hebrew', 'long', date)
  const written = found.get('month') ?? ''
  const monthName = otherHebrewNames[written] ?? written
  const month = hebrewMonths.indexOf(monthName) + 1
  return { year: Number(found.get('year')), month, monthName, day: Number(found.get('day')) }
}

/** How many days the Hebrew month has that a day is in. */
export function hebrewMonthLength(date: Date): number {
  const thirtieth = date.getTime() + (30 - hebrewDay(date).day) * day
  return hebrewDay(new Date(thirtieth)).day === 30 ? 30 : 29
}

/** How many days an Iranian month has. As MediaWiki: the leap day is not counted. */
export const iranianMonthLength = ({ month }: CalendarDay): number => (month <= 6 ? 31 : month <= 11 ? 30 : 29)

/** The Iranian day of the year, from 0. */
export const iranianDayOfYear = ({ month, day: of }: CalendarDay): number =>
  (month <= 6 ? (month - 1) * 31 : 186 + (month - 7) * 30) + of - 1

/** Until 1940 the Thai year began in April. */
export function thaiYear(date: Date): number {
  const year = date.getUTCFullYear()
  return year <= 1940 && date.getUTCMonth() < 3 ? year + 542 : year + 543
}

const japaneseEras: readonly (readonly [from: number, name: string, before: number])[] = [
  [Date.UTC(2019, 4, 1), '令和', 2018],
  [Date.UTC(1989, 0, 8), '平成', 1988],
  [Date.UTC(1926, 11, 25), '昭和', 1925],
  [Date.UTC(1912, 6, 30), '大正', 1911],
  [Date.UTC(1873, 0, 1), '明治', 1867],
]

/** The year of the Japanese era, with its name. Before the calendar was changed, it is the common one. */
export function japaneseYear(date: Date): string {
  const year = date.getUTCFullYear()
  const era = japaneseEras.find(([from]) => date.getTime() >= from)
  if (!era) return `西暦${year}`
  const [, name, before] = era
  return `${name}${year - before === 1 ? '元' : year - before}`
}

const hebrewUnits = words(',א,ב,ג,ד,ה,ו,ז,ח,ט')
const hebrewTens = words(',י,כ,ל,מ,נ,ס,ע,פ,צ')
const hebrewHundreds = words(',ק,ר,ש,ת,תק,תר,תש,תת,תתק')
const finals: Readonly<Record<string, string>> = { כ: 'ך', מ: 'ם', נ: 'ן', פ: 'ף', צ: 'ץ' }

/** A number up to 9999 in Hebrew letters. */
export function hebrewNumeral(number: number): string {
  if (!(number > 0 && number <= 9999)) return String(number)
  const thousands = hebrewUnits[Math.floor(number / 1000)] ?? ''
  const rest = number % 1000
  if (rest === 0) return number === 1000 ? 'אלף' : `${thousands}' אלפים`
  // 15 and 16 would spell a name of God.
  const low = rest % 100
  const tens =
    low === 15 || low === 16
      ? `ט${hebrewUnits[low - 9] ?? ''}`
      : (hebrewTens[Math.floor(low / 10)] ?? '') + (hebrewUnits[low % 10] ?? '')
  const letters = (hebrewHundreds[Math.floor(rest / 100)] ?? '') + tens
  const last = letters.slice(-1)
  const isLast = letters.length > 1 || thousands !== ''
  const end = isLast ? (finals[last] ?? last) : last
  const marked = letters.length === 1 ? `${end}'` : `${letters.slice(0, -1)}"${end}`
  return (thousands === '' ? '' : `${thousands}'`) + marked
}
