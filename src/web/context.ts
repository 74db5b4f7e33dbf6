// What the wikitext engine needs besides, where pages are shown: which pages are there.
import { knownTitles } from '../pages/known-titles.ts'
import type { Title } from '../pages/title.ts'
import { expandContextOf } from '../pages/wikitext-context.ts'
import type { Wiki } from '../wiki.ts'
import type { ExpandContext } from '../wikitext/index.ts'

/** The context of a page that is shown. */
export function shownContextOf(wiki: Wiki, title: Title, now: Date): ExpandContext {
  const context = expandContextOf(wiki, title, now)
  return context.exists === undefined ? { ...context, exists: names => knownTitles(wiki, names) } : context
}
