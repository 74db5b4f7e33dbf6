// action=upload: files that come in whole or in chunks, wait in the stash, and are published.
import { Failure, fail, type Problem, problem } from '../../errors.ts'
import type { FileContent } from '../../files/file.ts'
import { fileByName } from '../../files/file-store.ts'
import {
  beginChunks,
  continueChunks,
  isFileKey,
  joinChunks,
  smallestChunk,
  stash,
  stashedOf,
  takeContent,
} from '../../files/stash.ts'
import type { StashedFile } from '../../files/stash-store.ts'
import { permitUpload, requireUploader, titleForUpload, upload as uploadFile } from '../../files/upload.ts'
import { type UploadWarnings, warningsOf } from '../../files/upload-checks.ts'
import type { UploadedFile } from '../../http/message.ts'
import type { UserId } from '../../ids.ts'
import { pageByTitle } from '../../pages/page-store.ts'
import { makeTitle, type Title, titleText } from '../../pages/title.ts'
import { filePropsWithout, showExtended, showFileVersion, uploadWarningHtml } from '../file-props.ts'
import { defineModule, type WriteContext } from '../module.ts'
import { type ParamsOf, p } from '../params.ts'
import { parsedComments } from '../parsed-comment.ts'
import { showStatusErrors } from '../problems.ts'
import { list, type Tree } from '../result.ts'
import { showStashed } from '../stashed-file.ts'
import { isoTimestamp, type Timestamp } from '../timestamps.ts'
import { watchChoiceOf } from '../watch-params.ts'

/** Bytes of a whole file. */
const largestFile = 100 * 1024 * 1024

const params = {
  filename: p.string(),
  comment: p.string({ default: '' }),
  tags: p.tags(),
  text: p.text(),
  watch: p.boolean({ deprecated: true }),
  watchlist: p.oneOf(['watch', 'preferences', 'nochange'], { default: 'preferences' }),
  ignorewarnings: p.boolean(),
  file: p.upload(),
  url: p.string(),
  filekey: p.string(),
  sessionkey: p.string({ deprecated: true }),
  stash: p.boolean(),
  filesize: p.integer({ min: 0, max: largestFile }),
  offset: p.integer({ min: 0 }),
  chunk: p.upload(),
  async: p.boolean(),
  checkstatus: p.boolean(),
  token: p.token('csrf'),
}
type Params = ParamsOf<typeof params>

export const upload = defineModule({
  path: 'upload',
  mode: 'write',
  params,
  examples: {
    'action=upload&filename=Wiki.png&url=http%3A//upload.wikimedia.org/wikipedia/en/b/bc/Wiki.png&token=123ABC':
      'apihelp-upload-example-url',
    'action=upload&filename=Wiki.png&filekey=filekey&ignorewarnings=1&token=123ABC': 'apihelp-upload-example-filekey',
  },

  async run(context, given) {
    if (!context.wiki.config.uploadsEnabled) throw fail('uploaddisabled', [])
    const filekey = given.filekey ?? given.sessionkey
    if (given.chunk !== undefined) return takeChunk(context, given, given.chunk, filekey)
    checkSource(context, given, filekey)
    const received = await receive(context, given, filekey)
    const asked = given.filename ?? ''
    const named = await titleForUpload(context.wiki, { asked, ...received }).catch(recoverable(context, received))
    return given.stash ? answerFromStash(context, given, received, named) : publishIt(context, given, received, named)
  },
})

/** What came in, from the form or from the stash. */
interface Received {
  readonly content: FileContent
  readonly size: number
  /** The stash that it comes from. */
  readonly stashed: StashedFile | undefined
}

const names = (list: readonly string[]) => ({ list: list.map(name => `<var>${name}</var>`), type: 'text' }) as const

/** Throws unless just one place is named from which the file comes. */
function checkSource(context: WriteContext, { file, url, filename, checkstatus }: Params, filekey?: string): void {
  const sources = { filekey, file, url }
  const set = Object.entries(sources).flatMap(([name, value]) => (value === undefined ? [] : [name]))
  if (set.length === 0) throw fail('apierror-missingparam-one-of', [names(Object.keys(sources)), 3])
  if (set.length > 1) throw fail('apierror-invalidparammix', [names(set.sort()), set.length])
  // Nothing is done later here, so that there is nothing to be told of later.
  if (filekey !== undefined && checkstatus) throw fail('apierror-upload-missingresult', [])
  requireName(filename)
  if (filekey !== undefined && !isFileKey(filekey)) throw fail('apierror-invalid-file-key', [])
  if (url !== undefined) throw fail('copyuploaddisabled', [])
  requireUploader(context.wiki, context.performer)
}

