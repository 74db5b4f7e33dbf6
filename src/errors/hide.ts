// Errors about hiding parts of revisions, log entries and files.
import { type ErrorTable, e, type P } from './entry.ts'

type When = [date: P, time: P]

export const hideErrors = {
  'apierror-paramempty': e<[name: P]>('paramempty_ids'),
  'apierror-revdel-mutuallyexclusive': e('badparams'),
  'apierror-revdel-paramneeded': e('badparams'),
  'apierror-revdel-needtarget': e('needtarget'),
  'x-hide-no-reason': e('x-hide-no-reason'),
  'x-hide-no-batch': e<[batch: P]>('x-hide-no-batch'),
  'x-hide-batch-undone': e<[batch: P]>('x-hide-batch-undone'),
  'x-hide-bad-continue': e('x-hide-bad-continue'),
  'revdelete-modify-missing': e<[id: P]>('revdelete-modify-missing'),
  'revdelete-no-change': e<When>('revdelete-no-change'),
  'revdelete-hide-current': e<When>('revdelete-hide-current'),
  'revdelete-show-no-access': e<When>('revdelete-show-no-access'),
  'revdelete-modify-no-access': e<When>('revdelete-modify-no-access'),
  'revdelete-only-restricted': e<When>('revdelete-only-restricted'),
  'revdelete-concurrent-change': e<When>('revdelete-concurrent-change', { retry: 'anew' }),
} as const satisfies ErrorTable
