// Errors about accounts, logging in, groups and blocks.
import { type ErrorTable, e, type P } from './entry.ts'

export const userErrors = {
  'apierror-badurl-login': e<[name: P, url: P]>('badurl_loginreturnurl'),
  'apierror-badurl-create': e<[name: P, url: P]>('badurl_createreturnurl'),
  'apierror-toofewexpiries': e<[given: P, wanted: P]>('toofewexpiries'),
  'apierror-pastexpiry': e<[expiry: P]>('pastexpiry'),
  'apierror-invalidexpiry': e<[expiry: P]>('invalidexpiry'),
  nosuchusershort: e<[name: P]>('nosuchuser'),
  noname: e('invaliduser'),
} as const satisfies ErrorTable
