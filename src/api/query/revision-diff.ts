// Differences that the old form of revisions shows: to the one before or after, to the latest, to any other, to a text.
import { tableDiff } from '../../diff/table.ts'
import type { RevId } from '../../ids.ts'
import { contentModel } from '../../pages/content-models.ts'
import { pageById } from '../../pages/page-store.ts'
import { textAsSaved } from '../../pages/pre-save-text.ts'
import { neighboursOf } from '../../revisions/neighbour-store.ts'
import type { Revision } from '../../revisions/revision.ts'
import { revisionById, textById } from '../../revisions/revision-store.ts'
import { BoundedInSize } from '../../storage/bounded-in-size.ts'
import type { Wiki } from '../../wiki.ts'
import { content, type Value } from '../result.ts'
import type { RevisionContext } from './revision-content.ts'
import type { DiffTarget, RevisionOnPage } from './revision-props.ts'

/**
 * As MediaWiki: of the differences that must be made, a request gets one; the others it can ask for one by one. Those that
 * somebody was shown a moment ago cost nothing.
 */
export interface DiffBudget {
  left: number
}

/** What is kept of all differences together, in UTF-16 units. */
const mostKept = 2 * 1024 * 1024

/** Differences between two revisions, by their ids and the language of the line numbers. */
const keptDiffs = new WeakMap<Wiki, BoundedInSize<string>>()

function keptDiffsOf(wiki: Wiki): BoundedInSize<string> {
  const known = keptDiffs.get(wiki) ?? new BoundedInSize<string>(mostKept)
  keptDiffs.set(wiki, known)
  return known
}

/** The difference between a revision, whose text the viewer may see, and what was asked for. */
export async function showDiff(
  context: RevisionContext,
  { revision, page }: RevisionOnPage,
  text: string,
  target: DiffTarget,
  budget: DiffBudget,
): Promise<Value> {
  if (budget.left === 0) {
    // Asked again, it may be there.
    context.request.isVolatile = true
    return { notcached: true }
  }
  if (target.kind === 'text') {
    const { wiki, viewer, request, now } = context
    const { formats } = contentModel(revision.contentModel)
    if (target.format !== undefined && !formats.includes(target.format)) {
      const params = [target.format, revision.contentModel, wiki.nameOf(page)] as const
      context.warn({ key: 'apierror-badformat', params })
      return { badcontentformat: true }
    }
    budget.left--
    const other = target.preSave
      ? await textAsSaved(wiki, await wiki.performer(viewer, request.http.ip, now), page, {
          model: revision.contentModel,
          text: target.text,
        })
      : target.text
    return { body: content(diffOf(context, text, other)) }
  }
  const ends = await endsOf(context, revision, target)
  const head = { from: ends.from, to: ends.to }
  // As MediaWiki: deleted revisions are compared with texts alone.
  if ((await revisionById(context.db, revision.id)) === undefined) return { ...head, body: false }
  if (ends.other === undefined || ends.other === revision.id) return { ...head, body: content('') }
  const other = await revisionById(context.db, ends.other)
  const hidden = other?.content.for(context.viewer)
  if (hidden === undefined || hidden.is === 'withheld') return { ...head, body: false }
  const kept = keptDiffsOf(context.wiki)
  const between = target.kind === 'prev' ? [ends.other, revision.id] : [revision.id, ends.other]
  const key = [...between, context.request.language].join(' ')
  const known = kept.get(key)
  if (known !== undefined) return { ...head, body: content(known) }
  budget.left--
  const otherText = await textById(context.db, hidden.value.textId)
  const [before, after] = target.kind === 'prev' ? [otherText, text] : [text, otherText]
  const html = diffOf(context, before, after)
  kept.set(key, html, key.length + html.length)
  return { ...head, body: content(html) }
}

interface Ends {
  /** As MediaWiki: `false` where there is nothing before. */
  readonly from: RevId | false
  /** 0 for the latest. */
  readonly to: RevId | 0
  /** The revision that this one is compared with. */
  readonly other: RevId | undefined
}

async function endsOf(
  { db }: RevisionContext,
  revision: Revision,
  target: Exclude<DiffTarget, { kind: 'text' }>,
): Promise<Ends> {
  const { id } = revision
  switch (target.kind) {
    case 'revision':
      return { from: id, to: target.revision.id, other: target.revision.id }
    case 'cur':
      return { from: id, to: 0, other: (await pageById(db, revision.page))?.page_latest }
    case 'prev': {
      const { previous } = await neighboursOf(db, revision)
      return { from: previous ?? false, to: id, other: previous }
    }
    case 'next': {
      const { next } = await neighboursOf(db, revision)
      return { from: id, to: next ?? 0, other: next }
    }
  }
}

function diffOf({ wiki, request }: RevisionContext, before: string, after: string): string {
  return tableDiff(before, after, {
    lineNumber: line => wiki.messages.html({ key: 'lineno', params: [{ num: line }] }, request.language),
  })
}
