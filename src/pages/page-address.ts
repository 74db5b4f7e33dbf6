// Where pages are on the web: addresses for readers and for scripts.
import type { Config } from '../config.ts'
import type { NamespaceTable } from './namespaces.ts'
import { encodeForUrl, prefixedDbKey, type Title } from './title.ts'

type Addresses = Pick<Config, 'server' | 'scriptPath' | 'articlePath'>

/** The path of a page: `/wiki/Main_Page`. */
export function pagePath(title: Title, namespaces: NamespaceTable, { articlePath }: Addresses): string {
  const path = articlePath.replace('$1', () => encodeForUrl(prefixedDbKey(title, namespaces)))
  return title.fragment === '' ? path : `${path}#${title.fragment.replaceAll(' ', '_')}`
}

/** The whole address of a page. */
export function pageUrl(title: Title, namespaces: NamespaceTable, addresses: Addresses): string {
  return addresses.server + pagePath(title, namespaces, addresses)
}

/** The path of a page with parameters: `/index.php?title=Main_Page&action=edit`; `query` is encoded already. */
export function scriptPathOf(title: Title, query: string, namespaces: NamespaceTable, addresses: Addresses): string {
  return `${addresses.scriptPath}/index.php?title=${encodeForUrl(prefixedDbKey(title, namespaces))}&${query}`
}
