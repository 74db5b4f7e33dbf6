// The parameter `watchlist` of modules that change a page.
import type { Title } from '../pages/title.ts'
import { applyWatch, type WatchChoice, type WatchPreference, watchAfter, watchChoices } from '../watchlist/watch.ts'
import type { WriteContext } from './module.ts'
import { p } from './params.ts'
import { timestampOf } from './timestamps.ts'

export const watchParams = { watchlist: p.oneOf(watchChoices, { default: 'preferences' }) }

/** The same with the deprecated flags before and after it, as some modules have them. */
export const oldWatchParams = {
  watch: p.boolean({ deprecated: true }),
  ...watchParams,
  unwatch: p.boolean({ deprecated: true }),
}

/** What the parameters ask for; the deprecated flags win. */
export const watchChoiceOf = (params: {
  readonly watchlist: WatchChoice
  readonly watch?: boolean
  readonly unwatch?: boolean
}): WatchChoice => (params.watch ? 'watch' : params.unwatch ? 'unwatch' : params.watchlist)

/** Puts a page that the performer has changed on their watchlist or takes it off; says whether they watch it now. */
export async function watchAfterChange(
  { db, viewer, now, transact }: WriteContext,
  changed: { title: Title; choice: WatchChoice; isNew?: boolean; preference?: WatchPreference },
): Promise<boolean> {
  const question = { isNew: false, ...changed, now: timestampOf(now) }
  const after = await watchAfter(db, viewer, question)
  if (after.change !== undefined) await transact(tx => applyWatch(tx, viewer, changed.title, after))
  return after.watched
}
