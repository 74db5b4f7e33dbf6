import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Performer } from './permit.ts'
import { RateLimiter, Throttle } from './rate-limits.ts'
import type { Right } from './rights.ts'
import { Viewer } from './viewer.ts'

const start = Date.parse('2030-01-01T00:00:00Z')
const at = (seconds: number): Date => new Date(start + seconds * 1000)

function somebody(userId: number, groups: readonly string[], ip = '192.0.2.1', seconds = 0): Performer {
  const of = { userId: userId as never, actorId: undefined, name: 'X', groups, rights: new Set<Right>() }
  return new Performer({ viewer: new Viewer(of), ip, blocks: [], now: at(seconds) })
}

test('so many uses are free in a span of time, which then begins anew', () => {
  const limiter = new RateLimiter({ edit: { user: [2, 60] } })
  const use = (seconds: number) => limiter.use('edit', somebody(1, ['*', 'user'], '192.0.2.1', seconds))
  assert.deepEqual([use(0), use(10), use(20)], [undefined, undefined, 40])
  assert.deepEqual([use(59), use(60), use(61), use(62)], [1, undefined, undefined, 58])
})

test('the most generous group counts, newcomers and addresses have their own', () => {
  const limiter = new RateLimiter({
    edit: { anon: [1, 60], newbie: [3, 60], user: [5, 60], bot: [5, 10], sysop: [6, 60] },
    move: { ip: [7, 60] },
  })
  const limit = (action: string, groups: readonly string[], id = 1) => limiter.limitOf(action, somebody(id, groups))
  assert.deepEqual(limit('edit', ['*', 'user', 'autoconfirmed']), [5, 60])
  assert.deepEqual(limit('edit', ['*', 'user', 'autoconfirmed', 'sysop', 'bot']), [5, 10])
  assert.deepEqual(limit('edit', ['*', 'user']), [3, 60])
  assert.deepEqual(limit('edit', ['*'], 0), [1, 60])
  assert.deepEqual(limit('move', ['*'], 0), [7, 60])
  assert.equal(limit('move', ['*', 'user', 'autoconfirmed']), undefined)
  assert.equal(limit('delete', ['*', 'user', 'autoconfirmed']), undefined)
})

test('accounts are counted by themselves, and nobody by their address', () => {
  const limiter = new RateLimiter({ edit: { anon: [1, 60], user: [1, 60] } })
  const use = (id: number, ip: string) => limiter.use('edit', somebody(id, ['user', 'autoconfirmed'], ip))
  assert.equal(use(1, '192.0.2.1'), undefined)
  assert.equal(use(1, '192.0.2.2'), 60)
  assert.equal(use(2, '192.0.2.1'), undefined)
  assert.equal(use(0, '192.0.2.1'), undefined)
  assert.equal(use(0, '192.0.2.1'), 60)
  assert.equal(use(0, '192.0.2.2'), undefined)
})

test('a limit of no times lets nothing through', () => {
  const limiter = new RateLimiter({ edit: { user: [0, 60] } })
  assert.equal(limiter.use('edit', somebody(1, ['user', 'autoconfirmed'])), 60)
})

test('attempts are held up until their span is over or one was good', () => {
  const throttle = new Throttle(2, 300)
  const use = (seconds: number, key = 'a') => throttle.use(key, at(seconds))
  assert.deepEqual([use(0), use(1), use(2), use(299)], [undefined, undefined, 300, 300])
  assert.equal(use(2, 'b'), undefined)
  assert.equal(use(300), undefined)
  assert.equal(use(301), undefined)
  throttle.clear('a')
  assert.deepEqual([use(302), use(303), use(304)], [undefined, undefined, 300])
})

test('a throttle of no times holds nobody up', () => {
  const throttle = new Throttle(0, 300)
  for (let i = 0; i < 10; i++) assert.equal(throttle.use('a', at(i)), undefined)
})
