// Plants secrets in files: in old versions that are hidden or suppressed, in deleted ones, and in what waits to be published.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Performer } from '../access/permit.ts'
import type { Recorded } from '../changes/change.ts'
import { archiveIdOf, extensionOf } from '../files/file.ts'
import { filePath, thumbnailPath } from '../files/file-address.ts'
import { archivedOfName } from '../files/file-archive-store.ts'
import { oldVersionsOf } from '../files/file-store.ts'
import { hideOldVersions } from '../files/hide.ts'
import { publish } from '../files/publish.ts'
import { stash, takeContent } from '../files/stash.ts'
import type { LogId, RevId, UserId } from '../ids.ts'
import { deletePage } from '../pages/delete.ts'
import { NS } from '../pages/namespaces.ts'
import { makeTitle, type Title } from '../pages/title.ts'
import type { ItemOrder } from '../revisions/hide.ts'
import type { Wiki } from '../wiki.ts'
import { formsOf, type Secret, secret, sha1Of } from './secrets.ts'

/** What the planter of pages lends: names for secrets, people, and the hiding of what an upload leaves elsewhere. */
export interface FilePlanter {
  mark(kind: string): string
  stranger(): { mark: string; performer: Performer }
  hideUser(name: string, nobody: string): void
  order(title: string, suppress: boolean): Omit<ItemOrder, 'hide' | 'ids'>
  /** Hides comment and user of the revision and the log entry that an upload left. */
  hideTraces(title: string, of: { revId: RevId; logId: LogId }, suppress: boolean): Promise<void>
}

/** What was planted, and the names by which it can be asked for. */
export interface PlantedFiles {
  readonly secrets: readonly Secret[]
  readonly titles: readonly string[]
  /** What follows `/images/` in addresses of versions that must not be there. */
  readonly paths: readonly string[]
  /** The titles of files with the names under which Special:RevisionDelete and Special:Undelete open their versions. */
  readonly opened: readonly { readonly target: string; readonly file: string }[]
  readonly fileKeys: readonly string[]
}

type Planting = { -readonly [K in keyof PlantedFiles]: PlantedFiles[K][number][] }

/** Fills the wiki with files whose parts are hidden. */
export async function plantFiles(wiki: Wiki, planter: FilePlanter, keeper: Performer): Promise<PlantedFiles> {
  const planted: Planting = { secrets: [], titles: [], paths: [], opened: [], fileKeys: [] }
  for (const suppress of [false, true]) await plantVersions(wiki, planter, keeper, suppress, planted)
  await plantDeleted(wiki, planter, keeper, planted)
  await plantStashed(wiki, planter, keeper, planted)
  return planted
}

