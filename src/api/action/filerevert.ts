// action=filerevert: publishes an old version of a file again.
import { Failure, fail } from '../../errors.ts'
import { revertFile } from '../../files/revert.ts'
import { escapeWikitext } from '../../language/escape-wikitext.ts'
import { NS } from '../../pages/namespaces.ts'
import { parseTitle, type Title } from '../../pages/title.ts'
import { defineModule, type ReadContext } from '../module.ts'
import { p } from '../params.ts'
import { showStatusErrors } from '../problems.ts'

export const filerevert = defineModule({
  path: 'filerevert',
  mode: 'write',
  params: {
    filename: p.string({ required: true }),
    comment: p.string({ default: '' }),
    archivename: p.string({ required: true }),
    token: p.token('csrf'),
  },
  examples: {
    'action=filerevert&filename=Wiki.png&comment=Revert&archivename=20110305152740!Wiki.png&token=123ABC':
      'apihelp-filerevert-example-revert',
  },

  async run(context, { filename, comment, archivename }) {
    const { wiki, performer, request } = context
    const order = { title: fileTitle(context, filename), archiveName: archivename, comment }
    try {
      await revertFile(wiki, performer, order)
      return { result: 'Success' }
    } catch (error) {
      // As MediaWiki: that nothing would change is an outcome, and no mistake of the request.
      if (!(error instanceof Failure) || error.code !== 'fileexists-no-change') throw error
      return { result: 'Failure', errors: showStatusErrors(error.problems, request.style) }
    }
  },
})

/** Throws `invalidtitle` for a text that names no file. As MediaWiki: a namespace before it is a part of the name. */
function fileTitle({ wiki }: ReadContext, text: string): Title {
  const parsed = parseTitle(`File:${text}`, wiki.titles, NS.file)
  if (!parsed.ok || parsed.title.namespace !== NS.file || parsed.title.interwiki !== '') {
    throw fail('apierror-invalidtitle', [escapeWikitext(text)])
  }
  return parsed.title
}
