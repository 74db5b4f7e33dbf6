// What action=parse answers of a content: its HTML and what it refers to, as far as it was asked for.
import { escapeHtml } from '../language/message-text.ts'
import { contentModel } from '../pages/content-models.ts'
import { directionOf, pageLanguage } from '../pages/page-language.ts'
import { type ShownContent, shownContent } from '../pages/shown-content.ts'
import { titleText } from '../pages/title.ts'
import { type Presentation, presentHtml, redirectTarget } from '../wikitext/index.ts'
import { type Effort, limitReportComments, limitReportData, limitReportHtml } from './limit-report.ts'
import type { ReadContext } from './module.ts'
import { pageHead } from './page-head.ts'
import {
  categoriesHtml,
  factsOfRendering,
  showCategories,
  showExternalLinks,
  showImages,
  showIndicators,
  showInterwikiLinks,
  showLanguageLinks,
  showLinks,
  showProperties,
  showSections,
  showTemplates,
  showTocData,
} from './parse-facts.ts'
import type { ParseParams, ParseProp } from './parse-params.ts'
import type { ParseSubject } from './parse-subject.ts'
import { list, subelement, type Tree, type Value } from './result.ts'

/** Values of `prop` that say nothing of the rendering. */
const withoutRendering: ReadonlySet<ParseProp> = new Set(['revid', 'wikitext', 'parsetree', 'subtitle'])

/** The entries of an answer that are about the rendering of `text`. */
export async function showRendering(
  context: ReadContext,
  params: ParseParams,
  subject: ParseSubject,
  text: string,
): Promise<Tree> {
  const wants = (...names: ParseProp[]): boolean => names.some(name => params.prop.includes(name))
  const answer: Record<string, Value> = { ...showModules(context, wants, stylesFor(subject, text)) }
  if (wants('subtitle')) answer.subtitle = ''
  if (params.prop.every(name => withoutRendering.has(name))) return answer

  const { wiki, now } = context
  const { shown, effort } = await timed(() =>
    shownContent(wiki, {
      title: subject.title,
      text,
      now,
      model: subject.model,
      isWhole: subject.isWhole,
      language: context.request.language,
      ...(subject.facts ? { revision: subject.facts } : {}),
    }),
  )
  const { rendering } = shown
  if (shown.isSource) context.warn({ key: 'x-not-rendered', params: [] })
  const facts = await factsOfRendering(context, rendering, (...names) => wants(...(names as ParseProp[])))
  const title = rendering?.displayTitle ?? plainTitle(context, subject)
  const reports = rendering !== undefined && !params.disablelimitreport && !params.disablepp
  // As MediaWiki: what was kept of a page knows its limits, whether they are shown or not.
  const knowsLimits = reports || (rendering !== undefined && subject.isWhole && !params.disablepp)
  const parts: Partial<Record<ParseProp, () => Value>> = {
    langlinks: () => showLanguageLinks(context, facts),
    categories: () => showCategories(context, facts),
    categorieshtml: () => subelement(categoriesHtml(context, facts)),
    links: () => showLinks(context, facts),
    templates: () => showTemplates(context, facts),
    images: () => showImages(facts),
    externallinks: () => showExternalLinks(facts),
    sections: () => showSections(facts),
    tocdata: () => (rendering ? showTocData(rendering.sections) : null),
    displaytitle: () => title,
    headhtml: () => subelement(pageHead(wiki, subject.title, title, context.request.language)),
    indicators: () => showIndicators(facts),
    iwlinks: () => showInterwikiLinks(context, facts),
    properties: () => showProperties(facts),
    parsewarnings: () => showWarnings(context, shown, 'wikitext'),
    parsewarningshtml: () => showWarnings(context, shown, 'html'),
    headitems: () => list('hi', []),
    limitreportdata: () => (knowsLimits ? limitReportData(rendering, effort, now) : list('lr', [])),
    limitreporthtml: () => subelement(knowsLimits ? limitReportHtml(context, rendering, effort) : ''),
  }
  if (wants('text')) {
    const isOfPage = subject.isWhole && !params.preview && contentModel(subject.model).isWikitext
    const report = reports ? limitReportComments(rendering, effort, now, isOfPage) : ''
    answer.text = subelement(present(context, params, subject, shown, report))
  }
  for (const [name, part] of Object.entries(parts)) if (wants(name as ParseProp)) answer[name] = part()
  if (wants('sections', 'tocdata')) answer.showtoc = rendering?.showToc ?? false
  return answer
}

