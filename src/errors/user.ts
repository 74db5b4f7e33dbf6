// Errors about accounts, logging in, groups and blocks.
import { type ErrorTable, e, type P } from './entry.ts'

export const userErrors = {
  // The code ends with the name of the parameter.
  'apierror-badurl': e<[name: P, url: P]>('badurl'),
  // logging in
  wrongpassword: e('wrongpassword'),
  'login-throttled': e<[wait: P]>('login-throttled', { retry: 'later' }),
  'authmanager-authn-no-primary': e('authmanager-authn-no-primary'),
  'authmanager-authn-not-in-progress': e('authmanager-authn-not-in-progress', { retry: 'anew' }),
  'userlogin-cannot-login': e('userlogin-cannot-login'),
  'authpage-cannot-login-continue': e('sessionlost', { retry: 'anew' }),
  'api-login-fail-badsessionprovider': e<[provider: P]>('api-login-fail-badsessionprovider'),
  'api-login-fail-sameorigin': e('api-login-fail-sameorigin'),
  'apierror-mustbeloggedin': e<[action: P]>('mustbeloggedin'),
  // The code is the parameter's that is missing.
  'apierror-missingparam': e<[name: P]>('missingparam'),
  // making an account
  'authmanager-create-no-primary': e('authmanager-create-no-primary'),
  'authmanager-create-not-in-progress': e('authmanager-create-not-in-progress', { retry: 'anew' }),
  userexists: e('userexists'),
  badretype: e('badretype'),
  passwordtooshort: e<[bytes: P]>('passwordtooshort'),
  passwordtoolong: e<[bytes: P]>('passwordtoolong'),
  passwordincommonlist: e('passwordincommonlist'),
  'password-login-forbidden': e('password-login-forbidden'),
  'password-substring-username-match': e('password-substring-username-match'),
  // groups
  'apierror-permissiondenied-userrights-interwiki': e('permissiondenied'),
  'userrights-nodatabase': e<[wiki: P]>('userrights-nodatabase'),
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
  'botpasswords-restriction-failed': e('botpasswords-restriction-failed'),
} as const satisfies ErrorTable
