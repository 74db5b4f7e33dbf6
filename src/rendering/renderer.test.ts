import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { engineTitleRules } from '../pages/engine-titles.ts'
import { namespaceTable } from '../pages/namespaces.ts'
import {
  type ExpandContext,
  type FactQuestion,
  factKey,
  type PageName,
  prefixedText,
  render,
} from '../wikitext/index.ts'
import { RenderingGivenUp } from './given-up.ts'
import { Renderer } from './renderer.ts'

const rules = { namespaces: namespaceTable('Test'), interwikis: new Set(['mw']) }
const titles = engineTitleRules(rules)
const sources: Readonly<Record<string, string>> = {
  'red-link-title': '$1 (missing $2)',
  two: '{{PLURAL:$1|one|many}}',
}
const templates: Readonly<Record<string, string>> = {
  'Template:Echo': '{{{1}}}',
  'Template:Twice': '{{{1}}}{{{1}}}',
  'Template:Long': 'long '.repeat(20_000),
}

function made(options: { patience?: number; threads?: number; idle?: number } = {}): Renderer {
  const renderer = new Renderer({ titles: rules, messageSource: key => sources[key], patience: 20_000, ...options })
  after(() => renderer.close())
  return renderer
}

/** A context that knows a little wiki, and notes what it was asked. */
function contextOf(more: Partial<ExpandContext> = {}): { context: ExpandContext; asked: string[] } {
  const asked: string[] = []
  const title = titles.parse('Test')
  assert.ok(title)
  const nameOf = (name: PageName): string => prefixedText(name, titles)
  const context: ExpandContext = {
    title,
    titles,
    now: new Date('2026-11-21T23:00:00Z'),
    siteName: 'Test',
    articlePath: '/wiki/$1',
    script: '/index.php',
    language: 'en',
    extensions: new Set(['ParserFunctions', 'Cite', 'Poem']),
    loadTemplates: async names => {
      asked.push('templates')
      return new Map(names.map(name => [nameOf(name), templates[nameOf(name)]]))
    },
    exists: async names => {
      asked.push(`existence of ${names.length}`)
      return new Map(names.map(name => [nameOf(name), name.text === 'There' || (name.text === 'Away' && 'redirect')]))
    },
    facts: async (questions: readonly FactQuestion[]) =>
      new Map(questions.map(question => [factKey(question, titles), '755'])),
    fileInfo: async names =>
      new Map(
        names.map(name => [
          name,
          {
            url: `/images/${name}`,
            width: 400,
            height: 200,
            mime: 'image/png',
            thumbnail: (width: number) => `/thumb/${width}/${name}`,
          },
        ]),
      ),
    message: (key, ...parameters) => {
      asked.push(`message ${key}`)
      return sources[key] === undefined ? undefined : `${key}(${parameters.join()})`
    },
    get statistics() {
      asked.push('statistics')
      return { pages: 14, articles: 1, edits: 1, files: 0, users: 4, activeUsers: 3, admins: 1 }
    },
    ...more,
  }
  return { context, asked }
}

const filler = `<!-- ${'x'.repeat(30_000)} -->`
const page = `'''Bold''' [[There]] [[Away]] [[Nowhere]] {{Echo|[[There#a|b]]}} {{NUMBEROFPAGES}} {{PAGESIZE:There}}
[[File:A.png|thumb|caption]] [[mw:Page]] <ref>note</ref> [[Category:C|key]] https://example.org
== One ==
== Two ==
{{DISPLAYTITLE:''Test''}}<indicator name="a">b</indicator>`

test('a large page is rendered in a thread as it would be here', async () => {
  const renderer = made()
  const there = await renderer.render(page + filler, contextOf().context)
  assert.equal(renderer.threads, 1)
  // Of messages the thread fills in those itself that only put their parameters in.
  const message: ExpandContext['message'] = (key, ...parameters) =>
    sources[key]?.replace(/\$(\d)/g, (whole, index: string) => parameters[Number(index) - 1] ?? whole)
  const here = await render(page + filler, contextOf({ message }).context)
  assert.deepEqual({ ...there }, here)
  assert.match(there.html, /title="Nowhere \(missing \$2\)"/)
  assert.match(there.html, /\/thumb\/\d+\/A\.png/)
  assert.match(there.html, /14 755/)
})

