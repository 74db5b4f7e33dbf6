// Special:HiddenLooks: who looked at what is hidden, and when; for those who may read the log of suppressions.
import { type KeptLook, keptLooks, type LookFilter } from '../../hiding/look-store.ts'
import type { HttpResponse } from '../../http/message.ts'
import { NS } from '../../pages/namespaces.ts'
import { makeTitle, parseTitle, type Title } from '../../pages/title.ts'
import { suppressed } from '../../revisions/hidden-bits.ts'
import { fieldsOf, type HideableField } from '../../revisions/visibility.ts'
import { canonicalUserName } from '../../users/user-name.ts'
import { userByName } from '../../users/user-store.ts'
import { scriptOf, specialPath } from '../addresses.ts'
import { hidden, textField } from '../form.ts'
import { type Html, html } from '../html.ts'
import { noticeBox } from '../notices.ts'
import { limitOf, pageOfList } from '../paging.ts'
import { Links, pager, time, titlesOfUser } from '../pieces.ts'
import type { Visit } from '../visit.ts'
import { entryLink, hidingWays, revisionLink } from './hidden-together.ts'
import { type SpecialPage, showSpecial } from './special-page.ts'

export const hiddenLooks: SpecialPage = {
  group: 'changes',
  isFor: viewer => viewer.may('suppressionlog'),
  title: 'x-hidden-looks',
  show,
}

async function show(visit: Visit): Promise<HttpResponse> {
  // Throws for who may not, before anything is told.
  ;(await visit.performer()).permit('suppressionlog', { evenIfBlocked: true })
  const { db, wiki } = visit
  const limit = limitOf(visit)
  const filter = await filterOf(visit)
  const list = await pageOfList<KeptLook>(visit, {
    limit,
    keyOf: look => ({ timestamp: look.timestamp, id: look.lookId }),
    find: async (window, most) => (filter === undefined ? [] : keptLooks(db, filter, window, most)),
  })
  const kept = Object.fromEntries(['user', 'revid', 'logid', 'file'].map(name => [name, visit.text(name)]))
  const to = (query: Readonly<Record<string, string | number | boolean | undefined>>): string =>
    specialPath(wiki, 'HiddenLooks', { ...kept, limit, ...query })
  const ways = pager(visit, {
    first: list.newer && to({}),
    newer: list.newer && to(list.newer),
    older: list.older && to(list.older),
  })
  const found =
    list.rows.length === 0 ? noticeBox(html`<p>${visit.say('x-hidden-looks-none')}</p>`) : await lines(visit, list.rows)
  return showSpecial(visit, 'HiddenLooks', '', {
    title: visit.say('x-hidden-looks'),
    subtitle: hidingWays(visit),
    body: html`<p>${visit.say('x-hidden-looks-intro')}</p>${filters(visit)}${ways}${found}${ways}`,
  })
}

/** What is asked for; undefined where nothing can be found. */
async function filterOf(visit: Visit): Promise<LookFilter | undefined> {
  const { db, wiki } = visit
  const [name, revid, logid, file] = [visit.text('user'), visit.id('revid'), visit.id('logid'), visit.text('file')]
  const user = name === undefined ? undefined : await userByName(db, canonicalUserName(name, wiki.titles) ?? name)
  if (name !== undefined && user === undefined) return undefined
  const parsed = file === undefined ? undefined : parseTitle(file, wiki.titles, NS.file)
  if (parsed !== undefined && !parsed.ok) return undefined
  if (revid !== undefined && logid !== undefined) return undefined
  return {
    userId: user?.user_id,
    thing:
      revid !== undefined
        ? { kind: 'revision', id: revid }
        : logid === undefined
          ? undefined
          : { kind: 'logging', id: logid },
    file: parsed?.title.dbKey,
  }
}

/** What was seen of a thing: a log entry has an action where others have a content. */
function seenKey({ kind }: KeptLook, field: HideableField): string {
  const keys: Readonly<Record<HideableField, string>> = {
    content: kind === 'logging' ? 'x-look-action' : 'revdelete-content',
    comment: 'revdelete-summary',
    user: 'revdelete-uname',
  }
  return keys[field]
}

async function lines(visit: Visit, looks: readonly KeptLook[]): Promise<Html> {
  const links = await Links.to(visit, [
    ...looks.flatMap(look => titlesOfUser({ name: look.user })),
    ...looks.flatMap(look => (look.file === undefined ? [] : [fileTitle(look.file)])),
  ])
  const items = looks.map(look => {
    const fields = fieldsOf(look.bits).map(field => visit.say(seenKey(look, field)))
    const mark = (look.bits & suppressed) !== 0 && html` <b>${visit.say('x-look-suppressed')}</b>`
    return html`<li><span class="stamp">${time(visit, look.timestamp)}</span> ${links.user({ userId: look.userId, name: look.user })} ${thing(visit, links, look)}: ${fields.join(visit.comma)}${mark} <span class="small">(${visit.say('x-look-by', look.by)})</span></li>`
  })
  return html`<ul class="changes mw-hidden-looks">${items}</ul>`
}

const fileTitle = (name: string): Title => makeTitle(NS.file, name)

function thing(visit: Visit, links: Links, { kind, id, file = '' }: KeptLook): Html {
  switch (kind) {
    case 'revision':
      return revisionLink(visit, id)
    case 'logging':
      return entryLink(visit, id)
    case 'oldimage':
      return visit.tell('x-thing-oldimage', String(id), links.page(fileTitle(file)))
    case 'filearchive':
      return visit.tell('x-thing-filearchive', String(id), links.page(fileTitle(file)))
  }
}

function filters(visit: Visit): Html {
  const field = (name: string, key: string): Html => textField({ name, label: visit.say(key), value: visit.text(name) })
  return html`<form class="filters" action="${scriptOf(visit.wiki)}">${hidden('title', 'Special:HiddenLooks')}
${field('user', 'x-look-user')}${field('revid', 'x-look-revid')}${field('logid', 'x-look-logid')}${field('file', 'x-look-file')}<button>${visit.say('x-show')}</button></form>`
}
