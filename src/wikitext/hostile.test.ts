import assert from 'node:assert/strict'
import { test } from 'node:test'
import { contextFor } from './fixtures/wiki.ts'
import { presentHtml } from './present.ts'
import { render } from './render.ts'

/** Texts that have held up one parser or another: a piece, said so often that the whole has about 200,000 characters. */
const pieces: readonly string[] = [
  '{{',
  '}}',
  '{{{a|',
  '{{1x|',
  '{{1x|a=',
  '{{lc:',
  '[[',
  '[[a|',
  '[[a]]',
  '[[File:a|',
  '[[File:a.png|thumb|',
  '[http://a ',
  '[http://a.b c] ',
  'http://a.b ',
  "''",
  "'",
  "'''''a\n",
  "'''a''b",
  '== h ==\n',
  '==a==\n<h2>b\n',
  '=',
  '=\n',
  '<h2>',
  '*',
  '*\n#\n:\n;\n',
  ';a:b\n',
  '{|\n',
  '{|\n|\n',
  '|-\n|a||b\n',
  '<div>',
  '<b>',
  '<b><i></b>',
  '<b><p>',
  '<p><b></p>',
  '<font color=red>a\n\n',
  '<span ',
  '<',
  '>',
  '&',
  '&a',
  '&#1234;',
  '<li>',
  '<table><td>',
  '<small>a<ul><li>b',
  '<!--',
  '<!-- -->',
  '\n <!-- --> ',
  '<nowiki>',
  '<nowiki>a</nowiki>',
  '<pre>',
  '<noinclude>',
  '<onlyinclude>',
  '<gallery>\na.png|',
  '<blockquote>a\n\n',
  '<ref>a</ref>',
  '<ref>',
  '<poem>',
  ' ',
  ' \n',
  '\n',
  '\u00a0',
  '_',
  '__TOC__',
  '----\n',
  '~',
  '\x7f',
  '\x7f\'"`UNIQ-',
  '\x7f\'"`UNIQ--a-00000000-QINU`"\'\x7f',
  '😀',
  '\ud800',
  '\0',
  '[[Category:a]]\n',
  '{{PAGENAME}}',
  '{{padleft:a|500|b}}',
  '-{',
  '-{a|b}-',
  '-',
  'ISBN ',
  '<>',
]

/** Texts of other shapes. */
const shapes: Readonly<Record<string, string>> = {
  'nested arguments': '{{{a|'.repeat(30_000) + '}}}'.repeat(30_000),
  'nested calls': '{{1x|'.repeat(30_000) + '}}'.repeat(30_000),
  'nested files': '[[File:a.png|thumb|'.repeat(8_000) + ']]'.repeat(8_000),
  'nested boxes': '<div>'.repeat(30_000) + '</div>'.repeat(30_000),
  'calls that double': `${'{{2x|'.repeat(60)}x${'}}'.repeat(60)}`,
  'formatting that never closes, all different': `${Array.from({ length: 2_000 }, (_, id) => `<b id=${id}>`).join('')}${'\n\nx'.repeat(20_000)}`,
  'a definition list of tags': `;${'<b>a:'.repeat(40_000)}`,
  'a row of cells': `{|\n|${'|'.repeat(200_000)}`,
  'loose text in a table': `<table>${'x<b>y'.repeat(40_000)}`,
  'lists that grow': Array.from({ length: 500 }, (_, depth) => '*'.repeat(depth)).join('\n'),
  'many attributes': `<span ${'a=b '.repeat(50_000)}>`,
  'quotes in attributes': `<span ${'a="'.repeat(60_000)}>`,
  'a long address': `http://a.b/${'a'.repeat(200_000)}${'.,;'.repeat(60_000)}`,
  'a long switch': `{{#switch:x|${'a=b|'.repeat(50_000)}}}`,
  'a deep sum': `{{#expr:${'('.repeat(100_000)}}}`,
  'a long sum': `{{#expr:1${'+1'.repeat(100_000)}}}`,
  'many signs': `{{#expr:${'-'.repeat(100_000)}1}}`,
  'a look for errors': `{{#iferror:<strong ${'a '.repeat(40_000)}|x}}`,
  'comments in a style': `<span style="${'/*'.repeat(100_000)}">x</span>`,
  'escapes in a style': `<span style="${'\\'.repeat(100_000)}">x</span>`,
  'attr in a style': `<span style="${'attr(a '.repeat(50_000)}">x</span>`,
  'blanks before a redirect': `${' '.repeat(200_000)}#REDIRECT`,
  'a redirect to brackets': `#REDIRECT ${'[['.repeat(100_000)}`,
  'tags in a heading': `== ${'<i>'.repeat(50_000)} ==`,
  'links in a caption': `[[File:a.png|thumb|${'[[b]] '.repeat(20_000)}]]`,
  'a long title': `[[${'a'.repeat(200_000)}]]`,
  'a title of dots': `[[${'../'.repeat(70_000)}]]`,
  'an encoded title': `[[${'%41'.repeat(70_000)}]]`,
  'a gallery': `<gallery>\n${'a.png|[[b\n'.repeat(10_000)}</gallery>`,
  '20,000 headings': '== heading ==\n'.repeat(20_000),
}

const bound = 10_000
const extensions = new Set(['ParserFunctions', 'Cite', 'Poem'] as const)

async function survives(text: string): Promise<void> {
  const started = performance.now()
  const rendering = await render(text, contextFor('Probe', { extensions }))
  assert.equal(typeof presentHtml(rendering, { toc: 'list' }), 'string')
  const took = performance.now() - started
  assert.ok(took < bound, `${Math.round(took)} ms`)
}

for (const piece of pieces) {
  test(`${JSON.stringify(piece)} said very often is rendered in time`, () =>
    survives(piece.repeat(Math.ceil(200_000 / piece.length))))
}

for (const [name, text] of Object.entries(shapes)) {
  test(`${name}: rendered in time`, () => survives(text))
}

test('a line of one megabyte is rendered in time', () =>
  survives("word [[link]] ''it'' http://a.b &amp; ".repeat(26_000)))