test('a small page needs no thread', async () => {
  const renderer = made()
  const { html } = await renderer.render(page, contextOf().context)
  assert.match(html, /<b>Bold<\/b>/)
  assert.equal(renderer.threads, 0)
})

test('a small page whose templates make it large is rendered in a thread', async () => {
  const renderer = made()
  const { html } = await renderer.render('{{Long}}', contextOf().context)
  assert.equal(html.length > 90_000, true)
  assert.equal(renderer.threads, 1)
})

test('the numbers of the wiki are asked for only by a page that shows them', async () => {
  const renderer = made()
  for (const [text, times] of [
    ['plain', 0],
    ['{{NUMBEROFPAGES}} {{NUMBEROFPAGES}}', 1],
  ] as const) {
    const { context, asked } = contextOf()
    await renderer.render(text + filler, context)
    assert.equal(asked.filter(one => one === 'statistics').length, times)
    const other = contextOf()
    await renderer.render(text, other.context)
    assert.equal(other.asked.includes('statistics'), times > 0, 'also here')
  }
})

test('a thread asks the server for what a function of the context says', async () => {
  const asked: string[] = []
  const facts = async (questions: readonly FactQuestion[]) => {
    asked.push(questions.map(({ kind }) => kind).join())
    return new Map(questions.map(question => [factKey(question, titles), question.kind]))
  }
  const { html } = await made().render(`{{PAGEID:There}} {{PAGESIZE:There}}${filler}`, contextOf({ facts }).context)
  assert.match(html, /pageid pagesize/)
  assert.deepEqual(asked, ['pageid,pagesize'])
})

test('many links are looked up in many questions, and their messages in none', async () => {
  const { context, asked } = contextOf()
  const links = Array.from({ length: 5000 }, (_, index) => `[[Page ${index}]]`).join(' ')
  const { links: found, existing } = await made().render(links, context)
  assert.equal(found.size, 5000)
  assert.equal(existing.size, 0)
  assert.deepEqual(asked, ['existence of 2000', 'existence of 2000', 'existence of 1000'])
})

test('a page that takes too long is given up, and the next is rendered', async () => {
  const renderer = made({ patience: 2000, threads: 1 })
  const long = renderer.render('[[a]]'.repeat(200_000), contextOf().context)
  const next = renderer.render(`next${filler}`, contextOf().context)
  await assert.rejects(long, error => error instanceof RenderingGivenUp && error.reason === 'time' && error.lasts)
  assert.match((await next).html, /next/)
})

test('a page that waits for an answer for ever is given up, too', async () => {
  const renderer = made({ patience: 300 })
  const { context } = contextOf({ loadTemplates: () => new Promise(() => {}) })
  await assert.rejects(renderer.render(`{{Echo}}${filler}`, context), /given up: time/)
})

test('a question that cannot be answered fails the rendering with the reason', async () => {
  const renderer = made()
  const { context } = contextOf({ exists: () => Promise.reject(new Error('no store')) })
  await assert.rejects(renderer.render(`[[There]]${filler}`, context), /no store/)
  assert.match((await renderer.render(`next${filler}`, contextOf().context)).html, /next/)
})

test('when very many wait, others are turned away at once', async () => {
  const renderer = made({ threads: 1 })
  const all = Array.from({ length: 110 }, () =>
    renderer.render(filler, contextOf().context).then(
      () => 'rendered',
      error => error.reason,
    ),
  )
  assert.equal((await Promise.all(all)).filter(one => one === 'crowd').length, 9)
})

test('threads that have nothing to do are ended', async () => {
  const renderer = made({ idle: 20 })
  await renderer.render(filler, contextOf().context)
  assert.equal(renderer.threads, 1)
  for (let tries = 0; tries < 400 && renderer.threads > 0; tries++)
    await new Promise(resolve => setTimeout(resolve, 20))
  assert.equal(renderer.threads, 0)
})

test('who closes waits for nothing, and what is under way can be done again', async () => {
  const renderer = made({ threads: 1 })
  const works = [1, 2].map(() => renderer.render('[[a]]'.repeat(200_000), contextOf().context))
  const ended = works.map(work => assert.rejects(work, error => error instanceof RenderingGivenUp && !error.lasts))
  renderer.close()
  await Promise.all(ended)
  await assert.rejects(renderer.render(filler, contextOf().context), /closing/)
})
