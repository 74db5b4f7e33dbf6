import assert from 'node:assert/strict'
import { test } from 'node:test'
import { renderComment } from './comment.ts'
import { contextFor } from './fixtures/wiki.ts'
import { plainTitles } from './plain-titles.ts'
import { presentHtml } from './present.ts'
import { type RenderContext, render } from './render.ts'

const rendered = (text: string, more: Partial<RenderContext> = {}, page = 'Probe') =>
  render(text, contextFor(page, more))

test('links are counted by where they lead', async () => {
  const rendering = await rendered(
    '[[Foo]] [[Foo#bar]] [[Main Page]] [[mw:X|y]] [[Category:A|key]] [[:Category:B]] [[File:X y.png]] [[Media:Z.png]] ' +
      '[[Special:Version]] [[Probe]] http://a.b/c [https://d.e f] {{1x|g}} [[#h]] http://127.0.0.1:8143/wiki/X',
  )
  assert.deepEqual([...rendering.links.keys()], ['Foo', 'Main Page', 'Category:B'])
  assert.deepEqual([...rendering.existing], ['Main Page', 'Special:Version'])
  assert.deepEqual([...rendering.interwikiLinks.keys()], ['mw:X'])
  assert.deepEqual([...rendering.images], ['X_y.png', 'Z.png'])
  assert.deepEqual([...rendering.externalLinks], ['https://d.e', 'http://a.b/c'])
  assert.deepEqual([...rendering.templates.keys()], ['Template:1x'])
  const categories = [...rendering.categories].map(([name, { sortKey, tracking }]) => [name, sortKey, tracking])
  assert.deepEqual(categories, [
    ['Category:A', 'key', false],
    ['Category:Pages with broken file links', '', true],
  ])
})

test('a link to a redirect says so', async () => {
  const exists: RenderContext['exists'] = async names => new Map(names.map(name => [name.text, 'redirect']))
  assert.equal(
    (await rendered('[[A]]', { exists })).html,
    '<p><a href="/wiki/A" class="mw-redirect" title="A">A</a>\n</p>',
  )
  assert.equal(
    await renderComment('[[A]]', contextFor('Probe', { exists })),
    '<a href="/wiki/A" class="mw-redirect" title="A">A</a>',
  )
})

test('a link to a language version goes to the list of languages, unless a colon is before it', async () => {
  const titles = plainTitles({ interwiki: new Map([['de', { url: 'https://de.example/$1', language: 'Deutsch' }]]) })
  const rendering = await rendered('a\n[[de:X]]\nb [[:de:Y]]', { titles })
  assert.deepEqual(
    [...rendering.languageLinks].map(([prefix, name]) => [prefix, name.text]),
    [['de', 'X']],
  )
  assert.equal(rendering.html, '<p>a\nb <a href="https://de.example/Y" class="extiw" title="de:Y">de:Y</a>\n</p>')
})

test('sections are listed with numbers, origins, offsets in code points, and anchors', async () => {
  const { sections } = await rendered('é😀\n== A ==\n{{SecTpl}}\n<h2>B</h2>\n{{1x|\n== C ==\n}}\n=== A ===')
  assert.deepEqual(
    sections.map(({ tocLevel, level, line, number, index, fromTitle, offset, anchor }) =>
      [tocLevel, level, line, number, index, fromTitle ?? '-', offset ?? '-', anchor].join(' '),
    ),
    [
      '1 2 A 1 1 Probe 3 A',
      '1 2 In tpl 2 T-1 Template:SecTpl - In_tpl',
      '2 3 Sub tpl 2.1 T-2 Template:SecTpl - Sub_tpl',
      '1 2 B 3  - - B',
      '1 2 C 4  - - C',
      '2 3 A 4.1 3 Probe 50 A_2',
    ],
  )
})

test('properties say what the page asked for', async () => {
  const { properties, displayTitle } = await rendered(
    "__NOTOC__ __NOINDEX__ {{DEFAULTSORT:key}}{{DISPLAYTITLE:''probe''}}",
  )
  assert.equal(displayTitle, '<i>probe</i>')
  assert.deepEqual(Object.fromEntries(properties), {
    displaytitle: '<i>probe</i>',
    defaultsort: 'key',
    notoc: '',
    noindex: '',
  })
})

