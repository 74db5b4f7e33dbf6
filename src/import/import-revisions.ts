// Putting history into pages that was made elsewhere: with its times and authors, and never twice.
import { createHash } from 'node:crypto'
import { canonicalIp } from '../access/ip.ts'
import { parseTimestamp, timestampOf } from '../api/timestamps.ts'
import { countInSite } from '../changes/site-stats-store.ts'
import type { ActorId, PageId, RevId } from '../ids.ts'
import { cutComment } from '../language/cut-comment.ts'
import { insertPage, linkLatest, pageByTitle, setRedirect } from '../pages/page-store.ts'
import { redirectTitle } from '../pages/redirect-title.ts'
import { makeTitle, parseTitle, type Title } from '../pages/title.ts'
import { hiddenComment, hiddenContent, hiddenUser } from '../revisions/hidden-bits.ts'
import { insertRevision, insertText } from '../revisions/revision-store.ts'
import type { Transaction } from '../storage/database.ts'
import { acquireActor } from '../users/user-store.ts'
import type { Wiki } from '../wiki.ts'
import { DumpError, type DumpPage, type DumpRevision, unknownContributor } from './dump-reader.ts'
import { type KnownRevision, latestTimestamp, revisionsAround } from './import-store.ts'

/** A revision that was checked and is ready to be put in. */
interface Ready {
  readonly timestamp: string
  readonly minor: boolean
  readonly author: string
  readonly comment: string
  readonly model: string
  readonly bytes: Uint8Array
  readonly text: string
  readonly sha1: string
  /** As the dump tells it, in base 36. */
  readonly toldSha1: string | undefined
  readonly bits: number
}

export interface ImportedPage {
  readonly isNew: boolean
  /** How many were put in, and how many were there already. */
  readonly added: number
  readonly known: number
  /** The page, if its latest revision is another now: what it refers to is still to be kept. */
  readonly changed: PageId | undefined
}

/** Names of authors that are no accounts here begin with this. As MediaWiki. */
export const importedName = (name: string): string => `imported>${name}`

/** The title of a page of a dump; throws a DumpError for what is none here. */
export function titleOfDumpPage(wiki: Wiki, page: DumpPage, line: number): Title {
  const parsed = parseTitle(page.title, wiki.titles)
  if (parsed.ok && parsed.title.interwiki === '' && parsed.title.namespace >= 0) return parsed.title
  // A page of a namespace that this wiki has not got is kept under its whole name.
  const whole = makeTitle(0, page.title.replaceAll(' ', '_'))
  if (page.namespace !== undefined && parsed.ok && parsed.title.namespace >= 0) return whole
  throw new DumpError(line, `“${page.title}” is no title of a page here`)
}

/** What is done with revisions on the way. */
export interface ImportWay {
  /** Is told of a text that is not the one of its hash, before it is put in with its own; it may throw instead. */
  readonly onMismatch: (revision: DumpRevision) => void
  /** What an author is called here. */
  readonly nameOf: (name: string) => string
  /** The same time and text is the same revision; or, as in MediaWiki, the same time and hash, for a dump that tells it. */
  readonly isKnownBy: 'text' | 'hash'
}

function prepare(revision: DumpRevision, { onMismatch, nameOf }: ImportWay): Ready {
  const { line } = revision
  const time = parseTimestamp(revision.timestamp, new Date(0))
  if (!time.ok || time.unclearNow) throw new DumpError(line, `“${revision.timestamp}” is no timestamp`)
  const text = revision.text ?? ''
  const bytes = new TextEncoder().encode(text)
  const sha1 = createHash('sha1').update(bytes).digest('hex')
  if (revision.sha1 !== undefined && revision.text !== undefined && base36(sha1) !== revision.sha1.padStart(31, '0')) {
    onMismatch(revision)
  }
  const { contributor } = revision
  return {
    timestamp: time.timestamp,
    minor: revision.minor,
    author: authorOf(contributor ?? unknownContributor, nameOf),
    comment: cutComment(revision.comment ?? ''),
    model: revision.model,
    bytes,
    text,
    sha1,
    toldSha1: revision.sha1?.padStart(31, '0'),
    bits:
      (revision.text === undefined ? hiddenContent : 0) |
      (revision.comment === undefined ? hiddenComment : 0) |
      (contributor === undefined ? hiddenUser : 0),
  }
}

function authorOf({ name, isAddress }: { name: string; isAddress: boolean }, nameOf: (name: string) => string): string {
  const address = isAddress ? canonicalIp(name) : undefined
  return address ?? nameOf(name)
}

/** Hashes of dumps are written in base 36. */
const base36 = (hex: string): string => BigInt(`0x${hex}`).toString(36).padStart(31, '0')

/**
 * Puts revisions of one page in, those that are not there yet. The newest of all becomes the latest. Throws a DumpError for
 * a revision that cannot be taken.
 */
