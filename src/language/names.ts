// The languages that a wiki can name, as MediaWiki's siteinfo lists them, and the variants that some are written in.
import autonyms from './language-names.json' with { type: 'json' }
import variants from './language-variants.json' with { type: 'json' }

/** The names of languages in themselves, by code, in order of the codes. */
export const languageNames: Readonly<Record<string, string>> = autonyms

/** By language, its variants, and what each falls back on. */
export const languageVariants: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = variants

/** The name of a language in itself; empty where none is known. */
export const autonymOf = (code: string): string =>
  Object.hasOwn(languageNames, code) ? (languageNames[code] ?? '') : ''