test('a display title that names another page is refused', async () => {
  const { displayTitle, warnings, properties } = await rendered('{{DISPLAYTITLE:Other}}')
  assert.equal(displayTitle, undefined)
  assert.equal(properties.has('displaytitle'), false)
  assert.deepEqual(
    warnings.map(({ key }) => key),
    ['restricted-displaytitle'],
  )
})

test('indicators are kept apart from the page', async () => {
  const { html, indicators } = await rendered("a<indicator name='x'>''b'' [[Main Page]]</indicator>c")
  assert.equal(html, '<p>ac\n</p>')
  assert.deepEqual([...indicators], [['x', '<i>b</i> <a href="/wiki/Main_Page" title="Main Page">Main Page</a>']])
})

test('edit links lead to the section, or to the template that it came from', async () => {
  const rendering = await rendered('== A "b" ==\n{{SecTpl}}\n<h2>C</h2>')
  const editLinks = { script: '/index.php', label: 'edit', title: (section: string) => `Edit section: ${section}` }
  const html = presentHtml(rendering, { editLinks: { ...editLinks, boxed: true }, toc: 'place' })
  const links = [...html.matchAll(/<a href="([^"]*)" title="([^"]*)"><span>edit<\/span><\/a>/g)].map(match =>
    match.slice(1),
  )
  assert.deepEqual(links, [
    ['/index.php?title=Probe&amp;action=edit&amp;section=1', 'Edit section: A &quot;b&quot;'],
    ['/index.php?title=Template:SecTpl&amp;action=edit&amp;section=T-1', 'Edit section: In tpl'],
    ['/index.php?title=Template:SecTpl&amp;action=edit&amp;section=T-2', 'Edit section: Sub tpl'],
  ])
  assert.ok(html.startsWith('<meta property="mw:PageProp/toc" />\n<h2>'))
  assert.equal(presentHtml(rendering, {}).includes('editsection'), false)
  assert.equal(presentHtml(rendering, { toc: 'none' }).includes('PageProp'), false)
  const none = await rendered('__NOEDITSECTION__\n== A ==')
  assert.equal(presentHtml(none, { editLinks }).includes('editsection'), false)
})

test('the body may be put into a box', async () => {
  const rendering = await rendered('a')
  const wrapper = { classes: 'mw-content-ltr mw-parser-output', language: 'en', direction: 'ltr' } as const
  assert.equal(
    presentHtml(rendering, { wrapper }),
    '<div class="mw-content-ltr mw-parser-output" lang="en" dir="ltr"><p>a\n</p></div>',
  )
})

test('a file that exists is shown with its size, scaled where that is asked for', async () => {
  const fileInfo: RenderContext['fileInfo'] = async names =>
    new Map(
      names.map(name => [
        name,
        {
          url: `/images/${name}`,
          width: 400,
          height: 300,
          mime: 'image/png',
          thumbnail: (width: number) => `/thumb/${width}px-${name}`,
        },
      ]),
    )
  const html = async (text: string): Promise<string> => (await rendered(text, { fileInfo })).html
  assert.equal(
    await html('[[File:X.png|a "b"]]'),
    '<p><span class="mw-default-size" typeof="mw:File"><a href="/wiki/File:X.png" class="mw-file-description" title="a &quot;b&quot;"><img alt="a &quot;b&quot;" src="/images/X.png" decoding="async" width="400" height="300" class="mw-file-element" /></a></span>\n</p>',
  )
  assert.match(
    await html('[[File:X.png|thumb|c]]'),
    /src="\/thumb\/300px-X\.png" decoding="async" width="300" height="225"/,
  )
  assert.match(await html('[[File:X.png|100x30px]]'), /width="40" height="30"/)
  assert.match(await html('[[File:X.png|frame|c]]'), /<figure typeof="mw:File\/Frame">.*width="400"/)
  assert.match(await html('[[File:X.png|800px|thumb]]'), /width="400"/)
  assert.match(await html('[[File:X.png|link=]]'), /<span><img /)
})

test('a page is given the same answer however its parts are loaded', async () => {
  const slow: RenderContext['exists'] = async names => {
    await new Promise(resolve => setImmediate(resolve))
    return new Map(names.map(name => [name.text, true]))
  }
  const fast: RenderContext['exists'] = async names => new Map(names.map(name => [name.text, true]))
  const text = '[[A]] {{1x|[[B]]}} {{2x|{{1x|c}}}}'
  assert.equal((await rendered(text, { exists: slow })).html, (await rendered(text, { exists: fast })).html)
})