export async function importRevisions(
  tx: Transaction,
  wiki: Wiki,
  title: Title,
  revisions: readonly DumpRevision[],
  way: ImportWay,
): Promise<ImportedPage> {
  const ready = revisions
    .map(one => prepare(one, way))
    .sort((a, b) => (a.timestamp < b.timestamp ? -1 : a.timestamp > b.timestamp ? 1 : 0))
  const [first, last] = [ready[0], ready.at(-1)]
  if (first === undefined || last === undefined) return { isNew: false, added: 0, known: 0, changed: undefined }
  const row = await pageByTitle(tx, title)
  const now = timestampOf(wiki.now())
  const pageId = row?.page_id ?? (await newPage(tx, wiki, title, last.model, now))
  const { known, before } = await revisionsAround(tx, pageId, first.timestamp, last.timestamp)
  const placed: { timestamp: string; id: RevId }[] = known.map(one => ({
    timestamp: one.rev_timestamp,
    id: one.rev_id,
  }))
  const fresh = way.isKnownBy === 'text' ? withoutTexts(ready, known) : withoutHashes(ready, known)
  const actors = new Map<string, ActorId>()
  for (const one of fresh) {
    const actor = actors.get(one.author) ?? (await acquireActor(tx, one.author, 0))
    actors.set(one.author, actor)
    const parent = placed.findLast(other => other.timestamp <= one.timestamp)?.id ?? before
    const id = await insertRevision(tx, {
      page: pageId,
      actor,
      timestamp: one.timestamp,
      minor: one.minor,
      length: one.bytes.length,
      parent,
      sha1: one.sha1,
      comment: one.comment,
      textId: await insertText(tx, one.bytes),
      contentModel: one.model,
      deleted: one.bits,
    })
    placed.push({ timestamp: one.timestamp, id })
    placed.sort((a, b) => (a.timestamp < b.timestamp ? -1 : a.timestamp > b.timestamp ? 1 : a.id - b.id))
  }
  const isChanged = await makeLatest(tx, wiki, { pageId, title, row, fresh, placed, now })
  await countInSite(tx, { edits: fresh.length })
  return {
    isNew: row === undefined,
    added: fresh.length,
    known: ready.length - fresh.length,
    changed: isChanged ? pageId : undefined,
  }
}

const timeAnd = (timestamp: string, sha1: string | undefined): string => `${timestamp} ${sha1}`

function withoutTexts(ready: readonly Ready[], known: readonly KnownRevision[]): Ready[] {
  const there = new Set(known.map(one => timeAnd(one.rev_timestamp, one.rev_sha1)))
  return ready.filter(one => !there.has(timeAnd(one.timestamp, one.sha1)))
}

/** As MediaWiki: what a dump has twice is put in once, too. */
function withoutHashes(ready: readonly Ready[], known: readonly KnownRevision[]): Ready[] {
  const there = new Set(known.map(one => timeAnd(one.rev_timestamp, base36(one.rev_sha1))))
  return ready.filter(one => {
    const isFresh = !there.has(timeAnd(one.timestamp, one.toldSha1))
    if (isFresh) there.add(timeAnd(one.timestamp, base36(one.sha1)))
    return isFresh
  })
}

async function newPage(tx: Transaction, wiki: Wiki, title: Title, contentModel: string, now: string): Promise<PageId> {
  const id = await insertPage(tx, { title, random: wiki.randomNumber(), now, contentModel })
  if (id === undefined) throw new Error('a page is there and is not')
  return id
}

interface Placed {
  readonly pageId: PageId
  readonly title: Title
  readonly row: Awaited<ReturnType<typeof pageByTitle>>
  readonly fresh: readonly Ready[]
  readonly placed: readonly { readonly timestamp: string; readonly id: RevId }[]
  readonly now: string
}

/** The newest revision of all is what the page says from now on; whether that is another than before. */
async function makeLatest(tx: Transaction, wiki: Wiki, of: Placed): Promise<boolean> {
  const newest = of.fresh.at(-1)
  if (newest === undefined) return false
  const current = of.row === undefined ? undefined : await latestTimestamp(tx, of.pageId)
  if (current !== undefined && current > newest.timestamp) return false
  const id = of.placed.findLast(one => one.timestamp === newest.timestamp)?.id
  if (id === undefined) return false
  const redirect = newest.model === 'wikitext' ? redirectTitle(newest.text, wiki.titles) : undefined
  const isRedirect = redirect !== undefined
  const linked = await linkLatest(tx, of.pageId, of.row?.page_latest ?? 0, {
    revId: id,
    length: newest.bytes.length,
    contentModel: newest.model,
    isRedirect,
    isNew: of.placed.length === 1,
    now: of.now,
  })
  if (!linked) throw new Error('a page was changed while it was imported')
  const wasRedirect = of.row !== undefined && of.row.page_is_redirect !== 0
  if (isRedirect || wasRedirect) await setRedirect(tx, of.pageId, redirect)
  const counts = (is: boolean): number => (of.title.namespace === 0 && !is ? 1 : 0)
  const articles = counts(isRedirect) - (of.row === undefined ? 0 : counts(wasRedirect))
  await countInSite(tx, { pages: of.row === undefined ? 1 : 0, articles })
  return true
}
