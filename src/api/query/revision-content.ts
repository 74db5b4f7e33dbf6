// How the content of a revision is shown: in slots, or in the old form, on the revision itself.
import type { Viewer } from '../../access/viewer.ts'
import { fail } from '../../errors.ts'
import type { TextId } from '../../ids.ts'
import { contentModel } from '../../pages/content-models.ts'
import type { Revision } from '../../revisions/revision.ts'
import { sectionOf } from '../../wikitext/index.ts'
import type { ReadContext } from '../module.ts'
import { content, type Tree, type Value } from '../result.ts'
import { type DiffBudget, showDiff } from './revision-diff.ts'
import { showOldText } from './revision-old-text.ts'
import type { RevisionOnPage, RevisionProps } from './revision-props.ts'

/** Who is shown a revision, and who hears the warnings. */
export type RevisionContext = Pick<ReadContext, 'wiki' | 'db' | 'viewer' | 'now' | 'warn' | 'request'>

type Texts = ReadonlyMap<TextId, string>

/** Puts the hash of the text into what is shown; says whether it is hidden from somebody. */
export function showSha1(shown: Record<string, Value>, revision: Revision, viewer: Viewer): boolean {
  const text = revision.content.for(viewer)
  if (text.is !== 'open') shown.sha1hidden = true
  if (text.is !== 'withheld') shown.sha1 = text.value.sha1
  return text.is !== 'open'
}

/** The main slot, and whether something in it is hidden from somebody. */
export function showSlot(
  context: RevisionContext,
  revision: Revision,
  props: RevisionProps,
  texts: Texts,
): { slot: Tree; hidden: boolean } {
  const { wants } = props
  const slot: Record<string, Value> = {}
  let hidden = false
  if (wants.has('slotsize')) slot.size = revision.size
  if (wants.has('slotsha1') && showSha1(slot, revision, context.viewer)) hidden = true
  if (wants.has('contentmodel')) slot.contentmodel = revision.contentModel
  if (wants.has('content')) {
    const shown = revision.content.for(context.viewer)
    if (shown.is !== 'open') {
      slot.texthidden = true
      hidden = true
    }
    if (shown.is !== 'withheld') showText(context, slot, revision, textOf(texts, shown.value.textId), props)
  }
  return { slot, hidden }
}

function textOf(texts: Texts, id: TextId): string {
  const text = texts.get(id)
  if (text === undefined) throw new Error(`the text ${id} is missing`)
  return text
}

function showText(
  context: RevisionContext,
  slot: Record<string, Value>,
  revision: Revision,
  whole: string,
  props: RevisionProps,
): void {
  const text = cut(revision, whole, props.section)
  if (text === undefined) {
    slot.nosuchsection = true
    return
  }
  const { formats } = contentModel(revision.contentModel)
  const format = props.formats.get('main') ?? formats[0] ?? ''
  if (!formats.includes(format)) {
    context.warn({ key: 'apierror-badformat', params: [format, revision.contentModel, whichRevision(revision)] })
    slot.badcontentformat = true
    return
  }
  slot.contentmodel = revision.contentModel
  slot.contentformat = format
  slot.content = content(text)
}

const whichRevision = (revision: Revision) => ({ message: { key: 'revid', params: [revision.id] } })

/** The text or a section of it; undefined where there is no such section. */
function cut(revision: Revision, text: string, section: string | undefined): string | undefined {
  if (section === undefined) return text
  return contentModel(revision.contentModel).hasSections ? sectionOf(text, looseSection(section)) : undefined
}

/** As MediaWiki: what stands after the last hyphen counts, as far as it is a number; without one, the text before all headings. */
function looseSection(section: string): string {
  const parts = section.split('-')
  const index = Number.parseInt(parts.pop() ?? '', 10) || 0
  return parts.includes('T') ? `T-${index}` : String(index)
}

/** Puts what would stand in a slot onto the revision itself; says whether something of it is hidden from somebody. */
export async function showOldForm(
  context: RevisionContext,
  shown: Record<string, Value>,
  on: RevisionOnPage,
  props: RevisionProps,
  of: { readonly texts: Texts; readonly diffs: DiffBudget },
): Promise<boolean> {
  const { revision } = on
  const { wants } = props
  let hidden = false
  if (wants.has('slotsize')) shown.size = revision.size
  if (wants.has('slotsha1') && showSha1(shown, revision, context.viewer)) hidden = true
  if (wants.has('contentmodel')) shown.contentmodel = revision.contentModel
  if (!props.needsText) return hidden
  const text = revision.content.for(context.viewer)
  if (text.is !== 'open') {
    shown.texthidden = true
    hidden = true
  }
  if (text.is === 'withheld') return hidden
  const whole = textOf(of.texts, text.value.textId)
  const part = cut(revision, whole, props.section)
  if (part === undefined) {
    throw fail('apierror-nosuchsection-what', [props.section ?? '', whichRevision(revision)])
  }
  await showOldText(context, shown, on, part, props)
  if (props.diffTo !== undefined) {
    // As MediaWiki: only a text is compared with a section.
    const compared = props.diffTo.kind === 'text' ? part : whole
    shown.diff = await showDiff(context, on, compared, props.diffTo, of.diffs)
  }
  return hidden
}
