// Uploading a file: whether it may be, and what becomes of it.
import type { Performer, Permit } from '../access/permit.ts'
import { Viewer, valueFor } from '../access/viewer.ts'
import { list } from '../api/result.ts'
import { timestampOf } from '../api/timestamps.ts'
import { Failure, fail, problem } from '../errors.ts'
import { passGates } from '../hooks.ts'
import { stateFor } from '../pages/page-state.ts'
import { pageByTitle } from '../pages/page-store.ts'
import type { Title } from '../pages/title.ts'
import { applyWatch, type WatchChoice, watchAfter } from '../watchlist/watch.ts'
import type { Wiki } from '../wiki.ts'
import type { FileContent } from './file.ts'
import { extensionOf } from './file.ts'
import { fileByName } from './file-store.ts'
import { type NewFileVersion, publish } from './publish.ts'
import { removeStashed } from './stash-store.ts'
import { contentProblem } from './upload-checks.ts'
import { type UploadName, uploadName } from './upload-name.ts'

/** A file that came in, and what it is to be called. */
export interface Sent {
  readonly asked: string
  readonly content: FileContent
  readonly size: number
}

/** Throws unless this performer may upload anything at all. */
export function requireUploader({ config }: Wiki, performer: Performer): void {
  if (!config.uploadsEnabled) throw fail('uploaddisabled', [])
  if (performer.viewer.may('upload')) {
    performer.refuseBlocked()
    return
  }
  if (!performer.viewer.isRegistered) {
    throw fail('apierror-mustbeloggedin', [{ message: { key: 'action-upload', params: [] } }])
  }
  const groups = performer.groupsWith('upload')
  throw groups.length > 0
    ? fail('badaccess-groups', [{ list: groups, type: 'comma' }, groups.length])
    : fail('badaccess-group0', [])
}

/**
 * The title for a file. Throws what is wrong with its content or with its name; a problem of the name says so in its data
 * (`invalidparameter`), for the same content can have another one.
 */
export async function titleForUpload(
  wiki: Wiki,
  { asked, content, size }: Sent,
): Promise<{ readonly title: Title; readonly wasCleaned: boolean }> {
  if (size === 0) throw fail('empty-file', [])
  const allowed = wiki.config.fileExtensions
  const name = uploadName(asked, content.mime, { titles: wiki.titles, allowed })
  const wrong = await contentProblem(wiki.files, content, extensionAsked(name, asked))
  if (wrong !== undefined) {
    const [key, ...about] = wrong
    throw new Failure([problem(key, about as never, { details: list('detail', [key, ...about]) })])
  }
  if (name.ok) return name
  throw nameFailure(name, allowed)
}

/** The extension that the content must agree with: of a name that cannot be, what stands behind its last dot. */
function extensionAsked(name: UploadName, asked: string): string {
  return extensionOf(name.ok ? name.title.dbKey : asked)
}

function nameFailure(name: UploadName & { readonly ok: false }, allowed: readonly string[]): Failure {
  const data = { invalidparameter: 'filename' }
  switch (name.why) {
    case 'illegal-filename':
      return fail('illegal-filename', [], { filename: name.filtered, ...data })
    case 'filetype-banned': {
      const banned = name.banned.length > 0 ? name.banned : [name.extension]
      const asked = name.banned.length > 0 ? ({ list: banned, type: 'comma' } as const) : name.extension
      const about = {
        filetype: name.extension,
        allowed: list('ext', allowed),
        ...(name.banned.length > 0 ? { blacklisted: list('ext', name.banned) } : {}),
      }
      return fail(
        'filetype-banned-type',
        [asked, { list: allowed, type: 'comma' }, allowed.length, banned.length],
        about,
      )
    }
    default:
      return fail(name.why, [], data)
  }
}

/** Proof that the performer may put a file at this title. Throws all that stands against it. */
export async function permitUpload(wiki: Wiki, performer: Performer, title: Title): Promise<Permit<'upload'>> {
  const db = wiki.database.read
  const page = await pageByTitle(db, title)
  const state = await stateFor(wiki, performer.viewer, { title, page, now: timestampOf(performer.now) })
  const problems = [...performer.problemsOn('edit', state), ...performer.problemsOn('upload', state)]
  const keyOf = (one: (typeof problems)[number]): string => JSON.stringify([one.message.key, one.message.params])
  const distinct = problems.filter((one, index) => problems.findIndex(other => keyOf(other) === keyOf(one)) === index)
  if (distinct.length > 0) throw new Failure(distinct)
  const current = await fileByName(db, title.dbKey)
  if (current !== undefined && !performer.viewer.may('reupload')) {
    const owner = valueFor(current.actor, Viewer.public)?.userId
    const isOwn = owner !== 0 && owner === performer.viewer.userId
    if (!isOwn || !performer.viewer.may('reupload-own')) throw fail('fileexists-forbidden', [wiki.nameOf(title)])
  }
  return performer.permitOn('upload', state)
}

export interface UploadOrder extends NewFileVersion {
  readonly watch: WatchChoice
  /** The key of the stash that it comes from, which is done with then. */
  readonly stashKey?: string | undefined
}

/** Publishes a file that was checked; throws what rules of the wiki's own have against it. */
export async function upload(wiki: Wiki, permit: Permit<'upload'>, order: UploadOrder): Promise<void> {
  const { viewer, now } = permit.performer
  const { title, watch: choice, stashKey } = order
  const isNew = (await pageByTitle(wiki.database.read, title)) === undefined
  const preference = 'watchuploads' as const
  const question = { title, choice, isNew, preference, now: timestampOf(now) }
  const watching = await watchAfter(wiki.database.read, viewer, question)
  const { comment, size, pageText: text } = order
  const gated = await passGates(wiki.gates.upload, { performer: permit.performer, title, comment, size, text })
  if (gated.problems.length > 0) throw new Failure(gated.problems)
  const tags = [...new Set([...order.tags, ...gated.tags])]
  await wiki.database.write(async tx => {
    if (stashKey !== undefined && !(await removeStashed(tx, stashKey))) {
      throw fail('uploadstash-file-not-found', [stashKey])
    }
    await publish(tx, wiki, permit, { ...order, tags })
    await applyWatch(tx, viewer, title, watching)
  })
}
