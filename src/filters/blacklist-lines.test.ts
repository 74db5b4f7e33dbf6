import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addressPatterns, readAddressList, readTitleList, standsAgainst, type TitleUse } from './blacklist-lines.ts'

test('comments and blank lines are no patterns, and what does not compile is told', () => {
  assert.deepEqual(readAddressList('# all\n\nbad\\.example  # x\n  two\\.example\nexam(ple'), {
    entries: ['bad\\.example', 'two\\.example'],
    invalid: ['exam(ple'],
  })
})

test('a line is found in the host and after it, not in another part of an address', () => {
  const [pattern = ''] = addressPatterns(['bad\\.example', 'two\\.example/x'])
  const found = (text: string) => Array.from(text.matchAll(new RegExp(pattern, 'giu')), match => match[1])
  assert.deepEqual(found('http://www.bad.example/ //two.example/x https://x.bad.example.org/'), [
    'bad.example',
    'two.example/x',
    'bad.example',
  ])
  assert.deepEqual(found('http://ok.example/?x=bad.example http://ok.example/bad.example'), [])
})

test('many lines make patterns of a bounded length', () => {
  const patterns = addressPatterns(Array.from({ length: 1000 }, (_, index) => `host-${index}\\.example`))
  assert.equal(patterns.length, 5)
  assert.ok(patterns.every(pattern => pattern.length < 4200))
})

test('a line of the list of titles has attributes', () => {
  const { entries, invalid } = readTitleList(
    'Bad.* <noedit | errmsg=bad-title|casesensitive> # why\nPlain\nBr(oken\n<noedit>',
  )
  assert.deepEqual(invalid, ['Br(oken', '<noedit>'])
  assert.deepEqual(entries[0], {
    line: 'Bad.* <noedit | errmsg=bad-title|casesensitive>',
    pattern: '^(?:Bad.*)$',
    caseSensitive: true,
    autoconfirmed: false,
    noEdit: true,
    moveOnly: false,
    newAccountOnly: false,
    reupload: false,
    message: 'bad-title',
  })
  assert.equal(entries[1]?.line, 'Plain')
})

test('attributes say what an entry stands against', () => {
  const uses: TitleUse[] = ['create', 'edit', 'move', 'upload', 'reupload', 'new-account']
  const against = (line: string): string[] =>
    uses.filter(use => readTitleList(line).entries.some(entry => standsAgainst(entry, use)))
  assert.deepEqual(against('X'), ['create', 'move', 'upload', 'reupload', 'new-account'])
  assert.deepEqual(against('X <noedit>'), uses)
  assert.deepEqual(against('X <moveonly>'), ['move'])
  assert.deepEqual(against('X <newaccountonly>'), ['new-account'])
  assert.deepEqual(against('X <reupload>'), ['create', 'move', 'upload', 'new-account'])
})
