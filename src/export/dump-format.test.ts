// What the export writes, the import reads back.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DumpReader } from '../import/dump-reader.ts'
import { type DumpedRevision, dumpHead, dumpPage, dumpTail, schemas } from './dump-format.ts'

const site = {
  siteName: 'A & B <wiki>',
  wikiId: 'ab',
  base: 'http://wiki.example/wiki/Main_Page',
  generator: 'MediaWiki 1.43.9',
  language: 'en',
  namespaces: [
    { id: 0, name: '' },
    { id: 1, name: 'Talk' },
  ],
}
const revision: DumpedRevision = {
  id: 7,
  parent: 5,
  origin: 7,
  timestamp: '2026-01-02T03:04:05Z',
  contributor: { name: 'One "1" & <co>', userId: 3 },
  comment: 'says <b> & ]]>',
  minor: true,
  model: 'wikitext',
  format: 'text/x-wiki',
  size: 4,
  text: { text: ' <&>"\n\n', sha1: 'da39a3ee5e6b4b0d3255bfef95601890afd80709' },
}

/** The one revision of a dump that has one. */
function readBack(of: Partial<DumpedRevision>, schema: (typeof schemas)[number]) {
  const reader = new DumpReader()
  const page = { id: 2, namespace: 1, title: 'Talk:A & "b"', redirect: 'C & "d"', revision: { ...revision, ...of } }
  const events = [...reader.read(dumpHead(site, schema) + dumpPage(page, schema) + dumpTail), ...reader.end()]
  assert.equal(reader.error, undefined)
  const read = events.flatMap(event => ('revision' in event ? [event.revision] : []))
  assert.equal(read.length, 1)
  return { revision: read[0], site: events.flatMap(event => ('site' in event ? [event.site] : []))[0] }
}

test('a revision, in both schemas', () => {
  for (const schema of schemas) {
    const read = readBack({}, schema)
    assert.equal(read.site?.siteName, 'A & B <wiki>')
    assert.equal(read.revision?.page.title, 'Talk:A & "b"')
    assert.equal(read.revision?.comment, 'says <b> & ]]>')
    assert.deepEqual(read.revision?.contributor, { name: 'One "1" & <co>', isAddress: false })
    assert.equal(read.revision?.text, ' <&>"\n\n')
    assert.equal(read.revision?.minor, true)
    assert.equal(read.revision?.timestamp, '2026-01-02T03:04:05Z')
    assert.equal(read.revision?.sha1, 'phoiac9h4m842xq45sp7s6u21eteeq1')
  }
})

test('an address, an empty comment and an empty text', () => {
  const { revision: read } = readBack(
    { contributor: { name: '192.0.2.1', userId: 0 }, comment: '', text: { text: '', sha1: '0' } },
    '0.11',
  )
  assert.deepEqual(read?.contributor, { name: '192.0.2.1', isAddress: true })
  assert.equal(read?.comment, '')
  assert.equal(read?.text, '')
})

test('what is hidden is marked as hidden', () => {
  const { revision: read } = readBack({ contributor: undefined, comment: undefined, text: undefined }, '0.11')
  assert.equal(read?.contributor, undefined)
  assert.equal(read?.comment, undefined)
  assert.equal(read?.text, undefined)
})
