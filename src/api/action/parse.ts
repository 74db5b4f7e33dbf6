// action=parse: a page, a revision or a text as HTML, and everything that it refers to.
import { fail } from '../../errors.ts'
import { contentModel } from '../../pages/content-models.ts'
import { textAsSaved } from '../../pages/pre-save-text.ts'
import type { Title } from '../../pages/title.ts'
import { expandContextOf } from '../../pages/wikitext-context.ts'
import { parseTree, plainHeading } from '../../wikitext/index.ts'
import { defineModule, type ReadContext } from '../module.ts'
import { type ParseParams, type ParseProp, parseParams } from '../parse-params.ts'
import { showRendering } from '../parse-rendering.ts'
import { cutSection, type ParseSubject, subjectOf } from '../parse-subject.ts'
import { parsedComments } from '../parsed-comment.ts'
import { list, subelement, type Tree, type Value } from '../result.ts'

export const parse = defineModule({
  path: 'parse',
  mode: 'read',
  cache: 'anon-public-user-private',
  params: parseParams,
  atMostOne: [
    ['page', 'pageid', 'oldid', 'text'],
    ['page', 'pageid', 'oldid', 'title'],
    ['page', 'pageid', 'oldid', 'revid'],
  ],
  examples: {
    'action=parse&page=Project:Sandbox': 'apihelp-parse-example-page',
    'action=parse&text={{Project:Sandbox}}&contentmodel=wikitext': 'apihelp-parse-example-text',
    'action=parse&text={{PAGENAME}}&title=Test': 'apihelp-parse-example-texttitle',
    'action=parse&summary=Some+[[link]]&prop=': 'apihelp-parse-example-summary',
  },

  async run(context, params) {
    const { section } = params
    if (section !== undefined && section !== 'new' && !/^(T-)?\d+$/.test(section)) {
      throw fail('apierror-invalidsection', [])
    }
    const subject = await subjectOf(context, params)
    const ofPage = params.oldid !== undefined || params.page !== undefined || params.pageid !== undefined
    const asked = ofPage ? subject.text : partOf(context, params, subject)
    if (ofPage || !(params.pst || params.onlypst)) return answer(context, params, subject, asked)
    const saved = await asSaved(context, subject, asked)
    if (!params.onlypst) return answer(context, params, subject, saved, asked)
    return {
      text: subelement(saved),
      ...(params.prop.includes('wikitext') ? { wikitext: subelement(asked) } : {}),
      parsedsummary: await parsedSummary(context, params, subject.title),
    }
  },
})

/** What is asked for of a given text: all of it, one of its sections, or it as a new section. */
function partOf({ wiki }: ReadContext, params: ParseParams, { text, model, title }: ParseSubject): string {
  const { section, sectiontitle } = params
  if (section === undefined) return text
  if (section !== 'new') return cutSection(text, model, section, wiki.nameOf(title))
  return sectiontitle && contentModel(model).hasSections ? `== ${sectiontitle} ==\n\n${text}` : text
}

async function asSaved(context: ReadContext, { model, title }: ParseSubject, text: string): Promise<string> {
  const { wiki, viewer, request, now } = context
  return textAsSaved(wiki, await wiki.performer(viewer, request.http.ip, now), title, { model, text })
}

async function answer(
  context: ReadContext,
  params: ParseParams,
  subject: ParseSubject,
  text: string,
  beforeSaving?: string,
): Promise<Tree> {
  const { wiki } = context
  const { title } = subject
  const props = new Set<ParseProp>(params.prop)
  return inOrder({
    title: wiki.nameOf(title),
    pageid: subject.pageId,
    ...(subject.isDeleted ? { textdeleted: true } : {}),
    ...(subject.isSuppressed ? { textsuppressed: true } : {}),
    ...(subject.revId !== undefined && (props.has('revid') || params.oldid !== undefined)
      ? { revid: subject.revId }
      : {}),
    ...(subject.followed === undefined ? {} : { redirects: showRedirects(context, subject.followed) }),
    ...(await showRendering(context, params, subject, text)),
    ...(props.has('wikitext') ? { wikitext: subelement(beforeSaving ?? text) } : {}),
    ...(props.has('wikitext') && beforeSaving !== undefined ? { psttext: subelement(text) } : {}),
    parsedsummary: await parsedSummary(context, params, title),
    ...(props.has('parsetree') || params.generatexml ? { parsetree: showTree(context, subject, text) } : {}),
  })
}

/** What follows the head of an answer, as MediaWiki orders it. */
const order = [
  ...['text', 'parsedsummary', 'langlinks', 'categories', 'categorieshtml', 'links', 'templates', 'images'],
  ...['externallinks', 'sections', 'tocdata', 'showtoc', 'parsewarnings', 'parsewarningshtml', 'displaytitle'],
  ...['subtitle', 'headitems', 'headhtml', 'modules', 'modulescripts', 'modulestyles', 'jsconfigvars'],
  ...['encodedjsconfigvars', 'indicators', 'iwlinks', 'wikitext', 'psttext', 'properties', 'limitreportdata'],
  ...['limitreporthtml', 'parsetree'],
]

const inOrder = (answer: Tree): Tree =>
  Object.fromEntries(Object.entries(answer).sort(([one], [other]) => order.indexOf(one) - order.indexOf(other)))

function showRedirects({ wiki }: ReadContext, followed: NonNullable<ParseSubject['followed']>): Value {
  return list(
    'r',
    followed.map(({ from, to }) => ({
      from: wiki.nameOf(from),
      to: wiki.nameOf(to),
      ...(to.fragment === '' ? {} : { tofragment: to.fragment }),
    })),
  )
}

function showTree({ wiki, now }: ReadContext, { model, title }: ParseSubject, text: string): Value {
  if (!contentModel(model).isWikitext) throw fail('apierror-parsetree-notwikitext', [])
  return subelement(parseTree(text, expandContextOf(wiki, title, now)))
}

async function parsedSummary(context: ReadContext, params: ParseParams, page: Title): Promise<Value> {
  const { summary, section, sectiontitle } = params
  const isNew = section === 'new'
  if (summary === undefined && !(isNew && sectiontitle !== undefined)) return undefined
  const { wiki } = context
  let comment = summary ?? ''
  if (isNew && !(summary && sectiontitle)) {
    const heading = plainHeading(sectiontitle || comment)
    const said = { key: 'newsectionsummary', params: [{ plaintext: heading }] }
    comment = heading === '' ? '' : wiki.messages.plain(said, wiki.config.language)
  }
  const [html = ''] = await parsedComments(wiki, [{ comment, page }], { local: isNew })
  return subelement(html)
}
