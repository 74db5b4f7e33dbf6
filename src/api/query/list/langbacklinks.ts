// query+langbacklinks: the pages that name pages in other languages as their own.
import { Failure, problem } from '../../../errors.ts'
import { type ForeignUseRow, usesOfLanguage } from '../../../links/other-links-store.ts'
import { defineList, prop } from '../../listing.ts'
import { p } from '../../params.ts'
import { foreignPlace, foreignUses } from '../foreign-uses.ts'

export const langbacklinks = defineList({
  path: 'query+langbacklinks',
  prefix: 'lbl',
  item: 'll',
  params: {
    lang: p.string(),
    title: p.string(),
    continue: p.string(),
    limit: p.limit({ default: 10 }),
    prop: p.oneOf(['lllang', 'lltitle'], { multi: true, default: '' }),
    dir: p.oneOf(['ascending', 'descending'], { default: 'ascending' }),
  },
  examples: {
    'action=query&list=langbacklinks&lbltitle=Test&lbllang=fr': 'apihelp-query+langbacklinks-example-simple',
    'action=query&generator=langbacklinks&glbltitle=Test&glbllang=fr&prop=info':
      'apihelp-query+langbacklinks-example-generator',
  },
  find({ db, now, prefix: own }, { lang, title, dir, continue: given }, limit) {
    if (title !== undefined && lang === undefined) {
      // As MediaWiki: here the code is another than for other wikis.
      const wrong = problem('apierror-invalidparammix-mustusewith', [`${own}title`, `${own}lang`])
      throw new Failure([{ ...wrong, code: 'nolang' }])
    }
    const at = foreignPlace(given, now)
    const name = title?.replaceAll(' ', '_')
    return usesOfLanguage(db, { prefix: lang, title: name, ascending: dir === 'ascending', at, limit })
  },
  ...foreignUses,
  props: {
    lllang: prop<ForeignUseRow>({ show: row => ({ lllang: row.prefix }) }),
    lltitle: prop<ForeignUseRow>({ show: row => ({ lltitle: row.title.replaceAll('_', ' ') }) }),
  },
})
