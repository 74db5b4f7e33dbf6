// Errors about change tags.
import { type ErrorTable, e, type P } from './entry.ts'

export const tagErrors = {
  'tags-apply-not-allowed-one': e<[tag: P, count: P]>('badtags'),
  'tags-apply-not-allowed-multi': e<[tags: P, count: P]>('badtags'),
  'tags-apply-no-permission': e('tags-apply-no-permission'),
} as const satisfies ErrorTable
