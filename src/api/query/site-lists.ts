// The other parts of `siteinfo`: namespaces, groups, languages, what the wiki can do.
import { readFileSync } from 'node:fs'
import { implicitGroups } from '../../access/rights.ts'
import { siteStats } from '../../changes/site-stats-store.ts'
import { fail } from '../../errors.ts'
import { bcp47 } from '../../language/languages.ts'
import magicWords from '../../language/magic-words.json' with { type: 'json' }
import { languageNames, languageVariants } from '../../language/names.ts'
import { defaultInterwikis } from '../../pages/interwikis.ts'
import { specialPageAliases } from '../../pages/special-page-names.ts'
import { defaultPreferences } from '../../users/preferences.ts'
import { activeUsers, membersOfGroups, waitingJobs } from '../../users/user-counts-store.ts'
import type { Wiki } from '../../wiki.ts'
import { tagsOf } from '../../wikitext/index.ts'
import type { ReadContext } from '../module.ts'
import { byId, content, keptBoolean, keyValues, list, type Tree, type Value } from '../result.ts'
import { timestampOf } from '../timestamps.ts'

/** What a request asks for besides the parts. */
export interface SiteQuery {
  readonly filteriw?: 'local' | '!local' | undefined
  readonly showalldb: boolean
  readonly numberingroup: boolean
}
export type SitePart = (context: ReadContext, query: SiteQuery) => Promise<Value> | Value

const extensions = [
  { type: 'parserhook', name: 'Cite', url: 'https://www.mediawiki.org/wiki/Extension:Cite' },
  { type: 'parserhook', name: 'ParserFunctions', url: 'https://www.mediawiki.org/wiki/Extension:ParserFunctions' },
  { type: 'parserhook', name: 'Poem', url: 'https://www.mediawiki.org/wiki/Extension:Poem' },
]

const antispam = (name: string, page = name): Tree => ({
  type: 'antispam',
  name,
  url: `https://www.mediawiki.org/wiki/Extension:${page}`,
})

/** The extensions whose part filters and captchas play, as far as they are on. */
const filtersOf = ({ config, captcha }: Wiki): readonly Tree[] => [
  ...(config.useSpamBlacklist ? [antispam('SpamBlacklist')] : []),
  ...(config.useTitleBlacklist ? [antispam('TitleBlacklist')] : []),
  ...(config.filterRules.length > 0 ? [antispam('Abuse Filter', 'AbuseFilter')] : []),
  ...(captcha.isOn ? [antispam('ConfirmEdit')] : []),
]

/** There is one look; pages are asked for under the names of MediaWiki's too. */
const skins: readonly Tree[] = [
  { code: 'palimpsest', default: true, name: content('Palimpsest') },
  { code: 'minerva', name: content('MinervaNeue') },
  { code: 'monobook', name: content('MonoBook') },
  { code: 'timeless', name: content('Timeless') },
  { code: 'vector-2022', name: content('Vector (2022)') },
  { code: 'vector', name: content('Vector legacy (2010)') },
  { code: 'fallback', name: content('Fallback'), unusable: true },
  { code: 'apioutput', name: content('ApiOutput'), unusable: true },
]

const protocols =
  'bitcoin: ftp:// ftps:// geo: git:// gopher:// http:// https:// irc:// ircs:// magnet: mailto: matrix: mms:// news: nntp:// redis:// sftp:// sip: sips: sms: ssh:// svn:// tel: telnet:// urn: worldwind:// xmpp: //'

const functionHooks =
  'ns nse urlencode lcfirst ucfirst lc uc localurl localurle fullurl fullurle canonicalurl canonicalurle formatnum grammar gender plural formal bidi numberingroup language padleft padright anchorencode defaultsort filepath pagesincategory pagesize protectionlevel protectionexpiry pagename pagenamee fullpagename fullpagenamee subpagename subpagenamee rootpagename rootpagenamee basepagename basepagenamee talkpagename talkpagenamee subjectpagename subjectpagenamee pageid revisionid revisionday revisionday2 revisionmonth revisionmonth1 revisionyear revisiontimestamp revisionuser cascadingsources namespace namespacee namespacenumber talkspace talkspacee subjectspace subjectspacee numberofarticles numberoffiles numberofusers numberofactiveusers numberofpages numberofadmins numberofedits bcp47 dir int special speciale tag formatdate displaytitle if ifeq switch ifexist ifexpr iferror time timel expr rel2abs titleparts len pos rpos sub replace explode count urldecode'

