// query+categoryinfo: how many members categories have.
import { hiddenCategories, membersOfCategories } from '../../../links/category-members-store.ts'
import { NS } from '../../../pages/namespaces.ts'
import { defineProp } from '../../module.ts'
import { p } from '../../params.ts'

export const categoryinfo = defineProp({
  path: 'query+categoryinfo',
  prefix: 'ci',
  params: { continue: p.string() },
  cache: 'public',
  examples: {
    'action=query&prop=categoryinfo&titles=Category:Foo|Category:Bar': 'apihelp-query+categoryinfo-example-simple',
  },

  async run(context, given) {
    const entries = context.pages.possible
      .filter(one => one.title.namespace === NS.category)
      .sort((a, b) => (a.title.dbKey < b.title.dbKey ? -1 : 1))
      .filter(one => given.continue === undefined || one.title.dbKey >= given.continue)
    const names = entries.map(one => one.title.dbKey)
    const counts = await membersOfCategories(context.db, names)
    const hidden = await hiddenCategories(context.db, names)
    for (const { id, title } of entries) {
      const found = counts.get(title.dbKey)
      if (found === undefined) continue
      const { all, pages, files, subcats } = found
      const shown = { size: all, pages, files, subcats, hidden: hidden.has(title.dbKey) }
      if (!context.set(id, 'categoryinfo', shown)) return context.continueWith('continue', title.dbKey)
    }
  },
})
