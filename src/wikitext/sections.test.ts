import assert from 'node:assert/strict'
import { test } from 'node:test'
import { processorSeconds } from '../../test/support/processor.ts'
import cuts from './fixtures/section-cuts.json' with { type: 'json' }
import replacements from './fixtures/section-replacements.json' with { type: 'json' }
import { cleanLines } from './pre-save.ts'
import { appendSection, bareHeading, isSectionId, replaceSection, sectionOf, sectionsOf } from './sections.ts'

for (const { text, cuts: expected } of cuts) {
  test(`the sections of ${JSON.stringify(text)} are cut as MediaWiki cuts them`, () => {
    const kept = cleanLines(text)
    const found = expected.map((_, index) => sectionOf(kept, index) ?? null)
    assert.deepEqual(found, expected)
  })
}

for (const { before, section, text, after } of replacements) {
  test(`section ${section} of ${JSON.stringify(before)} is replaced by ${JSON.stringify(text)}`, () => {
    assert.equal(replaceSection(before, section, text) ?? null, after)
  })
}

test('T-n counts the sections of the page read as if transcluded, and cuts the page as it stands', () => {
  const page =
    '<noinclude>x</noinclude>lead<includeonly>\n== I ==\ni\n</includeonly>\n== A ==\na<noinclude>n</noinclude>\n== B ==\nb'
  assert.equal(sectionOf(page, 'T-2'), '== A ==\na<noinclude>n</noinclude>')
  assert.equal(
    replaceSection(page, 'T-1', '== Z ==\nz'),
    '<noinclude>x</noinclude>lead<includeonly>\n== Z ==\nz\n\n== A ==\na<noinclude>n</noinclude>\n== B ==\nb',
  )
  const hidden = 'a<noinclude>\n== N ==\n</noinclude>\n== A ==\na\n== B ==\nb'
  assert.equal(sectionOf(hidden, 'T-1'), '== A ==\na')
  const only = 'q<onlyinclude>\n== A ==\na</onlyinclude>b\n== B ==\nb<onlyinclude>z</onlyinclude>k'
  assert.equal(sectionOf(only, 'T-0'), 'q<onlyinclude>')
  assert.equal(sectionOf(only, 'T-1'), only.slice(15))
  assert.equal(sectionOf(only, 'T-2'), undefined)
})

test('broken markup hides no section', () => {
  assert.equal(replaceSection('{{1x|\n==A}}\n==B==\nb', 1, 'Q'), '{{1x|\n==A}}\nQ')
  assert.equal(replaceSection('==A {{x\n==B==\nb', 1, 'Q'), '==A {{x\nQ')
  assert.equal(replaceSection('==A -{\n}- B==\n==C==', 1, 'Q'), 'Q\n\n==C==')
  assert.equal(replaceSection('{{1x|-{\n==A==\n}}\n==B==\nb', 1, 'Q'), '{{1x|-{\nQ\n\n==B==\nb')
})

test('a new section gets a heading and an empty line before it', () => {
  assert.equal(appendSection('', 'T', 'x'), '== T ==\n\nx')
  assert.equal(appendSection('', '', 'x'), 'x')
  assert.equal(appendSection('', 'T', ''), '== T ==')
  assert.equal(appendSection('old', 'T', 'x'), 'old\n\n== T ==\n\nx')
  assert.equal(appendSection('old\n\n\n\n', 'T', 'x'), 'old\n\n== T ==\n\nx')
  assert.equal(appendSection('old', '', 'x'), 'old\n\nx')
  assert.equal(appendSection('old', 'T', '\n\nx\n\n'), 'old\n\n== T ==\n\n\n\nx')
  assert.equal(appendSection('old', '  T  ', 'x'), 'old\n\n==   T   ==\n\nx')
  assert.equal(appendSection('old', '== T ==', 'x'), 'old\n\n== T ==\n\nx')
})

test('a heading written as one loses its equals signs', () => {
  const seen = ['=T=', '= T', '==', '=== T ==', 'T ==', ' == T == ', '== T == q', '=a=b=', 'a = b'].map(bareHeading)
  assert.deepEqual(seen, ['T', '= T', '', 'T', 'T ==', 'T', '== T == q', 'a=b', 'a = b'])
})

test('a section id is a number, with T- before it or not', () => {
  const ids = ['0', '12', '01', 'T-1', '-1', 'foo', '', '1.5', 'new', 'New', 't-1', '1 ']
  assert.deepEqual(ids.filter(isSectionId), ['0', '12', '01', 'T-1'])
})

test('20,000 headings are cut in linear time', async () => {
  const page = Array.from(
    { length: 20_000 },
    (_, index) => `${'='.repeat(1 + (index % 6))}h${index}${'='.repeat(1 + (index % 6))}\ntext`,
  ).join('\n')
  const took = await processorSeconds(() => assert.equal(sectionsOf(page).length, 20_000))
  assert.ok(took < 2, `${took} s`)
})

test('brackets that never close take linear time', async () => {
  for (const piece of [
    '{{',
    '[[',
    '{{a|',
    '{{{',
    '-{',
    '<!-- -->{{',
    '[[{{',
    '\n=={{',
    '<nowiki>',
    '<noinclude>',
    '\n==',
    '{{a|b=',
  ]) {
    const page = `\n=x=\n${piece.repeat(200_000)}`
    const took = await processorSeconds(() => assert.ok(sectionsOf(page).length >= 1))
    assert.ok(took < 5, `${piece}: ${took} s`)
  }
  const nested = `\n=x=\n${'{{<!-- -->'.repeat(50_000)}${'}}'.repeat(50_000)}`
  assert.equal(sectionsOf(nested).length, 1)
})
