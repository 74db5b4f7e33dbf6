// Feeds as XML that programs can read, whatever is in them.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { SaxesParser } from 'saxes'
import { type Feed, printFeed } from './feed.ts'

const evil = '<b>&"\u0001\ud800]]>'
const feed: Feed = {
  title: `Wiki ${evil}`,
  description: evil,
  language: 'en',
  url: 'https://example.org/?a=1&b="2"',
  self: 'https://example.org/feed?a&b',
  generator: 'MediaWiki 1.43.9',
  updated: new Date('2026-11-22T02:03:04.567Z'),
  items: [
    {
      title: evil,
      description: `<p>${evil}</p>`,
      url: 'https://example.org/?diff=1&oldid=2',
      author: 'A & B',
      date: new Date('2026-11-21T00:00:00Z'),
      comments: 'https://example.org/talk',
    },
    {
      title: 'x',
      description: '',
      url: 'https://example.org/2',
      author: undefined,
      date: new Date('2026-11-21T00:00:00Z'),
    },
  ],
}

/** The texts of the elements, by name; throws where it is no XML. */
function read(xml: string): Map<string, string[]> {
  const parser = new SaxesParser({ xmlns: true })
  const found = new Map<string, string[]>()
  const open: string[] = []
  parser.on('error', error => {
    throw error
  })
  parser.on('opentag', tag => {
    open.push(tag.name)
    found.set(tag.name, [...(found.get(tag.name) ?? []), ''])
  })
  parser.on('text', text => {
    const texts = found.get(open.at(-1) ?? '')
    if (texts !== undefined) texts.push((texts.pop() ?? '') + text)
  })
  parser.on('closetag', () => open.pop())
  parser.write(xml).close()
  return found
}

describe('a feed', () => {
  test('is well-formed in both formats, with all that was put in', () => {
    for (const format of ['rss', 'atom'] as const) {
      const found = read(printFeed(feed, format))
      const shown = '<b>&"\ufffd\ufffd]]>'
      assert.deepEqual(found.get('title'), [`Wiki ${shown}`, shown, 'x'], format)
      assert.equal(found.get(format === 'rss' ? 'description' : 'summary')?.includes(`<p>${shown}</p>`), true, format)
    }
  })

  test('has the times that each format wants', () => {
    assert.deepEqual(read(printFeed(feed, 'rss')).get('pubDate')?.[0], 'Sat, 21 Nov 2026 00:00:00 GMT')
    assert.deepEqual(read(printFeed(feed, 'atom')).get('updated'), [
      '2026-11-22T02:03:04Z',
      '2026-11-21T00:00:00Z',
      '2026-11-21T00:00:00Z',
    ])
  })

  test('says nothing of an author whom nobody may know', () => {
    assert.deepEqual(read(printFeed(feed, 'rss')).get('dc:creator'), ['A & B'])
    assert.deepEqual(read(printFeed(feed, 'atom')).get('name'), ['A & B'])
  })
})
