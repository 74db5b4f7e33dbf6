// Special pages about the wiki itself: what it runs on, its numbers, and the list of special pages.
import { siteStats } from '../../changes/site-stats-store.ts'
import type { HttpResponse } from '../../http/message.ts'
import { apiVersion, version } from '../../version.ts'
import { scriptOf, specialPath } from '../addresses.ts'
import { type HtmlValue, html } from '../html.ts'
import type { Visit } from '../visit.ts'
import { type SpecialPage, showSpecial } from './special-page.ts'

export const versionPage: SpecialPage = { group: 'wiki', title: 'version', show: showVersion }
export const statistics: SpecialPage = { group: 'wiki', title: 'statistics', show: showStatistics }

const table = (caption: string, rows: readonly (readonly [HtmlValue, HtmlValue])[]): HtmlValue =>
  html`<table class="listing"><caption>${caption}</caption><tbody>${rows.map(([name, value]) => html`<tr><th scope="row">${name}</th><td>${value}</td></tr>`)}</tbody></table>`

function showVersion(visit: Visit): HttpResponse {
  const { wiki } = visit
  const { config } = wiki
  const api = `${config.scriptPath}/api.php`
  const software = table(visit.say('version-software'), [
    ['Palimpsest', version],
    [visit.say('x-api-version'), `MediaWiki ${apiVersion}`],
    ['Node.js', process.versions.node],
    [visit.say('x-database'), wiki.database.dialect === 'sqlite' ? 'SQLite' : 'PostgreSQL'],
  ])
  const entries = table(visit.say('version-entrypoints'), [
    [visit.say('version-entrypoints-articlepath'), config.articlePath],
    [visit.say('version-entrypoints-scriptpath'), config.scriptPath === '' ? '/' : config.scriptPath],
    ['index.php', html`<a href="${scriptOf(wiki)}">${scriptOf(wiki)}</a>`],
    ['api.php', html`<a href="${api}">${api}</a>`],
  ])
  return showSpecial(visit, 'Version', '', {
    title: visit.say('version'),
    body: html`<p>${visit.say('x-version-intro')}</p>${software}<p>${visit.say('x-version-licence')}</p>${entries}`,
  })
}

async function showStatistics(visit: Visit): Promise<HttpResponse> {
  const stats = await siteStats(visit.db)
  const rows = [
    ['statistics-articles', stats.ss_good_articles],
    ['statistics-pages', stats.ss_total_pages],
    ['statistics-files', stats.ss_images],
    ['statistics-edits', stats.ss_total_edits],
    ['statistics-users', stats.ss_users],
  ] as const
  const body = html`${table(
    visit.say('statistics-header-pages'),
    rows.map(([key, value]) => [visit.say(key), visit.say('x-number', value)]),
  )}
<p><a href="${specialPath(visit.wiki, 'RecentChanges')}">${visit.say('recentchanges')}</a></p>`
  return showSpecial(visit, 'Statistics', '', { title: visit.say('statistics'), body })
}
