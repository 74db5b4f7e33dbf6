// The language that a page is written in.
import { isRightToLeft, languageName } from '../language/languages.ts'
import { NS } from './namespaces.ts'
import { configPage, type Title } from './title.ts'

/**
 * The code of a page's language: what was set for it, that of a message of the interface, English for scripts and styles,
 * else the content's.
 */
export function pageLanguage(title: Title, set: string | null | undefined, content: string): string {
  if (set) return set
  if (configPage(title) !== undefined) return 'en'
  if (title.namespace !== NS.mediawiki) return content
  const slash = title.dbKey.lastIndexOf('/')
  const code = title.dbKey.slice(slash + 1)
  return slash > 0 && /^[a-z]{2,3}(-[a-z]+)*$/.test(code) && languageName(code, 'en') !== code ? code : content
}

/** `ltr` or `rtl`. */
export const directionOf = (code: string): 'ltr' | 'rtl' => (isRightToLeft(code) ? 'rtl' : 'ltr')
