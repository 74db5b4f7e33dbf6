// What scripts are told of a page: the values of `mw.config`, as data that no browser runs.
import { tokenTypes } from '../access/tokens.ts'
import { namespaceKey } from '../pages/namespaces.ts'
import { prefixedDbKey, titleText } from '../pages/title.ts'
import { apiVersion } from '../version.ts'
import { scriptOf } from './addresses.ts'
import type { PageContent } from './page-content.ts'
import { isMainPage } from './subject.ts'
import type { Visit } from './visit.ts'

/** By MediaWiki's names, for the gadgets that read them. */
export function pageConfig(visit: Visit, content: PageContent): Record<string, unknown> {
  return { ...siteConfig(visit), ...viewerConfig(visit), ...contentConfig(visit, content), ...content.config }
}

function siteConfig({ wiki }: Visit): Record<string, unknown> {
  const { config, titles } = wiki
  const { namespaces } = titles
  const host = URL.canParse(config.server) ? new URL(config.server).hostname : ''
  return {
    wgServer: config.server,
    wgServerName: host,
    wgScriptPath: config.scriptPath,
    wgScript: scriptOf(wiki),
    wgArticlePath: config.articlePath,
    wgActionPaths: {},
    wgVersion: apiVersion,
    wgSiteName: config.siteName,
    wgDBname: config.wikiId,
    wgWikiID: config.wikiId,
    wgContentLanguage: config.language,
    wgTranslateNumerals: true,
    wgMainPageTitle: config.mainPage,
    wgFormattedNamespaces: Object.fromEntries(namespaces.all.map(one => [one.id, one.name])),
    wgNamespaceIds: Object.fromEntries([
      ['', 0],
      ...[...namespaces.byName].map(([name, one]) => [namespaceKey(name), one.id]),
    ]),
    wgCaseSensitiveNamespaces: namespaces.all.filter(one => one.case === 'case-sensitive').map(one => one.id),
    wgContentNamespaces: namespaces.all.filter(one => one.content).map(one => one.id),
    skin: 'palimpsest',
    debug: 0,
  }
}

function viewerConfig({ viewer, language }: Visit): Record<string, unknown> {
  return {
    wgUserName: viewer.isRegistered ? viewer.name : null,
    wgUserId: viewer.isRegistered ? viewer.userId : null,
    wgUserGroups: viewer.groups,
    wgUserLanguage: language,
    wgUserRights: [...viewer.rights],
    wgTokenTypes: tokenTypes,
  }
}

function contentConfig(visit: Visit, content: PageContent): Record<string, unknown> {
  const { at, subject, action = 'view', special, revision } = content
  const { namespaces } = visit.wiki.titles
  const page = subject?.page
  const relevant = subject?.title ?? at
  const levelsOf = (type: string): string[] =>
    subject?.state.restrictions.filter(one => one.type === type).map(one => one.level) ?? []
  const owner = relevant.namespace === 2 || relevant.namespace === 3 ? titleText(relevant).split('/')[0] : undefined
  return {
    wgPageName: prefixedDbKey(at, namespaces),
    wgTitle: titleText(at),
    wgNamespaceNumber: at.namespace,
    wgCanonicalNamespace: namespaces.byId.get(at.namespace)?.canonical.replaceAll(' ', '_') ?? '',
    wgCanonicalSpecialPageName: special ?? false,
    wgArticleId: at.namespace < 0 ? 0 : (page?.page_id ?? 0),
    wgIsArticle: action === 'view' && at.namespace >= 0,
    wgIsRedirect: page?.page_is_redirect === 1,
    wgIsMainPage: isMainPage(visit, at),
    wgAction: action,
    wgPageContentModel: page?.page_content_model ?? 'wikitext',
    wgPageContentLanguage: visit.wiki.config.language,
    wgCurRevisionId: at.namespace < 0 ? 0 : (page?.page_latest ?? 0),
    wgRevisionId: revision ?? 0,
    wgRelevantPageName: prefixedDbKey(relevant, namespaces),
    wgRelevantArticleId: page?.page_id ?? 0,
    wgRelevantUserName: owner ?? null,
    wgIsProbablyEditable: subject?.may('edit') ?? false,
    wgRelevantPageIsProbablyEditable: subject?.may('edit') ?? false,
    wgRestrictionEdit: levelsOf('edit'),
    wgRestrictionMove: levelsOf('move'),
    wgCategories: [],
  }
}
