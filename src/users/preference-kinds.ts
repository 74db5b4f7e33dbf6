// Which preferences there are, and what values each takes.
import { type Message, message } from '../language/messages.ts'
import { languageNames } from '../language/names.ts'

/** What a preference is, as `resetkinds` names it. */
export type PreferenceKind = 'registered' | 'userjs' | 'special' | 'unused'
/** MediaWiki's values of `resetkinds`, in its order. */
export const preferenceKinds = [
  'registered',
  'registered-multiselect',
  'registered-checkmatrix',
  'userjs',
  'special',
  'unused',
  'all',
] as const

/** Says what is wrong with a value. */
type Check = (value: string) => Message | undefined

const anything: Check = () => undefined
const oneOf =
  (...values: readonly string[]): Check =>
  value =>
    values.includes(value) ? undefined : message('htmlform-select-badoption')

/** A number in a range, with blanks around it. */
const number = (range: { min: number; max: number; whole: boolean }): Check => {
  return text => {
    const value = text.trim()
    if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(value)) return message('htmlform-float-invalid')
    if (Number(value) < range.min) return message('htmlform-int-toolow', range.min)
    if (Number(value) > range.max) return message('htmlform-int-toohigh', range.max)
    return range.whole && !/^[+-]?\d+$/.test(value) ? message('htmlform-int-invalid') : undefined
  }
}
const indices = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => String(index))

/** The last minute of a day that an offset from the world's time can reach. */
const widestOffset = 14 * 60

/** `System|0`, `Offset|60`, `ZoneInfo|60|Europe/Berlin`, `+01:00`. */
function timeCorrection(value: string): Message | undefined {
  const [kind, minutes = '', zone = ''] = value.split('|')
  const isRight =
    kind === 'System' ||
    (kind === 'Offset' && Math.abs(Number(minutes)) <= widestOffset) ||
    (kind === 'ZoneInfo' && isTimeZone(zone)) ||
    isOffset(value)
  return isRight ? undefined : message('timezone-invalid')
}
function isTimeZone(name: string): boolean {
  try {
    return name !== '' && new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined
  } catch {
    return false
  }
}
function isOffset(text: string): boolean {
  const found = /^([+-]?)(\d{1,2}):(\d{2})$/.exec(text)
  return found !== null && Number(found[2]) * 60 + Number(found[3]) <= widestOffset
}

/** Characters that a signature has at most. */
const longestSignature = 255
const signature: Check = value =>
  [...value].length <= longestSignature ? undefined : message('badsiglength', longestSignature)

/** The parts of a day that `rcdays` can be: an hour. */
const hour = 1 / 24

const checks: Readonly<Record<string, Check>> = {
  date: oneOf('default', 'mdy', 'dmy', 'ymd', 'ISO 8601'),
  editfont: oneOf('monospace', 'sans-serif', 'serif'),
  gender: oneOf('unknown', 'female', 'male'),
  imagesize: oneOf(...indices(6)),
  language: value => (Object.hasOwn(languageNames, value) ? undefined : message('htmlform-select-badoption')),
  nickname: signature,
  rcdays: number({ min: hour, max: 90, whole: false }),
  rclimit: number({ min: 1, max: 1000, whole: true }),
  searchlimit: number({ min: 1, max: 500, whole: true }),
  skin: oneOf('palimpsest', 'minerva', 'monobook', 'timeless', 'vector-2022', 'vector'),
  thumbsize: oneOf(...indices(6)),
  timecorrection: timeCorrection,
  underline: oneOf(...indices(3)),
  watchlistdays: number({ min: hour, max: 90, whole: false }),
  wllimit: number({ min: 1, max: 1000, whole: true }),
}

/** Preferences that take any text; most are switches, which are on unless the text is empty or `0`. */
const free = new Set([
  'diff-type',
  'diffonly',
  'editondblclick',
  'editrecovery',
  'editsectiononrightclick',
  'extendwatchlist',
  'fancysig',
  'forceeditsummary',
  'forcesafemode',
  'hidecategorization',
  'hideminor',
  'hidepatrolled',
  'minordefault',
  'newpageshidepatrolled',
  'norollbackdiff',
  'previewonfirst',
  'previewontop',
  'pst-cssjs',
  'rcenhancedfilters-disable',
  'search-match-redirect',
  'search-special-page',
  'search-thumbnail-extra-namespaces',
  'showhiddencats',
  'shownumberswatching',
  'skin-responsive',
  'useeditwarning',
  'uselivepreview',
  'usenewrc',
  'watchcreations',
  'watchdefault',
  'watchdeletion',
  'watchlisthideanons',
  'watchlisthidebots',
  'watchlisthidecategorization',
  'watchlisthideliu',
  'watchlisthideminor',
  'watchlisthideown',
  'watchlisthidepatrolled',
  'watchlistreloadautomatically',
  'watchlisttoken',
  'watchlistunwatchlinks',
  'watchmoves',
  'watchrollback',
  'watchuploads',
  'wlenhancedfilters-disable',
])

/** What an account has that is shown with the preferences and changed elsewhere. */
const special = new Set([
  'editcount',
  'emailaddress',
  'password',
  'realname',
  'registrationdate',
  'usergroups',
  'username',
])

/** What a name is; `namespaces` are those that can be searched. */
export function kindOf(name: string, namespaces: readonly number[]): PreferenceKind {
  if (name.startsWith('userjs-')) return 'userjs'
  if (Object.hasOwn(checks, name) || free.has(name)) return 'registered'
  const searched = /^searchNs(\d+)$/.exec(name)?.[1]
  if (searched !== undefined && namespaces.includes(Number(searched))) return 'registered'
  return special.has(name) ? 'special' : 'unused'
}

/** Bytes that a name and a value have at most. */
const longestName = 255
const longestValue = 65_530

/** Why a preference cannot have this value (null for its default); undefined when it can. */
export function preferenceProblem(
  name: string,
  value: string | null,
  namespaces: readonly number[],
): Message | undefined {
  const kind = kindOf(name, namespaces)
  if (kind === 'special') return message('apiwarn-validationfailed-cannotset')
  if (kind === 'unused') return message('apiwarn-validationfailed-badpref')
  if (kind === 'userjs') {
    if (Buffer.byteLength(name) > longestName) {
      return message('apiwarn-validationfailed-keytoolong', { num: longestName })
    }
    if (/[^a-zA-Z0-9_-]/.test(name)) return message('apiwarn-validationfailed-badchars')
  }
  if (value === null) return undefined
  if (Buffer.byteLength(value) > longestValue) {
    return message('apiwarn-validationfailed-valuetoolong', { num: longestValue })
  }
  return (checks[name] ?? anything)(value)
}
