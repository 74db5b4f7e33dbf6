// The general part of `siteinfo`: what clients read first.
import { fallbackChain, isRightToLeft } from '../../language/languages.ts'
import { pageUrl } from '../../pages/page-address.ts'
import { parseTitle } from '../../pages/title.ts'
import { databaseVersion } from '../../storage/database-version.ts'
import { generator, phpVersion } from '../../version.ts'
import type { ReadContext } from '../module.ts'
import { byId, keptBoolean, list, type Tree, type Value } from '../result.ts'
import { isoTimestamp, timestampOf } from '../timestamps.ts'

/** Characters of titles, as a part of a regular expression over bytes. */
const legalTitleCharacters = ' %!"$&\'()*,\\-.\\/0-9:;=?@A-Z\\\\^_`a-z~\\x80-\\xFF+'
const thumbLimits = [120, 150, 180, 200, 250, 300]
const imageLimits = [
  [320, 240],
  [640, 480],
  [800, 600],
  [1024, 768],
  [1280, 1024],
  [2560, 2048],
] as const

/** An object in formatversion 2 and a list in 1, as MediaWiki shows what it keeps by number. */
const numbered = (items: readonly Value[]): Value => byId('limit', new Map(items.entries()), 'object in 2')

export async function showGeneral({ wiki, db, now }: ReadContext): Promise<Tree> {
  const { config, titles } = wiki
  const mainPage = parseTitle(config.mainPage, titles)
  return {
    mainpage: config.mainPage,
    base: mainPage.ok ? pageUrl(mainPage.title, titles.namespaces, config) : config.server,
    sitename: config.siteName,
    mainpageisdomainroot: false,
    logo: `${config.server}/assets/logo.svg`,
    generator,
    phpversion: phpVersion,
    phpsapi: 'fpm-fcgi',
    dbtype: db.dialect,
    dbversion: await databaseVersion(db),
    imagewhitelistenabled: false,
    langconversion: true,
    linkconversion: true,
    titleconversion: true,
    linkprefixcharset: '',
    linkprefix: '',
    linktrail: '/^([a-z]+)(.*)$/sD',
    legaltitlechars: legalTitleCharacters,
    invalidusernamechars: '@:>=',
    allunicodefixes: false,
    fixarabicunicode: true,
    fixmalayalamunicode: true,
    case: 'first-letter',
    lang: config.language,
    fallback: list('lang', fallbacksOf(config.language)),
    rtl: isRightToLeft(config.language),
    fallback8bitEncoding: 'windows-1252',
    readonly: config.readOnly !== '',
    ...(config.readOnly === '' ? {} : { readonlyreason: config.readOnly }),
    writeapi: true,
    maxarticlesize: config.maxArticleSize,
    timezone: 'UTC',
    timeoffset: 0,
    articlepath: config.articlePath,
    scriptpath: config.scriptPath,
    script: `${config.scriptPath}/index.php`,
    variantarticlepath: keptBoolean(false),
    server: config.server,
    servername: hostOf(config.server),
    wikiid: config.wikiId,
    time: isoTimestamp(timestampOf(now)),
    misermode: false,
    uploadsenabled: config.uploadsEnabled,
    maxuploadsize: 100 * 1024 * 1024,
    minuploadchunksize: 1024,
    galleryoptions: {
      imagesPerRow: 0,
      imageWidth: 120,
      imageHeight: 120,
      captionLength: true,
      showBytes: true,
      showDimensions: true,
      mode: 'traditional',
    },
    thumblimits: numbered(thumbLimits),
    imagelimits: numbered(imageLimits.map(([width, height]) => ({ width, height }))),
    favicon: `${config.server}/favicon.ico`,
    centralidlookupprovider: 'local',
    allcentralidlookupproviders: list('_v', ['local']),
    interwikimagic: true,
    magiclinks: byId(
      '_v',
      new Map([
        ['ISBN', false],
        ['PMID', false],
        ['RFC', false],
      ]),
      'object in 2',
    ),
    categorycollation: 'uppercase',
    nofollowlinks: true,
    nofollownsexceptions: list('_v', []),
    nofollowdomainexceptions: list('_v', ['mediawiki.org']),
    externallinktarget: false,
  }
}

const fallbacksOf = (language: string): Tree[] =>
  fallbackChain(language)
    .filter(code => code !== language)
    .map(code => ({ code }))

function hostOf(server: string): string {
  try {
    return new URL(server.startsWith('//') ? `http:${server}` : server).hostname
  } catch {
    return ''
  }
}
