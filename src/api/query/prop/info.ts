// query+info: what pages are: length, latest revision, protection, who watches them, what may be done to them.
import type { PageState } from '../../../access/page-permissions.ts'
import type { Performer } from '../../../access/permit.ts'
import { fail } from '../../../errors.ts'
import type { PageId } from '../../../ids.ts'
import { bcp47 } from '../../../language/languages.ts'
import { editIntro } from '../../../pages/edit-intro.ts'
import { NS } from '../../../pages/namespaces.ts'
import { pageUrl, scriptPathOf } from '../../../pages/page-address.ts'
import { directionOf, pageLanguage } from '../../../pages/page-language.ts'
import { propOfPages } from '../../../pages/page-props-store.ts'
import { withRefusals } from '../../../pages/page-state.ts'
import { type PageRow, pagesByTitles, titleOfPage } from '../../../pages/page-store.ts'
import { preloaded } from '../../../pages/preload.ts'
import {
  canExist,
  defaultContentModel,
  isTalk,
  prefixedText,
  subjectOf,
  type Title,
  talkOf,
} from '../../../pages/title.ts'
import { someOf } from '../../list-filters.ts'
import { defineProp, type PropContext } from '../../module.ts'
import { type ParamsOf, p } from '../../params.ts'
import { content, keyValues, list, type Value } from '../../result.ts'
import { isoExpiry, isoTimestamp, type Timestamp, timestampOf } from '../../timestamps.ts'
import { readContinue } from '../continue-value.ts'
import { type PossiblePage, showActions, statesOfPages, titleKey } from '../page-actions.ts'
import { ownRow, type PageWatchers, watchersOf } from '../page-watchers.ts'

const noted = (name: string) => ({ info: [{ name }] })
const params = {
  prop: p.oneOf(
    [
      'protection',
      'talkid',
      'watched',
      'watchers',
      'visitingwatchers',
      'notificationtimestamp',
      'subjectid',
      'associatedpage',
      'url',
      'readable',
      'preload',
      'preloadcontent',
      'editintro',
      'displaytitle',
      'varianttitles',
      'linkclasses',
    ],
    { multi: true, deprecatedValues: ['readable', 'preload'] },
  ),
  linkcontext: p.title({ default: 'Main Page' }),
  testactions: p.string({ multi: true }),
  testactionsdetail: p.oneOf(['boolean', 'full', 'quick'], { default: 'boolean' }),
  testactionsautocreate: p.boolean(),
  preloadcustom: p.string({ extra: noted('preloadcontentonly') }),
  preloadparams: p.string({ multi: true, extra: noted('preloadcontentonly') }),
  preloadnewsection: p.boolean({ extra: noted('preloadcontentonly') }),
  editintrostyle: p.oneOf(['lessframes', 'moreframes'], { default: 'moreframes', extra: noted('editintroonly') }),
  editintroskip: p.string({ multi: true, extra: noted('editintroonly') }),
  editintrocustom: p.string({ extra: noted('editintroonly') }),
  continue: p.string(),
}
type Params = ParamsOf<typeof params>
type Wants = ReadonlySet<NonNullable<Params['prop']>[number]>

export const info = defineProp({
  path: 'query+info',
  prefix: 'in',
  params,
  examples: {
    'action=query&prop=info&titles=Main%20Page': 'apihelp-query+info-example-simple',
    'action=query&prop=info&inprop=protection&titles=Main%20Page': 'apihelp-query+info-example-protection',
  },

  async run(context, asked) {
    const given = { ...asked, testactions: someOf(asked.testactions) }
    const wants: Wants = new Set(given.prop)
    const { pages } = context
    if (wants.has('preloadcontent') || wants.has('editintro')) {
      if (pages.possible.length > 1 || pages.revIds.size > 1) {
        throw fail('apierror-info-singlepagerevision', [context.prefix])
      }
    }
    const all = await pagesInOrder(context, given)
    const facts = await loadFacts(context, given, wants, all)
    let tested = 0
    const most = context.viewer.may('apihighlimits') ? 500 : 50
    for (const page of all) {
      if (tested >= most) return context.continueWith('continue', placeOf(page.title))
      tested += given.testactions?.length ?? 0
      const shown = showPage(context, given, wants, page, facts)
      if (canExist(page.title)) await showPreparation(context, shown, given, wants, page, facts)
      for (const [key, value] of Object.entries(shown)) {
        if (!context.set(page.id, key, value)) return context.continueWith('continue', placeOf(page.title))
      }
    }
  },
})

interface ListedPage extends PossiblePage {
  readonly id: number
}
const placeOf = (title: Title): string => `${title.namespace}|${title.dbKey}`

