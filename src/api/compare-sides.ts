// The two sides of action=compare: from what a request names to two texts that its viewer may read.
import type { Permit } from '../access/permit.ts'
import { fail } from '../errors.ts'
import type { RevId, TextId } from '../ids.ts'
import { escapeWikitext } from '../language/escape-wikitext.ts'
import { contentModel } from '../pages/content-models.ts'
import { pageById, pageByTitle, pageRowOfRevision, titleOfPage } from '../pages/page-store.ts'
import { textAsSaved } from '../pages/pre-save-text.ts'
import { defaultContentModel, parseTitle, type Title } from '../pages/title.ts'
import { deletedRevisionById } from '../revisions/archived-revision-store.ts'
import type { Revision } from '../revisions/revision.ts'
import { revisionsOfPage } from '../revisions/revision-list-store.ts'
import { revisionById, textById } from '../revisions/revision-store.ts'
import { appendSection, replaceSection, sectionOf } from '../wikitext/index.ts'
import type { CompareParams, GivenContent, SideOrder } from './compare-params.ts'
import type { ReadContext } from './module.ts'

/** A revision, the page that it is or was of, and whether that page is gone. */
export interface NamedRevision {
  readonly revision: Revision
  readonly title: Title
  readonly isArchived: boolean
}

/** One side of a comparison. */
export interface Side {
  readonly text: string
  readonly model: string
  /** What other revisions are before or after; also where a text was given in its place. */
  readonly base: NamedRevision | undefined
  /** What is told of the side; nothing of a given text. */
  readonly shown: NamedRevision | undefined
}

/** Finds sides, and each revision only once. */
export class SideFinder {
  readonly #context: ReadContext
  readonly #params: CompareParams
  readonly #revisions = new Map<RevId, Promise<NamedRevision | undefined>>()
  #permit: Promise<Permit<'deletedtext'> | undefined> | undefined

  constructor(context: ReadContext, params: CompareParams) {
    this.#context = context
    this.#params = params
  }

  /**
   * A side with its text. Throws what stands against it: `nosuchrevid`, `missingtitle`, `missingcontent` for a text that
   * the viewer may not read …
   */
  async find(order: SideOrder): Promise<Side> {
    const { name, content, conflict } = order
    if (conflict !== undefined) {
      const list = conflict.map(one => `<var>${one}</var>`)
      throw fail('apierror-invalidparammix', [{ list, type: 'text' }, conflict.length])
    }
    const { base, title } = await this.#named(order)
    if (content === undefined) {
      if (base === undefined) throw fail('apierror-baddiff', [])
      const side = { base, shown: base, model: base.revision.contentModel }
      if (order.section === undefined) return { ...side, text: await this.#text(base, false) }
      const whole = await this.#text(base, true)
      return { ...side, text: cut(name, whole, base.revision.contentModel, order.section) }
    }
    if (content === null) {
      const text = base === undefined ? '' : await this.#text(base, false)
      return { text, model: base?.revision.contentModel ?? 'wikitext', base, shown: undefined }
    }
    const { text, model } = await this.#given(order, content, base, title)
    return { text, model, base, shown: undefined }
  }

  /** The page and the revision that a side names. */
  async #named(order: SideOrder): Promise<{ base?: NamedRevision; title?: Title }> {
    if (order.revId !== undefined) {
      const base = await this.#revision(order.revId)
      if (base === undefined) throw fail('apierror-nosuchrevid', [order.revId])
      return { base, title: base.title }
    }
    if (order.title === undefined && order.pageId === undefined) return {}
    const { db, wiki } = this.#context
    const title = order.title === undefined ? await this.#titleOfId(order) : this.#titleOf(order.title)
    const page = title.namespace < 0 ? undefined : await pageByTitle(db, title)
    if (page !== undefined) {
      const base = await this.#revision(page.page_latest)
      if (base !== undefined) return { base, title }
    }
    if (order.content === undefined) {
      throw fail('apierror-missingtitle-byname', [escapeWikitext(wiki.nameOf(title))])
    }
    return { title }
  }

  #titleOf(text: string): Title {
    const parsed = parseTitle(text, this.#context.wiki.titles)
    if (!parsed.ok || parsed.title.interwiki !== '') throw fail('apierror-invalidtitle', [escapeWikitext(text)])
    return parsed.title
  }

