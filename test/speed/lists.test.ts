// Lists find their rows by an index that has their order, and take as many statements for a long page as for a short one.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Permit } from '../../src/access/permit.ts'
import { Viewer } from '../../src/access/viewer.ts'
import { type RecentChangesFilter, recentChanges } from '../../src/changes/recent-changes-reader-store.ts'
import type { ActorId, PageId, RevId, TagId, UserId } from '../../src/ids.ts'
import { type LogFilter, logEntries } from '../../src/logs/log-reader-store.ts'
import { makeTitle } from '../../src/pages/title.ts'
import {
  type ContributionsFilter,
  type Contributors,
  contributionsOf,
  contributionsOfMany,
} from '../../src/revisions/contributions-store.ts'
import { deletedByTime, deletedByTitle, deletedTitles } from '../../src/revisions/deleted-list-store.ts'
import { revisionsOfPage } from '../../src/revisions/revision-list-store.ts'
import type { TimeWindow } from '../../src/storage/key-range.ts'
import { type BlocksFilter, blocksInWindow } from '../../src/users/block-list-store.ts'
import { watchedChanges, watchedTitlesInOrder } from '../../src/watchlist/watchlist-reader-store.ts'
import { testDatabases } from '../support/database.ts'
import { type MadeWiki, makeWiki } from '../support/made-wiki.ts'
import { planOf, slowSteps } from '../support/plans.ts'

const [database] = testDatabases()
let made: MadeWiki

before(async () => {
  if (database === undefined) throw new Error('there is no database to test with')
  made = await makeWiki(database)
})
after(() => database?.drop())

const older: TimeWindow = { direction: 'older', from: { timestamp: '20260101000000', id: 7 }, end: '20250101000000' }
const windows: Record<string, TimeWindow> = {
  'newest first': { direction: 'older' },
  'newest first, further on': older,
  'oldest first, further on': { ...older, direction: 'newer' },
}
const page = makeTitle(0, 'A')
const one = 1 as ActorId
const frequent = { id: 1 as TagId, isRare: false, uses: 100_000 }
const rare = { id: 1 as TagId, isRare: true, uses: 10 }

/** The plans of all statements that a read begins. */
async function plans(read: () => Promise<unknown>): Promise<string[][]> {
  made.forget()
  await read()
  const statements = [...made.statements]
  return Promise.all(statements.map(statement => planOf(made.wiki.database, statement)))
}

/** Found by this index, with nothing that grows; before that at most a look at where the first stretch of it ends. */
async function foundBy(index: RegExp, read: () => Promise<unknown>, slow: readonly RegExp[] = []): Promise<void> {
  const found = await plans(read)
  const plan = found.at(-1) ?? []
  assert.ok(found.length <= 2, `${found.length} statements`)
  assert.match(plan[0] ?? '', index)
  const unexpected = found.flatMap(slowSteps).filter(step => !slow.some(allowed => allowed.test(step)))
  assert.deepEqual(unexpected, [], plan.join('\n'))
}

describe('recent changes', () => {
  const cases: Record<string, { filter: RecentChangesFilter; index: RegExp }> = {
    all: { filter: {}, index: /rc_timestamp/ },
    'of some types and namespaces': { filter: { types: ['new'], namespaces: [0, 1] }, index: /rc_timestamp/ },
    'of a title': { filter: { title: page }, index: /rc_namespace_title/ },
    'by somebody': { filter: { actors: [one] }, index: /rc_actor/ },
    'not by somebody': { filter: { notActor: one }, index: /rc_timestamp/ },
    'with all flags': {
      filter: { minor: true, bot: false, anonymous: false, redirect: true, patrolled: false, isTop: true },
      index: /rc_timestamp/,
    },
    'of content': { filter: { changesContent: true }, index: /rc_timestamp/ },
    'with a frequent tag': { filter: { tag: frequent }, index: /rc_timestamp/ },
  }
  for (const [name, { filter, index }] of Object.entries(cases)) {
    for (const [order, window] of Object.entries(windows)) {
      test(`${name}, ${order}, are found by an index in the order of the list`, () =>
        foundBy(index, () => recentChanges(made.wiki.database.read, Viewer.public, filter, window, 51)))
    }
  }
  test('with a rare tag are found by the tag, and only its uses are sorted', () =>
    foundBy(
      /change_tag USING (COVERING )?INDEX ct_tag_rev/,
      () => recentChanges(made.wiki.database.read, Viewer.public, { tag: rare }, older, 51),
      [/FOR ORDER BY/],
    ))
})

