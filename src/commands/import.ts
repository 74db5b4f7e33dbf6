// palimpsest import: pages with their history from a dump.
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { PassThrough, type Readable } from 'node:stream'
import { parseArgs } from 'node:util'
import { createGunzip } from 'node:zlib'
import unbzip2 from 'unbzip2-stream'
import { timestampOf } from '../api/timestamps.ts'
import { DumpError, type DumpPage, DumpReader, type DumpRevision, type DumpSite } from '../import/dump-reader.ts'
import { importedName, importRevisions, titleOfDumpPage } from '../import/import-revisions.ts'
import { hasPages } from '../import/import-store.ts'
import { noteAllPages, noteChangedPage } from '../links/note-change.ts'
import type { NamespaceChange } from '../pages/namespaces.ts'
import type { Database } from '../storage/database.ts'
import { migrate } from '../storage/migrate.ts'
import { migrations } from '../storage/migrations/index.ts'
import { readSetting, writeSetting } from '../storage/wiki-setting-store.ts'
import { openWiki, type Wiki } from '../wiki.ts'
import { databaseOf, UsageError, whereOptions } from './where.ts'

export const help = `palimpsest import FILE: take in pages with their history

  FILE              an export of MediaWiki, schema 0.10 or 0.11: .xml, .xml.gz, .xml.bz2, or - for standard input
  --data DIR        the folder of the wiki's data (./data)
  --database URL    a PostgreSQL database instead
  --strict          stop at a text that is not the one of its hash, instead of telling how many there were

Repeating an import adds nothing twice; one that was broken off goes on where it was. Into an empty wiki, the names of
the site and its namespaces come along. Authors are kept as names that no account has.
`

/** Bytes of text, or revisions, that go into one transaction. */
const batchBytes = 4 * 1024 * 1024
const batchRevisions = 500
/** Of so many pages what they refer to is kept one by one; after more, that of all pages is kept anew. */
const mostChangedPages = 1000

/** Imports a file. Answers 1 where it is broken: what was read before stays, and the line is told. */
export async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { ...whereOptions, strict: { type: 'boolean', default: false } },
    allowPositionals: true,
  })
  const [file, ...more] = positionals
  if (file === undefined || more.length > 0) throw new UsageError('name one file to import, or - for standard input')
  const size = file === '-' ? undefined : await sizeOf(file)
  const database = await databaseOf(values)
  const importer = new Importer(database, values.strict)
  const progress = new Progress(size)
  try {
    for await (const chunk of chunksOf(file, bytes => progress.read(bytes))) {
      await importer.take(chunk)
      progress.show(importer)
    }
    await importer.end()
  } catch (error) {
    progress.clear()
    if (!(error instanceof DumpError)) throw error
    console.error(`palimpsest import: ${file}, ${error.message}`)
    console.error(`What came before is kept: ${importer.summary()}.`)
    return 1
  } finally {
    await database.close()
  }
  progress.clear()
  if (importer.mismatches > 0) {
    console.error(
      `${importer.mismatches} texts are not those of their hashes, and were taken as they are; the first: ${importer.firstMismatch}`,
    )
  }
  console.log(`${importer.summary()}, in ${progress.seconds()} seconds`)
  return 0
}

async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size
  } catch {
    throw new UsageError(`${file} cannot be read`)
  }
}

async function* chunksOf(file: string, onBytes: (bytes: number) => void): AsyncGenerator<string> {
  const raw: Readable = file === '-' ? process.stdin : createReadStream(file, { highWaterMark: 256 * 1024 })
  raw.on('data', (chunk: Buffer) => onBytes(chunk.length))
  const plain = file.endsWith('.gz')
    ? raw.pipe(createGunzip())
    : file.endsWith('.bz2')
      ? raw.pipe(unbzip2()).pipe(new PassThrough())
      : raw
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let first = true
  for await (const chunk of plain) {
    let text: string
    try {
      text = decoder.decode(chunk as Buffer, { stream: true })
    } catch {
      throw new DumpError(0, 'the file is not UTF-8')
    }
    if (first) text = text.replace(/^\ufeff/, '')
    first = false
    yield text
  }
}

/** Collects revisions and writes them in batches. */
class Importer {
  readonly #database: Database
  readonly #reader = new DumpReader()
  #wiki: Wiki | undefined
  #pages: { page: DumpPage; revisions: DumpRevision[] }[] = []
  #bytes = 0
  #waiting = 0
  pages = 0
  newPages = 0
  added = 0
  known = 0
  /** Pages whose latest revision is another now. */
  #changed = 0
  #lastTitle = ''

  mismatches = 0
  firstMismatch = ''
  readonly #isStrict: boolean

  constructor(database: Database, isStrict: boolean) {
    this.#database = database
    this.#isStrict = isStrict
  }

  async take(chunk: string): Promise<void> {
    for (const event of this.#reader.read(chunk)) {
      if ('site' in event) await this.#takeSite(event.site)
      else if ('revision' in event) await this.#takeRevision(event.revision)
    }
    await this.#stopAtError()
  }

