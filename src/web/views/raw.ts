// action=raw: the text of a page as it is written, for programs. Never hidden text; a script only where scripts may stand.
import { dateOf, type Timestamp } from '../../api/timestamps.ts'
import type { HttpResponse } from '../../http/message.ts'
import type { RevId } from '../../ids.ts'
import { NS } from '../../pages/namespaces.ts'
import { type PageRow, pageByTitle } from '../../pages/page-store.ts'
import { configPage, type Title, titleText } from '../../pages/title.ts'
import { neighboursOf } from '../../revisions/neighbour-store.ts'
import type { Revision } from '../../revisions/revision.ts'
import { revisionById, textById } from '../../revisions/revision-store.ts'
import { canonicalUserName } from '../../users/user-name.ts'
import { userByName } from '../../users/user-store.ts'
import { sectionOf } from '../../wikitext/index.ts'
import type { Visit } from '../visit.ts'

const wikitextType = 'text/x-wiki'
/** What may be asked for by `ctype`; anything else is wikitext. As MediaWiki. */
const types = [wikitextType, 'text/javascript', 'text/css', 'application/x-zope-edit', 'application/json']
/** Types that a page loads again and again, and that are there, empty, for a page that is not. */
const loaded = ['text/javascript', 'text/css', 'application/json']

export async function raw(visit: Visit, title: Title): Promise<HttpResponse> {
  if (visit.wasPosted) return refuse(visit, 405)
  const asked = visit.get('ctype') ?? ''
  const type = types.includes(asked) ? asked : wikitextType
  if (type === 'text/javascript' && configPage(title)?.model !== 'javascript') return refuse(visit, 403)
  if (loaded.includes(type) && title.namespace === NS.user && !(await hasOwner(visit, title))) return refuse(visit, 403)
  const found = await textAsked(visit, title)
  const text = found === undefined ? undefined : sectionAsked(visit, found.text)
  // As MediaWiki: a script or style that nobody has written is an empty one.
  const isMissing =
    text === undefined && !(type !== wikitextType && configPage(title) !== undefined && !visit.id('oldid'))
  return {
    status: isMissing ? 404 : 200,
    headers: {
      'Content-Type': `${type}; charset=UTF-8`,
      'X-Content-Type-Options': 'nosniff',
      // Whatever a browser takes it for, it is no page of this site.
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'Content-Disposition': 'inline',
      'Cache-Control': cacheControl(visit, type, found),
      Vary: 'Cookie',
      ...(found === undefined ? {} : { 'Last-Modified': dateOf(found.revision.timestamp as Timestamp).toUTCString() }),
    },
    body: text ?? '',
  }
}

/** Whether the user exists whose pages these are: a script of nobody would be anybody's. */
async function hasOwner(visit: Visit, title: Title): Promise<boolean> {
  const name = canonicalUserName(titleText(title).split('/')[0] ?? '', visit.wiki.titles)
  return name !== undefined && (await userByName(visit.db, name)) !== undefined
}

interface FoundText {
  readonly revision: Revision
  readonly text: string
  readonly isOld: boolean
}

/** The text of the page, or of the revision that is named and is one of this page; undefined where it is not to be seen. */
async function textAsked(visit: Visit, title: Title): Promise<FoundText | undefined> {
  const { db, viewer } = visit
  const page = await pageByTitle(db, title)
  if (page === undefined) return undefined
  const id = await revisionAsked(visit, page)
  const revision = id === undefined ? undefined : await revisionById(db, id)
  if (revision === undefined || revision.page !== page.page_id) return undefined
  const shown = revision.content.for(viewer)
  // As MediaWiki: hidden text is not given out raw to anybody.
  if (shown.is !== 'open') return undefined
  return { revision, text: await textById(db, shown.value.textId), isOld: revision.id !== page.page_latest }
}

async function revisionAsked(visit: Visit, page: PageRow): Promise<RevId | undefined> {
  const oldid = visit.id('oldid') ?? 0
  const direction = visit.get('direction')
  if (direction !== 'prev' && direction !== 'next') {
    return direction === 'cur' || oldid === 0 ? page.page_latest : (oldid as RevId)
  }
  const from = await revisionById(visit.db, (oldid === 0 ? page.page_latest : oldid) as RevId)
  if (from === undefined) return undefined
  const { previous, next } = await neighboursOf(visit.db, from)
  return direction === 'prev' ? previous : next
}

function sectionAsked(visit: Visit, text: string): string | undefined {
  const section = visit.get('section')
  return section === undefined || section === '' ? text : sectionOf(text, section)
}

/**
 * Shared caches keep only what everybody may read now and cannot be hidden later: the latest text, asked for without a
 * session.
 */
function cacheControl(visit: Visit, type: string, found: FoundText | undefined): string {
  const isLoaded = loaded.includes(type)
  const seconds = (name: string, usual: number): number => Math.min(visit.id(name) ?? usual, 2_592_000)
  const shared = seconds('smaxage', isLoaded ? 300 : 0)
  const own = seconds('maxage', isLoaded ? 300 : 0)
  const isPublic = visit.wiki.isPublic && visit.session.id === undefined && found !== undefined && !found.isOld
  return isPublic
    ? `public, s-maxage=${shared}, max-age=${own}`
    : `private, must-revalidate, max-age=${found?.isOld ? 0 : own}`
}

function refuse(visit: Visit, status: number): HttpResponse {
  const key = status === 405 ? 'x-raw-not-posted' : 'x-raw-no-script'
  return {
    status,
    headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'private, no-cache', Vary: 'Cookie' },
    body: `${visit.say(key)}\n`,
  }
}
