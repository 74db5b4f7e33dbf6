import { deepEqual } from 'node:assert/strict'
import { test } from 'node:test'
import type { Job } from './job.ts'
import { JobQueue } from './job-queue.ts'

const timestamp = '20260101000000'
const changed = (id: number, page: number): Job => ({
  id,
  command: 'refreshLinks',
  params: { page, titles: [], appeared: false },
  timestamp,
})
const all = (id: number): Job => ({ id, command: 'refreshAllLinks', params: { after: 0 }, timestamp })
const ids = (jobs: readonly Job[]): number[] => jobs.map(job => job.id)

test('all jobs of a page are taken together, up to a number of pages', () => {
  const queue = new JobQueue()
  queue.start(() => {})
  queue.add([changed(1, 7), changed(2, 8), changed(3, 7), changed(4, 8), changed(5, 9), changed(6, 7)])
  deepEqual(ids(queue.take(2, 0)), [1, 2, 3, 4])
  deepEqual(ids(queue.take(2, 100)), [5, 6])
  deepEqual(ids(queue.take(2, 100)), [])
})

test('jobs stay in order, and those of another kind wait', () => {
  const queue = new JobQueue()
  queue.start(() => {})
  queue.add([all(1), all(2), changed(3, 7), all(4)])
  deepEqual(ids(queue.take(20, 0)), [1, 2])
  deepEqual(ids(queue.take(20, 0)), [3])
  deepEqual(ids(queue.take(20, 0)), [4])
})

test('what is taken at once is bounded', () => {
  const queue = new JobQueue()
  queue.start(() => {})
  queue.add(Array.from({ length: 6000 }, (_, index) => changed(index, 7)))
  deepEqual([queue.take(20, 0).length, queue.take(20, 100).length], [5000, 1000])
})

test('a page that was taken rests for a tenth of a second, and others do not wait for it', () => {
  const queue = new JobQueue()
  queue.start(() => {})
  queue.add([changed(1, 7)])
  deepEqual(ids(queue.take(20, 0)), [1])
  queue.add([changed(2, 7), changed(3, 8), changed(4, 7)])
  deepEqual(ids(queue.take(20, 50)), [3])
  deepEqual(ids(queue.take(20, 99)), [])
  deepEqual(ids(queue.take(20, 100)), [2, 4])
})

test('a page for which many jobs gather in each rest is refreshed less and less often, down to a bound', () => {
  const queue = new JobQueue()
  queue.start(() => {})
  const times: number[] = []
  // One edit in each hundredth of a second, for as long as the page is not left alone.
  for (let now = 0; now < 4000; now += 10) {
    queue.add([changed(now, 7)])
    if (queue.take(20, now).length > 0) times.push(now)
  }
  deepEqual(times, [0, 100, 300, 700, 1500, 2300, 3100, 3900])
  // Nobody edits it any more, and it rests as others do.
  deepEqual([queue.take(20, 4699).length, queue.take(20, 4700).length], [0, 9])
  queue.add([changed(1, 7)])
  deepEqual([ids(queue.take(20, 5499)), ids(queue.take(20, 5500))], [[], [1]])
  queue.add([changed(2, 7)])
  deepEqual([ids(queue.take(20, 5599)), ids(queue.take(20, 5600))], [[], [2]])
})
