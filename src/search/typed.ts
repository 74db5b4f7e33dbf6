// The pages whose titles begin with what somebody is typing.
import type { PageId } from '../ids.ts'
import { NS, namespaceName } from '../pages/namespaces.ts'
import { pagesBeginningWith } from '../pages/page-list-store.ts'
import { specialPageAliases } from '../pages/special-page-names.ts'
import { makeTitle, parseTitle, type Title, type TitleRules } from '../pages/title.ts'
import type { Reader } from '../storage/database.ts'

/** A page, or a special page, which has no id. */
export interface TypedPage {
  readonly title: Title
  readonly id: PageId | undefined
}

/** At most `limit` pages for what was typed, from the first on. */
export async function pagesTyped(
  db: Reader,
  titles: TitleRules,
  typed: string,
  namespaces: readonly number[],
  limit: number,
): Promise<TypedPage[]> {
  const prefix = readTyped(typed, titles)
  if (prefix === undefined) return []
  // As MediaWiki: no namespace at all is that of articles.
  const named = namespaces.length === 0 ? [NS.main] : namespaces
  const within = prefix.namespace === NS.main ? named : [prefix.namespace]
  const special = within.includes(-1) ? specialPages(prefix.dbKey) : []
  const pages = await pagesBeginningWith(
    db,
    within.filter(id => id >= 0),
    prefix.dbKey,
    limit,
  )
  const shown = pages.map(row => ({ title: makeTitle(row.page_namespace, row.page_title), id: row.page_id }))
  return [...special, ...shown].slice(0, limit)
}

/** What was typed, as the beginning of a title; a namespace alone is the beginning of all its titles. */
function readTyped(typed: string, titles: TitleRules): Title | undefined {
  const parsed = parseTitle(typed, titles)
  if (parsed.ok) return parsed.title.interwiki === '' && parsed.title.dbKey !== '' ? parsed.title : undefined
  const alone = parseTitle(`${typed}x`, titles)
  if (!alone.ok || alone.title.namespace === 0) return undefined
  const name = namespaceName(titles.namespaces, alone.title.namespace)
  return typed.trim().length <= name.length + 1 ? makeTitle(alone.title.namespace, '') : undefined
}

function specialPages(prefix: string): TypedPage[] {
  const begins = prefix.replaceAll('_', '').toLowerCase()
  return Object.entries(specialPageAliases)
    .flatMap(([name, aliases]) => [name, ...aliases])
    .filter(name => name.toLowerCase().startsWith(begins))
    .sort()
    .map(name => ({ title: makeTitle(-1, name), id: undefined }))
}
