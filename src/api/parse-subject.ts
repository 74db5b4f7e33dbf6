// What action=parse parses: a page, a revision or a text; found as far as its viewer may read it.
import { fail } from '../errors.ts'
import type { PageId, RevId, TextId } from '../ids.ts'
import { escapeWikitext } from '../language/escape-wikitext.ts'
import { contentModel } from '../pages/content-models.ts'
import {
  type PageRow,
  pageById,
  pageByTitle,
  pageRowOfRevision,
  redirectsOfPages,
  titleOfPage,
} from '../pages/page-store.ts'
import { factsOf } from '../pages/revision-facts.ts'
import { canExist, defaultContentModel, parseTitle, type Title } from '../pages/title.ts'
import { hiddenContent, suppressed } from '../revisions/hidden-bits.ts'
import type { Revision } from '../revisions/revision.ts'
import { revisionById, textById } from '../revisions/revision-store.ts'
import { type RevisionFacts, sectionOf } from '../wikitext/index.ts'
import type { ReadContext } from './module.ts'
import { titleOfText } from './page-of.ts'
import type { ParseParams } from './parse-params.ts'

/** One step from a redirect to where it leads. */
export interface Followed {
  readonly from: Title
  readonly to: Title
}

export interface ParseSubject {
  readonly title: Title
  readonly pageId: PageId | 0
  /** The language that was set for the page. */
  readonly language: string | null
  readonly text: string
  readonly model: string
  /** What `{{REVISIONID}}` and its like say. */
  readonly facts: RevisionFacts | undefined
  /** Whether the text is the whole of a revision, so that its rendering may be kept. */
  readonly isWhole: boolean
  /** What is told as `revid`. */
  readonly revId: RevId | undefined
  /** Undefined where following was not asked for. */
  readonly followed: readonly Followed[] | undefined
  readonly isDeleted: boolean
  readonly isSuppressed: boolean
}

/** Throws what stands against it: `missingtitle`, `nosuchrevid`, `permissiondenied` for a hidden text, `nosuchsection` … */
export function subjectOf(context: ReadContext, params: ParseParams): Promise<ParseSubject> {
  if (params.oldid !== undefined) return ofRevision(context, params, params.oldid)
  if (params.page !== undefined || params.pageid !== undefined) return ofPage(context, params)
  return ofText(context, params)
}

async function ofRevision(context: ReadContext, params: ParseParams, id: RevId): Promise<ParseSubject> {
  const { db } = context
  const revision = id > 0 ? await revisionById(db, id) : undefined
  const page = revision && (await pageRowOfRevision(db, id))
  if (revision === undefined || page === undefined) throw fail('apierror-nosuchrevid', [id])
  return subjectOfRevision(context, params, page, revision, undefined)
}

async function ofPage(context: ReadContext, params: ParseParams): Promise<ParseSubject> {
  const { db } = context
  let page = await namedPage(context, params)
  const followed: Followed[] = []
  while (params.redirects && page !== undefined && page.page_is_redirect !== 0 && followed.length < mostRedirects) {
    const to = (await redirectsOfPages(db, [page.page_id])).get(page.page_id)
    if (to === undefined) break
    followed.push({ from: titleOfPage(page), to })
    page = to.interwiki === '' && to.namespace >= 0 ? await pageByTitle(db, to) : undefined
  }
  const revision = page && (await revisionById(db, page.page_latest))
  if (page === undefined || revision === undefined) throw fail('apierror-missingtitle', [])
  return subjectOfRevision(context, params, page, revision, params.redirects ? followed : undefined)
}
const mostRedirects = 10

async function namedPage(context: ReadContext, { page, pageid }: ParseParams): Promise<PageRow | undefined> {
  if (page !== undefined) {
    const title = titleOfText(context, page)
    if (!canExist(title)) throw fail('apierror-pagecannotexist', [])
    return pageByTitle(context.db, title)
  }
  const id = pageid ?? (0 as PageId)
  const row = id > 0 ? await pageById(context.db, id) : undefined
  if (row === undefined) throw fail('apierror-nosuchpageid', [id])
  return row
}

