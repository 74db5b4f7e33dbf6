// The jobs that keep the links: of pages that changed, of pages that use what changed, and of all pages.
import { timestampOf } from '../api/timestamps.ts'
import type { PageId } from '../ids.ts'
import type { Job } from '../jobs/job.ts'
import { advanceJob, removeJobs, replaceJob } from '../jobs/job-store.ts'
import { type JobHandlers, type JobOf, singly } from '../jobs/run-jobs.ts'
import { NS } from '../pages/namespaces.ts'
import { type PageRow, titleOfPage, touchPages } from '../pages/page-store.ts'
import { makeTitle, type Title } from '../pages/title.ts'
import type { Transaction } from '../storage/database.ts'
import type { Wiki } from '../wiki.ts'
import { removeEmptyCategories } from './category-store.ts'
import { pagesIncluding, pagesLinking, targetKey, usedTargets } from './link-target-store.ts'
import { pageIdsAfter } from './page-walk-store.ts'
import { refreshLinks } from './refresh-links.ts'

/** Pages that are rendered for one transaction. */
const pagesAtOnce = 20
/** Pages that one statement touches. */
const touchedAtOnce = 500

export const linkJobs: Pick<JobHandlers, 'refreshLinks' | 'refreshLinksTo' | 'touchLinksTo' | 'refreshAllLinks'> = {
  refreshLinks: (wiki, jobs) => refreshChanged(wiki, jobs as readonly JobOf<'refreshLinks'>[]),
  refreshLinksTo: singly<'refreshLinksTo'>(refreshIncluding),
  touchLinksTo: singly<'touchLinksTo'>(touchLinking),
  refreshAllLinks: singly<'refreshAllLinks'>(refreshAll),
}

/** A job that is not done yet, or none. */
type Left = readonly Job[]

async function refreshChanged(wiki: Wiki, jobs: readonly JobOf<'refreshLinks'>[]): Promise<Left> {
  const pages = new Map(jobs.map(job => [job.params.page as PageId, job.timestamp]))
  const last =
    jobs
      .map(job => job.timestamp)
      .sort()
      .at(-1) ?? ''
  await refreshLinks(wiki, { pages }, async (tx, rows) => {
    const byId = new Map<number, PageRow>(rows.map(row => [row.page_id, row]))
    const titles = [
      ...new Map(jobs.flatMap(job => titlesOf(job, byId)).map(title => [keyOf(title), title] as const)).values(),
    ]
    const appeared = jobs.filter(job => job.params.appeared).flatMap(job => titlesOf(job, byId))
    await removeEmptyCategories(
      tx,
      titles.filter(title => title.namespace === NS.category).map(title => title.dbKey),
    )
    await leaveFollowing(tx, titles, new Set(appeared.map(keyOf)), last)
    await removeJobs(
      tx,
      jobs.map(job => job.id),
    )
  })
  return []
}

const keyOf = (title: Title): string => targetKey(title.namespace, title.dbKey)

/** The titles that are something else now; of a page that moved, also its new one. */
function titlesOf({ params }: JobOf<'refreshLinks'>, rows: ReadonlyMap<number, PageRow>): Title[] {
  if (params.titles.length === 0) return []
  const row = rows.get(params.page)
  return [
    ...params.titles.map(([namespace, dbKey]) => makeTitle(namespace, dbKey)),
    ...(row === undefined ? [] : [titleOfPage(row)]),
  ]
}

/** Jobs for the pages that include or link to what has changed. */
async function leaveFollowing(
  tx: Transaction,
  titles: readonly Title[],
  appeared: ReadonlySet<string>,
  timestamp: string,
): Promise<void> {
  for (const { lt_namespace: namespace, lt_title: title, included, linked } of await usedTargets(tx, titles)) {
    const target = { namespace, title }
    if (included !== 0) await replaceJob(tx, 'refreshLinksTo', target, { ...target, after: 0 }, timestamp)
    if (linked !== 0 && appeared.has(targetKey(namespace, title))) {
      await replaceJob(tx, 'touchLinksTo', target, { ...target, after: 0 }, timestamp)
    }
  }
}

/** Refreshes some pages of a job and remembers how far it has come; says whether it goes on. */
async function refreshInPart(
  wiki: Wiki,
  job: Job,
  pages: readonly PageId[],
  timestamp: string,
  next: Job['params'] | undefined,
  touch = false,
): Promise<boolean> {
  let goesOn = false
  const stamped = new Map(pages.map(id => [id, timestamp]))
  await refreshLinks(wiki, { pages: stamped, touch }, async tx => {
    goesOn = await endOrAdvance(tx, job, next)
  })
  return goesOn
}

/** A job whose row is gone was replaced by a newer one, and goes on no more. */
async function endOrAdvance(tx: Transaction, job: Job, next: Job['params'] | undefined): Promise<boolean> {
  if (next !== undefined) return advanceJob(tx, job.id, next)
  await removeJobs(tx, [job.id])
  return false
}

async function refreshIncluding(wiki: Wiki, job: JobOf<'refreshLinksTo'>): Promise<Left> {
  const { namespace, title, after } = job.params
  const pages = await pagesIncluding(wiki.database.read, makeTitle(namespace, title), after, pagesAtOnce)
  const params = { namespace, title, after: pages.at(-1) ?? after }
  const isDone = pages.length < pagesAtOnce
  const next = isDone ? undefined : params
  const goesOn = await refreshInPart(wiki, job, pages as PageId[], job.timestamp, next, true)
  return goesOn ? [{ ...job, params }] : []
}

async function touchLinking(wiki: Wiki, job: JobOf<'touchLinksTo'>): Promise<Left> {
  const { namespace, title, after } = job.params
  const pages = await pagesLinking(wiki.database.read, makeTitle(namespace, title), after, touchedAtOnce)
  const params = { namespace, title, after: pages.at(-1) ?? after }
  const isDone = pages.length < touchedAtOnce
  const goesOn = await wiki.database.write(async tx => {
    if (pages.length > 0) await touchPages(tx, pages as PageId[], job.timestamp)
    return endOrAdvance(tx, job, isDone ? undefined : params)
  })
  return goesOn ? [{ ...job, params }] : []
}

async function refreshAll(wiki: Wiki, job: JobOf<'refreshAllLinks'>): Promise<Left> {
  const pages = await pageIdsAfter(wiki.database.read, job.params.after as PageId, pagesAtOnce)
  const params = { after: pages.at(-1) ?? job.params.after }
  const isDone = pages.length < pagesAtOnce
  const goesOn = await refreshInPart(wiki, job, pages, timestampOf(wiki.now()), isDone ? undefined : params)
  return goesOn ? [{ ...job, params }] : []
}
