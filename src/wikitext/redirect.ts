// Redirects: `#REDIRECT [[Target]]` at the start of a page.

import { decodeEntities } from './entities.ts'

/** Where a page sends its readers, as it was written there: not yet checked against the title rules. */
export interface RedirectTarget {
  readonly title: string
  /** What follows `#` with blanks, or undefined. */
  readonly fragment: string | undefined
  /** How much of the text the redirect takes, in UTF-16 units. */
  readonly length: number
}

const decodePercent = (text: string): string => {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text.replace(/%(?![0-9a-fA-F]{2})/g, '%25'))
  } catch {
    return text
  }
}

/**
 * The target of a redirect page, or undefined for other pages. `keywords` are the words for it in the wiki's language
 * besides `#REDIRECT`; case does not matter, and a colon may follow.
 */
export function redirectTarget(text: string, keywords: readonly string[] = []): RedirectTarget | undefined {
  const start = /^\s*/.exec(text)?.[0].length ?? 0
  if (text[start] !== '#') return undefined
  const head = text.slice(start, start + 100).toLowerCase()
  const keyword = ['#redirect', ...keywords.map(word => word.toLowerCase())].find(word => head.startsWith(word))
  if (keyword === undefined) return undefined
  const after = text.slice(start + keyword.length)
  const link = /^\s*:?\s*\[\[([^\]|\n]*)(?:\|[^\]\n]*)?\]\]\s*/.exec(after)
  const inside = link?.[1]
  if (link === null || inside === undefined) return undefined
  let target = decodeEntities(decodePercent(inside)).trim()
  if (target.startsWith(':')) target = target.slice(1).trim()
  const hash = target.indexOf('#')
  const title = (hash < 0 ? target : target.slice(0, hash)).trim()
  if (title === '' || title.startsWith(':') || /[[\]{}|<>]/.test(title)) return undefined
  const fragment =
    hash < 0
      ? ''
      : target
          .slice(hash + 1)
          .replaceAll('_', ' ')
          .trim()
  return {
    title,
    fragment: fragment === '' ? undefined : fragment,
    length: start + keyword.length + link[0].length,
  }
}
