// Special:Watchlist: the changes to what the reader watches, and the list of that.

import { timestampOf } from '../../api/timestamps.ts'
import type { HttpResponse } from '../../http/message.ts'
import type { UserId } from '../../ids.ts'
import { makeTitle } from '../../pages/title.ts'
import { type WatchedChange, watchedChanges, watchedTitlesInOrder } from '../../watchlist/watchlist-reader-store.ts'
import { specialPath, specialTitle } from '../addresses.ts'
import { changeList } from '../change-lines.ts'
import { type Html, html } from '../html.ts'
import { noticeBox, showMessage } from '../notices.ts'
import { limitOf, pageOfList } from '../paging.ts'
import { Links, pager } from '../pieces.ts'
import type { Visit } from '../visit.ts'
import { type SpecialPage, showSpecial } from './special-page.ts'

export const watchlist: SpecialPage = {
  group: 'changes',
  isFor: viewer => viewer.may('viewmywatchlist'),
  title: 'watchlist',
  show,
}

async function show(visit: Visit, parameter: string): Promise<HttpResponse> {
  const { viewer, wiki } = visit
  if (viewer.userId === 0 || !viewer.may('viewmywatchlist')) {
    const login = html`<a href="${specialPath(wiki, 'UserLogin', { returnto: 'Special:Watchlist' })}">${visit.say('login')}</a>`
    return showMessage(visit, {
      at: specialTitle('Watchlist'),
      special: 'Watchlist',
      status: 403,
      title: visit.say('watchnologin'),
      text: html`${visit.say('watchlistanontext')} ${login}`,
    })
  }
  return parameter === 'edit' ? showTitles(visit, viewer.userId) : showChanges(visit, viewer.userId)
}

const ways = (visit: Visit): Html =>
  html`<p class="pager"><a href="${specialPath(visit.wiki, 'Watchlist')}">${visit.say('x-watchlist-changes')}</a> <a href="${specialPath(visit.wiki, 'Watchlist', {}, 'edit')}">${visit.say('x-watchlist-titles')}</a></p>`

async function showChanges(visit: Visit, user: UserId): Promise<HttpResponse> {
  const { db, viewer, wiki } = visit
  const limit = limitOf(visit)
  const now = timestampOf(visit.now)
  const list = await pageOfList<WatchedChange>(visit, {
    limit,
    keyOf: one => one.change,
    find: (window, most) => watchedChanges(db, viewer, user, { all: true }, window, { limit: most, now }),
  })
  const to = (query: Record<string, string | number | boolean | undefined>): string =>
    specialPath(wiki, 'Watchlist', { limit, ...query })
  const pages = pager(visit, {
    first: list.newer && to({}),
    newer: list.newer && to(list.newer),
    older: list.older && to(list.older),
  })
  const found =
    list.rows.length === 0
      ? noticeBox(html`<p>${visit.say('watchlist-none')}</p>`)
      : await changeList(
          visit,
          list.rows.map(row => row.change),
        )
  return showSpecial(visit, 'Watchlist', '', {
    title: visit.say('watchlist'),
    body: html`${ways(visit)}${pages}${found}${pages}`,
  })
}

const titlesAtOnce = 1000

async function showTitles(visit: Visit, user: UserId): Promise<HttpResponse> {
  const { db } = visit
  const rows = await watchedTitlesInOrder(
    db,
    user,
    { from: [], to: [], direction: 'ascending' },
    { limit: titlesAtOnce, now: timestampOf(visit.now) },
  )
  const titles = rows.map(row => makeTitle(row.wl_namespace, row.wl_title)).filter(title => title.namespace % 2 === 0)
  const links = await Links.to(visit, titles)
  const items = titles.map(title => html`<li>${links.page(title)}</li>`)
  const body = html`${ways(visit)}${items.length === 0 ? noticeBox(html`<p>${visit.say('nowatchlist')}</p>`) : html`<ul class="columns">${items}</ul>`}`
  return showSpecial(visit, 'Watchlist', 'edit', { title: visit.say('watchlist'), body })
}
