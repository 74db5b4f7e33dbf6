// Where a text leads, as a title of this wiki.
import { redirectTarget } from '../wikitext/index.ts'
import { parseTitle, type Title, type TitleRules } from './title.ts'

/** The target when the text is a redirect to something that can be a target. */
export function redirectTitle(text: string, rules: TitleRules): Title | undefined {
  const found = redirectTarget(text)
  if (found === undefined) return undefined
  const parsed = parseTitle(found.title, rules)
  if (!parsed.ok) return undefined
  // As MediaWiki: special pages that log out and the like are no targets; a section of the same page neither.
  if (parsed.title.dbKey === '' || (parsed.title.namespace === -1 && /^userlogout/i.test(parsed.title.dbKey)))
    return undefined
  return parsed.title
}
