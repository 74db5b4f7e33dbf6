// `/Sub` and `../Sibling`: names that are relative to the page they stand in.

import { type PageName, prefixedText, type TitleRules } from './context.ts'

/** The full name that a relative one means on this page; undefined where it is not relative, or there are no subpages. */
export function resolveSubpage(target: string, page: PageName, titles: TitleRules): string | undefined {
  if (!titles.hasSubpages(page.namespace)) return undefined
  const trimmed = target.trim()
  const hash = trimmed.indexOf('#')
  const suffix = hash < 0 ? '' : trimmed.slice(hash)
  const path = hash < 0 ? trimmed : trimmed.slice(0, hash)
  const here = prefixedText(page, titles)
  if (path.startsWith('/')) {
    return `${here}/${path.slice(1).replace(/\/+$/, '')}${suffix}`
  }
  let rest = path
  let up = 0
  while (rest.startsWith('../')) {
    up++
    rest = rest.slice(3)
  }
  if (up === 0) return undefined
  const parts = here.split('/')
  if (parts.length <= up) return undefined
  const base = parts.slice(0, -up).join('/')
  const name = rest.replace(/\/+$/, '')
  return name === '' ? `${base}${suffix}` : `${base}/${name}${suffix}`
}
