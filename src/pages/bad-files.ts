// The list of files that pages do not show, which a page of the wiki holds: a file a line, and the pages that may.
import type { Reader } from '../storage/database.ts'
import { NS } from './namespaces.ts'
import { latestTexts } from './page-text-store.ts'
import { makeTitle, parseTitle, sameTitle, type Title, type TitleRules } from './title.ts'

const listTitle = makeTitle(NS.mediawiki, 'Bad_image_list')

/** The names of files that are not to be shown in a page, or in any. */
export async function badFiles(db: Reader, titles: TitleRules, within?: Title): Promise<Set<string>> {
  const texts = await latestTexts(db, [listTitle])
  const [text = ''] = texts.values()
  return new Set(text.split('\n').flatMap(line => badFileOf(line, titles, within)))
}

/** The file that a line forbids: its first link; the others are pages that may show it. */
function badFileOf(line: string, titles: TitleRules, within: Title | undefined): string[] {
  if (!line.startsWith('*')) return []
  const [file, ...exceptions] = [...line.matchAll(/\[\[:?(.*?)\]\]/g)].flatMap(([, link = '']) => {
    const parsed = parseTitle(link, titles)
    return parsed.ok ? [parsed.title] : []
  })
  if (file === undefined || file.namespace !== NS.file) return []
  return within !== undefined && exceptions.some(one => sameTitle(one, within)) ? [] : [file.dbKey]
}
