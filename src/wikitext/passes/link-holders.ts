// The last step for internal links: when it is known which pages exist, the held places become links.

import type { Existence } from '../context.ts'
import { escapeAttribute, pagePath, wikiUrlEncode } from '../escape.ts'
import type { LinkHolder, PageState } from '../page-state.ts'
import { linkFragment } from './link-target.ts'

const holderPattern = /<!--LINK'" (\d+)-->/g

/** Names of all pages that must be looked up, by prefixed text. */
export function heldTitles(state: PageState): Map<string, LinkHolder['target']> {
  const local = state.holders.filter(holder => holder.target.interwiki === '')
  return new Map(local.map(holder => [holder.prefixed, holder.target]))
}

/** Writes all held links. A label may hold places of its own (a link in a caption). */
export function writeHolders(text: string, state: PageState, exists: (prefixed: string) => Existence): string {
  if (!text.includes("<!--LINK'")) return text
  return text.replace(holderPattern, (_, number: string) => {
    const holder = state.holders[Number(number)]
    if (!holder) return ''
    const label = writeHolders(holder.label, state, exists)
    return `<a ${linkAttributes(holder, state, exists(holder.prefixed))}>${label}</a>`
  })
}

/** Puts the labels alone in place of held links: for headings and titles. */
export function holdersAsText(text: string, state: PageState): string {
  if (!text.includes("<!--LINK'")) return text
  return text.replace(holderPattern, (_, number: string) =>
    holdersAsText(state.holders[Number(number)]?.label ?? '', state),
  )
}

function linkAttributes({ target, prefixed }: LinkHolder, state: PageState, exists: Existence): string {
  const { context } = state.expansion
  const title = escapeAttribute(prefixed)
  const path = escapeAttribute(pagePath(target, context) + linkFragment(target))
  if (target.interwiki !== '') return `href="${path}" class="extiw" title="${title}"`
  if (exists === 'redirect') return `href="${path}" class="mw-redirect" title="${title}"`
  if (exists) return `href="${path}" title="${title}"`
  const missing = escapeAttribute(context.message?.('red-link-title', prefixed) ?? prefixed)
  if (target.namespace === -1) {
    return `href="${path}" class="new" title="${missing}"`
  }
  const edit = `${context.script ?? '/index.php'}?title=${wikiUrlEncode(prefixed)}&action=edit&redlink=1`
  return `href="${escapeAttribute(edit)}" class="new" title="${missing}"`
}
