// Where the pages are: addresses for links and forms, as paths on this server.
import { NS } from '../pages/namespaces.ts'
import { pagePath, scriptPathOf } from '../pages/page-address.ts'
import { makeTitle, type Title } from '../pages/title.ts'
import type { Wiki } from '../wiki.ts'

/** What stands behind the question mark; what is undefined or false is left out. */
export type Query = Readonly<Record<string, string | number | boolean | undefined>>

export function queryString(query: Query): string {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== false) params.set(name, value === true ? '1' : String(value))
  }
  return params.toString()
}

/** `Special:Log/delete` as a title. */
export const specialTitle = (name: string, parameter = ''): Title =>
  makeTitle(NS.special, parameter === '' ? name : `${name}/${parameter.replaceAll(' ', '_')}`)

/** The address of a page to be read. */
export const articlePath = (wiki: Wiki, title: Title): string => pagePath(title, wiki.titles.namespaces, wiki.config)

/** The address of `index.php`, to which forms go. */
export const scriptOf = (wiki: Wiki): string => `${wiki.config.scriptPath}/index.php`

/** The address of a page with parameters: `/index.php?title=Main_Page&action=edit`; without any, that of the page. */
export function pathOf(wiki: Wiki, title: Title, query: Query = {}): string {
  const text = queryString(query)
  return text === '' ? articlePath(wiki, title) : scriptPathOf(title, text, wiki.titles.namespaces, wiki.config)
}

/** The address of a special page. */
export const specialPath = (wiki: Wiki, name: string, query: Query = {}, parameter = ''): string =>
  pathOf(wiki, specialTitle(name, parameter), query)
