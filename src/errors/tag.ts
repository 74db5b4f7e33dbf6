// Errors about change tags.
import { type ErrorTable, e, type P } from './entry.ts'

export const tagErrors = {
  'tags-apply-not-allowed-one': e<[tag: P, count: P]>('badtags', { data: ['disallowedtags'] }),
  'tags-apply-not-allowed-multi': e<[tags: P, count: P]>('badtags', { data: ['disallowedtags'] }),
  'tags-apply-no-permission': e('tags-apply-no-permission'),
  'tags-apply-blocked': e<[user: P]>('tags-apply-blocked'),
  'tags-update-remove-not-allowed-one': e<[tag: P, count: P]>('tags-update-remove-not-allowed-one'),
  'tags-update-remove-not-allowed-multi': e<[tags: P, count: P]>('tags-update-remove-not-allowed-multi'),
  'tags-manage-no-permission': e('permissiondenied'),
  'tags-delete-no-permission': e('permissiondenied'),
  'tags-manage-blocked': e<[user: P]>('tags-manage-blocked'),
  'tags-create-no-name': e('tags-create-no-name'),
  'tags-create-invalid-chars': e('tags-create-invalid-chars'),
  'tags-create-invalid-title-chars': e('tags-create-invalid-title-chars'),
  'tags-create-already-exists': e<[tag: P]>('tags-create-already-exists'),
  'tags-activate-not-allowed': e<[tag: P]>('tags-activate-not-allowed'),
  'tags-activate-not-found': e<[tag: P]>('tags-activate-not-found'),
  'tags-deactivate-not-allowed': e<[tag: P]>('tags-deactivate-not-allowed'),
  'tags-delete-not-allowed': e('tags-delete-not-allowed'),
  'tags-delete-not-found': e<[tag: P]>('tags-delete-not-found'),
  'tags-delete-too-many-uses': e<[tag: P, uses: P]>('tags-delete-too-many-uses'),
  'x-tag-being-deleted': e<[tag: P]>('x-tag-being-deleted'),
  'x-tag-being-merged': e<[tag: P]>('x-tag-being-merged'),
  'x-no-such-batch': e<[batch: P]>('x-no-such-batch'),
  'x-tag-of-software': e<[tag: P]>('x-tag-of-software'),
} as const satisfies ErrorTable
