// Importing an export that somebody sends: page after page, each with a log entry and a revision that tells of it.
import { createReadStream } from 'node:fs'
import type { Permit } from '../access/permit.ts'
import { timestampOf } from '../api/timestamps.ts'
import { record } from '../changes/record.ts'
import { cutComment } from '../language/cut-comment.ts'
import { nullRevision, withReason } from '../pages/null-revision.ts'
import { stateFor } from '../pages/page-state.ts'
import { pageByTitle } from '../pages/page-store.ts'
import { canExist, makeTitle, parseTitle, type Title, titleText } from '../pages/title.ts'
import { requireMayApply } from '../tags/allowed.ts'
import { canonicalUserName } from '../users/user-name.ts'
import { actorsByNames } from '../users/user-store.ts'
import type { Wiki } from '../wiki.ts'
import { DumpError, type DumpPage, DumpReader, type DumpRevision } from './dump-reader.ts'
import { importRevisions, titleOfDumpPage } from './import-revisions.ts'

export interface ImportOrder {
  /** The file on the disk. */
  readonly file: string
  /** Stands before the names of authors that are not accounts here. */
  readonly prefix: string
  /** Whether an author whose name an account here has is that account. */
  readonly assignsKnownUsers: boolean
  /** All pages become pages of this namespace, or subpages of this page. */
  readonly namespace?: number | undefined
  readonly root?: Title | undefined
  readonly summary: string
  readonly tags: readonly string[]
}

/** What became of a page: `refused` where the importer may not edit it. */
export type ImportOutcome =
  | { readonly kind: 'imported'; readonly title: Title; readonly revisions: number }
  | { readonly kind: 'invalid' }
  | { readonly kind: 'refused'; readonly title: Title }

/** Revisions, and characters of text, that go into one transaction. */
const batchRevisions = 200
const batchText = 4 * 1024 * 1024

/** Imports a file. Throws a DumpError where it is broken: what came before stays. */
export async function importDump(
  wiki: Wiki,
  permit: Permit<'importupload'>,
  order: ImportOrder,
): Promise<readonly ImportOutcome[]> {
  requireMayApply(permit.performer, order.tags)
  const outcomes: ImportOutcome[] = []
  const reader = new DumpReader()
  let page: OnePage | undefined
  const take = async (events: ReturnType<DumpReader['end']>): Promise<void> => {
    for (const event of events) {
      if ('revision' in event) {
        page ??= await OnePage.begin(wiki, permit, order, event.revision)
        await page.add(event.revision)
      } else if ('pageEnd' in event && page !== undefined) {
        outcomes.push(await page.end())
        page = undefined
      }
    }
  }
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    for await (const chunk of createReadStream(order.file)) {
      await take(reader.read(decoder.decode(chunk as Buffer, { stream: true })))
      if (reader.error !== undefined) throw reader.error
    }
  } catch (error) {
    if (error instanceof TypeError) throw new DumpError(0, 'the file is not UTF-8')
    throw error
  }
  await take(reader.end())
  if (reader.error !== undefined) throw reader.error
  return outcomes
}

/** One page while its revisions come in. */
class OnePage {
  readonly #wiki: Wiki
  readonly #permit: Permit<'importupload'>
  readonly #order: ImportOrder
  /** Undefined for a page that is not taken, for the reason of `#outcome`. */
  readonly #title: Title | undefined
  #waiting: DumpRevision[] = []
  #text = 0
  #added = 0

  static async begin(
    wiki: Wiki,
    permit: Permit<'importupload'>,
    order: ImportOrder,
    { page, line }: DumpRevision,
  ): Promise<OnePage> {
    const title = titleFor(wiki, order, page, line)
    const mayEdit = title !== undefined && (await mayImport(wiki, permit, title))
    return new OnePage(wiki, permit, order, { title, mayEdit })
  }

  readonly #mayEdit: boolean
  private constructor(
    wiki: Wiki,
    permit: Permit<'importupload'>,
    order: ImportOrder,
    page: { readonly title: Title | undefined; readonly mayEdit: boolean },
  ) {
    this.#wiki = wiki
    this.#permit = permit
    this.#order = order
    this.#title = page.title
    this.#mayEdit = page.mayEdit
  }

