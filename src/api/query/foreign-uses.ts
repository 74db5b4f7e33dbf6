// What the lists `iwbacklinks` and `langbacklinks` share: pages that refer to pages of other wikis.
import type { PageId } from '../../ids.ts'
import type { ForeignUseRow, ForeignUses } from '../../links/other-links-store.ts'
import { titleOfPage } from '../../pages/page-store.ts'
import { prop } from '../listing.ts'
import type { Generated } from '../module.ts'
import { readContinue } from './continue-value.ts'

/** What is shown of each page whatever is asked for, where the list goes on, and the pages that it generates. */
export const foreignUses = {
  continueAt: (row: ForeignUseRow): string => `${row.prefix}|${row.title}|${row.from}`,
  always: prop<ForeignUseRow>({
    show: (row, _viewer, _need, wiki) => ({
      pageid: row.page_id,
      ns: row.page_namespace,
      title: wiki.nameOf(titleOfPage(row)),
    }),
  }),
  generate: (_context: unknown, rows: readonly ForeignUseRow[]): Generated => ({
    pageIds: rows.map(row => row.page_id),
  }),
}

/** The place that `continueAt` named; throws `badcontinue`. */
export function foreignPlace(given: string | undefined, now: Date): ForeignUses['at'] {
  const place = readContinue(given, ['text', 'text', 'integer'], now)
  return place && { prefix: place[0], title: place[1], from: place[2] as PageId }
}
