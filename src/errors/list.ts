// Errors of lists.
import { type ErrorTable, e, type P } from './entry.ts'

export const listErrors = {
  'apierror-show': e('show'),
  'apierror-permissiondenied-patrolflag': e('permissiondenied'),
  'apierror-unrecognizedvalue': e<[name: P, value: P]>('unrecognizedvalue'),
} as const satisfies ErrorTable
