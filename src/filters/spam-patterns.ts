// Patterns of the settings that no text and no summary may match.
import { fail } from '../errors.ts'
import type { EditGate } from '../hooks.ts'
import { escapeWikitext } from '../language/escape-wikitext.ts'
import type { PatternMatcher } from './pattern-matcher.ts'

/** The gate of these patterns. Throws `spamdetected` with what was found; what changes nothing passes. */
export function spamPatterns(matcher: PatternMatcher, patterns: readonly string[]): EditGate {
  return async ({ text, summary, page, before }) => {
    const isChanged = page === undefined || text !== (await before())
    for (const one of isChanged ? [text, summary] : [summary]) {
      const found = (await matcher.match(patterns, 'iu', one)).flat()[0]?.[0]
      if (found !== undefined) throw fail('apierror-spamdetected', [escapeWikitext(found)])
    }
    return []
  }
}