const variables =
  '! = currentmonth currentmonth1 currentmonthname currentmonthnamegen currentmonthabbrev currentday currentday2 currentdayname currentyear currenttime currenthour localmonth localmonth1 localmonthname localmonthnamegen localmonthabbrev localday localday2 localdayname localyear localtime localhour numberofarticles numberoffiles numberofedits articlepath pageid sitename server servername scriptpath stylepath pagename pagenamee fullpagename fullpagenamee namespace namespacee namespacenumber currentweek currentdow localweek localdow revisionid revisionday revisionday2 revisionmonth revisionmonth1 revisionyear revisiontimestamp revisionuser revisionsize subpagename subpagenamee talkspace talkspacee subjectspace subjectspacee talkpagename talkpagenamee subjectpagename subjectpagenamee numberofusers numberofactiveusers numberofpages currentversion rootpagename rootpagenamee basepagename basepagenamee currenttimestamp localtimestamp directionmark contentlanguage userlanguage pagelanguage numberofadmins cascadingsources bcp47 dir language'

const tags = tagsOf(new Set(['ParserFunctions', 'Cite', 'Poem', 'SyntaxHighlight']))
/** As MediaWiki: `pre` comes first. */
const extensionTags = ['pre', ...[...tags].filter(tag => tag !== 'pre')]

const words = (text: string): string[] => text.split(' ')

/** The packages that this program is built from. */
const libraries: readonly Tree[] = Object.entries(
  (
    JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
      dependencies: Readonly<Record<string, string>>
    }
  ).dependencies,
).map(([name, range]) => ({ name, version: range.replace(/^[\^~]/, '') }))

