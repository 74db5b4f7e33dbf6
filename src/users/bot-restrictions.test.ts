// What is kept of the restrictions of bot passwords; no database.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { namespaceTable } from '../pages/namespaces.ts'
import { isAllowedFrom, restrictionsIn } from './bot-restrictions.ts'

const read = (json: string) => restrictionsIn(json, { namespaces: namespaceTable('Wiki'), interwikis: new Set() })

describe('restrictions of a bot password', () => {
  test('without any let everything through', () => {
    const { addresses, onlyPages } = read('{}')
    assert.equal(isAllowedFrom('192.0.2.1', addresses), true)
    assert.equal(onlyPages, undefined)
  })
  test('hold to addresses and ranges', () => {
    const { addresses } = read('{"IPAddresses":["192.0.2.0/24","2001:db8::1"]}')
    for (const ip of ['192.0.2.7', '2001:db8::1']) assert.equal(isAllowedFrom(ip, addresses), true, ip)
    for (const ip of ['192.0.3.7', '2001:db8::2', 'nonsense']) assert.equal(isAllowedFrom(ip, addresses), false, ip)
    assert.equal(isAllowedFrom('192.0.2.7', read('{"IPAddresses":[]}').addresses), false)
  })
  test('name pages', () => {
    assert.deepEqual(
      read('{"Pages":["talk:sandbox","[["]}').onlyPages?.map(title => [title.namespace, title.dbKey]),
      [[1, 'Sandbox']],
    )
    assert.equal(read('{"Pages":[]}').onlyPages, undefined)
  })
  test('that cannot be read let nothing through', () => {
    for (const json of ['', 'null', '{"Pages":7}', '{"IPAddresses":[1]}']) {
      const { addresses, onlyPages } = read(json)
      assert.equal(isAllowedFrom('192.0.2.1', addresses), false, json)
      assert.deepEqual(onlyPages, [], json)
    }
  })
})
