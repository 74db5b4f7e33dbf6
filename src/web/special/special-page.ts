// What a special page is, and the frame that all of them have in common.

import type { Viewer } from '../../access/viewer.ts'
import { siteStats } from '../../changes/site-stats-store.ts'
import type { HttpResponse } from '../../http/message.ts'
import type { SpecialPageName } from '../../pages/special-page-names.ts'
import { type TagFilter, tagFilter } from '../../tags/tag-filter-store.ts'
import { specialTitle } from '../addresses.ts'
import type { Html } from '../html.ts'
import { showPage } from '../layout.ts'
import type { PageContent } from '../page-content.ts'
import type { Visit } from '../visit.ts'

/** Groups in the list of special pages, in their order. */
export const specialGroups = ['changes', 'pages', 'users', 'wiki'] as const
export type SpecialGroup = (typeof specialGroups)[number]

export interface SpecialPage {
  /** Undefined for one that is of no use by itself and not listed. */
  readonly group: SpecialGroup | undefined
  /** Others find nothing there, and the page is not listed for them. */
  readonly isFor?: (viewer: Viewer) => boolean
  /** The key of its name. */
  readonly title: string
  /** `parameter` is what follows the slash in its title, with blanks. */
  show(visit: Visit, parameter: string): Promise<HttpResponse> | HttpResponse
}

/** Writes a special page out. */
export function showSpecial(
  visit: Visit,
  name: SpecialPageName,
  parameter: string,
  content: Omit<PageContent, 'at' | 'special'> & { readonly body: Html },
): HttpResponse {
  return showPage(visit, { robots: 'noindex,nofollow', ...content, at: specialTitle(name, parameter), special: name })
}

/** The filter for a tag; `unused` is one that nothing passes. */
export async function tagAsked(visit: Visit, limit: number): Promise<TagFilter | 'unused' | undefined> {
  const name = visit.text('tagfilter')
  if (name === undefined) return undefined
  const rows = (await siteStats(visit.db)).ss_total_edits
  return (await tagFilter(visit.db, name, { limit, rows })) ?? 'unused'
}
