// What an edit without a summary is said to have done, where that can be seen from its text.

import { cutComment } from '../language/cut-comment.ts'
import type { Wiki } from '../wiki.ts'
import { cleanLines } from '../wikitext/index.ts'
import { sameTitle, type Title } from './title.ts'

interface EditFacts {
  readonly isNew: boolean
  /** Bytes before. */
  readonly before: number
  /** Bytes after. */
  readonly size: number
  readonly text: string
  /** Where it led, and where it leads. */
  readonly from: Title | undefined
  readonly to: Title | undefined
}

/** As MediaWiki: of redirects, new pages, and texts that went. Empty for any other edit. */
export function automaticSummary(wiki: Wiki, facts: EditFacts): string {
  const say = (key: string, ...params: string[]): string => {
    const empty = wiki.messages.wikitext({ key, params: params.map(() => '') }, wiki.config.language)
    const room = Math.max(0, 250 - [...empty].length)
    return cutComment(
      wiki.messages.wikitext({ key, params: params.map(one => excerpt(one, room)) }, wiki.config.language),
    )
  }
  const { from, to, text } = facts
  if (to !== undefined) {
    if (from === undefined) return say('autoredircomment', wiki.nameOf(to), text)
    if (!sameTitle(from, to)) return say('autosumm-changed-redirect-target', wiki.nameOf(from), wiki.nameOf(to), text)
    return ''
  }
  if (from !== undefined) return say('autosumm-removed-redirect', wiki.nameOf(from), text)
  if (facts.isNew) return facts.size === 0 ? say('autosumm-newblank') : say('autosumm-new', text)
  if (facts.before > 0 && facts.size === 0) return say('autosumm-blank')
  if (facts.before > 10 * facts.size && facts.size < 500 && facts.size > 0) return say('autosumm-replace', text)
  return ''
}

/** The beginning of a text on one line; a link that was cut in two is no link. */
function excerpt(text: string, length: number): string {
  const line = cleanLines(text.slice(0, 2000)).replaceAll('\n', ' ')
  const characters = [...line]
  const cut = characters.length <= length ? line : `${characters.slice(0, length - 3).join('')}...`
  return cut.replace(/\[\[([^\]]*)\]?$/s, '$1')
}