function requireName(filename: string | undefined): asserts filename is string {
  if (filename === undefined) {
    throw new Failure([{ ...problem('apierror-missingparam', ['filename']), code: 'nofilename' }])
  }
}

async function receive({ wiki, db, viewer }: WriteContext, { file }: Params, filekey?: string): Promise<Received> {
  if (filekey !== undefined) {
    const stashed = await stashedOf(db, viewer.userId, filekey)
    if (stashed.isPartial) throw fail('uploadstash-file-not-found', [filekey])
    return { content: stashed.content, size: stashed.size, stashed }
  }
  if (file === undefined) throw new Error('an upload without a source was not refused')
  if (file.size === 0) throw fail('empty-file', [])
  return { ...(await takeContent(wiki.files, [file.path])), stashed: undefined }
}

/** Keeps a file that only its name, or a right, stands against: the client may send another name and the key. */
function recoverable(context: WriteContext, received: Received): (error: unknown) => Promise<never> {
  return async error => {
    const isOfName = (one: Problem): boolean => one.data?.invalidparameter !== undefined
    if (!(error instanceof Failure) || !error.problems.some(isOfName)) throw error
    const { key } = await keepInStash(context, received)
    const kept = error.problems.map(one => {
      const { invalidparameter, ...data } = one.data ?? {}
      return { ...one, data: { ...data, filekey: key, sessionkey: key, invalidparameter } }
    })
    throw new Failure(kept)
  }
}

/** As MediaWiki: what was to be published is gone where that failed, and cannot be kept for another time. */
function notKept({ request }: WriteContext): (error: unknown) => never {
  return error => {
    if (!(error instanceof Failure)) throw error
    const why = problem('uploadstash-exception', ['UploadStashBadPathException', 'There is no such path.'])
    const stasherrors = showStatusErrors([why], request.style)
    throw new Failure(error.problems.map(one => ({ ...one, data: { ...one.data, stasherrors } })))
  }
}

async function keepInStash({ wiki, viewer }: WriteContext, { content, size, stashed }: Received, wasShown = false) {
  return stashed ?? stash(wiki, accountOf(viewer), { content, size, wasShown })
}

/** The stash is an account's. */
function accountOf(viewer: { readonly userId: UserId | 0 }): UserId {
  if (viewer.userId === 0) throw fail('apierror-mustbeloggedin-uploadstash', [])
  return viewer.userId
}

interface Named {
  readonly title: Title
  readonly wasCleaned: boolean
}

async function warned({ db, viewer }: WriteContext, { content }: Received, named: Named): Promise<Tree | undefined> {
  const shown = showWarnings(await warningsOf(db, viewer, { ...named, sha1: content.sha1 }))
  return Object.keys(shown).length === 0 ? undefined : shown
}

function showWarnings(warnings: UploadWarnings): Tree {
  const { exists, nochange, duplicateversions, wasDeleted, duplicate, duplicateArchive, badfilename } = warnings
  const at = (timestamp: string): Tree => ({ timestamp: isoTimestamp(timestamp as Timestamp) })
  return {
    ...(badfilename === undefined ? {} : { badfilename }),
    ...(exists === undefined ? {} : { [exists.as]: exists.name }),
    ...(nochange === undefined ? {} : { nochange: at(nochange) }),
    ...(duplicateversions === undefined ? {} : { duplicateversions: list('ver', duplicateversions.map(at)) }),
    ...(wasDeleted === undefined ? {} : { 'was-deleted': wasDeleted }),
    ...(duplicate === undefined ? {} : { duplicate: list('duplicate', duplicate) }),
    ...(duplicateArchive === undefined ? {} : { 'duplicate-archive': duplicateArchive }),
  }
}

/** What the client is to decide upon; the file waits for that. */
async function answerWarnings(context: WriteContext, received: Received, warnings: Tree): Promise<Tree> {
  const { key } = await keepInStash(context, received)
  return { result: 'Warning', warnings, filekey: key, sessionkey: key }
}

