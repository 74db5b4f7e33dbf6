// What is in a category: its subcategories, its pages, its files, page by page.
import { type MemberRow, membersByKey } from '../links/category-list-store.ts'
import { membersOfCategories } from '../links/category-members-store.ts'
import type { MemberType } from '../links/page-links.ts'
import { bytesOfHex, hexOf } from '../links/sort-key.ts'
import { NS } from '../pages/namespaces.ts'
import { titleOfPage } from '../pages/page-store.ts'
import { type Title, titleText } from '../pages/title.ts'
import { articlePath, pathOf } from './addresses.ts'
import { type Html, html, nothing } from './html.ts'
import { pager } from './pieces.ts'
import type { Visit } from './visit.ts'

const membersAtOnce = 200
const types: readonly MemberType[] = ['subcat', 'page', 'file']

/** The members of a category, for its page; nothing for a page that is none, or a category that is empty. Two statements. */
export async function categoryMembers(visit: Visit, title: Title): Promise<Html> {
  if (title.namespace !== NS.category) return nothing
  const at = placeAsked(visit)
  const of = {
    category: title.dbKey,
    namespaces: undefined,
    ascending: true,
    types,
    start: undefined,
    end: undefined,
    at,
  }
  const [rows, counts] = await Promise.all([
    membersByKey(visit.db, { ...of, limit: membersAtOnce + 1 }),
    membersOfCategories(visit.db, [title.dbKey]),
  ])
  if (rows.length === 0) return nothing
  const next = rows[membersAtOnce]
  const shown = rows.slice(0, membersAtOnce)
  const all = counts.get(title.dbKey)
  const ways = pager(visit, {
    first: at && articlePath(visit.wiki, title),
    older: next && pathOf(visit.wiki, title, { from: `${next.cl_type}|${hexOf(next.cl_sortkey)}|${next.cl_from}` }),
  })
  const part = (type: MemberType, count: number | undefined): Html => {
    const members = shown.filter(row => row.cl_type === type)
    if (members.length === 0) return nothing
    return html`<section id="mw-category-${type}s"><h2>${visit.say(`x-category-${type}`, count ?? members.length)}</h2><ul class="columns">${members.map(row => member(visit, row))}</ul></section>`
  }
  return html`<div class="mw-category-generated">${ways}${part('subcat', all?.subcats)}${part('page', all?.pages)}${part('file', all?.files)}${ways}</div>`
}

function member({ wiki }: Visit, row: MemberRow): Html {
  const title = titleOfPage(row)
  const label = row.cl_type === 'page' ? wiki.nameOf(title) : titleText(title)
  return html`<li><a href="${articlePath(wiki, title)}">${label}</a></li>`
}

function placeAsked(visit: Visit): { type: MemberType; sortKey: Uint8Array; from: number } | undefined {
  const [type, hex = '', from = ''] = visit.get('from')?.split('|') ?? []
  const known = types.find(one => one === type)
  const sortKey = bytesOfHex(hex)
  if (known === undefined || sortKey === undefined || !/^\d{1,15}$/.test(from)) return undefined
  return { type: known, sortKey, from: Number(from) }
}
