// Which names lead somewhere: pages that exist, special pages, messages that have a text. For the colour of links.

import type { Wiki } from '../wiki.ts'
import type { Existence, PageName } from '../wikitext/index.ts'
import { existingTitles } from './existing-titles-store.ts'
import { NS } from './namespaces.ts'
import { isSpecialPageName } from './special-page-names.ts'
import { makeTitle, prefixedText, type Title, titleText } from './title.ts'

/** By prefixed text, whether each name leads somewhere, or on to elsewhere; one statement, whatever their number. */
export async function knownTitles(wiki: Wiki, names: readonly PageName[]): Promise<Map<string, Existence>> {
  const { namespaces } = wiki.titles
  const known = new Map<string, Existence>()
  const wanted: Title[] = []
  for (const name of names) {
    const title = makeTitle(name.namespace, name.text.replaceAll(' ', '_'), '', name.interwiki)
    const prefixed = prefixedText(title, namespaces)
    if (known.has(prefixed)) continue
    const without = knownWithoutPage(wiki, title)
    known.set(prefixed, without ?? false)
    if (without !== true && title.namespace >= 0) wanted.push(title)
  }
  for (const row of await existingTitles(wiki.database.read, wanted)) {
    const prefixed = prefixedText(makeTitle(row.page_namespace, row.page_title), namespaces)
    known.set(prefixed, row.page_is_redirect === 0 ? true : 'redirect')
  }
  return known
}

/** Whether a name leads somewhere without a page of its own; undefined where that depends on the page. */
export function knownWithoutPage({ messages }: Wiki, title: Title): boolean | undefined {
  if (title.interwiki !== '' || title.dbKey === '') return true
  if (title.namespace === NS.special) return isSpecialPageName(title.dbKey)
  if (title.namespace < 0) return false
  if (title.namespace !== NS.mediawiki) return undefined
  const text = titleText(title)
  return messages.has((text.charAt(0).toLowerCase() + text.slice(1)).replaceAll(' ', '_')) ? true : undefined
}
