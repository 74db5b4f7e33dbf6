// Errors of a request as a whole: its parameters, its token, its right to be answered.
import { type ErrorTable, e, type P } from './entry.ts'

export const requestErrors = {
  'x-assume-reads': e('x-assume-reads'),
  'paramvalidator-badvalue-enumnotmulti': e<[name: P, value: P, values: P, count: P]>('badvalue'),
  'paramvalidator-badvalue-enummulti': e<[name: P, value: P, values: P, count: P]>('badvalue'),
  'paramvalidator-badinteger': e<[name: P, value: P]>('badinteger'),
  'paramvalidator-badtimestamp': e<[name: P, value: P]>('badtimestamp'),
  'paramvalidator-badexpiry': e<[name: P, value: P]>('badexpiry'),
  'paramvalidator-badexpiry-past': e<[name: P, value: P]>('badexpiry-past'),
  'paramvalidator-baduser': e<[name: P, value: P]>('baduser'),
  'paramvalidator-badtitle': e<[name: P, value: P]>('badtitle'),
  'paramvalidator-missingtitle': e<[name: P, value: P]>('missingtitle'),

  'paramvalidator-missingparam': e<[name: P] | [name: P, value: P]>('missingparam'),
  'paramvalidator-toomanyvalues': e<[name: P, limit: P]>('toomanyvalues', {
    data: ['parameter', 'limit', 'lowlimit', 'highlimit'],
  }),
  'paramvalidator-outofrange-min': e<[name: P, value: P, min: P, max: P]>('outofrange', {
    data: ['min', 'curmax', 'max', 'highmax'],
  }),
  'paramvalidator-outofrange-max': e<[name: P, value: P, min: P, max: P]>('outofrange', {
    data: ['min', 'curmax', 'max', 'highmax'],
  }),
  'paramvalidator-outofrange-minmax': e<[name: P, value: P, min: P, max: P]>('outofrange', {
    data: ['min', 'curmax', 'max', 'highmax'],
  }),
  'apierror-missingparam-one-of': e<[names: P, count: P]>('missingparam'),
  'apierror-missingparam-at-least-one-of': e<[names: P, count: P]>('missingparam'),
  'apierror-invalidparammix': e<[names: P, count: P]>('invalidparammix'),
  'apierror-invalidparammix-cannotusewith': e<[first: P, second: P]>('invalidparammix'),
  'apierror-mustbeposted': e<[module: P]>('mustbeposted'),
  'apierror-mustpostparams': e<[names: P, count: P]>('mustpostparams'),
  'apierror-badtoken': e('badtoken', { retry: 'anew' }),
  'apierror-readapidenied': e('readapidenied'),
  'apierror-promised-nonwrite-api': e('promised-nonwrite-api'),
  'apierror-readonly': e('readonly', { retry: 'later', data: ['readonlyreason'] }),
  'apierror-assertuserfailed': e('assertuserfailed', { retry: 'anew' }),
  'apierror-assertbotfailed': e('assertbotfailed'),
  'apierror-assertanonfailed': e('assertanonfailed'),
  'apierror-assertnameduserfailed': e<[name: P]>('assertnameduserfailed', { retry: 'anew' }),
  'apierror-ratelimited': e('ratelimited', { retry: 'later' }),
  'apierror-exceptioncaught': e<[id: P, text: P]>('internal_api_error', { retry: 'later' }),
  'apierror-maxlag-generic': e<[seconds: P]>('maxlag', { retry: 'later' }),
  'apierror-badcontinue': e('badcontinue'),
  'apierror-invalidmethod': e('invalidmethod'),
  'apierror-badgenerator-unknown': e<[name: P]>('badgenerator'),
  'apierror-badgenerator-notgenerator': e<[name: P]>('badgenerator'),
  'apierror-opensearch-json-warnings': e('warnings'),
  'apierror-permissiondenied': e<[action: P]>('permissiondenied'),
  'apierror-stashedit-missingtext': e('missingtext'),
  'apierror-csp-report': e<[reason: P]>('cspreport'),
} as const satisfies ErrorTable