  async end(): Promise<void> {
    for (const event of this.#reader.end()) if ('revision' in event) await this.#takeRevision(event.revision)
    await this.#flush()
    await this.#stopAtError()
  }

  summary(): string {
    const known = this.known > 0 ? `, ${this.known} revisions were there already` : ''
    return `${this.pages} pages (${this.newPages} new), ${this.added} revisions added${known}`
  }

  async #stopAtError(): Promise<void> {
    if (this.#reader.error === undefined) return
    await this.#flush()
    throw this.#reader.error
  }

  async #takeSite(site: DumpSite): Promise<void> {
    await migrate(this.#database, migrations)
    if (!(await hasPages(this.#database.read))) await keepSite(this.#database, site)
  }

  async #takeRevision(revision: DumpRevision): Promise<void> {
    const last = this.#pages.at(-1)
    if (last !== undefined && last.page.title === revision.page.title) last.revisions.push(revision)
    else this.#pages.push({ page: revision.page, revisions: [revision] })
    this.#bytes += revision.text?.length ?? 0
    this.#waiting += 1
    if (this.#bytes >= batchBytes || this.#waiting >= batchRevisions) await this.#flush()
  }

  async #flush(): Promise<void> {
    const pages = this.#pages
    this.#pages = []
    this.#bytes = 0
    this.#waiting = 0
    this.#wiki ??= await openWiki({ database: this.#database })
    const wiki = this.#wiki
    let done = 0
    let changed = 0
    try {
      const { mismatches } = this
      await wiki.database.write(async tx => {
        // A lost race runs the work again.
        this.#uncount()
        this.mismatches = mismatches
        done = 0
        changed = this.#changed
        const timestamp = timestampOf(wiki.now())
        for (const { page, revisions } of pages) {
          const title = titleOfDumpPage(wiki, page, revisions[0]?.line ?? 0)
          const result = await importRevisions(tx, wiki, title, revisions, {
            onMismatch: one => this.#mismatch(one),
            nameOf: importedName,
            isKnownBy: 'text',
          })
          this.#count(page, result)
          done += 1
          if (result.changed === undefined) continue
          changed += 1
          if (changed > mostChangedPages) continue
          await noteChangedPage(tx, { page: result.changed, titles: [title], appeared: result.isNew, timestamp })
        }
        if (changed > mostChangedPages && changed > this.#changed) await noteAllPages(tx, timestamp)
      })
    } catch (error) {
      if (!(error instanceof DumpError) || done === 0) throw error
      // What came before the page that is wrong is kept.
      this.#uncount()
      this.#pages = pages.slice(0, done)
      await this.#flush()
      throw error
    }
    this.#changed = changed
    this.#counted = { pages: this.pages, newPages: this.newPages, added: this.added, known: this.known }
  }

  #mismatch(revision: DumpRevision): void {
    const what = `the text of “${revision.page.title}” of ${revision.timestamp} is not the one of its hash`
    if (this.#isStrict) throw new DumpError(revision.line, what)
    this.mismatches += 1
    if (this.firstMismatch === '') this.firstMismatch = `line ${revision.line}, ${what}`
  }

  #counted = { pages: 0, newPages: 0, added: 0, known: 0 }
  #uncount(): void {
    Object.assign(this, this.#counted)
  }
  #count(page: DumpPage, result: { isNew: boolean; added: number; known: number }): void {
    if (page.title !== this.#lastTitle) this.pages += 1
    this.#lastTitle = page.title
    this.newPages += result.isNew ? 1 : 0
    this.added += result.added
    this.known += result.known
  }
}

/** What an empty wiki takes over of the site that the dump is of. */
async function keepSite(database: Database, site: DumpSite): Promise<void> {
  const namespaces: NamespaceChange[] = site.namespaces
    .filter(one => one.id !== 0)
    .map(one => ({ id: one.id, name: one.name, case: one.isFirstLetter ? 'first-letter' : 'case-sensitive' }))
  const stored = await readSetting(database.read, 'settings')
  const settings: Record<string, unknown> = stored === undefined ? {} : (JSON.parse(stored) as Record<string, unknown>)
  if (site.siteName !== undefined) settings.siteName ??= site.siteName
  const mainPage = site.base === undefined ? undefined : titleInAddress(site.base)
  if (mainPage !== undefined) settings.mainPage ??= mainPage
  if (site.language !== undefined && /^[a-z-]{2,20}$/.test(site.language)) settings.language ??= site.language
  await database.write(async tx => {
    await writeSetting(tx, 'namespaces', JSON.stringify(namespaces))
    await writeSetting(tx, 'settings', JSON.stringify(settings))
  })
}

function titleInAddress(base: string): string | undefined {
  const last = base.slice(base.lastIndexOf('/') + 1)
  try {
    return last === '' ? undefined : decodeURIComponent(last).replaceAll('_', ' ')
  } catch {
    return undefined
  }
}

/** A line on a terminal that says how far it is; nothing elsewhere. */
class Progress {
  readonly #total: number | undefined
  readonly #began = performance.now()
  readonly #isTerminal = process.stderr.isTTY === true
  #bytes = 0
  #shown = 0
  constructor(total: number | undefined) {
    this.#total = total
  }
  read(bytes: number): void {
    this.#bytes += bytes
  }
  seconds(): string {
    return ((performance.now() - this.#began) / 1000).toFixed(1)
  }
  show(importer: Importer): void {
    if (!this.#isTerminal || performance.now() - this.#shown < 200) return
    this.#shown = performance.now()
    const part = this.#total === undefined ? undefined : Math.min(1, this.#bytes / this.#total)
    const bar =
      part === undefined ? '' : `[${'#'.repeat(Math.round(part * 30)).padEnd(30, '.')}] ${Math.round(part * 100)} % `
    process.stderr.write(`\r${bar}${importer.pages} pages, ${importer.added} revisions `)
  }
  clear(): void {
    if (this.#isTerminal) process.stderr.write('\r\u001b[K')
  }
}
