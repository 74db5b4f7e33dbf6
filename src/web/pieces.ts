// The pieces that lists of changes are made of: links to pages and people, times, sizes, summaries, tags; and what stands
// in the place of what its reader may not see.
import type { Guarded, Shown } from '../access/viewer.ts'
import { isoTimestamp, type Timestamp } from '../api/timestamps.ts'
import { formatDate, formatDateTime, formatTime } from '../language/dates.ts'
import { formatNumber } from '../language/languages.ts'
import { pageNameOf } from '../pages/engine-titles.ts'
import { knownTitles } from '../pages/known-titles.ts'
import { makeTitle, type Title } from '../pages/title.ts'
import { expandContextOf } from '../pages/wikitext-context.ts'
import type { Actor } from '../revisions/revision.ts'
import { isNameless } from '../tags/tag.ts'
import { type Existence, renderComments } from '../wikitext/index.ts'
import { articlePath, pathOf, specialPath } from './addresses.ts'
import { type Html, type HtmlValue, html, joined, nothing, trusted } from './html.ts'
import { mainPageOf } from './subject.ts'
import type { Visit } from './visit.ts'

/** Links of one page, which know what is there: all that may be linked to is looked up at once. */
export class Links {
  readonly #visit: Visit
  readonly #known: ReadonlyMap<string, Existence>
  constructor(visit: Visit, known: ReadonlyMap<string, Existence>) {
    this.#visit = visit
    this.#known = known
  }

  static async to(visit: Visit, titles: readonly Title[]): Promise<Links> {
    return new Links(visit, await knownTitles(visit.wiki, titles.map(pageNameOf)))
  }

  /** A link to a page, red where there is none. */
  page(title: Title, label?: HtmlValue): Html {
    const { wiki } = this.#visit
    const name = wiki.nameOf(title)
    const known = this.#known.get(name) ?? false
    if (title.namespace < 0 || known !== false) {
      const mark = known === 'redirect' && html` class="mw-redirect"`
      return html`<a href="${articlePath(wiki, title)}"${mark} title="${name}">${label ?? name}</a>`
    }
    const href = pathOf(wiki, title, { action: 'edit', redlink: true })
    return html`<a href="${href}" class="new" title="${this.#visit.say('red-link-title', name)}">${label ?? name}</a>`
  }

