// Publishing a version of a file: the first one makes its page, each later one takes the place of the one before.
import { createHash } from 'node:crypto'
import type { Permit } from '../access/permit.ts'
import { Viewer, valueFor } from '../access/viewer.ts'
import { dateOf, type Timestamp, timestampOf } from '../api/timestamps.ts'
import type { Recorded } from '../changes/change.ts'
import { record } from '../changes/record.ts'
import { countInSite } from '../changes/site-stats-store.ts'
import { fail } from '../errors.ts'
import { cutComment } from '../language/cut-comment.ts'
import { noteChangedPage } from '../links/note-change.ts'
import { nullRevision, withReason } from '../pages/null-revision.ts'
import { pageByTitle } from '../pages/page-store.ts'
import { redirectOf } from '../pages/redirect-title.ts'
import type { Title } from '../pages/title.ts'
import type { Reader, Transaction } from '../storage/database.ts'
import { acquireActor } from '../users/user-store.ts'
import type { Wiki } from '../wiki.ts'
import { archiveNameOf, type FileContent, type FileVersion } from './file.ts'
import { archiveCurrent, fileByName, insertFile, oldVersionsByNames } from './file-store.ts'

/** A version that is to be published. */
export interface NewFileVersion {
  readonly title: Title
  readonly content: FileContent
  readonly size: number
  readonly comment: string
  /** What the page says, where this makes it. */
  readonly pageText: string
  /** Checked already. */
  readonly tags: readonly string[]
}

/** Publishes it; throws `fileexists-no-change` where the current version is the same. */
export async function publish(
  tx: Transaction,
  wiki: Wiki,
  permit: Permit<'upload'>,
  version: NewFileVersion,
): Promise<Recorded> {
  const { title, content } = version
  const { viewer, now } = permit.performer
  const current = await fileByName(tx, title.dbKey)
  if (current !== undefined && sha1Of(current) === content.sha1) {
    throw fail('fileexists-no-change', [wiki.nameOf(title)])
  }
  const timestamp = laterThan(timestampOf(now), current?.timestamp)
  if (current !== undefined) {
    await archiveCurrent(tx, title.dbKey, await freeArchiveName(tx, title.dbKey, timestamp))
  }
  const comment = cutComment(version.comment)
  const actor = viewer.actorId ?? (await acquireActor(tx, viewer.name, viewer.userId))
  await insertFile(tx, { name: title.dbKey, content, size: version.size, comment, actor, timestamp })
  if (current === undefined) await countInSite(tx, { images: 1 })
  const action = current === undefined ? 'upload' : 'overwrite'
  const recorded = await record(tx, {
    permit,
    on: title,
    summary: comment,
    ...(await revisionOf(tx, wiki, permit, version, action, timestamp)),
    log: { type: 'upload', action, params: { img_sha1: content.sha1, img_timestamp: timestamp } },
    tags: version.tags,
    flags: {},
    timestamp,
  })
  await noteChangedPage(tx, { page: 0, titles: [title], appeared: true, timestamp })
  return recorded
}

/** The hash of a current version, which nobody can hide. */
export const sha1Of = (current: FileVersion): string | undefined => valueFor(current.content, Viewer.public)?.sha1

/** Versions are in the order of time, and no two of a file have the same. */
function laterThan(now: Timestamp, before: string | undefined): Timestamp {
  if (before === undefined || before < now) return now
  return timestampOf(new Date(dateOf(before as Timestamp).getTime() + 1000))
}

/** A name that no version of the file is kept under. */
export async function freeArchiveName(db: Reader, name: string, timestamp: string): Promise<string> {
  for (let time = timestamp; ; time = timestampOf(new Date(dateOf(time as Timestamp).getTime() + 1000))) {
    const archiveName = archiveNameOf(time, name)
    if ((await oldVersionsByNames(db, name, [archiveName])).length === 0) return archiveName
  }
}

type Action = 'upload' | 'overwrite'

/** The first revision of the page, or one that changes nothing and says what happened. */
async function revisionOf(
  tx: Transaction,
  wiki: Wiki,
  { performer }: Permit<'upload'>,
  { title, comment, pageText }: NewFileVersion,
  action: Action,
  timestamp: string,
) {
  const page = await pageByTitle(tx, title)
  if (page !== undefined) {
    const { name } = performer.viewer
    const params = [name, name, `[[${wiki.nameOf(title)}]]`]
    const sentence = wiki.messages.wikitext({ key: `logentry-upload-${action}`, params }, wiki.config.language)
    const { revision } = await nullRevision(tx, page, { comment: withReason(wiki, sentence, comment), now: timestamp })
    return { revision }
  }
  const text = new TextEncoder().encode(pageText.trimEnd())
  const redirect = redirectOf('wikitext', pageText, wiki)
  return {
    revision: {
      page: 'new' as const,
      parent: 0 as const,
      text,
      sha1: createHash('sha1').update(text).digest('hex'),
      length: text.length,
      parentLength: 0,
      contentModel: 'wikitext',
      redirect,
      wasRedirect: false,
      random: wiki.randomNumber(),
    },
  }
}