async function pagesInOrder({ pages, now }: PropContext, given: Params): Promise<readonly ListedPage[]> {
  const all: ListedPage[] = pages.possible.map(({ id, title, row }) => ({ id, title, row }))
  if (given.continue === undefined && given.testactions === undefined) return all
  const compare = (a: Title, b: Title): number =>
    a.namespace - b.namespace || (a.dbKey < b.dbKey ? -1 : a.dbKey > b.dbKey ? 1 : 0)
  all.sort((a, b) => compare(a.title, b.title))
  const from = readContinue(given.continue, ['integer', 'text'], now)
  if (from === undefined) return all
  const [namespace, dbKey] = from
  return all.filter(({ title }) => compare(title, { ...title, namespace, dbKey }) >= 0)
}

interface Facts {
  readonly states: ReadonlyMap<string, PageState>
  readonly watchers: PageWatchers
  readonly displayTitles: ReadonlyMap<PageId, string>
  /** Talk pages and subjects that are there, by `titleKey`. */
  readonly counterparts: ReadonlyMap<string, PageRow>
  readonly performer: Performer | undefined
}

async function loadFacts(
  context: PropContext,
  given: Params,
  wants: Wants,
  pages: readonly ListedPage[],
): Promise<Facts> {
  const { db, wiki, viewer, request, now } = context
  const stamp = timestampOf(now)
  const tests = given.testactions !== undefined
  const counterparts = pages.flatMap(({ title }) => counterpartOf(title, wants) ?? [])
  const ids = pages.flatMap(({ row }) => (row === undefined ? [] : [row.page_id]))
  return {
    states:
      wants.has('protection') || wants.has('editintro') || tests
        ? await statesFor(context, pages, stamp, tests)
        : new Map(),
    watchers: await watchersOf(context, wants, pages),
    displayTitles: wants.has('displaytitle') ? await propOfPages(db, ids, 'displaytitle') : new Map(),
    counterparts: new Map((await pagesByTitles(db, counterparts)).map(row => [titleKey(titleOfPage(row)), row])),
    performer: tests ? await wiki.performer(viewer, request.http.ip, now) : undefined,
  }
}

/** What protects the pages; where actions are tested, what rules of the wiki's own have against them as well. */
async function statesFor(
  { wiki, db, viewer }: PropContext,
  pages: readonly PossiblePage[],
  stamp: string,
  tests: boolean,
): Promise<Map<string, PageState>> {
  const states = await statesOfPages(db, pages, stamp)
  if (!tests || wiki.gates.page.length === 0) return states
  const refused = [...states].map(async ([key, state]) => [key, await withRefusals(wiki, viewer, state)] as const)
  return new Map(await Promise.all(refused))
}

function counterpartOf(title: Title, wants: Wants): Title | undefined {
  if (isTalk(title)) return wants.has('subjectid') ? subjectOf(title) : undefined
  return wants.has('talkid') ? talkOf(title) : undefined
}

function showPage(
  context: PropContext,
  given: Params,
  wants: Wants,
  page: ListedPage,
  facts: Facts,
): Record<string, Value> {
  const shown = showBasics(context, page)
  const { title, row } = page
  if (wants.has('protection')) showProtection(shown, page, facts.states.get(titleKey(title)))
  showWatching(shown, wants, title, facts.watchers)
  showCounterparts(context, shown, wants, title, facts)
  if (wants.has('url')) showUrls(context, shown, title)
  if (wants.has('readable')) shown.readable = context.viewer.may('read')
  if (wants.has('preload')) shown.preload = ''
  if (wants.has('displaytitle')) {
    const set = row === undefined ? undefined : facts.displayTitles.get(row.page_id)
    shown.displaytitle = set ?? escapeMarkup(prefixedText(title, context.wiki.titles.namespaces))
  }
  if (wants.has('varianttitles') && row !== undefined) {
    shown.varianttitles = { [context.wiki.config.language]: prefixedText(title, context.wiki.titles.namespaces) }
  }
  if (wants.has('linkclasses') && row !== undefined) {
    shown.linkclasses = list('linkclass', row.page_is_redirect === 0 ? [] : ['mw-redirect'])
  }
  const state = facts.states.get(titleKey(title))
  if (given.testactions !== undefined && facts.performer !== undefined && state !== undefined) {
    shown.actions = showActions(context, facts.performer, state, given.testactions, given.testactionsdetail)
    if (given.testactionsautocreate) {
      shown.wouldautocreate = Object.fromEntries(given.testactions.map(action => [action, false]))
    }
  }
  return shown
}

