import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  addressPatterns,
  candidates,
  readAddressList,
  readTitleList,
  standsAgainst,
  type TitleUse,
} from './blacklist-lines.ts'

test('comments and blank lines are no patterns, and what does not compile is told', async () => {
  assert.deepEqual(await readAddressList('# all\n\nbad\\.example  # x\n  two\\.example\nexam(ple'), {
    entries: [
      { pattern: 'bad\\.example', literal: 'bad.example' },
      { pattern: 'two\\.example', literal: 'two.example' },
    ],
    invalid: ['exam(ple'],
  })
})

test('a line is found in the host and after it, not in another part of an address', async () => {
  const [pattern = ''] = addressPatterns((await readAddressList('bad\\.example\ntwo\\.example/x')).entries)
  const found = (text: string) => Array.from(text.matchAll(new RegExp(pattern, 'giu')), match => match[1])
  assert.deepEqual(found('http://www.bad.example/ //two.example/x https://x.bad.example.org/'), [
    'bad.example',
    'two.example/x',
    'bad.example',
  ])
  assert.deepEqual(found('http://ok.example/?x=bad.example http://ok.example/bad.example'), [])
})

test('many lines make patterns of a bounded length', async () => {
  const list = Array.from({ length: 1000 }, (_, index) => `host-${index}\\.example`).join('\n')
  const patterns = addressPatterns((await readAddressList(list)).entries)
  assert.equal(patterns.length, 5)
  assert.ok(patterns.every(pattern => pattern.length < 4200))
})

test('only lines that have something of a text in them are tried on it', async () => {
  const { entries } = await readAddressList('bad\\.example\n[a-z]{9}\\.\nother-site\\.example')
  const tried = candidates(entries, 'https://BAD.example/')
  assert.deepEqual(
    tried.map(one => one.literal),
    ['bad.example', ''],
  )
})

test('a line of the list of titles has attributes', async () => {
  const { entries, invalid } = await readTitleList(
    'Bad.* <noedit | errmsg=bad-title|casesensitive> # why\nPlain\nBr(oken\n<noedit>',
  )
  assert.deepEqual(invalid, ['Br(oken', '<noedit>'])
  assert.deepEqual(entries[0], {
    line: 'Bad.* <noedit | errmsg=bad-title|casesensitive>',
    pattern: '^(?:Bad.*)$',
    literal: 'bad',
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

test('attributes say what an entry stands against', async () => {
  const uses: TitleUse[] = ['create', 'edit', 'move', 'upload', 'reupload', 'new-account']
  const against = async (line: string): Promise<string[]> => {
    const { entries } = await readTitleList(line)
    return uses.filter(use => entries.some(entry => standsAgainst(entry, use)))
  }
  assert.deepEqual(await against('X'), ['create', 'move', 'upload', 'reupload', 'new-account'])
  assert.deepEqual(await against('X <noedit>'), uses)
  assert.deepEqual(await against('X <moveonly>'), ['move'])
  assert.deepEqual(await against('X <newaccountonly>'), ['new-account'])
  assert.deepEqual(await against('X <reupload>'), ['create', 'move', 'upload', 'new-account'])
})
