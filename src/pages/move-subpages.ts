// Moving the pages below a page after it.
import type { Performer } from '../access/permit.ts'
import { Failure, type Problem, problem } from '../errors.ts'
import type { Wiki } from '../wiki.ts'
import { type MoveOrder, movePage } from './move.ts'
import { subpagesOf } from './move-store.ts'
import { namespaceName, subjectNamespace, talkNamespace } from './namespaces.ts'
import { titleOfPage } from './page-store.ts'
import { isTalk, makeTitle, type Title } from './title.ts'

/** Pages that one request moves after another. As MediaWiki. */
const maxSubpages = 100

/** What became of one subpage. */
export type MovedSubpage =
  | { readonly from: Title; readonly to: Title }
  | { readonly from: Title; readonly problems: readonly Problem[] }

/**
 * Moves the subpages of `from` below `to`, one by one, whatever becomes of the others; `except` is the id of a page that
 * is there already. Throws `namespace-nosubpages` and `cant-move-subpages`.
 */
export async function moveSubpages(
  wiki: Wiki,
  performer: Performer,
  order: MoveOrder & { readonly except: number },
): Promise<MovedSubpage[]> {
  if (!performer.viewer.may('move-subpages')) throw new Failure([problem('cant-move-subpages', [])])
  const { namespaces } = wiki.titles
  for (const { namespace } of [order.from, order.to]) {
    if (!namespaces.byId.get(namespace)?.subpages) {
      throw new Failure([problem('namespace-nosubpages', [namespaceName(namespaces, namespace)])])
    }
  }
  const found = await subpagesOf(wiki.database.read, order.from, maxSubpages + 2)
  const pages = found.filter(row => row.page_id !== order.except).map(titleOfPage)
  const moved: MovedSubpage[] = []
  for (const from of pages.slice(0, maxSubpages)) moved.push(await moveOne(wiki, performer, order, from))
  const tooMany = pages[maxSubpages]
  if (tooMany !== undefined) moved.push({ from: tooMany, problems: [problem('movepage-max-pages', [maxSubpages])] })
  return moved
}

async function moveOne(wiki: Wiki, performer: Performer, order: MoveOrder, from: Title): Promise<MovedSubpage> {
  const { namespace } = order.to
  // As MediaWiki: below a talk page or not, subpages stay talk pages or none.
  const newNamespace = isTalk(from) ? talkNamespace(namespace) : subjectNamespace(namespace)
  const dbKey = order.to.dbKey + from.dbKey.slice(order.from.dbKey.length)
  if (newNamespace === undefined || Buffer.byteLength(dbKey) > 255) {
    return { from, problems: [problem('movepage-invalid-target-title', [])] }
  }
  const to = makeTitle(newNamespace, dbKey)
  try {
    await movePage(wiki, performer, { ...order, from, to })
    return { from, to }
  } catch (error) {
    if (error instanceof Failure) return { from, problems: error.problems }
    throw error
  }
}
