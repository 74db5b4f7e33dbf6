// What the wiki knows of languages: codes, fallbacks, numbers, plurals, direction.
import Banana from 'banana-i18n'

/** Grammatical gender of a user, from their preferences. */
export type Gender = 'male' | 'female' | 'unknown'

/** The pseudo language that shows keys instead of texts, and the one of the messages' documentation. */
export const keysLanguage = 'qqx'
const documentationLanguage = 'qqq'

/**
 * Whether a text can be the code of a language at all: nothing in it that could lead out of a path or a title. Case does
 * not matter and the language need not be known.
 */
export function isValidLanguageCode(code: string): boolean {
  return /^[ !$%()*+,.0-9;=?@A-Z^_`a-z~\u0080-\u{10ffff}-]{1,128}$/u.test(code) && !/%[0-9a-f]{2}/i.test(code)
}

/** The language to speak: `user` and `content` and what is no code are resolved; in lower case. */
export function resolveLanguage(asked: string, of: { readonly user: string; readonly content: string }): string {
  if (asked === 'user') return of.user
  const code = asked.toLowerCase()
  return asked === 'content' || !isValidLanguageCode(code) || code === documentationLanguage ? of.content : code
}

/** The code that the web knows (`zh-hans` → `zh-Hans`), for `lang` attributes and headers. */
export function bcp47(code: string): string {
  const known: Readonly<Record<string, string>> = {
    als: 'gsw',
    'bat-smg': 'sgs',
    'be-tarask': 'be-tarask',
    'be-x-old': 'be-tarask',
    'cbk-zam': 'cbk',
    'crh-ro': 'crh-Latn-RO',
    'de-formal': 'de-x-formal',
    eml: 'egl',
    'es-formal': 'es-x-formal',
    'fiu-vro': 'vro',
    'hu-formal': 'hu-x-formal',
    'kk-cn': 'kk-Arab-CN',
    'kk-tr': 'kk-Latn-TR',
    'map-bms': 'jv-x-bms',
    mo: 'ro-Cyrl-MD',
    'nl-informal': 'nl-x-informal',
    nrm: 'nrf',
    'roa-rup': 'rup',
    'roa-tara': 'nap-x-tara',
    simple: 'en-simple',
    'sr-ec': 'sr-Cyrl',
    'sr-el': 'sr-Latn',
    'zh-classical': 'lzh',
    'zh-cn': 'zh-Hans-CN',
    'zh-hk': 'zh-Hant-HK',
    'zh-min-nan': 'nan',
    'zh-mo': 'zh-Hant-MO',
    'zh-my': 'zh-Hans-MY',
    'zh-sg': 'zh-Hans-SG',
    'zh-tw': 'zh-Hant-TW',
    'zh-yue': 'yue',
  }
  const found = known[code.toLowerCase()]
  if (found !== undefined) return found
  return code
    .toLowerCase()
    .split('-')
    .map((part, index) => {
      if (index === 0) return part
      if (part.length === 2) return part.toUpperCase()
      return part.length === 4 ? part.charAt(0).toUpperCase() + part.slice(1) : part
    })
    .join('-')
}

/** The part of a code that the runtime understands; English where it does not. */
function locale(code: string): string {
  const tag = bcp47(code)
  try {
    return Intl.NumberFormat.supportedLocalesOf(tag).length > 0 ? tag : 'en'
  } catch {
    return 'en'
  }
}

/** One value a language, made when first asked for. */
function cached<T>(make: (code: string) => T): (code: string) => T {
  const known = new Map<string, T>()
  return code => {
    let value = known.get(code)
    if (value === undefined) {
      // Codes come from requests: without a bound anybody could fill the memory.
      if (known.size > 500) known.clear()
      value = make(code)
      known.set(code, value)
    }
    return value
  }
}

const bananaOf = cached(code => {
  const options = { messages: { grammar: '{{GRAMMAR:$1|$2}}' } }
  try {
    return new Banana(code, options)
  } catch {
    // A valid code need not be one of a language.
    return new Banana('en', options)
  }
})

/** The languages to look in for a text, nearest first; always ends with English. */
export const fallbackChain: (code: string) => readonly string[] = cached(code => {
  const chain = [code]
  const parts = code.split('-')
  for (let length = parts.length - 1; length > 0; length--) chain.push(parts.slice(0, length).join('-'))
  return [...new Set([...chain, ...bananaOf(code).getFallbackLocales(), 'en'])]
})

const numberFormat = cached(code => new Intl.NumberFormat(locale(code), { maximumFractionDigits: 20 }))

/** A number as the language writes it, with the separators of thousands. */
export function formatNumber(value: number | string, code: string): string {
  const number = Number(value)
  return Number.isFinite(number) && value !== '' ? numberFormat(code).format(number) : String(value)
}

const pluralOrder = ['zero', 'one', 'two', 'few', 'many', 'other']
const pluralRules = cached(code => {
  const rules = new Intl.PluralRules(locale(code))
  const { pluralCategories } = rules.resolvedOptions()
  return { rules, order: pluralOrder.filter(category => (pluralCategories as string[]).includes(category)) }
})

/** Which of a language's plural forms a count takes; forms are counted in the order of CLDR. */
export function pluralForm(count: number, code: string): number {
  const { rules, order } = pluralRules(code)
  return order.indexOf(rules.select(Math.abs(count)))
}

/** A word in a case or another form of the language (`genitive`, …); the word itself where the language has no such form. */
export function inflect(word: string, form: string, code: string): string {
  return bananaOf(code).i18n('grammar', form, word)
}

const rightToLeft = new Set(
  'acm aeb aeb-arab apc ar arc arq ary arz azb bcc bgn bqi ckb dv fa glk ha-arab he hno khw kk-arab kk-cn ks ks-arab ku-arab lki lrc luz ms-arab mzn nqo pnb ps rif-arab sd sdh skr skr-arab ug ug-arab ur uz-arab yi'.split(
    ' ',
  ),
)

/** Whether the language is written from right to left. */
export function isRightToLeft(code: string): boolean {
  if (/-(?:latn|deva|cyrl)$/.test(code)) return false
  return rightToLeft.has(code) || rightToLeft.has(code.split('-')[0] ?? '')
}

/** The name of a language in another one (`languageName('de', 'en')` → `German`), or the code where none is known. */
export function languageName(code: string, inLanguage: string): string {
  try {
    return new Intl.DisplayNames(locale(inLanguage), { type: 'language' }).of(bcp47(code)) ?? code
  } catch {
    return code
  }
}
