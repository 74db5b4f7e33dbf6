// The page that a module is about, named by `title` or `pageid`.
import { fail } from '../errors.ts'
import type { PageId } from '../ids.ts'
import { escapeWikitext } from '../language/escape-wikitext.ts'
import { pageById, titleOfPage } from '../pages/page-store.ts'
import { canExist, parseTitle, type Title } from '../pages/title.ts'
import type { ReadContext } from './module.ts'

/** Throws `invalidtitle` for a text that names no page of this wiki. */
export function titleOfText({ wiki }: Pick<ReadContext, 'wiki'>, text: string): Title {
  const parsed = parseTitle(text, wiki.titles)
  if (!parsed.ok || parsed.title.interwiki !== '') {
    throw fail('apierror-invalidtitle', [escapeWikitext(text)])
  }
  return parsed.title
}

/** Throws `invalidtitle`, `pagecannotexist`, `nosuchpageid`. One of the two is given: the module's rule says so. */
export async function titleOrPageId(
  context: Pick<ReadContext, 'wiki' | 'db'>,
  given: { title?: string | undefined; pageid?: PageId | undefined },
): Promise<Title> {
  if (given.title !== undefined) {
    const title = titleOfText(context, given.title)
    if (!canExist(title)) throw fail('apierror-pagecannotexist', [])
    return title
  }
  const id = given.pageid as PageId
  const row = id > 0 ? await pageById(context.db, id) : undefined
  if (row === undefined) throw fail('apierror-nosuchpageid', [id])
  return titleOfPage(row)
}