async function answerFromStash(
  context: WriteContext,
  { ignorewarnings }: Params,
  received: Received,
  named: Named,
): Promise<Tree> {
  const warnings = await warned(context, received, named)
  if (warnings !== undefined && !ignorewarnings) return answerWarnings(context, received, warnings)
  const stashed = await keepInStash(context, received, true)
  return {
    result: 'Success',
    filekey: stashed.key,
    sessionkey: stashed.key,
    ...(warnings === undefined ? {} : { warnings }),
    imageinfo: showStashed(context.wiki, stashed),
  }
}

async function publishIt(context: WriteContext, given: Params, received: Received, named: Named): Promise<Tree> {
  const { wiki, performer, db } = context
  const { title } = named
  const ofRights = (error: unknown): never => {
    if (!(error instanceof Failure)) throw error
    throw new Failure(error.problems.map(one => ({ ...one, data: { ...one.data, invalidparameter: 'filename' } })))
  }
  const permit = await permitUpload(wiki, performer, title).catch(ofRights).catch(recoverable(context, received))
  const warnings = await warned(context, received, named)
  if (warnings !== undefined && !given.ignorewarnings) return answerWarnings(context, received, warnings)
  const pageBefore = await pageByTitle(db, title)
  await uploadFile(wiki, permit, {
    title,
    content: received.content,
    size: received.size,
    comment: given.comment,
    pageText: given.text ?? given.comment,
    tags: given.tags,
    watch: watchChoiceOf(given),
    stashKey: received.stashed?.key,
  }).catch(notKept(context))
  return {
    result: 'Success',
    filename: title.dbKey,
    ...(warnings === undefined ? {} : { warnings }),
    imageinfo: await showUploaded(context, title, pageBefore?.page_id, received.stashed),
  }
}

const uploadedProps = new Set(filePropsWithout('archivename', 'thumbmime', 'badfile'))

async function showUploaded(
  { wiki, db, viewer }: WriteContext,
  title: Title,
  pageId: number | undefined,
  stashed: StashedFile | undefined,
): Promise<Tree> {
  const version = await fileByName(db, title.dbKey)
  if (version === undefined) return {}
  const comment = version.comment.for(viewer)
  const [parsed = ''] =
    comment.is === 'withheld' ? [] : await parsedComments(wiki, [{ comment: comment.value, page: title }])
  const shown = showFileVersion(version, {
    wiki,
    viewer,
    props: uploadedProps,
    pageId,
    parsed: new Map([[version, parsed]]),
    warning: uploadWarningHtml(wiki, title),
  })
  if (!stashed?.wasShown) return shown
  // As MediaWiki: what the wiki knows of a content is kept as it was first told, in the stash.
  const name = titleText(makeTitle(title.namespace, stashed.name)).replace(/\.[^.]*$/, '')
  return { ...shown, extmetadata: showExtended(stashed.timestamp, name) }
}

/** One chunk of a file that comes in several requests. */
async function takeChunk(
  context: WriteContext,
  given: Params,
  chunk: UploadedFile,
  filekey: string | undefined,
): Promise<Tree> {
  const { wiki, viewer, db, performer } = context
  const { filename, filesize = 0, offset = 0 } = given
  requireName(filename)
  requireUploader(wiki, performer)
  const user = accountOf(viewer)
  if (filekey === undefined && given.offset !== 0) throw fail('apierror-upload-filekeyneeded', [])
  if (filekey !== undefined && offset === 0) throw fail('apierror-upload-filekeynotallowed', [])
  if (filekey !== undefined && !isFileKey(filekey)) throw fail('apierror-invalid-file-key', [])
  if (filename === '') throw fail('illegal-filename', [])
  const after = offset + chunk.size
  if (after > filesize) throw fail('apierror-invalid-chunk', [])
  if (after < filesize && chunk.size < smallestChunk) throw fail('apierror-chunk-too-small', [{ num: smallestChunk }])
  const before = filekey === undefined ? undefined : await stashedOf(db, user, filekey)
  if (before !== undefined && after > before.size) throw fail('apierror-invalid-chunk', [])
  const stored = await wiki.files.put([chunk.path])
  const partial =
    before === undefined
      ? await beginChunks(wiki, user, stored, filesize)
      : await continueChunks(wiki, before, offset, stored)
  if (partial.received < partial.size) return { result: 'Continue', offset: partial.received, filekey: partial.key }
  const whole = await joinChunks(wiki, partial)
  const received = { content: whole.content, size: whole.size, stashed: whole }
  await titleForUpload(wiki, { asked: filename, ...received }).catch(recoverable(context, received))
  return { result: 'Success', filekey: whole.key, imageinfo: showStashed(wiki, whole) }
}
