// What a page refers to, as the link tables keep it; taken from a rendering.
import { makeTitle, type Title, titleText } from '../pages/title.ts'
import type { PageName, Rendering } from '../wikitext/index.ts'
import { keptPrefix, sortKey } from './sort-key.ts'
import { type UrlParts, urlParts } from './url-index.ts'

/** A category that a page is in. */
export interface CategoryMembership {
  /** The category's name, as in `page_title`. */
  readonly category: string
  readonly sortKey: Uint8Array
  readonly sortKeyPrefix: string
  readonly type: MemberType
}
export type MemberType = 'page' | 'subcat' | 'file'

/** A page of another wiki. */
export interface InterwikiLink {
  readonly prefix: string
  /** With underscores. */
  readonly title: string
}

export interface PageLinks {
  /** In the order in which they are kept: by namespace, as each first appears. */
  readonly links: readonly Title[]
  readonly templates: readonly Title[]
  /** As in `page_title`, without namespace. */
  readonly images: readonly string[]
  readonly categories: readonly CategoryMembership[]
  readonly external: readonly UrlParts[]
  readonly interwiki: readonly InterwikiLink[]
  /** By language; the prefix is its code. */
  readonly languages: readonly InterwikiLink[]
  readonly properties: ReadonlyMap<string, string>
}

/** A page that refers to nothing. */
export const noLinks: PageLinks = {
  links: [],
  templates: [],
  images: [],
  categories: [],
  external: [],
  interwiki: [],
  languages: [],
  properties: new Map(),
}

const categoryNamespace = 14
const fileNamespace = 6

/** What a rendered page refers to. */
export function pageLinksOf(page: Title, rendering: Rendering): PageLinks {
  const type: MemberType =
    page.namespace === categoryNamespace ? 'subcat' : page.namespace === fileNamespace ? 'file' : 'page'
  const defaultKey = rendering.properties.get('defaultsort') ?? ''
  return {
    links: byNamespace([...rendering.links.values()].filter(name => name.text !== '')),
    templates: byNamespace([...rendering.templates.values()]),
    images: [...rendering.images],
    categories: [...rendering.categories.values()].map(({ name, sortKey: given }) => {
      const prefix = keptPrefix(given === '' ? defaultKey : given)
      return {
        category: name.text.replaceAll(' ', '_'),
        sortKey: sortKey(titleText(page), prefix),
        sortKeyPrefix: prefix,
        type,
      }
    }),
    external: externalOf(rendering.externalLinks),
    interwiki: [...rendering.interwikiLinks.values()].map(interwikiOf),
    languages: [...rendering.languageLinks.values()].map(interwikiOf),
    properties: rendering.properties,
  }
}

const interwikiOf = (name: PageName): InterwikiLink => ({
  prefix: name.interwiki,
  title: name.text.replaceAll(' ', '_'),
})

function byNamespace(names: readonly PageName[]): Title[] {
  const order = [...new Set(names.map(name => name.namespace))]
  const groups = Map.groupBy(names, name => name.namespace)
  return order.flatMap(namespace =>
    (groups.get(namespace) ?? []).map(name => makeTitle(namespace, name.text.replaceAll(' ', '_'))),
  )
}

/** As MediaWiki keeps them: by host, as each first appears, and each address once. */
function externalOf(urls: Iterable<string>): UrlParts[] {
  const hosts = new Map<string, Map<string, UrlParts>>()
  for (const url of urls) {
    const parts = urlParts(url)
    if (parts === undefined) continue
    const paths = hosts.get(parts.domainIndex) ?? new Map<string, UrlParts>()
    paths.set(parts.path, parts)
    hosts.set(parts.domainIndex, paths)
  }
  return [...hosts.values()].flatMap(paths => [...paths.values()])
}
