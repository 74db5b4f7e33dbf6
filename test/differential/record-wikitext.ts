// node test/differential/record-wikitext.ts API NAME:PASSWORD FILE…: asks another MediaWiki (with ParserFunctions, Cite and Poem) how it
// renders the texts of these files of probes, and writes its answers beside them. A new probe is a text without an answer.
// The account may edit and upload: the pages and the file that the probes use are made first, their names begin with Probe.
import { readFileSync, writeFileSync } from 'node:fs'
import { Client } from '../support/client.ts'
import { type Probe, probePages, probePicture, probeServer, quoted } from './wikitext-probes.ts'

const [api = '', account = '', ...files] = process.argv.slice(2)
const [name = '', password = ''] = account.split(':')
const client = await new Client(api).login(name, password)
await furnish()
const words = await sentences()
for (const file of files) {
  const probes = JSON.parse(readFileSync(file, 'utf8')) as Omit<Probe, 'html'>[]
  const recorded: Probe[] = []
  for (const probe of probes) recorded.push({ ...probe, ...(await ask(probe)) })
  writeFileSync(file, `${JSON.stringify(recorded, null, 2)}\n`)
  console.log(`${file}: ${recorded.length} probes`)
}

async function furnish(): Promise<void> {
  for (const [title, text] of Object.entries(probePages)) {
    ;(await client.write({ action: 'edit', title, text })).ok()
  }
  const form = new FormData()
  const fields = { action: 'upload', format: 'json', filename: probePicture.name, ignorewarnings: '1' }
  for (const [key, value] of Object.entries(fields)) form.set(key, value)
  form.set('token', await client.token())
  form.set('file', new Blob([new Uint8Array(Buffer.from(probePicture.bytes, 'base64'))]), probePicture.name)
  const cookie = [...client.cookies].map(([key, value]) => `${key}=${value}`).join('; ')
  const answer = await (await fetch(api, { method: 'POST', body: form, headers: { cookie } })).text()
  if (!/"result":"Success"|fileexists-no-change/.test(answer)) throw new Error(`cannot upload: ${answer.slice(0, 300)}`)
}

async function ask({ text, title }: Omit<Probe, 'html'>): Promise<Pick<Probe, 'html' | 'categories'>> {
  const answer = await client.post({
    action: 'parse',
    title: title ?? 'Probe',
    text,
    contentmodel: 'wikitext',
    prop: ['text', 'categories'],
    uselang: 'qqx',
    wrapoutputclass: '',
    disablelimitreport: true,
    disableeditsection: true,
    disabletoc: true,
  })
  const categories = answer
    .ok()
    .list('parse.categories')
    .map(one => {
      const { category, sortkey } = one as { category: string; sortkey: string }
      const shown = words.categories.get(category.replaceAll('_', ' ')) ?? category.replaceAll('_', ' ')
      return sortkey === '' ? shown : `${shown}|${sortkey}`
    })
  const neutral = answer
    .string('parse.text')
    .replaceAll(new URL(api).host, new URL(probeServer).host)
    .replaceAll('lang="qqx"', 'lang="en"')
    .replace(/\(\S+ = (\S+)\)/g, '($1)')
  const html = words.inTexts.reduce(
    (before, { pattern, key, numbers }) =>
      before.replace(pattern, (_, ...found) => {
        const parameters: string[] = []
        for (const [group, number] of numbers.entries()) parameters[number] = String(found[group])
        return quoted(key, parameters)
      }),
    neutral,
  )
  return { html, ...(categories.length > 0 ? { categories } : {}) }
}

interface Sentence {
  readonly pattern: RegExp
  readonly key: string
  /** Which parameter each group of the pattern is. */
  readonly numbers: readonly number[]
}

/** The sentences of that wiki that can show in a page in its own language: only their keys are written down. */
async function sentences(): Promise<{ inTexts: Sentence[]; categories: Map<string, string> }> {
  const answer = await client.get({ action: 'query', meta: 'allmessages', amlang: 'en' })
  const inTexts: Sentence[] = []
  const categories = new Map<string, string>()
  for (const one of answer.ok().list('query.allmessages')) {
    const { name: key, content = '' } = one as { name: string; content?: string }
    if (/^[A-Z]\w* \w+/.test(content)) categories.set(content, quoted(key, []))
    if (
      !/^(red-link-title|redirectto|pfunc_|parser-template|duplicate-defaultsort|invalid-|.*-exceeded-warning$)/.test(
        key,
      ) ||
      content.length < 6
    )
      continue
    const numbers = Array.from(content.matchAll(/\$(\d)/g), match => Number(match[1]) - 1)
    const pattern = content
      .replace(/[.*+?^{}()|[\]\\]/g, '\\$&')
      .replaceAll('"', '(?:"|&quot;)')
      .replaceAll('&lt;', '<')
      .replace(/\$\d/g, key === 'red-link-title' ? '([^"]*)' : '(.*?)')
    inTexts.push({ pattern: new RegExp(pattern, 'g'), key, numbers })
  }
  return { inTexts, categories }
}
