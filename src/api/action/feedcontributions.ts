// action=feedcontributions: what somebody contributed, as a feed.
import { Viewer, valueFor } from '../../access/viewer.ts'
import type { FeedItem } from '../../feeds/feed.ts'
import { escapeHtml } from '../../language/message-text.ts'
import { type Contribution, contributionsOf } from '../../revisions/contributions-store.ts'
import { tagsOf } from '../../tags/tag-filter-store.ts'
import { actorNamed } from '../../users/named-actor.ts'
import {
  commentsOn,
  feedAnswer,
  feedFormat,
  mostItems,
  publicTexts,
  scriptUrl,
  shownComments,
  textExcerpt,
} from '../feed-answer.ts'
import { someOf } from '../list-filters.ts'
import { defineModule, type ReadContext } from '../module.ts'
import { type ParamsOf, p } from '../params.ts'
import { dateOf, type Timestamp } from '../timestamps.ts'

const params = {
  feedformat: feedFormat,
  user: p.user({ required: true, allow: ['name', 'ip', 'temp', 'cidr', 'interwiki', 'id'] }),
  namespace: p.namespace(),
  year: p.integer(),
  month: p.integer(),
  tagfilter: p.string({ multi: true, default: '' }),
  deletedonly: p.boolean(),
  toponly: p.boolean(),
  newonly: p.boolean(),
  hideminor: p.boolean(),
  showsizediff: p.boolean(),
}
type Params = ParamsOf<typeof params>

export const feedcontributions = defineModule({
  path: 'feedcontributions',
  mode: 'read',
  params,
  examples: { 'action=feedcontributions&user=Example': 'apihelp-feedcontributions-example-simple' },

  async run(context, given) {
    return feedAnswer(context, {
      format: given.feedformat,
      name: { key: 'contributions-title-feed', params: [] },
      description: 'contributions-title-feed',
      special: `Contributions/${given.user.replaceAll(' ', '_')}`,
      items: await itemsOf(context, await find(context, given)),
      maxAge: 0,
    })
  },
})

async function find({ db }: ReadContext, given: Params): Promise<Contribution[]> {
  const actor = await actorNamed(db, given.user)
  // What is deleted is in no feed: it is not for everybody.
  if (actor === undefined || given.deletedonly) return []
  const tags = someOf(given.tagfilter.filter(tag => tag !== ''))
  const filter = {
    namespaces: given.namespace === undefined ? undefined : [given.namespace],
    minor: given.hideminor ? false : undefined,
    top: given.toponly ? true : undefined,
    isNew: given.newonly ? true : undefined,
  }
  const window = { direction: 'older', start: endOf(given) } as const
  const found = await contributionsOf(db, Viewer.public, actor, filter, window, tags === undefined ? mostItems : 500)
  if (tags === undefined) return found
  const tagged = await tagsOf(
    db,
    'revision',
    found.map(({ revision }) => revision.id),
  )
  const hasOne = ({ revision }: Contribution): boolean =>
    (tagged.get(revision.id) ?? []).some(name => tags.includes(name))
  return found.filter(hasOne).slice(0, mostItems)
}

/** The end of the month or year that is named; undefined for now. */
function endOf({ year, month }: Params): string | undefined {
  if (year === undefined || year < 1 || year > 9998) return undefined
  const isMonth = month !== undefined && month >= 1 && month <= 12
  const [lastYear, lastMonth] = isMonth ? [year, month] : [year, 12]
  return `${String(lastYear).padStart(4, '0')}${String(lastMonth).padStart(2, '0')}31235959`
}

async function itemsOf({ wiki, db }: ReadContext, found: readonly Contribution[]): Promise<FeedItem[]> {
  const texts = await publicTexts(
    db,
    found.map(({ revision }) => revision.id),
  )
  const comments = await shownComments(
    wiki,
    found.map(({ revision, title }) => ({ comment: valueFor(revision.comment, Viewer.public), page: title })),
  )
  return found.map(({ revision, title, by }, index) => {
    const text = texts.get(revision.id)
    return {
      title: wiki.nameOf(title),
      url: scriptUrl(wiki, title, `diff=${revision.id}`),
      description: `<p>${escapeHtml(by.name)}: ${comments[index]}</p>\n${text === undefined ? '' : textExcerpt(text)}`,
      author: by.name,
      date: dateOf(revision.timestamp as Timestamp),
      ...commentsOn(wiki, title),
    }
  })
}
