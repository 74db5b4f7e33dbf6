// What a change leaves to be done for the links: written in its own transaction, done after it.
import type { PageId } from '../ids.ts'
import { addJob, replaceJob } from '../jobs/job-store.ts'
import type { Title } from '../pages/title.ts'
import type { Transaction } from '../storage/database.ts'

export interface ChangedPage {
  readonly page: PageId | 0
  /** What the page was or is called, and what else became another page with it. */
  readonly titles: readonly Title[]
  /** Whether a page came to be or ceased to be at one of the titles. */
  readonly appeared: boolean
  /** 14 digits. */
  readonly timestamp: string
}

/** Sees to it that what a changed page refers to is kept anew, and that what refers to it is brought up to date. */
export const noteChangedPage = (tx: Transaction, { page, titles, appeared, timestamp }: ChangedPage): Promise<void> =>
  addJob(
    tx,
    'refreshLinks',
    { page, titles: titles.map(title => [title.namespace, title.dbKey] as const), appeared },
    timestamp,
  )

/** Sees to it that what all pages refer to is kept anew, from the first to the last. */
export const noteAllPages = (tx: Transaction, timestamp: string): Promise<void> =>
  replaceJob(tx, 'refreshAllLinks', {}, { after: 0 }, timestamp)
