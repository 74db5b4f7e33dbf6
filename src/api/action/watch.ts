// action=watch: puts pages on the watchlist of who asks, or takes them off.
import { fail } from '../../errors.ts'
import { parseTitle, type Title } from '../../pages/title.ts'
import { pairOf } from '../../watchlist/watch.ts'
import { addWatches, removeWatches } from '../../watchlist/watch-store.ts'
import { watcherOf } from '../../watchlist/who-watches.ts'
import { defineModule, type WriteContext } from '../module.ts'
import { goodPages, missingPages, notPages } from '../page-set-items.ts'
import { type ParamsOf, p } from '../params.ts'
import { pageSetParams, pagesOfAction, readPageSet } from '../query/query.ts'
import { list, type Tree, type Value } from '../result.ts'

const params = {
  title: p.string({ deprecated: true }),
  unwatch: p.boolean(),
  continue: p.string(),
}
type Params = ParamsOf<typeof params>

export const watch = defineModule({
  path: 'watch',
  mode: 'write',
  token: 'watch',
  params,
  readsLast: pageSetParams,
  examples: {
    'action=watch&titles=Main%20Page&token=123ABC': 'apihelp-watch-example-watch',
    'action=watch&titles=Main%20Page&unwatch=&token=123ABC': 'apihelp-watch-example-unwatch',
    'action=watch&generator=allpages&gapnamespace=0&token=123ABC': 'apihelp-watch-example-generator',
  },

  async run(context, given): Promise<Value> {
    watcherOf(context.viewer)
    context.performer.permit('editmywatchlist', { evenIfBlocked: true })
    return given.title === undefined ? watchPages(context, given) : watchOne(context, given, given.title)
  },
})

async function watchPages(context: WriteContext, given: Params): Promise<Value> {
  const { pages, finish } = await pagesOfAction(context, { ...given, ...(await readPageSet(context)) })
  const missing = missingPages(pages)
  const good = goodPages(pages)
  await put(
    context,
    [...missing, ...good].map(one => one.title),
    given,
  )
  finish()
  return list('w', [
    ...notPages(pages, { special: true, interwiki: true }),
    ...missing.map(({ title }) => ({ ...show(context, title, given), missing: true })),
    ...good.map(({ title }) => show(context, title, given)),
  ])
}

/** The old form, with one title, answers without a list. */
async function watchOne(context: WriteContext, given: Params, text: string): Promise<Value> {
  for (const [name, value] of Object.entries(await readPageSet(context))) {
    if (value !== undefined && value !== false) {
      throw fail('apierror-invalidparammix-cannotusewith', ['title', name])
    }
  }
  const parsed = parseTitle(text, context.wiki.titles)
  if (!parsed.ok || parsed.title.interwiki !== '' || parsed.title.namespace < 0 || parsed.title.dbKey === '') {
    throw fail('invalidtitle', [text])
  }
  await put(context, [parsed.title], given)
  const { finish } = await pagesOfAction(context, { redirects: false, continue: undefined })
  finish()
  return show(context, parsed.title, given)
}

async function put({ viewer, transact }: WriteContext, titles: readonly Title[], given: Params): Promise<void> {
  const user = watcherOf(viewer)
  const pairs = titles.flatMap(pairOf)
  await transact(tx => (given.unwatch ? removeWatches(tx, user, pairs) : addWatches(tx, user, distinct(pairs), null)))
}

/** A page and its talk page may both be asked for; one statement cannot write a row twice. */
const distinct = (titles: readonly Title[]): Title[] => [
  ...new Map(titles.map(title => [`${title.namespace}:${title.dbKey}`, title])).values(),
]

const show = ({ wiki }: WriteContext, title: Title, { unwatch }: Params): Tree => ({
  title: wiki.nameOf(title),
  ns: title.namespace,
  [unwatch ? 'unwatched' : 'watched']: true,
})
