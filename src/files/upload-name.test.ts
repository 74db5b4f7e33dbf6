import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { namespaceTable } from '../pages/namespaces.ts'
import { uploadName } from './upload-name.ts'

const wiki = { titles: { namespaces: namespaceTable('W', []), interwikis: new Set<string>() }, allowed: ['png', 'jpg'] }
const named = (asked: string, mime = 'image/png') => {
  const name = uploadName(asked, mime, wiki)
  return name.ok ? [name.title.dbKey, name.wasCleaned] : name.why
}

describe('a name for a file', () => {
  for (const [asked, result] of [
    ['a b.png', ['A_b.png', false]],
    ['a_b.PNG', ['A_b.PNG', false]],
    ['File:a.png', ['A.png', true]],
    ['Image:a.png', ['A.png', true]],
    ['a|b/c\\d.png', ['A-b-c-d.png', true]],
    ['a', ['A.png', true]],
    ['#', ['-.png', true]],
    ['', 'illegal-filename'],
    ['.png', 'filename-tooshort'],
    ['a.', 'filetype-missing'],
    [`${'a'.repeat(240)}.png`, 'filename-toolong'],
    ['a.php.png', 'filetype-banned'],
    ['a.svg', 'filetype-banned'],
  ] as const) {
    test(`${asked.slice(0, 20)} is ${result}`, () => assert.deepEqual(named(asked), result))
  }
  test('without an extension there must be one that fits what is in it', () => {
    assert.equal(named('a', 'application/octet-stream'), 'filetype-missing')
  })
})
