// Special:Search: goes to the page that is named, or shows the pages whose titles begin so or whose words fit.
import type { HttpResponse } from '../../http/message.ts'
import { pageByTitle, titleOfPage } from '../../pages/page-store.ts'
import { isSpecialPageName } from '../../pages/special-page-names.ts'
import { canExist, parseTitle, sameTitle, type Title } from '../../pages/title.ts'
import { nearMatch, type SearchResult, searchPages, textsOfFound } from '../../search/search.ts'
import type { FoundPage } from '../../search/search-store.ts'
import { snippetOf, titleSnippetOf } from '../../search/snippet.ts'
import { pagesTyped } from '../../search/typed.ts'
import { countWords } from '../../search/words.ts'
import { articlePath, pathOf, scriptOf, specialPath } from '../addresses.ts'
import { hidden, selectField, textField } from '../form.ts'
import { type Html, html, nothing, trusted } from '../html.ts'
import { noticeBox } from '../notices.ts'
import { pager, time } from '../pieces.ts'
import { redirectTo } from '../redirect.ts'
import type { Visit } from '../visit.ts'
import { type SpecialPage, showSpecial } from './special-page.ts'

export const search: SpecialPage = { group: 'pages', title: 'search', show }

/** Pages that are shown at once, by their words and by the beginning of their titles. */
const foundAtOnce = 20
const titlesAtOnce = 10
/** Whoever wants more than these looks for something else. */
const lastOffset = 10_000

async function show(visit: Visit, parameter: string): Promise<HttpResponse> {
  const { wiki, db } = visit
  const typed = visit.text('search') ?? parameter
  const title = titleTyped(visit, typed)
  if (!visit.isOn('fulltext') && typed !== '') {
    const named = await pageNamed(visit, typed, title)
    if (named !== undefined) return redirectTo(articlePath(wiki, named))
  }
  const isWide = visit.get('profile') === 'all'
  const offset = Math.min(lastOffset, visit.id('offset') ?? 0)
  const namespaces = wiki.titles.namespaces.all.filter(one => one.id >= 0 && (isWide || one.content)).map(one => one.id)
  const result =
    typed === ''
      ? undefined
      : await searchPages(wiki, db, {
          text: typed,
          namespaces,
          titlesOnly: false,
          limit: foundAtOnce,
          offset,
          count: true,
        })
  const everywhere = wiki.titles.namespaces.ids.filter(id => id >= 0)
  const titles = offset > 0 || typed === '' ? [] : await pagesTyped(db, wiki.titles, typed, everywhere, titlesAtOnce)
  const isThere = title !== undefined && titles.some(one => sameTitle(one.title, title))
  const create =
    title !== undefined && canExist(title) && !isThere
      ? html`<p><a class="new" href="${pathOf(wiki, title, { action: 'edit' })}">${visit.say('x-create-page', wiki.nameOf(title))}</a></p>`
      : nothing
  return showSpecial(visit, 'Search', '', {
    title: typed === '' ? visit.say('search') : visit.say('searchresults-title', typed),
    body: html`${form(visit, typed, isWide)}${create}${beginning(
      visit,
      typed,
      titles.map(one => one.title),
    )}${result && (await results(visit, { typed, isWide, offset }, result))}`,
  })
}

function titleTyped({ wiki }: Visit, typed: string): Title | undefined {
  const parsed = typed === '' ? undefined : parseTitle(typed, wiki.titles)
  return parsed?.ok && parsed.title.interwiki === '' && parsed.title.dbKey !== '' ? parsed.title : undefined
}

/** The page that is named just so, or nearly. */
async function pageNamed({ wiki, db }: Visit, typed: string, title: Title | undefined): Promise<Title | undefined> {
  if (title?.namespace === -1) return isSpecialPageName(title.dbKey) ? title : undefined
  if (title !== undefined && canExist(title) && (await pageByTitle(db, title)) !== undefined) return title
  const near = await nearMatch(wiki, db, typed)
  return near && titleOfPage(near)
}

function form(visit: Visit, typed: string, isWide: boolean): Html {
  const profiles = [
    { value: 'default', label: visit.say('x-search-content') },
    { value: 'all', label: visit.say('x-search-everything') },
  ]
  return html`<form class="filters" role="search" action="${scriptOf(visit.wiki)}">${hidden('title', 'Special:Search')}${hidden('fulltext', 1)}
${textField({ name: 'search', label: visit.say('x-search-words'), value: typed, type: 'search' })}${selectField('profile', visit.say('x-search-where'), profiles, isWide ? 'all' : 'default')}
<button>${visit.say('search')}</button></form>`
}

function beginning(visit: Visit, typed: string, titles: readonly Title[]): Html {
  if (titles.length === 0) return nothing
  const items = titles.map(
    one => html`<li><a href="${articlePath(visit.wiki, one)}">${visit.wiki.nameOf(one)}</a></li>`,
  )
  return html`<h2>${visit.say('x-titles-beginning', typed)}</h2><ul class="columns">${items}</ul>`
}

async function results(
  visit: Visit,
  asked: { readonly typed: string; readonly isWide: boolean; readonly offset: number },
  result: SearchResult,
): Promise<Html> {
  const { wiki, db, viewer } = visit
  if (result.pages.length === 0) return noticeBox(html`<p>${visit.say('search-nonefound')}</p>`)
  const texts = await textsOfFound(db, viewer, result.pages)
  const to = (offset: number): string =>
    specialPath(wiki, 'Search', {
      search: asked.typed,
      fulltext: 1,
      profile: asked.isWide ? 'all' : undefined,
      offset: offset === 0 ? undefined : offset,
    })
  const ways = pager(visit, {
    newer: asked.offset === 0 ? undefined : to(Math.max(0, asked.offset - foundAtOnce)),
    older: result.hasMore ? to(asked.offset + foundAtOnce) : undefined,
  })
  const items = result.pages.map(page => shown(visit, page, texts.get(page.page_latest) ?? '', result))
  return html`<h2>${visit.say('x-search-found', result.total ?? 0)}</h2><ol class="mw-search-results" start="${asked.offset + 1}">${items}</ol>${ways}`
}

function shown(visit: Visit, page: FoundPage, text: string, { terms }: SearchResult): Html {
  const title = titleOfPage(page)
  const name = visit.wiki.nameOf(title)
  const marked = titleSnippetOf(name, terms)
  const size = visit.say('x-search-size', page.page_len, countWords(text))
  return html`<li><a href="${articlePath(visit.wiki, title)}">${marked === '' ? name : trusted(marked)}</a>
<p class="searchresult">${trusted(snippetOf(text, terms))}</p><p class="stamp">${size}, ${time(visit, page.rev_timestamp)}</p></li>`
}
