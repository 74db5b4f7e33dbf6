// Errors of lists.
import { type ErrorTable, e, type P } from './entry.ts'

export const listErrors = {
  'apierror-show': e('show'),
  'apierror-permissiondenied-patrolflag': e('permissiondenied'),
  'apierror-unrecognizedvalue': e<[name: P, value: P]>('unrecognizedvalue'),
  'apierror-invaliduserid': e<[id: P]>('invaliduserid'),
  'apierror-invalidiprange': e<[range: P]>('invalidiprange'),
  'apierror-cidrtoobroad': e<[kind: P, prefix: P]>('cidrtoobroad'),
  'apierror-badip': e('param_ip'),
  'apierror-deletedrevs-param-not-1-2': e<[name: P]>('badparams'),
  'apierror-deletedrevs-param-not-3': e<[name: P]>('badparams'),
  'apierror-specialpage-cantexecute': e('specialpage-cantexecute'),
} as const satisfies ErrorTable
