// Lists of revisions of many pages, grouped by page: `allrevisions` and `alldeletedrevisions`.
import type { PageId } from '../../ids.ts'
import type { Title } from '../../pages/title.ts'
import type { QueryContext } from '../module.ts'
import { type List, list, type Value } from '../result.ts'
import { type RevisionOnPage, type RevisionProps, showRevisions } from './revision-props.ts'

/** A revision in such a list. */
export interface ListedRevision extends RevisionOnPage {
  /** Of the page that has the title; 0 where there is none. */
  readonly pageId: PageId | 0
}

/**
 * Shows revisions under their pages, in the order in which the pages first come. `continueAt` is called with the place of
 * the first that does not fit into the answer any more.
 */
export async function showByPage(
  context: QueryContext & { readonly feature: string },
  rows: readonly ListedRevision[],
  props: RevisionProps,
  continueAt: (index: number) => void,
): Promise<List> {
  const shown = await showRevisions(context, rows, props)
  const pages = new Map<string, { readonly row: ListedRevision; readonly revisions: Value[] }>()
  for (const [index, row] of rows.entries()) {
    const revision = shown[index]
    if (!context.fits(revision)) {
      continueAt(index)
      break
    }
    const key = keyOf(row.page)
    const known = pages.get(key)
    if (known === undefined) pages.set(key, { row, revisions: [revision] })
    else known.revisions.push(revision)
  }
  return list(
    'page',
    [...pages.values()].map(({ row, revisions }) => ({
      pageid: row.pageId,
      revisions: list('rev', revisions),
      ns: row.page.namespace,
      title: context.wiki.nameOf(row.page),
    })),
  )
}

const keyOf = (title: Title): string => `${title.namespace}:${title.dbKey}`
