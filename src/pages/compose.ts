// The text that an edit asks for: whole, a section, an append, an undo; with the pre-save transform done.
import { createHash } from 'node:crypto'
import type { Performer } from '../access/permit.ts'
import { Failure, fail } from '../errors.ts'
import type { RevId } from '../ids.ts'
import { cutComment } from '../language/cut-comment.ts'
import type { Wiki } from '../wiki.ts'
import { appendSection, bareHeading, cleanLines, plainHeading, replaceSection, sectionOf } from '../wikitext/index.ts'
import { contentModel } from './content-models.ts'
import type { Current, EditOrder } from './edit.ts'
import { NS } from './namespaces.ts'
import { preSaveText } from './pre-save-text.ts'
import { messageText } from './preload.ts'
import { redirectOf } from './redirect-title.ts'
import type { Title } from './title.ts'
import { undoneText } from './undo.ts'

/** The whole text that an edit asks for, as it was sent: neither transformed nor in the form in which it is stored. */
export interface Composed {
  readonly text: string
  /** Where an undo gives back another content model than was asked for. */
  readonly model?: string
  /** Of the section alone, where a section was edited. */
  readonly sectionText?: string
  /** Cut to what is stored. */
  readonly summary: string
  /** The revisions that it undoes. */
  readonly undone: readonly RevId[]
}

/** Throws `nosuchsection`, `invalidsection`, `sectionsnotsupported`, `badmd5`, `nosuchrevid`, `undofailure` … */
export async function composeText(
  wiki: Wiki,
  performer: Performer,
  order: EditOrder,
  current: Current,
  model: string,
): Promise<Composed> {
  const undone = order.undo !== undefined && order.undo > 0 ? await undoneText(wiki, order, current) : undefined
  if (undone === undefined)
    return composeAsked(wiki, performer, { order, current, model, asked: () => askedText(wiki, order, current, model) })
  // As MediaWiki: the text without the undone is the text that is asked for, also of a section alone.
  const summary = order.summary ?? (undone.summary === '' ? undefined : undone.summary)
  const composed = await composeAsked(wiki, performer, {
    order: { ...order, summary },
    current,
    model: undone.model,
    asked: async () => undone.text,
  })
  const isWhole = composed.text === undone.text
  return { ...composed, model: undone.model, undone: isWhole ? undone.revisions : [] }
}

interface Asked {
  readonly order: EditOrder
  readonly current: Current
  readonly model: string
  /** The text that is sent: of the page, or of the section that the order names. */
  asked(): Promise<string>
}

async function composeAsked(wiki: Wiki, performer: Performer, of: Asked): Promise<Composed> {
  const { order, current, model } = of
  checkSection(order, current, model)
  const asked = await of.asked()
  checkMd5(order)
  if (order.section === 'new' && current.page !== undefined && /^[ \t\n\r\0\v]*$/.test(asked)) {
    throw fail('missingcommenttext', [])
  }
  checkFileRedirect(wiki, performer, order, { model, text: asked })
  if (order.section === undefined) return { text: asked, summary: summaryOf(order), undone: [] }
  if (order.section === 'new') {
    const heading = order.sectionTitle ?? order.summary ?? ''
    const whole = appendSection(await current.text(), bareHeading(heading), asked)
    return { text: whole, summary: newSectionSummary(order, heading), undone: [] }
  }
  const whole = replaceSection(await current.text(), order.section, asked)
  if (whole === undefined) throw fail('apierror-nosuchsection', [order.section])
  return { text: whole, sectionText: asked, summary: summaryOf(order), undone: [] }
}

/** A text as it is stored: transformed where its content model says so, and in the form of the model. */
export async function textToStore(
  wiki: Wiki,
  performer: Performer,
  title: Title,
  { model, text }: { readonly model: string; readonly text: string },
): Promise<string> {
  checkSize(text, wiki.config)
  const done = contentModel(model).isTransformed ? await preSaveText(wiki, performer, title, text) : text
  return storedText(model, done, wiki.config)
}

function checkSize(text: string, { maxArticleSize: maxBytes }: Wiki['config']): void {
  if (text.length * 3 <= maxBytes || Buffer.byteLength(cleanLines(text)) <= maxBytes) return
  throw fail('apierror-contenttoobig', [maxBytes / 1024])
}

/**
 * A text in the form that its content model is stored in. Throws where it is not of that model, and `contenttoobig`
 * where it is longer than a page may be.
 */
export function storedText(model: string, text: string, config: Wiki['config']): string {
  checkSize(text, config)
  const prepared = contentModel(model).prepare(text, { maxBytes: config.maxArticleSize })
  if (!prepared.ok) throw new Failure([prepared.problem])
  return prepared.text
}

const summaryOf = (order: EditOrder): string => cutComment(order.summary ?? '')

function newSectionSummary(order: EditOrder, heading: string): string {
  if (order.sectionTitle !== undefined && (order.summary ?? '') !== '') return summaryOf(order)
  return heading === '' ? '' : cutComment(`/* ${plainHeading(bareHeading(heading))} */ new section`)
}

/** As MediaWiki: a redirect from a file is as good as a file, so it takes the right to upload one. */
function checkFileRedirect(
  wiki: Wiki,
  { viewer }: Performer,
  { title }: EditOrder,
  asked: { model: string; text: string },
): void {
  if (title.namespace !== NS.file || viewer.may('upload')) return
  if (redirectOf(asked.model, asked.text, wiki) === undefined) return
  throw fail(viewer.isRegistered ? 'apierror-noimageredirect' : 'apierror-noimageredirect-anon', [])
}

function checkSection(order: EditOrder, { page }: Current, model: string): void {
  const { section } = order
  if (section === undefined) return
  const adds = order.append !== undefined || order.prepend !== undefined
  if (adds && !contentModel(model).hasSections) throw fail('apierror-sectionsnotsupported', [model])
  if (!/^((T-)?\d+|new)$/.test(section)) throw fail('apierror-invalidsection', [])
  if (!contentModel(model).hasSections) {
    throw section === 'new' ? fail('apierror-sectionsnotsupported', [model]) : fail('apierror-nosuchsection', [section])
  }
  if (page === undefined && section !== 'new' && section !== '0') throw fail('apierror-nosuchsection', [section])
}

async function askedText(wiki: Wiki, order: EditOrder, current: Current, model: string): Promise<string> {
  const { append, prepend, section } = order
  if (append === undefined && prepend === undefined) return order.text ?? ''
  let before = current.page === undefined ? textBefore(wiki, order.title, model) : await current.text()
  if (section !== undefined && section !== '' && section !== 'new') {
    const found = sectionOf(before, section)
    if (found === undefined) throw fail('apierror-nosuchsection', [section])
    before = found
  }
  if (section === 'new') before = ''
  return `${prepend ?? ''}${before}${append ?? ''}`
}

/** What an edit adds to where there is no page: what the interface says, or what the content model begins with. */
function textBefore(wiki: Wiki, title: Title, model: string): string {
  return title.namespace === NS.mediawiki ? (messageText(wiki, title) ?? '') : contentModel(model).empty
}

function checkMd5(order: EditOrder): void {
  if (order.md5 === undefined) return
  const { append, prepend, text } = order
  const sent = append !== undefined || prepend !== undefined ? `${prepend ?? ''}${append ?? ''}` : (text ?? '')
  if (createHash('md5').update(sent).digest('hex') !== order.md5) throw fail('apierror-badmd5', [])
}