describe('log entries', () => {
  const cases: Record<string, { filter: LogFilter; index: RegExp }> = {
    all: { filter: {}, index: /log_timestamp/ },
    'of a log': { filter: { type: 'delete' }, index: /log_type_timestamp/ },
    'of an action': { filter: { action: { type: 'delete', action: 'restore' } }, index: /log_type_timestamp/ },
    'of a title': { filter: { title: page }, index: /log_page_timestamp/ },
    'by somebody': { filter: { actors: [one] }, index: /log_actor_timestamp/ },
    'in a namespace': { filter: { namespace: 0 }, index: /log_timestamp/ },
    'with a frequent tag': { filter: { tag: frequent }, index: /log_timestamp/ },
  }
  for (const [name, { filter, index }] of Object.entries(cases)) {
    for (const [order, window] of Object.entries(windows)) {
      test(`${name}, ${order}, are found by an index in the order of the list`, () =>
        foundBy(index, () => logEntries(made.wiki.database.read, Viewer.public, filter, window, 51)))
    }
  }
  test('of titles that begin alike are found by the index of titles, and only these are sorted', () =>
    foundBy(
      /log_page_timestamp/,
      () => logEntries(made.wiki.database.read, Viewer.public, { prefix: page }, older, 51),
      [/FOR ORDER BY/],
    ))
  test('with a rare tag are found by the tag, and only its uses are sorted', () =>
    foundBy(
      /change_tag USING (COVERING )?INDEX ct_tag_rev/,
      () => logEntries(made.wiki.database.read, Viewer.public, { tag: rare }, older, 51),
      [/FOR ORDER BY/],
    ))
})

describe('contributions', () => {
  const cases: Record<string, ContributionsFilter> = {
    'of somebody': {},
    'in a namespace, with all flags': { namespaces: [0], minor: true, top: false, isNew: false, patrolled: true },
    'with a frequent tag': { tag: frequent },
  }
  for (const [name, filter] of Object.entries(cases)) {
    for (const [order, window] of Object.entries(windows)) {
      test(`${name}, ${order}, are found by the index of their author`, () =>
        foundBy(/rev_actor_timestamp/, () =>
          contributionsOf(made.wiki.database.read, Viewer.public, one, filter, window, 51),
        ))
    }
  }
  test('with a rare tag are found by the tag, and only its uses are sorted', () =>
    foundBy(
      /change_tag USING (COVERING )?INDEX ct_tag_rev/,
      () => contributionsOf(made.wiki.database.read, Viewer.public, one, { tag: rare }, older, 51),
      [/FOR ORDER BY/],
    ))
  const several: Record<string, { whose: Contributors; index: RegExp }> = {
    'of some': {
      whose: { order: 'id', ids: [one, 2 as ActorId, 3 as ActorId] },
      index: /actor USING INTEGER PRIMARY KEY/,
    },
    'of all whose name begins alike': {
      whose: { order: 'name', prefix: '127.0.' },
      index: /actor USING INDEX actor_name/,
    },
  }
  for (const [name, { whose, index }] of Object.entries(several)) {
    for (const direction of ['newer', 'older'] as const) {
      test(`${name} are found one author after the other (${direction})`, () =>
        foundBy(index, () => contributionsOfMany(made.wiki.database.read, Viewer.public, whose, {}, { direction }, 51)))
    }
    test(`${name} go on with the rest of one author, then with the others`, async () => {
      const from = { timestamp: '20260101000000', id: 7, actor: { id: 2 as ActorId, name: '127.0.0.2' } }
      const found = await plans(() =>
        contributionsOfMany(made.wiki.database.read, Viewer.public, whose, {}, { direction: 'older', from }, 51),
      )
      assert.equal(found.length, 2)
      assert.deepEqual(found.flatMap(slowSteps), [])
    })
  }
})