async function timed(work: () => Promise<ShownContent>): Promise<{ shown: ShownContent; effort: Effort }> {
  const began = performance.now()
  const shown = await work()
  return { shown, effort: { wallMilliseconds: performance.now() - began } }
}

/** The styles that MediaWiki has for content of this kind, by its names. */
function stylesFor({ model }: ParseSubject, text: string): string[] {
  if (model === 'json') return ['mediawiki.content.json']
  const leadsElsewhere = contentModel(model).isWikitext && redirectTarget(text) !== undefined
  return leadsElsewhere ? ['mediawiki.action.view.redirectPage'] : []
}

/** Pages here need no scripts and no variables for them. */
function showModules(
  { warn }: ReadContext,
  wants: (...names: ParseProp[]) => boolean,
  styles: readonly string[],
): Tree {
  const hasVariables = wants('jsconfigvars', 'encodedjsconfigvars')
  if (wants('modules') && !hasVariables) warn({ key: 'apiwarn-moduleswithoutvars', params: [] })
  const none = list('m', [])
  return {
    ...(wants('modules') ? { modules: none, modulescripts: none, modulestyles: list('m', styles) } : {}),
    ...(wants('jsconfigvars') ? { jsconfigvars: {} } : {}),
    ...(wants('encodedjsconfigvars') ? { encodedjsconfigvars: '[]' } : {}),
  }
}

/** How a title is shown that the page says nothing of. As MediaWiki: content that is never parsed has no markup there. */
function plainTitle({ wiki }: ReadContext, { title, model }: ParseSubject): string {
  if (!isParsed(model)) return escapeHtml(wiki.nameOf(title))
  const name = wiki.nameOf(title)
  const text = titleText(title)
  const main = `<span class="mw-page-title-main">${escapeHtml(text)}</span>`
  if (title.namespace === 0) return main
  const namespace = escapeHtml(name.slice(0, -text.length - 1))
  return `<span class="mw-page-title-namespace">${namespace}</span><span class="mw-page-title-separator">:</span>${main}`
}

const isParsed = (model: string): boolean => contentModel(model).isWikitext || model === 'css' || model === 'javascript'

function showWarnings({ wiki, request }: ReadContext, { rendering }: ShownContent, as: 'wikitext' | 'html'): Value {
  const warnings = rendering?.warnings ?? []
  return list(
    'pw',
    warnings.map(({ key, parameters }) => wiki.messages[as]({ key, params: parameters }, request.language)),
  )
}

/** Skins that put the text of an edit link into an element of its own. */
const boxingSkins: ReadonlySet<string> = new Set(['vector-2022', 'vector', 'minerva'])

function present(
  context: ReadContext,
  params: ParseParams,
  subject: ParseSubject,
  { html, rendering }: ShownContent,
  report: string,
): string {
  const { wiki, request } = context
  const language = pageLanguage(subject.title, subject.language, wiki.config.language)
  const direction = directionOf(language)
  const classes = params.wrapoutputclass
  const say = (key: string, ...raw: string[]): string =>
    wiki.messages.html({ key, params: raw.map(one => ({ raw: one })) }, request.language)
  const presentation: Presentation = {
    toc: params.disabletoc ? 'none' : 'list',
    tocTitle: say('toc'),
    ...(params.disableeditsection
      ? {}
      : {
          editLinks: {
            script: `${wiki.config.scriptPath}/index.php`,
            label: say('editsection'),
            title: section => say('editsectionhint', section.replace(/<[^>]*>/g, '')),
            boxed: boxingSkins.has(params.useskin ?? 'vector-2022'),
          },
        }),
    ...(classes === '' ? {} : { wrapper: { classes: `mw-content-${direction} ${classes}`, language, direction } }),
  }
  return presentHtml({ html: html + report, sections: rendering?.sections ?? [] }, presentation)
}
