// action=expandtemplates: a text with all its calls expanded.
import { fail } from '../../errors.ts'
import type { RevId } from '../../ids.ts'
import { escapeWikitext } from '../../language/escape-wikitext.ts'
import { pageRowOfRevision, titleOfPage } from '../../pages/page-store.ts'
import { factsOf } from '../../pages/revision-facts.ts'
import { parseTitle, type Title } from '../../pages/title.ts'
import { renderContextOf } from '../../pages/wikitext-context.ts'
import { revisionById } from '../../revisions/revision-store.ts'
import { expandTemplates, parseTree, type RevisionFacts } from '../../wikitext/index.ts'
import { defineModule, type ReadContext } from '../module.ts'
import { p } from '../params.ts'
import { bareSubelement, content, keyValues, list, subelement, type Value } from '../result.ts'

export const expandtemplates = defineModule({
  path: 'expandtemplates',
  mode: 'read',
  params: {
    title: p.string(),
    text: p.text({ required: true }),
    revid: p.id<RevId>()(),
    prop: p.oneOf(
      [
        'wikitext',
        'categories',
        'properties',
        'volatile',
        'ttl',
        'modules',
        'jsconfigvars',
        'encodedjsconfigvars',
        'parsetree',
      ],
      { multi: true },
    ),
    includecomments: p.boolean(),
    showstrategykeys: p.boolean(),
    generatexml: p.boolean({ deprecated: true }),
  },
  atMostOne: [['prop', 'generatexml']],
  examples: {
    'action=expandtemplates&text={{Project:Sandbox}}': 'apihelp-expandtemplates-example-simple',
  },

  async run(context, params) {
    const { wiki, now, warn, top } = context
    const { prop } = params
    if (prop === undefined) {
      warn({ key: 'apiwarn-deprecation-missingparam', params: ['prop'] }, 'deprecation', {
        feature: 'action=expandtemplates&!prop',
      })
    }
    const { title, facts } = await placeOf(context, params.title, params.revid)
    const engine = { ...(await renderContextOf(wiki, title, now)), ...(facts ? { revision: facts } : {}) }
    const wants = new Set<string>(prop)
    const answer: Record<string, Value> = {}
    if (wants.has('parsetree') || params.generatexml) {
      const tree = parseTree(params.text, engine)
      if (wants.has('parsetree')) answer.parsetree = bareSubelement(tree)
      // As MediaWiki: the old way has it beside the module's answer.
      else top('parsetree', subelement(tree))
    }
    if (prop === undefined || prop.length > 0) {
      const expanded = await expandTemplates(params.text, engine)
      if (wants.has('properties') && expanded.properties.size > 0) {
        answer.properties = keyValues('property', 'name', new Map(expanded.properties))
      }
      // As MediaWiki, which tells no `ttl` even where the text depends on the time.
      if (wants.has('volatile')) answer.volatile = false
      if (prop === undefined) answer.wikitext = content(expanded.text)
      if (wants.has('wikitext')) answer.wikitext = bareSubelement(expanded.text)
    }
    if (wants.has('modules')) {
      if (!wants.has('jsconfigvars') && !wants.has('encodedjsconfigvars')) {
        warn({ key: 'apiwarn-moduleswithoutvars', params: [] })
      }
      for (const kind of ['modules', 'modulescripts', 'modulestyles']) answer[kind] = list('m', [])
    }
    if (wants.has('jsconfigvars')) answer.jsconfigvars = {}
    if (wants.has('encodedjsconfigvars')) answer.encodedjsconfigvars = '[]'
    // As MediaWiki: nothing at all is an empty list.
    return Object.values(answer).some(value => value !== undefined) ? answer : list('_v', [])
  },
})

/** The page that a text is thought to be of: that of the revision that is named, the one that is named, or one called API. */
async function placeOf(
  { db, wiki, warn }: ReadContext,
  given: string | undefined,
  revid: RevId | undefined,
): Promise<{ title: Title; facts?: RevisionFacts }> {
  const named = parseTitle(given ?? 'API', wiki.titles)
  if (!named.ok || named.title.interwiki !== '') throw fail('apierror-invalidtitle', [escapeWikitext(given ?? '')])
  if (revid === undefined) return { title: named.title }
  const revision = revid > 0 ? await revisionById(db, revid) : undefined
  const page = revision && (await pageRowOfRevision(db, revid))
  if (revision === undefined || page === undefined) throw fail('apierror-nosuchrevid', [revid])
  const title = titleOfPage(page)
  if (given !== undefined && wiki.nameOf(title) !== wiki.nameOf(named.title)) {
    warn({ key: 'apierror-revwrongpage', params: [revid, wiki.nameOf(named.title)] }, 'revwrongpage')
  }
  return { title, facts: factsOf(revision) }
}
