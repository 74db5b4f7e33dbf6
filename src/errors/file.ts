// Errors about files: sending them, their names and contents, their old and deleted versions.
import { type ErrorTable, e, type P } from './entry.ts'

export const fileErrors = {
  uploaddisabled: e('uploaddisabled'),
  copyuploaddisabled: e('copyuploaddisabled'),
  'paramvalidator-badupload-notupload': e<[name: P, value: P]>('badupload'),
  // what is in them
  'empty-file': e('empty-file'),
  'filetype-mime-mismatch': e<[extension: P, mime: P]>('verification-error'),
  'filetype-badmime': e<[mime: P]>('verification-error'),
  uploadscripted: e('verification-error'),
  uploadinvalidxml: e('verification-error'),
  uploadscriptednamespace: e<[namespace: P]>('verification-error'),
  'uploaded-script-svg': e<[element: P]>('verification-error'),
  'uploaded-event-handler-on-svg': e<[attribute: P, value: P]>('verification-error'),
  'uploaded-hostile-svg': e('verification-error'),
  'uploaded-href-attribute-svg': e<[element: P, attribute: P, value: P]>('verification-error'),
  'uploaded-setting-event-handler-svg': e<[element: P, value: P]>('verification-error'),
  'upload-scripted-dtd': e('verification-error'),
  'upload-scripted-pi-callback': e('verification-error'),
  // what they are called
  'illegal-filename': e('illegal-filename'),
  'filename-tooshort': e('filename-tooshort'),
  'filename-toolong': e('filename-toolong'),
  'filetype-missing': e('filetype-missing'),
  'filetype-banned-type': e<[banned: P, allowed: P, allowedCount: P, bannedCount: P]>('filetype-banned'),
  'fileexists-no-change': e<[title: P]>('fileexists-no-change'),
  'fileexists-forbidden': e<[title: P]>('fileexists-forbidden'),
  imagetypemismatch: e('filetypemismatch'),
  // what waits to be published
  'apierror-invalid-file-key': e('invalid-file-key'),
  'apierror-mustbeloggedin-uploadstash': e('notloggedin'),
  'uploadstash-file-not-found': e<[key: P]>('uploadstash-file-not-found'),
  'uploadstash-wrong-owner': e<[key: P]>('uploadstash-wrong-owner'),
  'uploadstash-bad-path-bad-format': e<[key: P]>('uploadstash-bad-path-bad-format'),
  'apierror-upload-missingresult': e('missingresult'),
  'apierror-upload-filekeyneeded': e('filekeyneeded'),
  'apierror-upload-filekeynotallowed': e('filekeynotallowed'),
  'apierror-chunk-too-small': e<[bytes: P]>('chunk-too-small'),
  'apierror-invalid-chunk': e('invalid-chunk'),
  'invalid-chunk-offset': e('stashfailed'),
  // old and deleted versions
  'filerevert-badversion': e('filerevert-badversion'),
  invalidoldimage: e('invalidoldimage'),
  nodeleteablefile: e('nodeleteablefile'),
  'apierror-cantview-deleted-description': e('permissiondenied'),
  'apierror-cantview-deleted-metadata': e('permissiondenied'),
  // lists
  'apierror-invalidsha1hash': e('invalidsha1hash'),
  'apierror-invalidsha1base36hash': e('invalidsha1base36hash'),
  'apierror-urlparamnormal': e<[file: P]>('urlparamnormal'),
  'apierror-bad-badfilecontexttitle': e<[prefix: P]>('invalid-title'),
} as const satisfies ErrorTable
