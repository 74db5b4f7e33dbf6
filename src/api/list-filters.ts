// What the filters of lists name: somebody who may have done something, a title of any kind, a tag.
import type { Viewer } from '../access/viewer.ts'
import { siteStats } from '../changes/site-stats-store.ts'
import { fail } from '../errors.ts'
import type { ActorId } from '../ids.ts'
import { escapeWikitext } from '../language/escape-wikitext.ts'
import { parseTitle, type Title } from '../pages/title.ts'
import type { Reader } from '../storage/database.ts'
import { type TagFilter, tagFilter } from '../tags/tag-filter-store.ts'
import { actorNamed } from '../users/named-actor.ts'
import type { ReadContext } from './module.ts'

/** As a filter: undefined for anybody, empty for nobody. */
export async function actorsOf(db: Reader, user: string | undefined): Promise<ActorId[] | undefined> {
  if (user === undefined) return undefined
  const actor = await actorNamed(db, user)
  return actor === undefined ? [] : [actor]
}

/** As a filter that leaves somebody out. */
export async function notActorOf(db: Reader, user: string | undefined): Promise<ActorId | 'nobody' | undefined> {
  return user === undefined ? undefined : ((await actorNamed(db, user)) ?? 'nobody')
}

/** A title of this wiki, whether or not there could be a page of it; throws `invalidtitle`. */
export function titleFilter({ wiki }: Pick<ReadContext, 'wiki'>, text: string | undefined): Title | undefined {
  if (text === undefined) return undefined
  const parsed = parseTitle(text, wiki.titles)
  if (!parsed.ok || parsed.title.interwiki !== '') throw fail('apierror-invalidtitle', [escapeWikitext(text)])
  return parsed.title
}

/** `unused` is a filter that nothing passes. */
export async function tagFilterOf(
  db: Reader,
  tag: string | undefined,
  limit: number,
): Promise<TagFilter | 'unused' | undefined> {
  if (tag === undefined) return undefined
  const rows = (await siteStats(db)).ss_total_edits
  return (await tagFilter(db, tag, { limit, rows })) ?? 'unused'
}

/** The values of a filter; as MediaWiki, none at all is no filter. */
export const someOf = <T>(values: readonly T[] | undefined): readonly T[] | undefined =>
  values === undefined || values.length === 0 ? undefined : values

/** Yes for `minor`, no for `!minor`, undefined for neither. */
export const either = (show: ReadonlySet<string>, name: string): boolean | undefined =>
  show.has(name) ? true : show.has(`!${name}`) ? false : undefined

/** Filters that shut each other out though neither is the other with an exclamation mark. */
const contradictions = [
  ['patrolled', 'unpatrolled'],
  ['!patrolled', 'autopatrolled'],
  ['!patrolled', 'unpatrolled'],
  ['autopatrolled', 'unpatrolled'],
] as const

/** Throws `show` for filters that nothing can pass, `permissiondenied` for those about patrolling. */
export function checkShow(show: ReadonlySet<string>, viewer: Viewer): void {
  const isBoth = [...show].some(name => show.has(`!${name}`))
  if (isBoth || contradictions.some(([one, other]) => show.has(one) && show.has(other))) throw fail('apierror-show', [])
  if ([...show].some(name => name.endsWith('patrolled'))) mustSeePatrolled(viewer)
}

export const maySeePatrolled = (viewer: Viewer): boolean => viewer.may('patrol') || viewer.may('patrolmarks')

/** Throws `permissiondenied` for who may not know what was patrolled. */
export function mustSeePatrolled(viewer: Viewer): void {
  if (!maySeePatrolled(viewer)) throw fail('apierror-permissiondenied-patrolflag', [])
}
