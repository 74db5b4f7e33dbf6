// The pages of an action's answer that are none, as `watch` and `purge` list them before the others.
import type { PageEntry, PageSet } from './page-set.ts'
import type { Tree } from './result.ts'

/** Titles and ids that name no page: of these kinds, in MediaWiki's order, with `missing` where it has the missing titles. */
export function notPages(
  pages: PageSet,
  kinds: { special: boolean; interwiki: boolean },
  missing: readonly Tree[] = [],
): Tree[] {
  const missingIds = pages.entries.filter(one => one.title === undefined && one.shown.pageid !== undefined)
  const invalid = inOrder(pages).filter(one => one.title === undefined && !missingIds.includes(one))
  const special = inOrder(pages).filter(one => one.title !== undefined && one.title.namespace < 0)
  return [
    ...invalid.map(one => one.shown),
    ...(kinds.special
      ? [...special.filter(one => one.shown.missing), ...special.filter(one => !one.shown.missing)]
      : []
    ).map(one => one.shown),
    ...missingIds.map(one => one.shown),
    ...pages.badRevIds.map(revid => ({ revid, missing: true })),
    ...missing,
    ...(kinds.interwiki ? pages.interwiki.map(({ title, iw }) => ({ title, iw })) : []),
  ]
}

type TitledEntry = PageEntry & { readonly title: NonNullable<PageEntry['title']> }
const isTitled = (entry: PageEntry): entry is TitledEntry => entry.title !== undefined

/** Titles of pages that could be and are not. */
export const missingPages = (pages: PageSet): TitledEntry[] =>
  inOrder(pages)
    .filter(isTitled)
    .filter(one => one.row === undefined && one.title.namespace >= 0)

/** The pages that are there, as they were found. */
export const goodPages = (pages: PageSet): TitledEntry[] =>
  pages.inOrderOfAnswer.filter(isTitled).filter(one => one.row !== undefined)

/** What has no page has a made-up id, which counts down as it was asked for. */
const inOrder = (pages: PageSet): PageEntry[] => pages.entries.filter(one => one.id < 0).sort((a, b) => b.id - a.id)