  async #titleOfId({ pageId }: SideOrder): Promise<Title> {
    const row = pageId !== undefined && pageId > 0 ? await pageById(this.#context.db, pageId) : undefined
    if (row === undefined) throw fail('apierror-nosuchpageid', [pageId ?? 0])
    return titleOfPage(row)
  }

  #revision(id: RevId): Promise<NamedRevision | undefined> {
    const known = this.#revisions.get(id) ?? this.#load(id)
    this.#revisions.set(id, known)
    return known
  }

  async #load(id: RevId): Promise<NamedRevision | undefined> {
    const { db } = this.#context
    if (id <= 0) return undefined
    const revision = await revisionById(db, id)
    if (revision !== undefined) {
      const page = await pageRowOfRevision(db, id)
      return page && { revision, title: titleOfPage(page), isArchived: false }
    }
    const permit = await this.#permitForDeleted()
    const deleted = permit && (await deletedRevisionById(db, permit, id))
    return deleted && { ...deleted, isArchived: true }
  }

  /** As MediaWiki: who may not read what was deleted is told that there is no such revision. */
  #permitForDeleted(): Promise<Permit<'deletedtext'> | undefined> {
    this.#permit ??= this.#askPermit()
    return this.#permit
  }

  async #askPermit(): Promise<Permit<'deletedtext'> | undefined> {
    const { wiki, viewer, request, now } = this.#context
    if (!viewer.may('deletedtext')) return undefined
    const performer = await wiki.performer(viewer, request.http.ip, now)
    return performer.permit('deletedtext', { evenIfBlocked: true })
  }

  /** The text of a revision; throws `missingcontent` where it is hidden from the viewer. */
  async #text({ revision }: NamedRevision, ofSlot: boolean): Promise<string> {
    const content = revision.content.for(this.#context.viewer)
    if (content.is === 'withheld') {
      throw ofSlot
        ? fail('apierror-missingcontent-revid-role', [revision.id, 'main'])
        : fail('apierror-missingcontent-revid', [revision.id])
    }
    return textById(this.#context.db, content.value.textId as TextId)
  }

  /** The text that was given in the place of a revision's. */
  async #given(
    order: SideOrder,
    { text, section, ...given }: GivenContent,
    base: NamedRevision | undefined,
    named: Title | undefined,
  ): Promise<{ text: string; model: string }> {
    const { name } = order
    if (text === undefined) throw fail('apierror-compare-maintextrequired', [name])
    const title = named ?? (await this.#guessTitle())
    const model = given.model ?? base?.revision.contentModel ?? (await this.#modelOf(title))
    const known = contentModel(model)
    if (given.format !== undefined && !known.formats.includes(given.format)) {
      throw fail('apierror-badformat-generic', [given.format, model])
    }
    let result = order.preSave ? await this.#preSaved(title, text, model) : text
    if (section !== undefined && section !== '') {
      if (base === undefined) {
        throw fail(name === 'from' ? 'apierror-compare-nofromrevision' : 'apierror-compare-notorevision', [])
      }
      const whole = await this.#text(base, true)
      if (!contentModel(base.revision.contentModel).hasSections) throw fail('apierror-sectionsnotsupported', [model])
      if (!known.isWikitext) throw fail('apierror-sectionreplacefailed', [])
      result = section === 'new' ? appendSection(whole, '', result) : replaced(whole, section, result)
    }
    if (order.section !== undefined) result = cut(name, result, model, order.section)
    return { text: result, model }
  }

  async #preSaved(title: Title | undefined, text: string, model: string): Promise<string> {
    if (title === undefined) throw fail('apierror-compare-no-title', [])
    const { wiki, viewer, request, now } = this.#context
    return textAsSaved(wiki, await wiki.performer(viewer, request.http.ip, now), title, { model, text })
  }

  /** As MediaWiki: a text without a title is thought to be of the first page that either side names. */
  async #guessTitle(): Promise<Title | undefined> {
    const { fromrev, fromtitle, fromid, torev, totitle, toid } = this.#params
    for (const [rev, text, id] of [
      [fromrev, fromtitle, fromid],
      [torev, totitle, toid],
    ] as const) {
      const named = rev === undefined ? undefined : await this.#revision(rev)
      if (named !== undefined) return named.title
      if (text !== undefined) {
        const parsed = parseTitle(text, this.#context.wiki.titles)
        if (parsed.ok && parsed.title.interwiki === '') return parsed.title
      }
      const page = id !== undefined && id > 0 ? await pageById(this.#context.db, id) : undefined
      if (page !== undefined) return titleOfPage(page)
    }
    return undefined
  }

  /** The content model that a text without one is thought to have; warns where nothing says it. */
  async #modelOf(title: Title | undefined): Promise<string> {
    const { wiki, db, warn } = this.#context
    const params = this.#params
    if (title !== undefined) {
      const page = title.namespace < 0 ? undefined : await pageByTitle(db, title)
      return page?.page_content_model ?? defaultContentModel(title, wiki.titles.namespaces)
    }
    const said =
      params['fromcontentmodel-{slot}'].get('main') ??
      params['tocontentmodel-{slot}'].get('main') ??
      params.fromcontentmodel ??
      params.tocontentmodel
    if (said !== undefined) return said
    warn({ key: 'apiwarn-compare-nocontentmodel', params: ['wikitext'] })
    return 'wikitext'
  }

  /**
   * The side that is relative to a base. Where nothing is before it, that is an empty text; where nothing is after it, the
   * same one; both with a warning.
   */
  async relative(base: NamedRevision, where: 'prev' | 'next' | 'cur'): Promise<Side> {
    const { db, wiki } = this.#context
    if (where === 'cur') {
      const page = await pageByTitle(db, base.title)
      const found = page && (await this.#revision(page.page_latest))
      if (found === undefined) throw fail('apierror-missingrev-title', [escapeWikitext(wiki.nameOf(base.title))])
      return this.#sideOf(found)
    }
    if (base.isArchived) throw fail('apierror-compare-relative-to-deleted', [where])
    const revision = await this.neighbour(base, where)
    if (revision !== undefined) return this.#sideOf({ ...base, revision })
    const params = [escapeWikitext(wiki.nameOf(base.title)), base.revision.id]
    if (where === 'prev') {
      this.#context.warn({ key: 'apiwarn-compare-no-prev', params })
      return { text: '', model: base.revision.contentModel, base: undefined, shown: undefined }
    }
    this.#context.warn({ key: 'apiwarn-compare-no-next', params })
    const text = await this.#text(base, false)
    return { text, model: base.revision.contentModel, base: undefined, shown: undefined }
  }

  async #sideOf(named: NamedRevision): Promise<Side> {
    const text = await this.#text(named, false)
    return { text, model: named.revision.contentModel, base: named, shown: named }
  }

  /** The revision of the same page just before or after another. */
  async neighbour({ revision, isArchived }: NamedRevision, where: 'prev' | 'next'): Promise<Revision | undefined> {
    if (isArchived) return undefined
    const found = await revisionsOfPage(this.#context.db, this.#context.viewer, {
      page: revision.page,
      newer: where === 'next',
      from: [{ timestamp: revision.timestamp, id: revision.id }],
      to: [],
      limit: 2,
    })
    return found.find(one => one.id !== revision.id)
  }
}

/** As MediaWiki: what is no number of a section is read as 0, the part before the first heading. */
function sectionId(asked: string): string {
  const parts = asked.split('-')
  const number = Number.parseInt(parts.pop() ?? '', 10) || 0
  return `${parts.includes('T') ? 'T-' : ''}${number}`
}

function cut(side: 'from' | 'to', text: string, model: string, asked: string): string {
  const section = contentModel(model).hasSections ? sectionOf(text, sectionId(asked)) : undefined
  if (section !== undefined) return section
  throw fail(side === 'from' ? 'apierror-compare-nosuchfromsection' : 'apierror-compare-nosuchtosection', [
    escapeWikitext(asked),
  ])
}

/** As MediaWiki: where there is no such section, nothing is replaced. */
const replaced = (whole: string, asked: string, text: string): string =>
  replaceSection(whole, sectionId(asked), text) ?? whole
