// query+contributors: who has made the revisions of pages.
import { stockRights } from '../../../access/rights.ts'
import { changeableGroups } from '../../../users/change-rights.ts'
import { anonymousContributors, contributorsOfPages } from '../../../users/contributors-store.ts'
import { someOf } from '../../list-filters.ts'
import { defineProp, type QueryContext } from '../../module.ts'
import { type ParamsOf, p } from '../../params.ts'
import { timestampOf } from '../../timestamps.ts'
import { readContinue } from '../continue-value.ts'

/** As MediaWiki: histories are long, so no more pages are looked at in one request. */
const mostPages = 100

/** Rights of MediaWiki that are no rights here; clients may ask for them. */
const rights = [...stockRights, 'delete-redirect', 'logentryimport'].sort()
const params = {
  group: p.oneOf(changeableGroups, { multi: true }),
  excludegroup: p.oneOf(changeableGroups, { multi: true }),
  rights: p.oneOf(rights, { multi: true, beyond: ['skipcaptcha'] }),
  excluderights: p.oneOf(rights, { multi: true, beyond: ['skipcaptcha'] }),
  limit: p.limit({ default: 10 }),
  continue: p.string(),
}
type Params = ParamsOf<typeof params>

export const contributors = defineProp({
  path: 'query+contributors',
  prefix: 'pc',
  params,
  atMostOne: [['group', 'excludegroup', 'rights', 'excluderights']],
  cache: 'anon-public-user-private',
  examples: {
    'action=query&prop=contributors&titles=Main%20Page': 'apihelp-query+contributors-example-simple',
  },

  async run(context, given) {
    const { db, pages, now } = context
    const goOn = readContinue(given.continue, ['integer', 'integer'], now)
    const all = pages.goodIds.filter(id => id >= (goOn?.[0] ?? 0))
    const asked = all.slice(0, mostPages)
    for (const [page, anons] of await anonymousContributors(db, asked)) {
      if (!context.set(page, 'anoncontributors', anons)) {
        return context.continueWith('continue', goOn === undefined ? '0|0' : goOn.join('|'))
      }
    }
    const groups = groupsAsked(context, given)
    const nobody = groups !== undefined && !groups.not && groups.names.length === 0
    const rows =
      nobody || asked.length === 0
        ? []
        : await contributorsOfPages(db, {
            pages: asked,
            groups,
            from: goOn && { page: goOn[0], user: goOn[1] },
            now: timestampOf(now),
            limit: given.limit + 1,
          })
    for (const [index, row] of rows.entries()) {
      const isNext = index === given.limit
      const item = { userid: row.actor_user, name: row.actor_name }
      if (isNext || !context.add(row.rev_page, 'contributors', 'user', item)) {
        return context.continueWith('continue', `${row.rev_page}|${row.actor_user}`)
      }
    }
    const next = all[mostPages]
    if (next !== undefined) context.continueWith('continue', `${next}|0`)
  },
})

/** The groups that count: those named, or those that have one of the rights. */
function groupsAsked({ wiki }: QueryContext, given: Params): { names: readonly string[]; not: boolean } | undefined {
  const group = someOf(given.group)
  const excludegroup = someOf(given.excludegroup)
  const having = someOf(given.rights)
  const excluderights = someOf(given.excluderights)
  const withRight = (wanted: readonly string[]): string[] =>
    Object.entries(wiki.config.groupRights)
      .filter(([, granted]) => wanted.some(right => (granted as readonly string[]).includes(right)))
      .map(([name]) => name)
  if (group !== undefined) return { names: group, not: false }
  if (excludegroup !== undefined) return { names: excludegroup, not: true }
  if (having !== undefined) return { names: withRight(having), not: false }
  return excluderights === undefined ? undefined : { names: withRight(excluderights), not: true }
}
