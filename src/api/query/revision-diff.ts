// Differences that the old form of revisions shows: to the one before or after, to the latest, to any other, to a text.
import { tableDiff } from '../../diff/table.ts'
import type { RevId } from '../../ids.ts'
import { pageById } from '../../pages/page-store.ts'
import { textAsSaved } from '../../pages/pre-save-text.ts'
import { neighboursOf } from '../../revisions/neighbour-store.ts'
import type { Revision } from '../../revisions/revision.ts'
import { revisionById, textById } from '../../revisions/revision-store.ts'
import { content, type Value } from '../result.ts'
import type { RevisionContext } from './revision-content.ts'
import type { DiffTarget, RevisionOnPage } from './revision-props.ts'

/** As MediaWiki: of the differences that must be made, a request gets one; the others it can ask for one by one. */
export class DiffBudget {
  #left = 1

  /** Whether there is one more; takes it. */
  take(): boolean {
    return this.#left-- > 0
  }
}

/** The difference between a revision, whose text the viewer may see, and what was asked for. */
export async function showDiff(
  context: RevisionContext,
  { revision, page }: RevisionOnPage,
  text: string,
  target: DiffTarget,
  budget: DiffBudget,
): Promise<Value> {
  if (target.kind === 'text') {
    if (!budget.take()) return { notcached: true }
    const { wiki, viewer, request, now } = context
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
  if (ends.other === undefined || ends.other === revision.id) return { ...head, body: content('') }
  if (!budget.take()) return { notcached: true }
  const other = await revisionById(context.db, ends.other)
  const hidden = other?.content.for(context.viewer)
  if (hidden === undefined || hidden.is === 'withheld') return { ...head, body: false }
  const otherText = await textById(context.db, hidden.value.textId)
  const [before, after] = target.kind === 'prev' ? [otherText, text] : [text, otherText]
  return { ...head, body: content(diffOf(context, before, after)) }
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
