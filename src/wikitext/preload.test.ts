// What is put into edit boxes from another page.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { preloadText } from './preload.ts'

const tags = new Set(['nowiki', 'pre'])
const preloaded = (text: string, ...parameters: string[]) => preloadText(text, parameters, tags)

test('what is for the page alone goes, what is for others stays', () => {
  assert.equal(preloaded('A<noinclude>no</noinclude><includeonly>yes</includeonly> b '), 'Ayes b ')
  assert.equal(preloaded('A<onlyinclude>this</onlyinclude>B'), 'this')
})

test('calls, arguments, tags, comments and headings stand as they were written', () => {
  const text = '{{Call|a = {{{b|c}}}|d}} <nowiki>{{x}}</nowiki> <!-- c -->\n== H ==\n<!-- line -->\n{{open [[x]] }'
  assert.equal(preloaded(text), text)
})

test('parameters are put in everywhere and once', () => {
  assert.equal(preloaded('$1 <nowiki>$2</nowiki> $3 $0', 'x', '$1'), 'x <nowiki>$1</nowiki> $3 $0')
  assert.equal(preloaded('$10', 'x'), 'x0')
  assert.equal(preloaded('$10', ...'abcdefghij'), 'j')
})
