// Errors about watchlists.
import { type ErrorTable, e, type P } from './entry.ts'

export const watchlistErrors = {
  watchlistanontext: e('notloggedin'),
  invalidtitle: e<[title: P]>('invalidtitle'),
  'apierror-multpages': e<[name: P]>('multpages'),
  'apierror-bad-watchlist-token': e('bad_wltoken'),
} as const satisfies ErrorTable
