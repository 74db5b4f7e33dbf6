import { equal } from 'node:assert/strict'
import { test } from 'node:test'
import { AnswerCache } from './answer-cache.ts'

const response = (body: string) => ({ status: 200, headers: {}, body, cookies: [] })
const at = (milliseconds: number) => new Date(milliseconds)

test('an answer is given again for a second, and for the same version only', () => {
  const cache = new AnswerCache()
  equal(cache.find('q', '1', at(0)), undefined)
  const first = response('first')
  cache.keep('q', '1', at(0), first)
  equal(cache.find('q', '1', at(999)), first)
  equal(cache.find('another', '1', at(999)), undefined)
  equal(cache.find('q', '1', at(1000)), undefined)
  equal(cache.find('q', '2', at(1)), undefined)
  equal(cache.find('q', '1', at(1)), undefined, 'what was forgotten does not come back with an older version')
})

test('an answer from before a write is not kept after it', () => {
  const cache = new AnswerCache()
  cache.find('slow', '1', at(0))
  cache.find('other', '2', at(1))
  cache.keep('slow', '1', at(2), response('old'))
  equal(cache.find('slow', '2', at(3)), undefined)
})

test('what is kept is bounded', () => {
  const cache = new AnswerCache()
  cache.find('q', '1', at(0))
  cache.keep('long', '1', at(0), response('x'.repeat(70_000)))
  equal(cache.find('long', '1', at(1)), undefined)
  for (let n = 0; n < 100; n++) cache.keep(`q${n}`, '1', at(0), response('x'.repeat(60_000)))
  const held = Array.from({ length: 100 }, (_, n) => cache.find(`q${n}`, '1', at(1))).filter(one => one !== undefined)
  equal(held.length > 0 && held.length <= 35, true, `${held.length} are held`)
})
