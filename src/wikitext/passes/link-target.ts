// A link to a page whose name is known: to another wiki, to a place in this page, to a file, or held until all links are known.

import { anchorFragment, anchorId } from '../anchor.ts'
import { type PageName, specialName } from '../context.ts'
import { escapeAttribute, pagePath, wikiUrlEncode } from '../escape.ts'
import type { PageState } from '../page-state.ts'
import { armorLinks } from './external-links.ts'

/** The fragment of a link as it stands in an address. */
export const linkFragment = (name: PageName): string =>
  name.fragment === undefined || name.fragment === '' ? '' : `#${anchorFragment(anchorId(name.fragment))}`

/** A link to any page, with a label in HTML. Links to pages that may be missing are held back. */
export function anyLink(to: PageName, label: string, state: PageState): string {
  const name = specialName(to, state.expansion.context.titles)
  if (name.interwiki !== '') {
    state.interwikiLinks.set(state.prefixed(name), name)
    return state.hold(name, label)
  }
  const fragment = linkFragment(name)
  if (name.text === '') {
    const address = fragment === '' ? pagePath(name, state.expansion.context) : fragment
    return armorLinks(`<a href="${escapeAttribute(address)}">${label}</a>`)
  }
  if (name.namespace === -2) return armorLinks(mediaLink(name, label, state))
  if (state.prefixed(name) === state.prefixedTitle) {
    if (fragment === '') return `<a class="mw-selflink selflink">${label}</a>`
    return armorLinks(`<a class="mw-selflink-fragment" href="${escapeAttribute(fragment)}">${label}</a>`)
  }
  return state.hold(name, label)
}

function mediaLink(name: PageName, label: string, state: PageState): string {
  const key = name.text.replaceAll(' ', '_')
  state.images.add(key)
  const found = state.expansion.file(name.text)
  if (found) {
    return `<a href="${escapeAttribute(found.url)}" class="internal" title="${escapeAttribute(name.text)}">${label}</a>`
  }
  return `<a href="${escapeAttribute(uploadPath(name.text, state))}" class="new" title="${escapeAttribute(name.text)}">${label}</a>`
}

/** Where a file that does not exist may be uploaded. */
export function uploadPath(fileName: string, state: PageState): string {
  const { script = '/index.php', titles } = state.expansion.context
  const special = titles.namespaceName(-1) ?? 'Special'
  return `${script}?title=${wikiUrlEncode(special)}:Upload&wpDestFile=${wikiUrlEncode(fileName)}`
}
