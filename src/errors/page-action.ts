// Errors of what people do to pages besides editing: moving, merging, rolling back, patrolling, deleting, restoring.
import { type ErrorTable, e, type P } from './entry.ts'

export const pageActionErrors = {
  // moving
  articleexists: e<[title: P]>('articleexists'),
  redirectexists: e<[title: P]>('redirectexists'),
  selfmove: e('selfmove'),
  'immobile-target-namespace': e<[namespace: P]>('immobile-target-namespace'),
  'nonfile-cannot-move-to-file': e('nonfile-cannot-move-to-file'),
  imagenocrossnamespace: e('nonfilenamespace'),
  'movepage-invalid-target-title': e('movepage-invalid-target-title'),
  'cantmove-titleprotected': e('protectedtitle'),
  'cant-move-to-user-page': e('cant-move-to-user-page'),
  'cant-move-to-category-page': e('cant-move-to-category-page'),
  'cant-move-subpages': e('cant-move-subpages'),
  'movepage-max-pages': e<[limit: P]>('movepage-max-pages'),
  'namespace-nosubpages': e<[namespace: P]>('namespace-nosubpages'),
  // deleting and restoring
  deleteprotected: e('cantedit'),
  'undelete-cantedit': e('undelete-cantedit'),
  'undelete-cantcreate': e('undelete-cantcreate'),
  'undelete-missing-filearchive': e<[id: P]>('undelete-missing-filearchive'),
  // rolling back
  alreadyrolled: e<[title: P, user: P, last: P]>('alreadyrolled'),
  cantrollback: e('onlyauthor'),
  notvisiblerev: e('notvisiblerev'),
  // patrolling
  'markedaspatrollederror-noautopatrol': e('noautopatrol'),
  'apierror-notpatrollable': e<[id: P]>('notpatrollable'),
  // merging histories
  'mergehistory-fail-bad-timestamp': e('mergehistory-fail-bad-timestamp'),
  'mergehistory-fail-invalid-source': e('mergehistory-fail-invalid-source'),
  'mergehistory-fail-invalid-dest': e('mergehistory-fail-invalid-dest'),
  'mergehistory-fail-permission': e('mergehistory-fail-permission'),
  'mergehistory-fail-self-merge': e('mergehistory-fail-self-merge'),
  'mergehistory-fail-timestamps-overlap': e('mergehistory-fail-timestamps-overlap'),
  'mergehistory-fail-toobig': e<[limit: P]>('mergehistory-fail-toobig'),
  // content models and languages
  'apierror-changecontentmodel-missingtitle': e('changecontentmodel-missingtitle'),
  'apierror-nochanges': e('nochanges'),
  'apierror-pagelang-disabled': e('pagelang-disabled'),
  'apierror-cantimport-upload': e('cantimport-upload'),
  'apierror-import-unknownerror': e<[what: P]>('import-unknownerror'),
  importnofile: e('nofile'),
  'import-rootpage-invalid': e('import-rootpage-invalid'),
  'import-rootpage-nosubpage': e<[namespace: P]>('import-rootpage-nosubpage'),
} as const satisfies ErrorTable
