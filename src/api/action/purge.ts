// action=purge: throws away what is kept of pages.
import { Failure } from '../../errors.ts'
import { purge as purgePages } from '../../pages/purge.ts'
import { defineModule, type WriteContext } from '../module.ts'
import type { PageEntry } from '../page-set.ts'
import { goodPages, missingPages, notPages } from '../page-set-items.ts'
import { p } from '../params.ts'
import { pageSetParams, pagesOfAction, readPageSet, showRenamed } from '../query/query.ts'
import { list, type Tree } from '../result.ts'
import { timestampOf } from '../timestamps.ts'

export const purge = defineModule({
  path: 'purge',
  mode: 'write',
  token: 'none',
  params: {
    forcelinkupdate: p.boolean(),
    forcerecursivelinkupdate: p.boolean(),
    continue: p.string(),
  },
  readsLast: pageSetParams,
  examples: {
    'action=purge&titles=Main%20Page|API': 'apihelp-purge-example-simple',
    'action=purge&generator=allpages&gapnamespace=0&gaplimit=10': 'apihelp-purge-example-generator',
  },

  async run(context, given) {
    const { wiki, performer, now } = context
    performer.refuseBlocked()
    const { pages, finish } = await pagesOfAction(context, { ...given, ...(await readPageSet(context)) })
    const good = goodPages(pages).filter(() => isWithinLimit(context, 'purge'))
    await purgePages(
      wiki,
      good.flatMap(({ row }) => row?.page_id ?? []),
      timestampOf(now),
      given.forcerecursivelinkupdate ? 'recursive' : given.forcelinkupdate ? 'own' : 'none',
    )
    const purged = new Set(good)
    const updates = given.forcelinkupdate || given.forcerecursivelinkupdate
    const shown = [
      ...notPages(
        pages,
        { special: true, interwiki: true },
        missingPages(pages).map(one => ({ ...head(context, one), missing: true })),
      ),
      ...goodPages(pages).map(one => ({
        ...head(context, one),
        ...(purged.has(one) ? { purged: true } : {}),
        ...(updates && isWithinLimit(context, 'linkpurge') ? { linkupdate: true } : {}),
      })),
    ]
    finish()
    const answer = list('page', shown)
    // In XML the order shows: how titles were read comes after the pages.
    for (const [key, value] of Object.entries({ purge: answer, ...showRenamed(pages) })) context.top(key, value)
    return answer
  },
})

const head = ({ wiki }: WriteContext, { title }: PageEntry): Tree =>
  title === undefined ? {} : { ns: title.namespace, title: wiki.nameOf(title) }

/** As MediaWiki: one purge too many is a warning, and what was purged before stays so. */
function isWithinLimit({ performer, warn }: WriteContext, action: string): boolean {
  try {
    performer.limit(action)
    return true
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'ratelimited') throw error
    warn({ key: 'apierror-ratelimited', params: [] })
    return false
  }
}
