// What the wikitext engine is told of this wiki.
import { timestampOf } from '../api/timestamps.ts'
import { siteStats } from '../changes/site-stats-store.ts'
import { fileInfo } from '../files/shown-files.ts'
import { autonymOf } from '../language/names.ts'
import { activeUsers, membersOfGroups } from '../users/user-counts-store.ts'
import type { Wiki } from '../wiki.ts'
import type { ExpandContext, SiteStatistics } from '../wikitext/index.ts'
import { engineTitleRules, pageNameOf, titleOf } from './engine-titles.ts'
import { knownTitles } from './known-titles.ts'
import { answerFacts } from './page-facts.ts'
import { latestTexts } from './page-text-store.ts'
import { prefixedText, type Title } from './title.ts'

export { engineTitleRules, pageNameOf, titleOf } from './engine-titles.ts'

/** The context of a page whose text is expanded or saved at `now`. */
export function expandContextOf(wiki: Wiki, title: Title, now: Date): ExpandContext {
  const { config, titles } = wiki
  return {
    title: pageNameOf(title),
    titles: engineTitleRules(titles),
    now,
    siteName: config.siteName,
    server: config.server,
    articlePath: config.articlePath,
    script: `${config.scriptPath}/index.php`,
    scriptPath: config.scriptPath,
    language: config.language,
    languageName: autonymOf,
    trustedDomains: ['mediawiki.org'],
    extensions: new Set(['ParserFunctions', 'Cite', 'Poem', 'SyntaxHighlight']),
    loadTemplates: async names => {
      const texts = await latestTexts(wiki.database.read, names.map(titleOf))
      return new Map([...texts].map(([at, text]) => [prefixedText(at, titles.namespaces), text]))
    },
    exists: names => knownTitles(wiki, names),
    fileInfo: names => fileInfo(wiki, names),
    facts: questions => answerFacts(wiki, questions, timestampOf(now)),
    message: (key, ...parameters) =>
      wiki.messages.has(key, config.language)
        ? wiki.messages.wikitext({ key, params: parameters }, config.language)
        : undefined,
  }
}

/** The same with the numbers of the wiki, for a text that is shown. */
export const renderContextOf = async (wiki: Wiki, title: Title, now: Date): Promise<ExpandContext> => ({
  ...expandContextOf(wiki, title, now),
  statistics: await statisticsOf(wiki, now),
})

const month = 30 * 24 * 60 * 60 * 1000
/** Counting people takes a while, so what was counted is good for so many milliseconds. */
const peopleAge = 60_000
const people = new WeakMap<Wiki, { readonly at: number; readonly active: number; readonly admins: number }>()

async function statisticsOf(wiki: Wiki, now: Date): Promise<SiteStatistics> {
  const db = wiki.database.read
  const stats = await siteStats(db)
  let counted = people.get(wiki)
  if (counted === undefined || Math.abs(now.getTime() - counted.at) > peopleAge) {
    const active = await activeUsers(db, timestampOf(new Date(now.getTime() - month)))
    const admins = (await membersOfGroups(db, timestampOf(now))).get('sysop') ?? 0
    counted = { at: now.getTime(), active, admins }
    people.set(wiki, counted)
  }
  return {
    pages: stats.ss_total_pages,
    articles: stats.ss_good_articles,
    edits: stats.ss_total_edits,
    files: stats.ss_images,
    users: stats.ss_users,
    activeUsers: counted.active,
    admins: counted.admins,
  }
}