describe('the history of a page', () => {
  const of = {
    page: 1 as PageId,
    newer: false,
    from: [{ timestamp: '20260101000000', id: 7 as RevId }],
    to: [],
    limit: 51,
  }
  test('is found by the index of its page', () =>
    foundBy(/rev_page_timestamp/, () => revisionsOfPage(made.wiki.database.read, Viewer.public, of)))
  test('with a frequent tag too', () =>
    foundBy(/rev_page_timestamp/, () =>
      revisionsOfPage(made.wiki.database.read, Viewer.public, { ...of, tag: frequent }),
    ))
  test('with a rare tag is found by the tag, and only its uses are sorted', () =>
    foundBy(
      /change_tag USING (COVERING )?INDEX ct_tag_rev/,
      () => revisionsOfPage(made.wiki.database.read, Viewer.public, { ...of, tag: rare }),
      [/FOR ORDER BY/],
    ))
})

describe('a watchlist', () => {
  const watcher = 1 as UserId
  const of = { limit: 51, now: '20260101000000' }
  for (const all of [true, false]) {
    test(`that is short finds its changes by page${all ? '' : ', the latest of each'}, and sorts only these`, async () => {
      const [count = [], plan = []] = await plans(() =>
        watchedChanges(made.wiki.database.read, Viewer.public, watcher, { all }, older, of),
      )
      assert.match(count[1] ?? '', /watchlist USING COVERING INDEX wl_user/)
      assert.match(plan[0] ?? '', /watchlist USING INDEX wl_user/)
      assert.match(plan[1] ?? '', /recentchanges USING INDEX rc_namespace_title/)
      assert.deepEqual(slowSteps(plan), ['USE TEMP B-TREE FOR ORDER BY'])
    })
  }
  test('finds its titles in their order', async () => {
    for (const direction of ['ascending', 'descending'] as const) {
      await foundBy(/watchlist USING INDEX wl_user/, () =>
        watchedTitlesInOrder(made.wiki.database.read, watcher, { from: [page], to: [], direction }, of),
      )
    }
  })
})

describe('deleted revisions', () => {
  let permit: Permit<'deletedhistory'>
  before(async () => {
    const administrator = await made.person('Administrator', ['read', 'deletedhistory'])
    permit = administrator.performer.permit('deletedhistory')
  })
  const place = { namespace: 0, title: 'B', timestamp: '20260101000000', id: 7 as RevId }
  for (const direction of ['newer', 'older'] as const) {
    test(`of an author are found by the index of their author (${direction})`, () =>
      foundBy(/ar_actor_timestamp/, () =>
        deletedByTime(made.wiki.database.read, permit, { actors: [one] }, { ...older, direction }, 51),
      ))
    test(`of all titles, of some, or of some namespaces are found by the index of titles (${direction})`, async () => {
      const ranges = [{ namespaces: [0], lowest: 'A', prefix: 'A' }]
      const several = [{ namespaces: [0, 1], lowest: 'A', prefix: 'A' }]
      for (const filter of [{}, { ranges }, { ranges: several }, { titles: [page] }]) {
        await foundBy(/ar_name_title_timestamp/, () =>
          deletedByTitle(made.wiki.database.read, permit, filter, { direction, from: place }, 51),
        )
      }
    })
  }
  test('name each title once by the index of titles', () =>
    foundBy(/ar_name_title_timestamp/, () => deletedTitles(made.wiki.database.read, permit, {}, place, 51)))
})

describe('blocks', () => {
  const cases: Record<string, BlocksFilter> = {
    'that anybody may see': { hidden: false },
    'on accounts, with an end': { account: true, temporary: true, hidden: true },
  }
  for (const [name, filter] of Object.entries(cases)) {
    for (const [order, window] of Object.entries(windows)) {
      test(`${name}, ${order}, are found in the order of time`, () =>
        foundBy(/bl_timestamp/, () =>
          blocksInWindow(made.wiki.database.read, filter, window, { limit: 51, now: '20260101000000' }),
        ))
    }
  }
})
