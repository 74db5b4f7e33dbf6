// The list of websites that nobody may link to, on MediaWiki:Spam-blacklist, and its exceptions on MediaWiki:Spam-whitelist.
import { list, type Value } from '../api/result.ts'
import { fail } from '../errors.ts'
import type { EditAttempt, EditGate } from '../hooks.ts'
import { sameTitle } from '../pages/title.ts'
import type { Wiki } from '../wiki.ts'
import { addedLinks } from './added-links.ts'
import { addressPatterns, candidates, type Line, readAddressList } from './blacklist-lines.ts'
import { ListPage } from './list-pages.ts'
import type { PatternMatcher } from './pattern-matcher.ts'

/** The list of websites, to be asked. */
export interface SpamBlacklist {
  /** The gate of edits that link where nobody may. Throws `spamblacklist` with what was found. */
  readonly edit: EditGate
  /** What of these addresses is listed: each find, in their order. */
  findIn(addresses: readonly string[]): Promise<string[]>
}

export function spamBlacklist(wiki: Wiki, matcher: PatternMatcher): SpamBlacklist {
  const read = async (text: string) => (await readAddressList(text)).entries
  const refused = new ListPage('Spam-blacklist', read)
  const allowed = new ListPage('Spam-whitelist', read)
  const db = wiki.database.read

  async function findIn(addresses: readonly string[]): Promise<string[]> {
    const all = addresses.map(lowerHost).join('\n')
    const lines = addresses.length === 0 ? [] : candidates(await refused.list(db), all)
    if (lines.length === 0) return []
    const text = await withoutAllowed(matcher, await allowed.list(db), all)
    return (await matcher.match(addressPatterns(lines), 'iu', text)).flatMap(matches =>
      matches.map(match => match[1] ?? ''),
    )
  }

  async function edit(attempt: EditAttempt): Promise<string[]> {
    for (const { title } of [refused, allowed]) if (sameTitle(attempt.title, title)) await requireSoundLines(attempt)
    // Without a list no link needs to be looked for.
    if ((await refused.list(db)).length === 0) return []
    const found = await findIn([...addressesIn(attempt.summary), ...(await addedLinks(wiki, attempt))])
    if (found.length === 0) return []
    const each = [...new Set(found)]
    throw fail('spam-blacklisted-link', [{ list: each, type: 'text' }], { spamblacklist: { matches: kept(found) } })
  }

  return { edit, findIn }
}

/** A list with a line that cannot be read would not do what its author thinks. As MediaWiki. */
async function requireSoundLines({ text }: EditAttempt): Promise<void> {
  if ((await readAddressList(text)).invalid.length > 0) throw fail('hookaborted', [])
}

/** Addresses that a summary has in it, though nobody can follow them from there. */
const addressesIn = (summary: string): string[] => summary.match(/(?:https?:)?\/\/[^\s<>"[\]]+/gi) ?? []

const lowerHost = (url: string): string =>
  url.replace(
    /^((?:[a-z][a-z0-9+.-]*:)?\/\/)([^/?#]*)/i,
    (_, scheme: string, host: string) => scheme + host.toLowerCase(),
  )

/** A text without what the exceptions match in it. */
async function withoutAllowed(matcher: PatternMatcher, lines: readonly Line[], text: string): Promise<string> {
  const patterns = addressPatterns(candidates(lines, text))
  const allowed = (await matcher.match(patterns, 'iu', text)).flatMap(matches => matches.map(([whole = '']) => whole))
  return allowed.reduce((rest, one) => (one === '' ? rest : rest.replaceAll(one, '')), text)
}

/** As MediaWiki: what was found twice leaves a gap, and then this is no list but has the places as its names. */
function kept(found: readonly string[]): Value {
  const places = [...found.entries()].filter(([place, one]) => found.indexOf(one) === place)
  return places.every(([place], index) => place === index)
    ? list(
        'match',
        places.map(([, one]) => one),
      )
    : Object.fromEntries(places.map(([place, one]) => [String(place), one]))
}
