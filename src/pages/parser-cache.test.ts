import assert from 'node:assert/strict'
import { test } from 'node:test'
import { RenderingGivenUp } from '../rendering/given-up.ts'
import type { Rendering } from '../wikitext/index.ts'
import { type CachedRendering, ParserCache } from './parser-cache.ts'

const rendered = (html: string, goodUntil = Number.POSITIVE_INFINITY): CachedRendering => ({
  rendering: { html, sections: [], externalLinks: new Set<string>() } as unknown as Rendering,
  dependencies: { included: new Map(), linked: new Map() },
  goodUntil,
})
const good = async () => true

test('a rendering is kept until its time is over', async () => {
  const cache = new ParserCache()
  await cache.make('1', 0, async () => rendered('<p>one</p>', 1000))
  assert.equal((await cache.get('1', 999, good))?.html, '<p>one</p>')
  assert.equal(await cache.get('1', 1000, good), undefined)
  assert.equal(await cache.get('1', 999, good), undefined, 'it is forgotten')
  assert.equal(cache.size, 0)
})

test('a rendering is kept until what it depends on is something else', async () => {
  const cache = new ParserCache()
  await cache.make('1', 0, async () => rendered('<p>one</p>'))
  assert.equal(await cache.get('1', 0, async () => false), undefined)
  assert.equal(await cache.get('1', 0, good), undefined)
})

test('who asks at the same time is answered by one rendering', async () => {
  const cache = new ParserCache()
  let times = 0
  const render = async () => {
    times++
    await new Promise(resolve => setImmediate(resolve))
    return rendered('x')
  }
  await Promise.all([cache.make('1', 0, render), cache.make('1', 0, render), cache.make('1', 0, render)])
  assert.equal(times, 1)
})

test('a rendering that fails is asked for anew', async () => {
  const cache = new ParserCache()
  await assert.rejects(
    cache.make('1', 0, async () => Promise.reject(new Error('no'))),
    /no/,
  )
  assert.equal((await cache.make('1', 0, async () => rendered('yes'))).html, 'yes')
})

test('what was used longest ago is forgotten first, and one that is too long is not kept', async () => {
  const cache = new ParserCache(40_000)
  for (const key of ['1', '2', '3']) await cache.make(key, 0, async () => rendered('x'.repeat(3900)))
  await cache.get('1', 0, good)
  for (const key of ['4', '5', '6', '7', '8']) await cache.make(key, 0, async () => rendered('x'.repeat(3900)))
  assert.ok(cache.size <= 40_000)
  await cache.make('9', 0, async () => rendered('x'.repeat(3900)))
  assert.notEqual(await cache.get('1', 0, good), undefined)
  assert.equal(await cache.get('2', 0, good), undefined)
  await cache.make('long', 0, async () => rendered('x'.repeat(21_000)))
  assert.equal(await cache.get('long', 0, good), undefined)
})

test('a rendering that was given up is not tried again for a minute, unless it is to be forgotten', async () => {
  const cache = new ParserCache()
  const slow = async () => Promise.reject(new RenderingGivenUp('time'))
  const quick = async () => rendered('yes')
  await assert.rejects(cache.make('1|', 0, slow), RenderingGivenUp)
  await assert.rejects(cache.make('1|', 59_999, quick), RenderingGivenUp)
  assert.equal((await cache.make('1|', 60_000, quick)).html, 'yes')
  await assert.rejects(cache.make('2|', 0, slow), RenderingGivenUp)
  cache.forgetRevision(2)
  assert.equal((await cache.make('2|', 1, quick)).html, 'yes')
  await assert.rejects(
    cache.make('3|', 0, async () => Promise.reject(new RenderingGivenUp('crowd'))),
    RenderingGivenUp,
  )
  assert.equal((await cache.make('3|', 1, quick)).html, 'yes', 'others may wait no more')
})
