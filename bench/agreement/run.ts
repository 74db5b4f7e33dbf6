// node bench/agreement/run.ts --data DIR --reference API PAGES…: how far we render pages as another MediaWiki renders them.
//   PAGES              folders of wikitext (a file a page, named after it, ending in .txt), or dumps (.xml) that both wikis
//                      have taken in, so that their templates are there
//   --data DIR         the data of our wiki, as for the command serve
//   --reference API    the api.php of the other wiki
//   --cache DIR        keeps the reference's answers there, and asks for each only once
//   --only TEXT        only pages whose title contains this
//   --show N           how many differences to show (10)
//   --titles           names the pages that differ
//   --times            tells how long each page takes instead: milliseconds of processor, the least of five times
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { DumpReader } from '../../src/import/dump-reader.ts'
import { type Answer, Client, type Params } from '../../test/support/client.ts'
import { askOurs } from './ours.ts'
import { type Agreement, agreement, blocksOf } from './trees.ts'

interface Page {
  readonly title: string
  readonly text: string
}
type Result = Agreement & { readonly title: string }

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    data: { type: 'string' },
    reference: { type: 'string' },
    cache: { type: 'string' },
    only: { type: 'string', default: '' },
    show: { type: 'string', default: '10' },
    titles: { type: 'boolean', default: false },
    times: { type: 'boolean', default: false },
  },
})
if (values.data === undefined || values.reference === undefined || positionals.length === 0) {
  console.error('usage: run.ts --data DIR --reference API [--cache DIR] [--only TEXT] [--show N] [--titles] PAGES…')
  process.exit(2)
}
const rounds = 5
const reference = new Client(values.reference)
const wiki = await askOurs(values.data, reference)
try {
  const results: Result[] = []
  for (const page of positionals.flatMap(pagesIn).filter(one => one.title.includes(values.only))) {
    if (values.times) {
      console.log(await timesOf(page))
      continue
    }
    const theirs = await cached(page, () => rendered(reference, page))
    const mine = await rendered(wiki.client, page)
    results.push({ title: page.title, ...agreement(blocksOf(mine), blocksOf(theirs)) })
  }
  if (!values.times) report(results)
} finally {
  await wiki.close()
}

function parse(asked: Client, { title, text }: Page, params: Params): Promise<Answer> {
  return asked.post({ action: 'parse', title, text, contentmodel: 'wikitext', ...params })
}

async function rendered(asked: Client, page: Page): Promise<string> {
  return (await parse(asked, page, { prop: 'text', disablelimitreport: true })).ok().string('parse.text')
}

/** A line: the bytes of a page, what it costs us with all of the request, and what the reference says that it costs. */
async function timesOf(page: Page): Promise<string> {
  let [ours, theirs] = [Infinity, Infinity]
  for (let round = 0; round < rounds; round++) {
    const before = process.cpuUsage()
    await rendered(wiki.client, page)
    const { user, system } = process.cpuUsage(before)
    ours = Math.min(ours, (user + system) / 1000)
    const answer = (await parse(reference, page, { prop: ['text', 'limitreportdata'] })).ok()
    const seconds = answer.list('parse.limitreportdata').flatMap(one => {
      const { name, 0: value } = one as { name: string; 0: string }
      return name === 'limitreport-cputime' ? [Number(value)] : []
    })
    theirs = Math.min(theirs, (seconds[0] ?? Infinity) * 1000)
  }
  const bytes = Buffer.byteLength(page.text)
  return `${String(bytes).padStart(7)} bytes: ours ${ours.toFixed(0)} ms, theirs ${theirs.toFixed(0)} ms  ${page.title}`
}

async function cached(page: Page, ask: () => Promise<string>): Promise<string> {
  if (values.cache === undefined) return ask()
  mkdirSync(values.cache, { recursive: true })
  const name = createHash('sha256').update(`${page.title}\n${page.text}`).digest('hex')
  const file = path.join(values.cache, `${name}.html`)
  if (!statSync(file, { throwIfNoEntry: false })) writeFileSync(file, await ask())
  return readFileSync(file, 'utf8')
}

function pagesIn(place: string): Page[] {
  if (!statSync(place).isDirectory()) return pagesOfDump(readFileSync(place, 'utf8'))
  return readdirSync(place)
    .filter(name => name.endsWith('.txt'))
    .map(name => ({
      title: name.slice(0, -'.txt'.length).replaceAll('-', ' '),
      text: readFileSync(path.join(place, name), 'utf8'),
    }))
}

function pagesOfDump(xml: string): Page[] {
  const reader = new DumpReader()
  return [...reader.read(xml), ...reader.end()].flatMap(event =>
    'revision' in event && event.revision.text !== undefined
      ? [{ title: event.revision.page.title, text: event.revision.text }]
      : [],
  )
}

function report(results: readonly Result[]): void {
  const differing = results.filter(result => result.differences.length > 0)
  const sum = (of: 'blocks' | 'equal') => results.reduce((total, result) => total + result[of], 0)
  const percent = (part: number, all: number) => `${part} of ${all} (${((100 * part) / Math.max(all, 1)).toFixed(2)} %)`
  let left = Number(values.show)
  for (const { title, differences } of differing) {
    if (values.titles) console.log(`differs: ${title} (${differences.length})`)
    for (const difference of differences) {
      if (left-- <= 0) break
      console.log(`\n${title}\n${shown(difference)}`)
    }
  }
  console.log(`\nblocks alike: ${percent(sum('equal'), sum('blocks'))}`)
  console.log(`pages alike as a whole: ${percent(results.length - differing.length, results.length)}`)
}

/** Where the two first part, with a little of what surrounds it. */
function shown({ ours: mine, theirs }: Agreement['differences'][number]): string {
  const [a, b] = [mine.join('\n'), theirs.join('\n')]
  let at = 0
  while (at < Math.min(a.length, b.length) && a[at] === b[at]) at++
  const around = (text: string) => JSON.stringify(text.slice(Math.max(0, at - 80), at + 200))
  return `  ours   (${mine.length}) ${around(a)}\n  theirs (${theirs.length}) ${around(b)}`
}
