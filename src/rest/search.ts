// Searching in the REST API: by words, and by the beginnings of titles.
import type { HttpResponse } from '../http/message.ts'
import { pagesByTitles, redirectsOfPages, titleOfPage } from '../pages/page-store.ts'
import { prefixedDbKey, sameTitle, type Title } from '../pages/title.ts'
import { searchPages, textsOfFound } from '../search/search.ts'
import { snippetOf } from '../search/snippet.ts'
import { pagesTyped } from '../search/typed.ts'
import { json } from './answer.ts'
import { type RestRequest, readInteger, readRequired } from './request.ts'

const contentNamespaces = ({ titles }: RestRequest['wiki']): number[] =>
  titles.namespaces.all.filter(one => one.content).map(one => one.id)

interface Asked {
  readonly q: string
  readonly limit: number
}

function readAsked({ http }: RestRequest): Asked {
  const q = readRequired('q', http.query.get('q'))
  return { q, limit: readInteger('limit', http.query.get('limit'), { min: 1, max: 100 }) ?? 50 }
}

function shown({ wiki }: RestRequest, id: number, title: Title, excerpt: string | null, matched: Title | undefined) {
  return {
    id,
    key: prefixedDbKey(title, wiki.titles.namespaces),
    title: wiki.nameOf(title),
    excerpt,
    matched_title: matched === undefined ? null : wiki.nameOf(matched),
    description: null,
    thumbnail: null,
  }
}

/** `/search/page`: pages by the words of their texts. */
export async function searchPage(request: RestRequest): Promise<HttpResponse> {
  const { wiki, db, viewer } = request
  const { q, limit } = readAsked(request)
  const { pages, terms } = await searchPages(wiki, db, {
    text: q,
    namespaces: contentNamespaces(wiki),
    titlesOnly: false,
    limit,
    offset: 0,
    count: false,
  })
  const texts = await textsOfFound(db, viewer, pages)
  const found = pages.map(page => {
    const excerpt = snippetOf(texts.get(page.page_latest) ?? '', terms)
    return shown(request, page.page_id, titleOfPage(page), excerpt === '' ? null : excerpt, undefined)
  })
  return json({ pages: found })
}

/** `/search/title`: pages whose titles begin so; of redirects, where they lead. */
export async function searchTitle(request: RestRequest): Promise<HttpResponse> {
  const { wiki, db, viewer } = request
  const { q, limit } = readAsked(request)
  const typed = await pagesTyped(db, wiki.titles, q, contentNamespaces(wiki), limit)
  const pages = typed.flatMap(({ id, title }) => (id === undefined ? [] : [{ id, title }]))
  const targets = await redirectsOfPages(
    db,
    pages.map(page => page.id),
  )
  const rows = await pagesByTitles(db, [...targets.values()])
  const found = new Map<number, ReturnType<typeof shown>>()
  for (const { id, title } of pages) {
    const target = targets.get(id)
    const row =
      target?.interwiki === '' ? rows.find(one => sameTitle(titleOfPage(one), { ...target, fragment: '' })) : undefined
    const to = row === undefined ? title : titleOfPage(row)
    const toId = row?.page_id ?? id
    // Of a page that several titles lead to, the first that fits is told.
    if (!found.has(toId)) found.set(toId, shown(request, toId, to, wiki.nameOf(to), row && title))
  }
  const isPublic = wiki.isPublic && !viewer.isRegistered
  return json({ pages: [...found.values()] }, { headers: isPublic ? { 'Cache-Control': 'public, max-age=1200' } : {} })
}
