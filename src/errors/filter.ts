// Errors of captchas, and of filters that hold back what somebody wants to save.
import { type ErrorTable, e, type P } from './entry.ts'

export const filterErrors = {
  'captcha-edit-fail': e('captcha-edit-fail'),
  'captcha-createaccount-fail': e('captcha-createaccount-fail'),
  'apierror-spamdetected': e<[found: P]>('spamdetected'),
  'spam-blacklisted-link': e<[found: P]>('spamblacklist', { data: ['spamblacklist'] }),
  'titleblacklist-forbidden-edit': e<[line: P, title: P]>('titleblacklist-forbidden', { data: ['message', 'line'] }),
  'titleblacklist-forbidden-move': e<[line: P, from: P, to: P]>('titleblacklist-forbidden-move'),
  'titleblacklist-forbidden-new-account': e<[line: P, name: P]>('titleblacklist-forbidden'),
  'abusefilter-warning': e<[description: P, id: P]>('abusefilter-warning', { retry: 'later', data: ['abusefilter'] }),
  'abusefilter-disallowed': e<[description: P, id: P]>('abusefilter-disallowed', { data: ['abusefilter'] }),
  hookaborted: e('hookaborted'),
  'tpt-target-page': e<[source: P, address: P]>('tpt-target-page'),
} as const satisfies ErrorTable