async function contentOf(wiki: Wiki, text: string) {
  const folder = await mkdtemp(path.join(tmpdir(), 'palimpsest-canary-'))
  try {
    const file = path.join(folder, 'file')
    await writeFile(file, text)
    return await takeContent(wiki.files, [file])
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function send(wiki: Wiki, by: Performer, title: Title, text: string, comment: string): Promise<Recorded> {
  const { content, size } = await contentOf(wiki, text)
  const permit = by.permit('upload')
  const version = { title, content, size, comment, pageText: 'canary', tags: [] }
  return wiki.database.write(tx => publish(tx, wiki, permit, version))
}

/** Files of somebody whose name will be hidden: one that is shown with an older version, and one that was deleted. Says their titles. */
export async function sendAs(wiki: Wiki, somebody: Performer, keeper: Performer): Promise<string[]> {
  const titles = ['sent', 'gone'].map(kind => makeTitle(NS.file, `Canary_${kind}_${wiki.random(3)}.txt`))
  for (const title of titles) {
    for (const turn of ['one', 'two']) await send(wiki, somebody, title, `canary ${turn} ${wiki.random(3)}`, 'canary')
  }
  const [, gone] = titles
  if (gone !== undefined) await deletePage(wiki, keeper, { title: gone, reason: 'canary', tags: [] })
  return titles.map(title => wiki.nameOf(title))
}

/** The hash of a content, and the words in it: where either comes out, the content is known. */
function secretContent(place: string, text: string, mark: string, level: 'hidden' | 'suppressed'): Secret {
  const hash = secret(place, sha1Of(text), level, 'deletedtext', text)
  return { ...hash, forms: [...hash.forms, ...formsOf(mark)], isOnPages: false }
}

/** Another version between two: its content, its comment and who sent it are hidden, here and once more when deleted. */
async function plantVersions(
  wiki: Wiki,
  planter: FilePlanter,
  keeper: Performer,
  suppress: boolean,
  planted: Planting,
): Promise<void> {
  const level = suppress ? 'suppressed' : 'hidden'
  const words = planter.mark('file')
  const text = `canary ${words}`
  const comment = planter.mark('filecomment')
  const { mark: user, performer } = planter.stranger()
  for (const isDeleted of [false, true]) {
    const title = makeTitle(NS.file, `Canary_${level}_${wiki.random(3)}.txt`)
    const name = wiki.nameOf(title)
    await send(wiki, keeper, title, `canary one ${wiki.random(3)}`, 'canary begins')
    const { revId, logId } = await send(wiki, performer, title, text, `${comment} [[${comment}]]`)
    await send(wiki, keeper, title, `canary two ${wiki.random(3)}`, 'canary goes on')
    if (revId === undefined || logId === undefined) throw new Error('an upload of the canary left no trace')
    await planter.hideTraces(name, { revId, logId }, suppress)
    const [old] = await oldVersionsOf(wiki.database.read, title.dbKey, { limit: 1 })
    if (old?.archiveName === undefined) throw new Error('the canary finds no old version')
    const permit = keeper.permit('deleterevision')
    const hide = ['content', 'comment', 'user'] as const
    const order = { ...planter.order(name, suppress), hide, ids: [archiveIdOf(old.archiveName)] }
    await wiki.database.write(tx => hideOldVersions(tx, permit, order))
    planted.titles.push(name)
    planted.opened.push({ target: name, file: old.archiveName })
    for (const address of [filePath(old, ''), thumbnailPath(old, 20, '')]) planted.paths.push(below(address))
    if (!isDeleted) continue
    await deletePage(wiki, keeper, { title, reason: 'canary', tags: [] })
    planted.opened.push({ target: name, file: `${base36Of(text)}.${extensionOf(title.dbKey)}` })
  }
  const right = 'deletedhistory'
  planted.secrets.push(
    secretContent('content of a version of a file', text, words, level),
    { ...secret('comment of a version of a file', comment, level, right), isOnPages: false },
    { ...secret('sender of a version of a file', user, level, right), isOnPages: false },
  )
  planter.hideUser(user, planter.stranger().mark)
}

const below = (address: string): string => address.slice('/images/'.length)
const base36Of = (text: string): string =>
  BigInt(`0x${sha1Of(text)}`)
    .toString(36)
    .padStart(31, '0')

/** A file that was deleted: of its bytes nothing is there, and its comment is for who may know of deleted things. */
async function plantDeleted(wiki: Wiki, planter: FilePlanter, keeper: Performer, planted: Planting): Promise<void> {
  const title = makeTitle(NS.file, `Canary_deleted_${wiki.random(3)}.txt`)
  const words = planter.mark('deadfile')
  const comment = planter.mark('deadcomment')
  const { performer } = planter.stranger()
  await send(wiki, keeper, title, `canary one ${wiki.random(3)}`, 'canary begins')
  const { revId, logId } = await send(wiki, performer, title, `canary ${words}`, comment)
  await send(wiki, keeper, title, `canary two ${wiki.random(3)}`, 'canary goes on')
  if (revId === undefined || logId === undefined) throw new Error('an upload of the canary left no trace')
  // The log of uploads outlives the file.
  await planter.hideTraces(wiki.nameOf(title), { revId, logId }, false)
  const [version] = await oldVersionsOf(wiki.database.read, title.dbKey, { limit: 1 })
  await deletePage(wiki, keeper, { title, reason: 'canary', tags: [] })
  const [archived] = await archivedOfName(wiki.database.read, title.dbKey, undefined, 1)
  if (version === undefined || archived === undefined) throw new Error('the canary finds no deleted version')
  planted.titles.push(wiki.nameOf(title))
  planted.paths.push(below(filePath(version, '')), below(filePath(archived, '')))
  planted.opened.push({ target: wiki.nameOf(title), file: `${base36Of(`canary ${words}`)}.txt` })
  planted.secrets.push(
    { ...secret('comment of a deleted file', comment, 'deleted', 'deletedhistory'), isOnPages: false },
    unseenByAll('content of a deleted file', words),
  )
}

/** The bytes of a file come only with a token of one's own session, which no walk brings: nobody finds them. */
const unseenByAll = (place: string, words: string): Secret => ({
  ...secret(place, words, 'deleted', 'deletedtext'),
  isOnPages: false,
  mayBeSeenBy: () => false,
})

/** What somebody sent and has not published is theirs alone. */
async function plantStashed(wiki: Wiki, planter: FilePlanter, keeper: Performer, planted: Planting): Promise<void> {
  const words = planter.mark('stash')
  const text = `canary ${words}`
  const { content, size } = await contentOf(wiki, text)
  const stashed = await stash(wiki, keeper.viewer.userId as UserId, { content, size, wasShown: false })
  planted.fileKeys.push(stashed.key)
  const waiting = unseenByAll('content of a file that waits', words)
  planted.secrets.push({ ...waiting, forms: [...waiting.forms, ...formsOf(sha1Of(text), text)] })
}
