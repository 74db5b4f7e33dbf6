// Redirects as texts: where a text leads, and the text that leads to a page. Scripts and styles have redirects too.

import type { Wiki } from '../wiki.ts'
import { redirectTarget } from '../wikitext/index.ts'
import { NS } from './namespaces.ts'
import { scriptPathOf } from './page-address.ts'
import { parseTitle, prefixedText, type Title, type TitleRules } from './title.ts'

type OfWiki = Pick<Wiki, 'config' | 'titles'>

/** The target when the wikitext is a redirect to something that can be a target. */
export function redirectTitle(text: string, rules: TitleRules): Title | undefined {
  const found = redirectTarget(text)
  if (found === undefined) return undefined
  const parsed = parseTitle(found.title, rules)
  if (!parsed.ok) return undefined
  // As MediaWiki: special pages that log out and the like are no targets; a section of the same page neither.
  if (parsed.title.dbKey === '' || (parsed.title.namespace === -1 && /^userlogout/i.test(parsed.title.dbKey)))
    return undefined
  return { ...parsed.title, fragment: found.fragment ?? '' }
}

/** The target when a text of this content model is a redirect. */
export function redirectOf(model: string, text: string, wiki: OfWiki): Title | undefined {
  if (model === 'wikitext') return redirectTitle(text, wiki.titles)
  if (!text.startsWith('/* #REDIRECT */')) return undefined
  const named = /[?]title=([^&]+)&/.exec(text)?.[1]
  const parsed = named === undefined ? undefined : parseTitle(decoded(named), wiki.titles)
  if (!parsed?.ok) return undefined
  // Nothing else in it: what loads a script of this wiki and goes on is a script.
  return redirectText(model, parsed.title, wiki) === text ? parsed.title : undefined
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}

/** The text that leads to a page; undefined for a content model that has no redirects. */
export function redirectText(model: string, target: Title, { config, titles }: OfWiki): string | undefined {
  const address = (type: string): string =>
    config.server + scriptPathOf(target, `action=raw&ctype=${type}`, titles.namespaces, config)
  switch (model) {
    case 'wikitext': {
      // A link to a category would put the page into it.
      const colon = target.namespace === NS.category ? ':' : ''
      return `#REDIRECT [[${colon}${prefixedText(target, titles.namespaces)}]]`
    }
    case 'javascript':
      return `/* #REDIRECT */mw.loader.load(${JSON.stringify(address('text/javascript'))});`
    case 'css': {
      const url = address('text/css')
      return `/* #REDIRECT */@import url(${/^[\w:@/~.%+;,?&=-]+$/.test(url) ? url : `"${url}"`});`
    }
    default:
      return undefined
  }
}
