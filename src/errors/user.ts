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
  // blocks
  'apierror-cantblock-email': e('cantblock-email'),
  'apierror-permissiondenied-unblock': e('permissiondenied'),
  'cant-see-hidden-user': e('cant-see-hidden-user'),
  ipbblocked: e('ipbblocked'),
  ipbnounblockself: e('ipbnounblockself'),
  ip_range_toolarge: e<[prefix: P]>('ip_range_toolarge'),
  'ipb-prevent-user-talk-edit': e('ipb-prevent-user-talk-edit'),
  'ipb-empty-block': e('ipb-empty-block'),
  ipb_expiry_invalid: e('invalidexpiry'),
  ipb_expiry_old: e('ipb_expiry_old'),
  ipb_expiry_temp: e('ipb_expiry_temp'),
  ipb_hide_invalid: e<[edits: P]>('ipb_hide_invalid'),
  ipb_hide_partial: e('ipb_hide_partial'),
  ipb_already_blocked: e<[name: P]>('alreadyblocked'),
  ipb_cant_unblock: e<[name: P]>('cantunblock'),
  'unblock-hideuser': e('unblock-hideuser'),
} as const satisfies ErrorTable
