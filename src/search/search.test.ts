// What search makes of texts and of what is typed; no database.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { namespaceTable } from '../pages/namespaces.ts'
import type { TitleRules } from '../pages/title.ts'
import { readSearchQuery } from './search-query.ts'
import { snippetOf, titleSnippetOf } from './snippet.ts'
import { countWords, foldText, wordsIn } from './words.ts'

const rules: TitleRules = { namespaces: namespaceTable('Wiki'), interwikis: new Set() }
const read = (text: string) => readSearchQuery(text, rules)
const words = (text: string) => read(text).terms.map(term => term.words.join(' '))

describe('words', () => {
  test('have no case, no accents and no punctuation', () => {
    assert.equal(foldText("'''Café'''—[[Straße|ﬁn]]!"), 'cafe straße fin')
  })
  test('are single characters where a script has no spaces', () => {
    assert.equal(foldText('in 東京 ok'), 'in 東 京 ok')
  })
  test('are found where they stand', () => {
    assert.deepEqual(
      [...wordsIn('a, Éa 東')].map(({ word, start, end }) => [word, start, end]),
      [
        ['a', 0, 1],
        ['ea', 3, 5],
        ['東', 6, 7],
      ],
    )
  })
  test('are counted without numbers', () => {
    assert.equal(countWords("It's 12 o'clock, well-known."), 3)
  })
})

describe('a query', () => {
  test('has words and phrases', () =>
    assert.deepEqual(words('One "two Three" four-five'), ['one', 'two three', 'four five']))
  test('says what must not be there', () => {
    assert.deepEqual(
      read('one -two').terms.map(term => term.excluded),
      [false, true],
    )
  })
  test('knows the beginnings of words', () => {
    assert.deepEqual(
      read('on* "on*"').terms.map(term => term.begins),
      [true, false],
    )
  })
  test('narrows by category, title and prefix', () => {
    const { terms, categories, prefix, namespaces } = read('intitle:one incategory:"Some birds" prefix:Talk:A b')
    assert.deepEqual(
      terms.map(term => [term.words, term.inTitle]),
      [[['one'], true]],
    )
    assert.deepEqual(categories, ['Some_birds'])
    assert.equal(prefix?.dbKey, 'A_b')
    assert.deepEqual(namespaces, [1])
  })
  test('begins with the namespace to look in', () => {
    assert.deepEqual(read('talk:one').namespaces, [1])
    assert.deepEqual(words('talk:one'), ['one'])
    assert.ok((read('all: one').namespaces?.length ?? 0) > 10)
    assert.equal(read('nothing: one').namespaces, undefined)
  })
  test('of signs alone asks for nothing', () => assert.deepEqual(read('~ [[]] "" -').terms, []))
})

describe('a snippet', () => {
  const of = (text: string, query: string) => snippetOf(text, read(query).terms)
  test('shows the lines where words stand, and marks them', () => {
    assert.equal(
      of('no\nA bird\n\nno\nbirds, a BIRD', 'bird'),
      'A <span class="searchmatch">bird</span>\nbirds, a <span class="searchmatch">BIRD</span>\n',
    )
  })
  test('is safe HTML', () => {
    assert.equal(of('<b>"bird"</b>', 'bird'), '&lt;b&gt;&quot;<span class="searchmatch">bird</span>&quot;&lt;/b&gt;\n')
  })
  test('is short and cuts no character in two', () => {
    const shown = of(`${'😀'.repeat(200)} bird ${'😀'.repeat(200)}`, 'bird')
    assert.ok(shown.length < 300, shown)
    assert.ok(shown.isWellFormed(), shown)
  })
  test('is empty where no word stands', () => assert.equal(of('nothing', 'bird'), ''))
  test('does not mark what must not be there, or is looked for in titles', () => {
    assert.equal(of('bird cat', '-bird intitle:cat'), '')
  })
  test('of a title marks beginnings of words', () => {
    assert.equal(titleSnippetOf('The Birds', read('bir*').terms), 'The <span class="searchmatch">Birds</span>')
  })
})
