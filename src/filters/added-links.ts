// The external links that an edit adds: those of the page as it would be without those that it has.
import type { EditAttempt } from '../hooks.ts'
import { contentModel } from '../pages/content-models.ts'
import { renderPage } from '../pages/render-page.ts'
import { RenderingGivenUp } from '../rendering/given-up.ts'
import type { Wiki } from '../wiki.ts'

/** Found out once for all gates of an edit. */
const known = new WeakMap<EditAttempt, Promise<string[]>>()

/** Addresses that an edit adds, templates included; nothing for what is no wikitext. */
export function addedLinks(wiki: Wiki, attempt: EditAttempt): Promise<string[]> {
  const found = known.get(attempt) ?? findLinks(wiki, attempt)
  known.set(attempt, found)
  return found
}

async function findLinks(wiki: Wiki, attempt: EditAttempt): Promise<string[]> {
  const before = await attempt.before()
  if (attempt.text === before && attempt.page !== undefined) return []
  const after = await externalLinks(wiki, attempt, attempt.text)
  if (after.length === 0) return []
  const old = new Set(await externalLinks(wiki, attempt, before))
  return after.filter(one => !old.has(one))
}

/** Without any of these, a text links nowhere. */
const mayLink = /\/\/|\{\{|[a-z]:/i

async function externalLinks(wiki: Wiki, { title, model }: EditAttempt, text: string): Promise<string[]> {
  if (!contentModel(model).isWikitext || !mayLink.test(text)) return []
  try {
    const rendering = await renderPage(wiki, { title, text, now: wiki.now() })
    return [...rendering.externalLinks]
  } catch (error) {
    if (!(error instanceof RenderingGivenUp)) throw error
    // Whoever writes what nobody can render gets past no list by it.
    return [...new Set(text.match(writtenAddress))]
  }
}

/** An address as it stands in a text. */
const writtenAddress = /(?:[a-z][a-z0-9+.-]*:)?\/\/[^\s<>[\]{}|"]+/gi
