// Errors of what reads pages, revisions, accounts and the site.
import { type ErrorTable, e, type P } from './entry.ts'

export const readErrors = {
  'apierror-badmodule-badsubmodule': e<[parent: P, name: P]>('badmodule'),
  'apierror-badmodule-nosubmodules': e<[module: P]>('badmodule'),
  'apierror-allpages-generator-redirects': e('params'),
  'apierror-invalidparammix-mustusewith': e<[needing: P, needed: P]>('invalidparammix'),
  'apierror-baddiffto': e<[prefix: P]>('diffto'),
  'apierror-cantview-deleted-comment': e('permissiondenied'),
  'apierror-cantview-deleted-revision-content': e('permissiondenied'),
  'apierror-info-singlepagerevision': e<[prefix: P]>('invalidparammix'),
  'apierror-invalidlang': e<[name: P]>('invalidlang'),
  'apierror-nosuchsection-what': e<[section: P, of: P]>('nosuchsection'),
  'apierror-siteinfo-includealldenied': e('includeAllDenied'),
  'apierror-revisions-singlepage': e<[prefix: P]>('invalidparammix'),
  'apierror-revisions-norevids': e<[prefix: P]>('invalidparammix'),
} as const satisfies ErrorTable
