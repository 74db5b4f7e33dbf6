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

test('one statement removes the rows of what is taken', () => {
  const queue = new JobQueue()
  queue.start(() => {})
  queue.add(Array.from({ length: 600 }, (_, index) => changed(index, 7)))
  deepEqual([queue.take(20, 0).length, queue.take(20, 100).length], [500, 100])
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
