// action=import: pages with their history from a file.
import { Failure, fail, problem } from '../../errors.ts'
import { DumpError } from '../../import/dump-reader.ts'
import { type ImportOutcome, importDump } from '../../import/import-dump.ts'
import { escapeWikitext } from '../../language/escape-wikitext.ts'
import { parseTitle, type Title } from '../../pages/title.ts'
import { defineModule, type WriteContext } from '../module.ts'
import { p } from '../params.ts'
import { list, type Tree } from '../result.ts'

export const importModule = defineModule({
  path: 'import',
  mode: 'write',
  params: {
    summary: p.string(),
    xml: p.upload(),
    interwikiprefix: p.string(),
    interwikisource: p.oneOf([]),
    interwikipage: p.string(),
    fullhistory: p.boolean(),
    templates: p.boolean(),
    namespace: p.namespace(),
    assignknownusers: p.boolean(),
    rootpage: p.string(),
    tags: p.tags(),
  },
  atMostOne: [['namespace', 'rootpage']],
  examples: {
    'action=import&interwikisource=meta&interwikipage=Help:ParserFunctions&namespace=100&fullhistory=&token=123ABC':
      'apihelp-import-example-import',
  },

  /** Throws `cantimport-upload`, `nointerwikiprefix`, `import-unknownerror`. */
  async run(context, given) {
    const { wiki, performer, viewer } = context
    if (!viewer.may('importupload')) throw fail('apierror-cantimport-upload', [])
    const { xml: file, interwikiprefix: prefix } = given
    // As MediaWiki: a prefix that is missing is asked for before the file.
    if (prefix === undefined || prefix === '') {
      throw new Failure([{ ...problem('apierror-missingparam', ['interwikiprefix']), code: 'nointerwikiprefix' }])
    }
    if (file === undefined) throw fail('importnofile', [])
    const permit = performer.permit('importupload')
    const root = given.rootpage ? rootOf(context, given.rootpage) : undefined
    try {
      const outcomes = await importDump(wiki, permit, {
        file: file.path,
        prefix,
        assignsKnownUsers: given.assignknownusers,
        namespace: given.namespace,
        root,
        summary: given.summary ?? '',
        tags: given.tags,
      })
      return list(
        'page',
        outcomes.flatMap(outcome => show(context, outcome)),
      )
    } catch (error) {
      if (error instanceof DumpError) throw fail('apierror-import-unknownerror', [escapeWikitext(error.message)])
      throw error
    }
  },
})

/** Throws `import-rootpage-invalid`, `import-rootpage-nosubpage`. */
function rootOf(context: WriteContext, text: string): Title {
  const parsed = parseTitle(text, context.wiki.titles)
  if (!parsed.ok || parsed.title.interwiki !== '') throw fail('import-rootpage-invalid', [])
  const root = parsed.title
  const namespace = context.wiki.titles.namespaces.byId.get(root.namespace)
  if (!namespace?.subpages) throw fail('import-rootpage-nosubpage', [namespace?.name ?? ''])
  return root
}

function show({ wiki, warn }: WriteContext, outcome: ImportOutcome): Tree[] {
  switch (outcome.kind) {
    case 'invalid':
      return []
    case 'refused':
      warn({ key: 'import-error-edit', params: [{ plaintext: wiki.nameOf(outcome.title) }] })
      return []
    case 'imported':
      return [{ ns: outcome.title.namespace, title: wiki.nameOf(outcome.title), revisions: outcome.revisions }]
  }
}