/** By the value of `siprop`, in MediaWiki's order. */
export const siteParts: Readonly<Record<string, SitePart>> = {
  namespaces: ({ wiki }) =>
    byId(
      'ns',
      new Map(
        wiki.titles.namespaces.all.map(one => [
          one.id,
          {
            id: one.id,
            case: one.case,
            name: content(one.name),
            subpages: one.subpages,
            ...(one.canonical === '' ? {} : { canonical: one.canonical }),
            content: one.content,
            nonincludable: one.nonincludable,
            ...(one.protection === undefined ? {} : { namespaceprotection: one.protection }),
            ...(one.defaultContentModel === undefined ? {} : { defaultcontentmodel: one.defaultContentModel }),
          },
        ]),
      ),
      'object',
    ),
  namespacealiases: ({ wiki }) =>
    list(
      'ns',
      wiki.titles.namespaces.all.flatMap(({ id, aliases }) => aliases.map(alias => ({ id, alias: content(alias) }))),
    ),
  specialpagealiases: () =>
    list(
      'specialpage',
      Object.entries(specialPageAliases).map(([realname, aliases]) => ({
        realname,
        aliases: list('alias', [realname, ...aliases]),
      })),
    ),
  magicwords: () =>
    list(
      'magicword',
      magicWords.map(({ name, aliases, caseSensitive }) => ({
        name,
        aliases: list('alias', aliases),
        'case-sensitive': caseSensitive,
      })),
    ),
  interwikimap: (_context, { filteriw }) =>
    list(
      'iw',
      defaultInterwikis
        .filter(({ local = false }) => filteriw === undefined || local === (filteriw === 'local'))
        .map(({ prefix, url, api, local }) => ({
          prefix,
          ...(local ? { local } : {}),
          url,
          protorel: url.startsWith('//'),
          ...(api === undefined ? {} : { api }),
        })),
    ),
  dbrepllag: (_context, { showalldb }) => {
    if (showalldb) throw fail('apierror-siteinfo-includealldenied', [])
    return list('db', [{ host: '', lag: -1 }])
  },
  statistics: showStatistics,
  usergroups: showGroups,
  autocreatetempuser: () => ({ enabled: false }),
  clientlibraries: () => list('library', []),
  libraries: () => list('library', libraries),
  extensions: ({ wiki }) => list('ext', [...extensions, ...filtersOf(wiki)]),
  fileextensions: ({ wiki }) =>
    list(
      'fe',
      wiki.config.fileExtensions.map(ext => ({ ext })),
    ),
  rightsinfo: () => ({ url: '', text: '' }),
  restrictions: () => ({
    types: list('type', ['create', 'edit', 'move', 'upload']),
    levels: list('level', ['', 'autoconfirmed', 'sysop']),
    cascadinglevels: list('level', ['sysop']),
    semiprotectedlevels: list('level', ['autoconfirmed']),
  }),
  languages: () =>
    list(
      'lang',
      Object.entries(languageNames).map(([code, name]) => ({ code, bcp47: bcp47(code), name: content(name) })),
    ),
  languagevariants: () =>
    keyValues(
      'lang',
      'code',
      new Map(
        Object.entries(languageVariants).map(([language, variants]) => [
          language,
          keyValues(
            'variant',
            'code',
            new Map(
              Object.entries(variants).map(([code, fallbacks]) => [code, { fallbacks: list('variant', fallbacks) }]),
            ),
          ),
        ]),
      ),
    ),
  skins: () => list('skin', skins),
  extensiontags: () =>
    list(
      't',
      extensionTags.map(tag => `<${tag}>`),
    ),
  functionhooks: () => list('h', words(functionHooks)),
  showhooks: () => list('hook', []),
  variables: () => list('v', words(variables)),
  protocols: () => list('p', words(protocols)),
  defaultoptions: ({ wiki }) => {
    const defaults = Object.entries(defaultPreferences(wiki.config, wiki.titles.namespaces))
    return Object.fromEntries(
      defaults.map(([name, value]) => [name, typeof value === 'boolean' ? keptBoolean(value) : value]),
    )
  },
  uploaddialog: () => ({
    fields: { description: true, date: false, categories: false },
    licensemessages: { local: 'generic-local', foreign: 'generic-foreign' },
    comment: { local: '', foreign: '' },
    format: { filepage: '$DESCRIPTION', description: '$TEXT', ownwork: '', license: '', uncategorized: '' },
  }),
  autopromote: () => ({
    autoconfirmed: byId(
      '_v',
      new Map<string | number, Value>([
        [0, { condname: 'APCOND_EDITCOUNT', params: list('_v', [0]) }],
        [1, { condname: 'APCOND_AGE', params: list('_v', [0]) }],
        ['operand', '&'],
      ]),
      'object',
    ),
  }),
  autopromoteonce: () => ({ onEdit: list('_v', []) }),
}

async function showStatistics({ db, now }: ReadContext): Promise<Value> {
  const stats = await siteStats(db)
  const month = 30 * 24 * 60 * 60 * 1000
  return {
    pages: stats.ss_total_pages,
    articles: stats.ss_good_articles,
    edits: stats.ss_total_edits,
    images: stats.ss_images,
    users: stats.ss_users,
    activeusers: await activeUsers(db, timestampOf(new Date(now.getTime() - month))),
    admins: (await membersOfGroups(db, timestampOf(now))).get('sysop') ?? 0,
    jobs: await waitingJobs(db),
  }
}

async function showGroups({ wiki, db, now }: ReadContext, { numberingroup }: SiteQuery): Promise<Value> {
  const members = numberingroup ? await membersOfGroups(db, timestampOf(now)) : undefined
  const users = numberingroup ? (await siteStats(db)).ss_users : 0
  const numberOf = (group: string): Tree => {
    if (members === undefined) return {}
    if (group === 'user') return { number: users }
    return implicitGroups.includes(group) ? {} : { number: members.get(group) ?? 0 }
  }
  return list(
    'group',
    Object.entries(wiki.config.groupRights).map(([name, rights]) => ({
      name,
      rights: list('permission', rights),
      ...numberOf(name),
    })),
  )
}
