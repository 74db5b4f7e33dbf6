// Errors of what compares, parses and expands texts, and of lists of links.
import { type ErrorTable, e, type P } from './entry.ts'

export const textErrors = {
  // the rest of the code is the parameter's name
  'apierror-badparameter': e<[name: P]>('badvalue_'),
  'apierror-badquery': e('badquery'),
  'apierror-imageusage-badtitle': e<[module: P]>('bad_image_title'),
  'apierror-invalidcategory': e('invalidcategory'),
  'apierror-baddiff': e('baddiff'),
  'apierror-badformat-generic': e<[format: P, model: P]>('badformat-generic'),
  'apierror-compare-maintextrequired': e<[side: P]>('compare-maintextrequired'),
  'apierror-compare-no-title': e('compare-no-title'),
  'apierror-compare-nofromrevision': e('compare-nofromrevision'),
  'apierror-compare-notorevision': e('compare-notorevision'),
  'apierror-compare-nosuchfromsection': e<[section: P]>('nosuchfromsection'),
  'apierror-compare-nosuchtosection': e<[section: P]>('nosuchtosection'),
  'apierror-compare-relative-to-deleted': e<[where: P]>('compare-relative-to-deleted'),
  'apierror-compare-relative-to-nothing': e('compare-relative-to-nothing'),
  'apierror-invalidparammix-parse-new-section': e('invalidparammix'),
  'apierror-parsetree-notwikitext': e('notwikitext'),
  'apierror-sectionsnotsupported-what': e<[of: P]>('nosuchsection'),
  'apierror-missingcontent-revid': e<[id: P]>('missingcontent'),
  'apierror-missingcontent-revid-role': e<[id: P, role: P]>('missingcontent'),
  'apierror-missingrev-title': e<[title: P]>('nosuchrevid'),
  'apierror-sectionreplacefailed': e('sectionreplacefailed'),
  // texts that are not of their content model
  'apierror-contentserializationexception': e<[why: P]>('parseerror'),
  'templatestyles-error-unclosed-comment': e<[line: P, column: P, property: P]>(
    'templatestyles-error-unclosed-comment',
  ),
  'templatestyles-error-unclosed-string': e<[line: P, column: P, property: P]>('templatestyles-error-unclosed-string'),
  'templatestyles-error-newline-in-string': e<[line: P, column: P, property: P]>(
    'templatestyles-error-newline-in-string',
  ),
  'templatestyles-error-unclosed-url': e<[line: P, column: P, property: P]>('templatestyles-error-unclosed-url'),
  'templatestyles-error-bad-escape': e<[line: P, column: P, property: P]>('templatestyles-error-bad-escape'),
  'templatestyles-error-unexpected-eof-in-block': e<[line: P, column: P, property: P]>(
    'templatestyles-error-unexpected-eof-in-block',
  ),
  'templatestyles-error-expected-colon': e<[line: P, column: P, property: P]>('templatestyles-error-expected-colon'),
  'templatestyles-error-unrecognized-rule': e<[line: P, column: P, property: P]>(
    'templatestyles-error-unrecognized-rule',
  ),
  'templatestyles-error-invalid-selector-list': e<[line: P, column: P, property: P]>(
    'templatestyles-error-invalid-selector-list',
  ),
  'templatestyles-error-unrecognized-property': e<[line: P, column: P, property: P]>(
    'templatestyles-error-unrecognized-property',
  ),
  'templatestyles-error-bad-value-for-property': e<[line: P, column: P, property: P]>(
    'templatestyles-error-bad-value-for-property',
  ),
  'templatestyles-error-missing-value-for-property': e<[line: P, column: P, property: P]>(
    'templatestyles-error-missing-value-for-property',
  ),
} as const satisfies ErrorTable
