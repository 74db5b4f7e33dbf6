// Which titles of deleted pages a list is about: bounds and a beginning, in one namespace or several.
import type { TitleRange } from '../../revisions/deleted-list-store.ts'
import type { QueryContext } from '../module.ts'
import { titlePartOf } from './title-part.ts'

interface Bounds {
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly prefix?: string | undefined
  readonly dir: 'newer' | 'older'
}

/**
 * The ranges, those of namespaces with the same rules for titles as one; undefined for all titles of all namespaces.
 * Throws `invalidtitle`. As MediaWiki: a list that goes backwards begins at the highest title.
 */
export function titleRanges(
  context: QueryContext,
  bounds: Bounds,
  namespaces: readonly number[] | undefined,
): TitleRange[] | undefined {
  const bounded = [bounds.from, bounds.to, bounds.prefix].some(one => one !== undefined)
  if (!bounded) return namespaces === undefined ? undefined : [{ namespaces }]
  const all = namespaces ?? context.wiki.titles.namespaces.all.map(one => one.id).filter(id => id >= 0)
  const ranges = new Map<string, TitleRange>()
  for (const namespace of all) {
    const [first, last] = [bounds.from, bounds.to].map(one => titlePartOf(context, one, namespace))
    const [lowest, highest] = bounds.dir === 'newer' ? [first, last] : [last, first]
    const prefix = titlePartOf(context, bounds.prefix, namespace)
    const key = JSON.stringify([lowest, highest, prefix])
    ranges.set(key, { namespaces: [...(ranges.get(key)?.namespaces ?? []), namespace], lowest, highest, prefix })
  }
  return [...ranges.values()]
}