  async add(revision: DumpRevision): Promise<void> {
    if (!this.#mayEdit) return
    const { model, line } = revision
    const isKnown = this.#wiki.contentModels.names.includes(model)
    if (!isKnown) throw new DumpError(line, `there is no content model “${model}”`)
    this.#waiting.push(revision)
    this.#text += revision.text?.length ?? 0
    if (this.#waiting.length >= batchRevisions || this.#text >= batchText) await this.#write()
  }

  async end(): Promise<ImportOutcome> {
    const title = this.#title
    if (title === undefined) return { kind: 'invalid' }
    if (!this.#mayEdit) return { kind: 'refused', title }
    await this.#write()
    if (this.#added > 0) await this.#log(title)
    return { kind: 'imported', title, revisions: this.#added }
  }

  async #write(): Promise<void> {
    const title = this.#title
    const revisions = this.#waiting
    if (title === undefined || revisions.length === 0) return
    this.#waiting = []
    this.#text = 0
    const authorOf = await this.#authors(revisions)
    const { added } = await this.#wiki.database.write(tx =>
      importRevisions(tx, this.#wiki, title, revisions, {
        onMismatch: () => undefined,
        nameOf: authorOf,
        isKnownBy: 'hash',
      }),
    )
    this.#added += added
  }

  /** By whom revisions are said to be: accounts that are here, if that is wanted; others under the prefix. */
  async #authors(revisions: readonly DumpRevision[]): Promise<(name: string) => string> {
    const { prefix, assignsKnownUsers } = this.#order
    const names = [...new Set(revisions.flatMap(one => one.contributor?.name ?? []))]
    const here = (name: string): string => canonicalUserName(name, this.#wiki.titles) ?? name
    const known = assignsKnownUsers ? await actorsByNames(this.#wiki.database.read, names.map(here)) : []
    const accounts = new Set(known.filter(actor => actor.actor_user !== null).map(actor => actor.actor_name))
    return name => (accounts.has(here(name)) ? here(name) : `${prefix}>${name}`)
  }

  /** As MediaWiki: the history tells that it was imported, by a revision that changes nothing. */
  async #log(title: Title): Promise<void> {
    const wiki = this.#wiki
    const permit = this.#permit
    const { summary, tags } = this.#order
    const now = timestampOf(wiki.now())
    const sentence = wiki.messages.wikitext(
      { key: 'import-logentry-upload-detail', params: [{ num: this.#added }] },
      wiki.config.language,
    )
    await wiki.database.write(async tx => {
      const page = await pageByTitle(tx, title)
      if (page === undefined) return
      const comment = withReason(wiki, sentence, summary)
      const { revision, timestamp } = await nullRevision(tx, page, { comment, now })
      await record(tx, {
        permit,
        on: title,
        summary: cutComment(summary),
        revision,
        log: { type: 'import', action: 'upload', params: { count: this.#added }, pageId: page.page_id },
        tags,
        flags: { minor: true },
        timestamp,
      })
    })
  }
}

function titleFor(wiki: Wiki, { namespace, root }: ImportOrder, page: DumpPage, line: number): Title | undefined {
  let title: Title
  try {
    const here = { ...page, title: nameHere(wiki, page) }
    if (interwikiOf(wiki, here.title) !== '') return undefined
    title = titleOfDumpPage(wiki, here, line)
  } catch (error) {
    if (error instanceof DumpError) return undefined
    throw error
  }
  if (namespace !== undefined) title = makeTitle(namespace, title.dbKey)
  if (root !== undefined) {
    const parsed = parseTitle(`${titleText(root)}/${wiki.nameOf(title)}`, wiki.titles, root.namespace)
    if (!parsed.ok) return undefined
    title = makeTitle(root.namespace, parsed.title.dbKey)
  }
  return canExist(title) ? title : undefined
}

function interwikiOf(wiki: Wiki, name: string): string {
  const parsed = parseTitle(name, wiki.titles)
  return parsed.ok ? parsed.title.interwiki : ''
}

/** As MediaWiki: the namespaces below 100 mean the same everywhere, whatever they are called. */
function nameHere(wiki: Wiki, { title, namespace = 0 }: DumpPage): string {
  const own = wiki.titles.namespaces.byId.get(namespace)
  const colon = title.indexOf(':')
  return own === undefined || namespace <= 0 || namespace >= 100 || colon < 0
    ? title
    : `${own.name}:${title.slice(colon + 1)}`
}

async function mayImport(wiki: Wiki, { performer }: Permit<'importupload'>, title: Title): Promise<boolean> {
  const page = await pageByTitle(wiki.database.read, title)
  const state = await stateFor(wiki, performer.viewer, { title, page, now: timestampOf(performer.now) })
  return performer.problemsOn('edit', state).length === 0
}