  /** Somebody, with the ways to what they say and do. */
  user(actor: Pick<Actor, 'userId' | 'name'>): Html {
    const { wiki } = this.#visit
    const key = actor.name.replaceAll(' ', '_')
    const isAccount = actor.userId !== 0
    const contributions = specialPath(wiki, 'Contributions', {}, actor.name)
    const name = html`<bdi>${actor.name}</bdi>`
    const tools = [
      this.page(makeTitle(3, key), this.#visit.say('talkpagelinktext')),
      ...(isAccount
        ? [html`<a href="${contributions}" class="mw-usertoollinks-contribs">${this.#visit.say('contribslink')}</a>`]
        : []),
    ]
    const link = isAccount
      ? this.page(makeTitle(2, key), name)
      : html`<a href="${contributions}" class="mw-anonuserlink">${name}</a>`
    return html`<span class="mw-userlink">${link}</span> <span class="mw-usertoollinks">(${joined(tools, ' | ')})</span>`
  }
}

/** The pages that a link to somebody leads to. */
export function titlesOfUser({ name }: Pick<Actor, 'name'>): Title[] {
  const key = name.replaceAll(' ', '_')
  return [makeTitle(2, key), makeTitle(3, key)]
}

/** The same of who did something; none where the reader may not know who that is. */
export function titlesOfActor({ viewer }: Visit, actor: Guarded<Actor>): Title[] {
  const shown = actor.for(viewer)
  return shown.is === 'withheld' ? [] : titlesOfUser(shown.value)
}

/** What is shown of a guarded field: struck through where it is hidden, a few words where it is withheld. */
export function shown<T>(visit: Visit, of: Shown<T>, show: (value: T) => Html, withheldKey: string): Html {
  if (of.is === 'open') return show(of.value)
  const classes = of.suppressed ? 'history-deleted mw-history-suppressed' : 'history-deleted'
  return html`<span class="${classes}">${of.is === 'hidden' ? show(of.value) : visit.say(withheldKey)}</span>`
}

/** Who did it, as far as the reader may know. */
export const shownActor = (visit: Visit, links: Links, actor: Guarded<Actor>): Html =>
  shown(visit, actor.for(visit.viewer), one => links.user(one), 'rev-deleted-user')

/** A time of the wiki: read by people in their language, by machines in ISO. */
export const time = (visit: Visit, timestamp: string, form: 'both' | 'date' | 'time' = 'both'): Html => {
  const at = timestamp as Timestamp
  const write = { both: formatDateTime, date: formatDate, time: formatTime }[form]
  return html`<time datetime="${isoTimestamp(at)}">${write(at, visit.language)}</time>`
}

export const sayTime = (visit: Visit, timestamp: string): string =>
  formatDateTime(timestamp as Timestamp, visit.language)

/** How much longer or shorter a change made a page. */
export function sizeChange(visit: Visit, before: number, after: number): Html {
  const by = after - before
  const kind = by > 0 ? 'pos' : by < 0 ? 'neg' : 'null'
  const number = `${by > 0 ? '+' : by < 0 ? '−' : ''}${formatNumber(Math.abs(by), visit.language)}`
  const classes = `mw-plusminus-${kind} mw-diff-bytes${Math.abs(by) > 500 ? ' large-change' : ''}`
  return html`<span dir="ltr" class="${classes}" title="${visit.say('rc-change-size-new', after)}">${number}</span>`
}

/** A letter that marks an edit, explained to who points at it or hears it. */
export const mark = (visit: Visit, kind: 'newpage' | 'minoredit' | 'botedit' | 'unpatrolled'): Html =>
  html`<abbr class="${kind}" title="${visit.say(`recentchanges-label-${kind === 'minoredit' ? 'minor' : kind === 'botedit' ? 'bot' : kind}`)}">${visit.say(
    {
      newpage: 'newpageletter',
      minoredit: 'minoreditletter',
      botedit: 'boteditletter',
      unpatrolled: 'unpatrolledletter',
    }[kind],
  )}</abbr>`

/** A summary, and the page on which its sections are. */
export interface SummaryOf {
  readonly comment: Shown<string>
  readonly page: Title | undefined
  /** Whether the page is the one that is shown. */
  readonly isHere?: boolean
}

/** Links to those who did these things to a page, and their summaries as they are shown. */
export function peopleAndSummaries(
  visit: Visit,
  page: Title,
  of: readonly { readonly actor: Guarded<Actor>; readonly comment: Guarded<string> }[],
): Promise<[Links, Html[]]> {
  return Promise.all([
    Links.to(
      visit,
      of.flatMap(one => titlesOfActor(visit, one.actor)),
    ),
    summaries(
      visit,
      of.map(one => ({ comment: one.comment.for(visit.viewer), page })),
    ),
  ])
}

/** Summaries as they are shown, in the order given; all their links are looked up at once. */
export async function summaries(visit: Visit, of: readonly SummaryOf[]): Promise<Html[]> {
  const { wiki, now } = visit
  const texts = of.map(({ comment, page, isHere }) => ({
    text: comment.is === 'withheld' ? '' : comment.value,
    title: page === undefined ? undefined : pageNameOf(page),
    ...(isHere === true ? { local: true } : {}),
  }))
  const rendered = await renderComments(texts, expandContextOf(wiki, mainPageOf(wiki), now))
  return of.map(({ comment }, index) => {
    const markup = rendered[index] ?? ''
    if (comment.is !== 'withheld' && comment.value === '') return nothing
    return shown(
      visit,
      comment,
      () => html`<span class="comment">(<bdi>${trusted(markup)}</bdi>)</span>`,
      'rev-deleted-comment',
    )
  })
}

/** What a tag is called: its message where the wiki has one, else its name. */
export function tagLabel(visit: Visit, name: string): Html {
  const key = `tag-${name}`
  return visit.wiki.messages.has(key, visit.language) ? visit.tell(key) : html`${name}`
}

/** The tags of a change. */
export function tagMarkers(visit: Visit, names: readonly string[] = []): Html {
  const shown = names.filter(name => !isNameless(visit.wiki.messages.source(`tag-${name}`, visit.language)))
  if (shown.length === 0) return nothing
  const markers = shown.map(
    name =>
      html`<a class="mw-tag-marker" href="${specialPath(visit.wiki, 'RecentChanges', { tagfilter: name })}">${tagLabel(visit, name)}</a>`,
  )
  const label = html`<a href="${specialPath(visit.wiki, 'Tags')}">${visit.say('tag-list-wrapper-label', shown.length)}</a>`
  return html`<span class="mw-tag-markers">${label}: ${joined(markers, ' ')}</span>`
}

/** Ways to other pages of a list. */
export function pager(
  visit: Visit,
  of: { readonly newer?: string | undefined; readonly older?: string | undefined; readonly first?: string | undefined },
): Html {
  const link = (href: string | undefined, key: string, rel: string): Html =>
    href === undefined ? nothing : html`<a href="${href}" rel="${rel}">${visit.say(key)}</a>`
  const ways = [
    link(of.first, 'histlast', 'first'),
    link(of.newer, 'x-newer', 'prev'),
    link(of.older, 'x-older', 'next'),
  ]
  return ways.every(way => way.isEmpty)
    ? nothing
    : html`<nav class="pager" aria-label="${visit.say('x-pages-of-list')}">${ways}</nav>`
}