/** What somebody who is about to edit the page is told, and what they start with. */
async function showPreparation(
  context: PropContext,
  shown: Record<string, Value>,
  given: Params,
  wants: Wants,
  { title, row }: ListedPage,
  { states }: Facts,
): Promise<void> {
  const { wiki, db, viewer, now, request, pages } = context
  if (wants.has('preloadcontent') && (row === undefined || given.preloadnewsection)) {
    const { model, format, text, isDefault } = await preloaded(wiki, context, title, {
      from: given.preloadcustom,
      parameters: given.preloadparams ?? [],
      newSection: given.preloadnewsection,
    })
    shown.preloadcontent = { contentmodel: model, contentformat: format, content: content(text) }
    shown.preloadisdefault = isDefault
  }
  const state = states.get(titleKey(title))
  if (!wants.has('editintro') || state === undefined) return
  const intro = await editIntro(wiki, db, {
    state,
    isOld: [...pages.revIds.keys()].some(id => id !== row?.page_latest),
    viewer,
    language: request.language,
    now,
    custom: given.editintrocustom,
  })
  for (const key of given.editintroskip ?? []) intro.delete(key)
  shown.editintro = keyValues('ei', 'key', intro)
}

/** As MediaWiki: quotation marks stay. */
const escapeMarkup = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

function showBasics({ wiki }: PropContext, { title, row }: ListedPage): Record<string, Value> {
  const language = pageLanguage(title, row?.page_lang, wiki.config.language)
  const shown: Record<string, Value> = {
    contentmodel: row?.page_content_model ?? defaultContentModel(title, wiki.titles.namespaces),
    pagelanguage: language,
    pagelanguagehtmlcode: bcp47(language),
    pagelanguagedir: directionOf(language),
  }
  if (row === undefined) return shown
  shown.touched = isoTimestamp(row.page_touched as Timestamp)
  shown.lastrevid = row.page_latest
  shown.length = row.page_len
  if (row.page_is_redirect !== 0) shown.redirect = true
  if (row.page_is_new !== 0) shown.new = true
  return shown
}

function showProtection(shown: Record<string, Value>, page: ListedPage, state: PageState | undefined): void {
  const own = (state?.restrictions ?? []).map(({ type, level, expiry, cascade }) => ({
    type,
    level,
    expiry: isoExpiry(expiry as Timestamp | 'infinity', 'infinity'),
    ...(cascade ? { cascade } : {}),
  }))
  const create = state?.titleProtection
  const creation =
    create === undefined
      ? []
      : [{ type: 'create', level: create.level, expiry: isoExpiry(create.expiry as Timestamp, 'infinity') }]
  const cascaded = (state?.cascadeSources ?? []).flatMap(({ title, restrictions }) =>
    restrictions.map(({ type, level, expiry }) => ({
      type,
      level,
      expiry: isoExpiry(expiry as Timestamp | 'infinity', 'infinity'),
      source: title,
    })),
  )
  shown.protection = list('pr', [...own, ...creation, ...cascaded])
  const types =
    page.row === undefined ? ['create'] : ['edit', 'move', ...(page.title.namespace === NS.file ? ['upload'] : [])]
  shown.restrictiontypes = list('rt', types)
}

function showWatching(shown: Record<string, Value>, wants: Wants, title: Title, watchers: PageWatchers): void {
  const own = ownRow(watchers, title)
  if (wants.has('watched')) {
    shown.watched = own !== undefined
    if (own?.wl_expiry != null) shown.watchlistexpiry = isoTimestamp(own.wl_expiry as Timestamp)
  }
  if (watchers.watchers !== undefined) shown.watchers = watchers.watchers.get(titleKey(title)) ?? 0
  if (watchers.visiting !== undefined) shown.visitingwatchers = watchers.visiting.get(titleKey(title)) ?? 0
  if (wants.has('notificationtimestamp')) {
    const since = own?.wl_notificationtimestamp
    shown.notificationtimestamp = since == null ? '' : isoTimestamp(since as Timestamp)
  }
}

function showCounterparts(
  { wiki }: PropContext,
  shown: Record<string, Value>,
  wants: Wants,
  title: Title,
  { counterparts }: Facts,
): void {
  const counterpart = counterpartOf(title, wants)
  const found = counterpart && counterparts.get(titleKey(counterpart))
  if (found !== undefined) shown[isTalk(title) ? 'subjectid' : 'talkid'] = found.page_id
  if (!wants.has('associatedpage')) return
  const other = isTalk(title) ? subjectOf(title) : talkOf(title)
  if (other !== undefined) shown.associatedpage = wiki.nameOf(other)
}

function showUrls({ wiki }: PropContext, shown: Record<string, Value>, title: Title): void {
  const { config, titles } = wiki
  const url = pageUrl(title, titles.namespaces, config)
  shown.fullurl = url
  shown.editurl = config.server + scriptPathOf(title, 'action=edit', titles.namespaces, config)
  shown.canonicalurl = url
}
