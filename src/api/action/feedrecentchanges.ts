// action=feedrecentchanges: what happened to the wiki lately, as a feed.
import { Viewer, valueFor } from '../../access/viewer.ts'
import type { RecentChange } from '../../changes/recent-change.ts'
import { type RecentChangesFilter, recentChanges } from '../../changes/recent-changes-reader-store.ts'
import type { PageId } from '../../ids.ts'
import { pagesLinking } from '../../links/link-target-store.ts'
import { linksOfPages } from '../../links/links-of-pages-store.ts'
import { subjectNamespace, talkNamespace } from '../../pages/namespaces.ts'
import { pageByTitle, pagesByIds, titleOfPage } from '../../pages/page-store.ts'
import { makeTitle } from '../../pages/title.ts'
import { tagsOf } from '../../tags/tag-filter-store.ts'
import { changeItems, feedAnswer, feedFormat, mostItems } from '../feed-answer.ts'
import { tagFilterOf, titleFilter } from '../list-filters.ts'
import { defineModule, type ReadContext } from '../module.ts'
import { type ParamsOf, p } from '../params.ts'
import { timestampOf } from '../timestamps.ts'

const params = {
  feedformat: feedFormat,
  namespace: p.namespace(),
  invert: p.boolean(),
  associated: p.boolean(),
  days: p.integer({ default: 7, min: 1 }),
  limit: p.integer({ default: mostItems, min: 1, max: mostItems }),
  from: p.timestamp(),
  hideminor: p.boolean(),
  hidebots: p.boolean(),
  hideanons: p.boolean(),
  hideliu: p.boolean(),
  hidepatrolled: p.boolean(),
  hidemyself: p.boolean(),
  hidecategorization: p.boolean(),
  tagfilter: p.string(),
  inverttags: p.boolean(),
  target: p.string(),
  showlinkedto: p.boolean(),
}
type Params = ParamsOf<typeof params>

export const feedrecentchanges = defineModule({
  path: 'feedrecentchanges',
  mode: 'read',
  params,
  examples: {
    'action=feedrecentchanges': 'apihelp-feedrecentchanges-example-simple',
    'action=feedrecentchanges&days=30': 'apihelp-feedrecentchanges-example-30days',
  },

  async run(context, given) {
    const changes = await find(context, given)
    const target = titleFilter(context, given.target)
    return feedAnswer(context, {
      format: given.feedformat,
      name:
        target === undefined
          ? { key: 'recentchanges', params: [] }
          : { key: 'recentchangeslinked-title', params: [context.wiki.nameOf(target)] },
      description: target === undefined ? 'recentchanges-feed-description' : 'recentchangeslinked-feed',
      special: target === undefined ? 'RecentChanges' : 'RecentChangesLinked',
      items: await changeItems(context, changes, true),
      // As MediaWiki.
      maxAge: given.hidemyself ? 0 : 15,
    })
  },
})

/** Changes that are looked at where they cannot be asked for by all that is wanted. */
const lookedAt = 500

async function find(context: ReadContext, given: Params): Promise<RecentChange[]> {
  const { db, viewer, now } = context
  if (given.hideanons && given.hideliu) return []
  const since = timestampOf(new Date(Math.max(0, now.getTime() - given.days * 86_400_000)))
  const from = given.from !== undefined && given.from > since ? given.from : since
  const tags = (given.tagfilter ?? '').split('|').filter(tag => tag !== '')
  const oneTag = tags.length === 1 && !given.inverttags
  const tag = oneTag ? await tagFilterOf(db, tags[0], given.limit) : undefined
  if (tag === 'unused') return []
  const related = given.target === undefined ? undefined : await relatedTo(context, given)
  const narrowsLater = related !== undefined || (tags.length > 0 && !oneTag)
  const filter: RecentChangesFilter = {
    namespaces: namespacesOf(context, given),
    tag,
    minor: given.hideminor ? false : undefined,
    bot: given.hidebots ? false : undefined,
    anonymous: given.hideanons ? false : given.hideliu ? true : undefined,
    patrolled: given.hidepatrolled ? false : undefined,
    ...(given.hidemyself && viewer.actorId !== undefined ? { notActor: viewer.actorId } : {}),
  }
  const window = { direction: 'older', end: from } as const
  let found = await recentChanges(db, Viewer.public, filter, window, narrowsLater ? lookedAt : given.limit)
  if (related !== undefined) {
    found = found.filter(change => {
      const title = valueFor(change.changed, Viewer.public)?.title
      return title !== undefined && related.has(context.wiki.nameOf(title))
    })
  }
  if (tags.length > 0 && !oneTag) {
    const tagged = await tagsOf(
      db,
      'change',
      found.map(change => change.id),
    )
    found = found.filter(change => (tagged.get(change.id) ?? []).some(name => tags.includes(name)) !== given.inverttags)
  }
  return found.slice(0, given.limit)
}

function namespacesOf({ wiki }: ReadContext, { namespace, invert, associated }: Params): number[] | undefined {
  if (namespace === undefined) return undefined
  const subject = subjectNamespace(namespace)
  const talk = talkNamespace(subject)
  const named = associated ? [subject, ...(talk === undefined ? [] : [talk])] : [namespace]
  return invert ? wiki.titles.namespaces.ids.filter(id => !named.includes(id)) : named
}

/** The names of pages that a page links to, or of those that link to it. */
async function relatedTo(context: ReadContext, { target, showlinkedto }: Params): Promise<Set<string>> {
  const { db, wiki } = context
  const title = titleFilter(context, target)
  if (title === undefined) return new Set()
  if (showlinkedto) {
    const ids = (await pagesLinking(db, title, 0, 10 * lookedAt)) as PageId[]
    return new Set((await pagesByIds(db, ids)).map(page => wiki.nameOf(titleOfPage(page))))
  }
  const page = await pageByTitle(db, title)
  const links = page === undefined ? [] : [page.page_id]
  const rows = await linksOfPages(db, { pages: links, ascending: true, limit: 10 * lookedAt })
  return new Set(rows.map(row => wiki.nameOf(makeTitle(row.namespace, row.title))))
}
