// action=imagerotate: turns pictures. Nothing here can do that to any type of file, and each file is told so.
import { type Problem, problem } from '../../errors.ts'
import { filesByNames } from '../../files/file-store.ts'
import { NS } from '../../pages/namespaces.ts'
import { requireMayApply } from '../../tags/allowed.ts'
import { defineModule } from '../module.ts'
import { goodPages, missingPages, notPages } from '../page-set-items.ts'
import { p } from '../params.ts'
import { showStatusErrors } from '../problems.ts'
import { pageSetParams, pagesOfAction, readPageSet } from '../query/query.ts'
import { list, type Tree } from '../result.ts'

export const imagerotate = defineModule({
  path: 'imagerotate',
  mode: 'write',
  params: {
    rotation: p.oneOf(['90', '180', '270'], { required: true }),
    continue: p.string(),
    tags: p.tags(),
  },
  readsLast: pageSetParams,
  examples: {
    'action=imagerotate&titles=File:Example.jpg&rotation=90&token=123ABC': 'apihelp-imagerotate-example-simple',
    'action=imagerotate&generator=categorymembers&gcmtitle=Category:Flip&gcmtype=file&rotation=180&token=123ABC':
      'apihelp-imagerotate-example-generator',
  },

  async run(context, given) {
    const { wiki, db, request, performer } = context
    requireMayApply(performer, given.tags)
    const { pages, finish } = await pagesOfAction(context, { ...given, ...(await readPageSet(context)) })
    const asked = [...goodPages(pages), ...missingPages(pages)]
    const files = await filesByNames(
      db,
      asked.filter(one => one.title.namespace === NS.file).map(one => one.title.dbKey),
    )
    const failed = (why: Problem): Tree => ({ result: 'Failure', errors: showStatusErrors([why], request.style) })
    const shown = asked.map(({ title, row }): Tree => {
      const isThere = title.namespace === NS.file && files.has(title.dbKey)
      return {
        id: row?.page_id ?? 0,
        ns: title.namespace,
        title: wiki.nameOf(title),
        ...(row === undefined ? { missing: true } : {}),
        ...failed(problem(isThere ? 'apierror-filetypecannotberotated' : 'apierror-filedoesnotexist', [])),
      }
    })
    finish()
    return list('page', [...notPages(pages, { special: false, interwiki: false }), ...shown])
  },
})
