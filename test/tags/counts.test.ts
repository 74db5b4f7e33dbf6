// After any sequence of tagging, renaming, merging and deleting, tags stand where a plain model has them, and each kept count
// is what counting would give.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { Performer } from '../../src/access/permit.ts'
import { RateLimiter } from '../../src/access/rate-limits.ts'
import { check } from '../../src/check/check.ts'
import { Failure } from '../../src/errors.ts'
import type { RevId } from '../../src/ids.ts'
import { sql } from '../../src/storage/sql.ts'
import { manageTag, permitToManage, type TagOperation } from '../../src/tags/manage.ts'
import { permitToRename, rename } from '../../src/tags/rename.ts'
import { retagMany } from '../../src/tags/retag-many.ts'
import { tagsOf } from '../../src/tags/tag-filter-store.ts'
import { testDatabases } from '../support/database.ts'
import { everyRight, type MadeWiki, makeWiki, type Person } from '../support/made-wiki.ts'

const database = testDatabases().at(-1)
const names = ['a', 'b', 'c', 'd']
const revisions: RevId[] = []
let made: MadeWiki
let ada: Person

before(async () => {
  if (database === undefined) throw new Error('there is no database to test with')
  made = await makeWiki(database)
  ada = await made.person('Ada', everyRight)
  for (let n = 0; n < 6; n++) {
    const { recorded } = await made.edit(ada, `Page ${n % 2}`, `text ${n}`)
    if (recorded?.revId !== undefined) revisions.push(recorded.revId)
  }
})
after(() => database?.drop())

const timestamp = '20260101000000'
const said = { reason: '', tags: [], timestamp }

type Step =
  | { readonly do: TagOperation; readonly tag: string }
  | { readonly do: 'retag'; readonly on: number; readonly add: readonly string[]; readonly remove: readonly string[] }
  | { readonly do: 'rename'; readonly tag: string; readonly to: string; readonly merge: boolean }

const name = fc.constantFrom(...names)
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constantFrom('create', 'delete', 'activate', 'deactivate'), tag: name }),
  fc.record({
    do: fc.constant('retag' as const),
    on: fc.nat(5),
    add: fc.uniqueArray(name, { maxLength: 3 }),
    remove: fc.uniqueArray(name, { maxLength: 2 }),
  }),
  fc.record({ do: fc.constant('rename' as const), tag: name, to: name, merge: fc.boolean() }),
)

/** Does a step; says whether it was refused. */
async function act(one: Step): Promise<boolean> {
  const { wiki } = made
  const { performer } = ada
  try {
    if (one.do === 'retag') {
      const permit = performer.permit('changetags')
      const items = [{ ref: { revId: revisions[one.on] as RevId }, add: one.add, remove: one.remove }]
      await wiki.checkTags(one.add)
      await retagMany(wiki.database, permit, items, { ...said, batch: undefined, dryRun: false })
    } else if (one.do === 'rename') {
      const permit = permitToRename(performer, one.merge)
      const { tag: from, to, merge } = one
      await wiki.database.write(tx => rename(tx, permit, { ...said, from, to, merge }))
    } else {
      const permit = permitToManage(performer, one.do)
      const order = { ...said, operation: one.do, name: one.tag, mostUses: 0 }
      await wiki.database.write(tx => manageTag(tx, permit, order))
    }
    return true
  } catch (error) {
    if (error instanceof Failure) return false
    throw error
  }
}

/** The tags of each revision, and those that are defined. */
type Model = { readonly on: Set<string>[]; readonly active: Set<string> }

/** What a step does to the model where it was not refused. */
function actOnModel({ on, active }: Model, one: Step): void {
  if (one.do === 'retag') {
    for (const tag of one.add) if (!one.remove.includes(tag)) on[one.on]?.add(tag)
    for (const tag of one.remove) on[one.on]?.delete(tag)
  } else if ('to' in one) {
    if (active.delete(one.tag)) active.add(one.to)
    for (const tags of on) if (tags.delete(one.tag)) tags.add(one.to)
  } else if (one.do === 'create' || one.do === 'activate') {
    active.add(one.tag)
  } else {
    active.delete(one.tag)
    for (const tags of on) if (one.do === 'delete') tags.delete(one.tag)
  }
}

async function clear(): Promise<void> {
  await made.wiki.database.write(async tx => {
    await tx.run(sql`delete from change_tag`)
    await tx.run(sql`delete from change_tag_def`)
  })
}

test('tags and counts are those of a plain model, whatever is done in whichever order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), async steps => {
      await clear()
      const model: Model = { on: revisions.map(() => new Set()), active: new Set() }
      for (const one of steps) if (await act(one)) actOnModel(model, one)
      const found = await tagsOf(made.wiki.database.read, 'revision', revisions)
      assert.deepEqual(
        revisions.map(id => (found.get(id) ?? []).sort()),
        model.on.map(tags => [...tags].sort()),
      )
      const kept = await made.wiki.database.read.all(sql<{ ctd_name: string; ctd_count: number; active: number }>`
        select ctd_name, ctd_count, ctd_user_defined as active from change_tag_def order by ctd_name`)
      const counted = (tag: string): number => model.on.filter(tags => tags.has(tag)).length
      const there = names.filter(tag => model.active.has(tag) || counted(tag) > 0)
      assert.deepEqual(
        kept,
        there.map(tag => ({ ctd_name: tag, ctd_count: counted(tag), active: model.active.has(tag) ? 1 : 0 })),
      )
      assert.deepEqual(await check(made.wiki.database.read), [])
    }),
    { numRuns: 40, seed: 4 },
  )
})

test('a change that is tagged beside a write that fails counts once against the limit', async () => {
  await clear()
  const { viewer } = await made.person('Cy', ['read', 'changetags'])
  const limits = new RateLimiter({ changetags: { user: [1, 60] } })
  const hasty = new Performer({ viewer, ip: '127.0.0.1', blocks: [], now: made.wiki.now(), limits })
  const permit = hasty.permit('changetags', { isCountedLater: true })
  const tagging = (revId: RevId) =>
    retagMany(made.wiki.database, permit, [{ ref: { revId }, add: ['a'], remove: [] }], {
      ...said,
      batch: undefined,
      dryRun: false,
    })
  const failing = () =>
    made.wiki.database.write(async () => {
      throw new Error('it fails')
    })
  const [first, other] = revisions
  if (first === undefined || other === undefined) throw new Error('there are no revisions')
  const [tagged, failed] = await Promise.allSettled([tagging(first), failing()])
  assert.equal(failed.status, 'rejected')
  assert.equal(tagged.status === 'fulfilled' && tagged.value[0]?.ok, true)
  const [second] = await tagging(other)
  assert.equal(second?.ok, false)
})
