import assert from 'node:assert/strict'
import { test } from 'node:test'
import { blocks } from './blocks.ts'

test('one paragraph stays as it is, several are paragraphs', () => {
  assert.equal(blocks('What to <b>do</b>.\n'), 'What to <b>do</b>.')
  assert.equal(blocks('One.\n\nTwo\nlines.'), '<p>One.\n</p><p>Two\nlines.\n</p>')
  assert.equal(blocks(''), '')
})

test('lines with marks are lists, and lists in lists', () => {
  assert.equal(blocks('Forms:\n* a\n* b'), '<p>Forms:\n</p><ul><li>a</li><li>b</li></ul>')
  assert.equal(
    blocks('# first\n#* within\n#* more\n# second'),
    '<ol><li>first<ul><li>within</li><li>more</li></ul></li><li>second</li></ol>',
  )
  assert.equal(blocks('* a\n\nAfter.'), '<ul><li>a</li></ul><p>After.\n</p>')
})
