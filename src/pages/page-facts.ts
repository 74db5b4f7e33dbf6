// What parser functions ask of the store: sizes, ids, protection, members of categories and groups. A fixed number of
// statements, whatever is asked.
import { Viewer, valueFor } from '../access/viewer.ts'
import { membersOfCategories } from '../links/category-members-store.ts'
import { revisionsByIds } from '../revisions/revision-store.ts'
import { membersOfGroups } from '../users/user-counts-store.ts'
import type { Wiki } from '../wiki.ts'
import { type FactQuestion, factKey } from '../wikitext/index.ts'
import { cascadeSources } from './cascade-store.ts'
import { engineTitleRules, titleOf } from './engine-titles.ts'
import { type PageRow, pagesByTitles, restrictionsOfPages, titleOfPage } from './page-store.ts'
import { prefixedText, type Title } from './title.ts'

/** The answers by `factKey`; `now` is 14 digits. What nobody may see by default is not told. */
export async function answerFacts(
  wiki: Wiki,
  questions: readonly FactQuestion[],
  now: string,
): Promise<Map<string, string>> {
  const rules = engineTitleRules(wiki.titles)
  const known = await factsFor(wiki, questions, now)
  const answers = new Map<string, string>()
  for (const question of questions) answers.set(factKey(question, rules), answer(wiki, question, known))
  return answers
}

type Known = Awaited<ReturnType<typeof factsFor>>

async function factsFor(wiki: Wiki, questions: readonly FactQuestion[], now: string) {
  const db = wiki.database.read
  const titles = questions.flatMap(one => ('title' in one ? [titleOf(one.title)] : []))
  const asks = (...kinds: FactQuestion['kind'][]): boolean => questions.some(one => kinds.includes(one.kind))
  const rows = await pagesByTitles(db, titles)
  const pages = new Map(rows.map(row => [keyOf(wiki, titleOfPage(row)), row]))
  const revisions = asks('revisionuser', 'revisiontimestamp')
    ? await revisionsByIds(
        db,
        rows.map(row => row.page_latest),
      )
    : []
  const restrictions = asks('protectionlevel', 'protectionexpiry')
    ? await restrictionsOfPages(
        db,
        rows.map(row => row.page_id),
        now,
      )
    : undefined
  const categories = questions.flatMap(one => (one.kind === 'pagesincategory' ? [titleOf(one.title).dbKey] : []))
  const cascades = new Map<string, string>()
  for (const one of questions) {
    if (one.kind !== 'cascadingsources') continue
    // An expensive function: a page calls it few times.
    const title = titleOf(one.title)
    const sources = await cascadeSources(db, title, now)
    cascades.set(keyOf(wiki, title), sources.map(source => wiki.nameOf(source.page)).join('|'))
  }
  return {
    pages,
    revisions: new Map(revisions.map(revision => [revision.id, revision])),
    restrictions,
    categories: await membersOfCategories(db, categories),
    groups: asks('numberingroup') ? await membersOfGroups(db, now) : new Map<string, number>(),
    cascades,
  }
}

const keyOf = (wiki: Wiki, title: Title): string => prefixedText(title, wiki.titles.namespaces)

function answer(wiki: Wiki, question: FactQuestion, known: Known): string {
  if (question.kind === 'numberingroup') return String(known.groups.get(question.group) ?? 0)
  const title = titleOf(question.title)
  if (question.kind === 'pagesincategory') {
    return String(known.categories.get(title.dbKey)?.[question.of] ?? 0)
  }
  if (question.kind === 'cascadingsources') return known.cascades.get(keyOf(wiki, title)) ?? ''
  const page = known.pages.get(keyOf(wiki, title))
  return page === undefined ? '' : ofPage(question, page, known)
}

function ofPage(question: FactQuestion, page: PageRow, known: Known): string {
  const revision = known.revisions.get(page.page_latest)
  switch (question.kind) {
    case 'pagesize':
      return String(page.page_len)
    case 'pageid':
      return String(page.page_id)
    case 'revisionid':
      return String(page.page_latest)
    case 'revisiontimestamp':
      return revision?.timestamp ?? ''
    case 'revisionuser':
      return revision === undefined ? '' : (valueFor(revision.actor, Viewer.public)?.name ?? '')
    case 'protectionlevel':
    case 'protectionexpiry': {
      const found = known.restrictions?.get(page.page_id)?.find(one => one.type === question.action)
      if (question.kind === 'protectionlevel') return found?.level ?? ''
      return found?.expiry ?? 'infinity'
    }
    default:
      return ''
  }
}