async function subjectOfRevision(
  { db, viewer, wiki }: ReadContext,
  { section }: ParseParams,
  page: PageRow,
  revision: Revision,
  followed: readonly Followed[] | undefined,
): Promise<ParseSubject> {
  const content = revision.content.for(viewer)
  if (content.is === 'withheld') {
    throw fail('apierror-permissiondenied', [{ message: { key: 'action-deletedtext', params: [] } }])
  }
  if (section === 'new') throw fail('apierror-invalidparammix-parse-new-section', [])
  const whole = await textById(db, content.value.textId as TextId)
  const title = titleOfPage(page)
  const model = revision.contentModel
  const isDeleted = (revision.hiddenBits & hiddenContent) !== 0
  return {
    title,
    pageId: page.page_id,
    language: page.page_lang,
    text: section === undefined ? whole : cutSection(whole, model, section, wiki.nameOf(title)),
    model,
    facts: factsOf(revision),
    isWhole: section === undefined,
    revId: revision.id,
    followed,
    isDeleted,
    isSuppressed: isDeleted && (revision.hiddenBits & suppressed) !== 0,
  }
}

/** Throws `nosuchsection`. */
export function cutSection(text: string, model: string, section: string, of: string): string {
  if (!contentModel(model).hasSections) throw fail('apierror-sectionsnotsupported-what', [of])
  const found = sectionOf(text, section)
  if (found === undefined) throw fail('apierror-nosuchsection-what', [section, of])
  return found
}

/** As MediaWiki: a text is of the page that its revision is of, of the one that is named, or of one called API. */
async function ofText(context: ReadContext, params: ParseParams): Promise<ParseSubject> {
  const { db, wiki, warn } = context
  const { text, title: given, revid } = params
  const named = parseTitle(given ?? 'API', wiki.titles)
  if (!named.ok || named.title.interwiki !== '') throw fail('apierror-invalidtitle', [escapeWikitext(given ?? '')])
  const { title, page, facts } = await placeOfText(context, named.title, given !== undefined, revid)
  if (text === undefined && (given !== undefined || revid !== undefined) && params.prop.length > 0) {
    const key = revid === undefined ? 'apiwarn-parse-titlewithouttext' : 'apiwarn-parse-revidwithouttext'
    warn({ key, params: [] })
  }
  let model = params.contentmodel
  if (model === undefined && given === undefined && revid === undefined) {
    model = 'wikitext'
    if (text !== undefined) warn({ key: 'apiwarn-parse-nocontentmodel', params: [model] })
  }
  model ??= page?.page_content_model ?? defaultContentModel(title, wiki.titles.namespaces)
  const { contentformat } = params
  if (contentformat !== undefined && !contentModel(model).formats.includes(contentformat)) {
    throw fail('apierror-badformat-generic', [contentformat, model])
  }
  const found = page ?? (title.namespace < 0 ? undefined : await pageByTitle(db, title))
  return {
    title,
    pageId: found?.page_id ?? 0,
    language: found?.page_lang ?? null,
    text: text ?? '',
    model,
    facts,
    isWhole: false,
    revId: undefined,
    followed: undefined,
    isDeleted: false,
    isSuppressed: false,
  }
}

async function placeOfText(
  { db, wiki, warn }: ReadContext,
  title: Title,
  isGiven: boolean,
  revid: RevId | undefined,
): Promise<{ title: Title; page?: PageRow; facts: RevisionFacts | undefined }> {
  if (revid === undefined) {
    const page = title.namespace < 0 ? undefined : await pageByTitle(db, title)
    return { title, facts: undefined, ...(page ? { page } : {}) }
  }
  const revision = revid > 0 ? await revisionById(db, revid) : undefined
  const page = revision && (await pageRowOfRevision(db, revid))
  if (revision === undefined || page === undefined) throw fail('apierror-nosuchrevid', [revid])
  const own = titleOfPage(page)
  if (isGiven && wiki.nameOf(own) !== wiki.nameOf(title)) {
    warn({ key: 'apierror-revwrongpage', params: [revid, wiki.nameOf(title)] }, 'revwrongpage')
  }
  return { title: own, page, facts: factsOf(revision) }
}
