// Law: after any sequence of edits, hidings, deletions and moves everybody sees exactly what a plain model says.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Session } from '../../src/access/sessions.ts'
import { makeToken } from '../../src/access/tokens.ts'
import { answerApi } from '../../src/api/request.ts'
import { timestampOf } from '../../src/api/timestamps.ts'
import { httpRequest } from '../../src/canary/http-request.ts'
import { openDatabase } from '../../src/storage/open.ts'
import { addAccount } from '../../src/users/add-account.ts'
import { openWiki, type Wiki } from '../../src/wiki.ts'
import { Answer, type Params } from '../support/client.ts'
import { type Field, fields, type HideOrder, Model, type Onlooker, onlookers, type Sight } from './hiding-model.ts'

/** Somebody with a session, who asks in the process of the test. */
class Somebody {
  readonly name: string
  readonly #wiki: Wiki
  readonly #session: Session
  constructor(wiki: Wiki, name: string, session: Session) {
    this.#wiki = wiki
    this.name = name
    this.#session = session
  }

  async ask(params: Params, method: 'GET' | 'POST' = 'GET'): Promise<Answer> {
    const texts = Object.entries({ format: 'json', formatversion: 2, ...params })
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, Array.isArray(value) ? value.join('|') : String(value)])
    const cookies = new Map(this.#session.cookies.map(one => [one.name, one.value]))
    const request = httpRequest({ door: 'api', params: Object.fromEntries(texts), method, cookies })
    const { body } = await answerApi(this.#wiki, request)
    return new Answer(200, new Headers(), String(body))
  }
  write(params: Params): Promise<Answer> {
    return this.ask({ ...params, token: makeToken(this.#session.secret, 'csrf', this.#wiki.now()) }, 'POST')
  }
}

/** Sequences of changes. */
const runs = 1000

const wiki = await openWiki({ database: await openDatabase('sqlite::memory:'), settings: { keptLooks: 'none' } })
const people: Record<Onlooker | 'author' | 'other', Somebody> = {
  everybody: await somebody('Onlooker', []),
  sysop: await somebody('Sysop', ['sysop']),
  oversighter: await somebody('Oversighter', ['sysop', 'suppress']),
  author: await somebody('Author', []),
  other: await somebody('Other', []),
}

async function somebody(name: string, groups: readonly string[]): Promise<Somebody> {
  const now = wiki.now()
  const account = { name, password: '', groups, now: timestampOf(now) }
  const { userId } = await wiki.database.write(tx => addAccount(tx, account))
  const session = new Session(undefined, 0, '', '')
  await wiki.sessions.logIn(session, userId, '', now)
  return new Somebody(wiki, name, session)
}

/** What happens next; numbers choose among what there is by then. */
type Step =
  | { readonly do: 'edit'; readonly by: 'author' | 'other' }
  | { readonly do: 'hide'; readonly by: 'sysop' | 'oversighter'; readonly which: number; readonly order: HideOrder }
  | { readonly do: 'hidelog'; readonly by: 'sysop' | 'oversighter'; readonly which: number; readonly order: HideOrder }
  | { readonly do: 'delete' | 'undelete' | 'move' }

const by = fc.constantFrom('sysop' as const, 'oversighter' as const)
const which = fc.nat(7)
const order: fc.Arbitrary<HideOrder> = fc.record({
  way: fc.constantFrom('hide' as const, 'hide' as const, 'show' as const),
  fields: fc.subarray<Field>([...fields], { minLength: 1 }),
  suppress: fc.constantFrom(undefined, true, false),
})
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('edit' as const), by: fc.constantFrom('author', 'other') }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('hide' as const), by, which, order }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('hidelog' as const), by, which, order }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('delete' as const, 'undelete' as const, 'move' as const) }) },
)

let pages = 0
let words = 0
/** A word that stands nowhere else. */
const word = (): string => `w${(words++).toString(36)}x`

async function newestLog(title: string, type: string): Promise<number> {
  const asked = { action: 'query', list: 'logevents', letitle: title, letype: type, lelimit: 1, leprop: 'ids' }
  return (await people.oversighter.ask(asked)).number('query.logevents.0.logid')
}

async function editPage(model: Model, who: Somebody): Promise<void> {
  const [text, summary] = [word(), word()]
  const isNew = !model.isThere
  const done = (await who.write({ action: 'edit', title: model.title, text, summary })).ok()
  model.edited(done.number('edit.newrevid'), text, summary, who.name)
  if (isNew) model.logged(await newestLog(model.title, 'create'), summary, who.name)
}

async function carryOut(model: Model, one: Step): Promise<void> {
  const { sysop } = people
  const reason = word()
  switch (one.do) {
    case 'edit':
      return editPage(model, people[one.by])
    case 'hide':
      return hide(model, one, 'revision')
    case 'hidelog':
      return hide(model, one, 'logging')
    case 'delete': {
      if (!model.isThere) return
      ;(await sysop.write({ action: 'delete', title: model.title, reason })).ok()
      model.delete()
      model.logged(await newestLog(model.title, 'delete'), reason, sysop.name)
      return
    }
    case 'undelete': {
      if (model.isThere || model.revisions.length === 0) return
      const done = await sysop.write({ action: 'undelete', title: model.title, reason })
      assert.equal(done.code === undefined, model.undelete(), done.text)
      if (done.code === undefined) model.logged(await newestLog(model.title, 'delete'), reason, sysop.name)
      return
    }
    case 'move': {
      const { latest } = model
      if (latest === undefined || model.revisions.some(revision => revision.deleted)) return
      const to = `Fuzz ${pages++}`
      ;(await sysop.write({ action: 'move', from: model.title, to, reason, noredirect: '1' })).ok()
      model.logged(await newestLog(model.title, 'move'), reason, sysop.name)
      model.title = to
      const answer = await people.oversighter.ask({
        action: 'query',
        prop: 'revisions',
        rvprop: 'ids|comment',
        titles: to,
      })
      const moved = answer.at('query.pages.0.revisions.0') as { revid: number; comment: string }
      model.edited(moved.revid, latest.text, moved.comment, sysop.name)
      return
    }
  }
}

async function hide(model: Model, one: Step & { do: 'hide' | 'hidelog' }, type: 'revision' | 'logging'): Promise<void> {
  const items = type === 'revision' ? model.revisions : model.entries
  const item = items[one.which % Math.max(items.length, 1)]
  // As the API: to suppress wants the right, to leave it as it is does not.
  if (item === undefined || (one.by === 'sysop' && one.order.suppress === true)) return
  const { way, suppress } = one.order
  const done = await people[one.by].write({
    action: 'revisiondelete',
    type,
    ids: item.id,
    target: model.title,
    [way]: one.order.fields.join('|'),
    suppress: suppress === undefined ? 'nochange' : suppress ? 'yes' : 'no',
    reason: word(),
  })
  const answered = done.ok().at('revisiondelete.items.0') as { errors?: unknown[]; warnings?: unknown[] }
  const isChanged = [...(answered.errors ?? []), ...(answered.warnings ?? [])].length === 0
  assert.equal(isChanged, model.hide(one.by, item, one.order), done.text)
}

interface ShownRevision {
  revid: number
  user?: string
  comment?: string
  slots?: { main?: { content?: string } }
}
interface ShownEntry {
  logid: number
  title?: string
  user?: string
  comment?: string
}
interface Shown {
  query?: {
    pages?: { revisions?: ShownRevision[]; deletedrevisions?: ShownRevision[] }[]
    logevents?: ShownEntry[]
    usercontribs?: { revid: number }[]
    recentchanges?: { revid?: number; logid?: number; user?: string; comment?: string; title?: string }[]
  }
}

const or = (value: string | undefined): string => value ?? 'withheld'

/** What somebody sees of all that the model knows, in one request to several readers. */
async function look(model: Model, viewer: Onlooker, contributor: string) {
  const mayHistory = viewer !== 'everybody'
  const answer = await people[viewer].ask({
    action: 'query',
    revids: model.revisions.map(one => one.id),
    prop: mayHistory ? 'revisions|deletedrevisions' : 'revisions',
    rvprop: 'ids|user|comment|content',
    rvslots: 'main',
    ...(mayHistory ? { drvprop: 'ids|user|comment|content', drvslots: 'main' } : {}),
    list: 'logevents|usercontribs|recentchanges',
    lelimit: 30,
    leprop: 'ids|title|user|comment',
    ucuser: contributor,
    uclimit: 30,
    ucprop: 'ids',
    rclimit: 30,
    rcprop: 'ids|user|comment|title|loginfo',
  })
  const { query = {} } = answer.ok().body as Shown
  const sights = new Map<string, Sight>()
  for (const page of query.pages ?? []) {
    for (const one of [...(page.revisions ?? []), ...(page.deletedrevisions ?? [])]) {
      const content = or(one.slots?.main?.content)
      sights.set(`rev ${one.revid}`, { content, comment: or(one.comment), user: or(one.user) })
    }
  }
  const known = new Set(model.entries.map(one => one.id))
  for (const one of query.logevents ?? []) {
    if (!known.has(one.logid)) continue
    sights.set(`log ${one.logid}`, { content: or(one.title), comment: or(one.comment), user: or(one.user) })
  }
  return { sights, contributions: query.usercontribs ?? [], changes: query.recentchanges ?? [] }
}

const contributors = ['Author', 'Other', 'Sysop']

async function compare(model: Model, turn: number): Promise<void> {
  const contributor = contributors[turn % contributors.length] ?? 'Author'
  const ids = new Set(model.revisions.map(one => one.id))
  for (const viewer of onlookers) {
    const seen = await look(model, viewer, contributor)
    const expected = model.sights(viewer)
    const sorted = (sights: Map<string, Sight>) => [...sights].sort(([a], [b]) => (a < b ? -1 : 1))
    assert.deepEqual(sorted(seen.sights), sorted(expected), viewer)
    const theirs = model.contributions(viewer, contributor)
    const found = seen.contributions.map(one => one.revid).filter(id => ids.has(id))
    assert.deepEqual(found.sort(), theirs.sort(), `the contributions that ${viewer} finds`)
    for (const change of seen.changes) {
      const sight = expected.get(change.logid === undefined ? `rev ${change.revid}` : `log ${change.logid}`)
      if (sight === undefined) {
        assert.ok(
          change.logid !== undefined || !ids.has(change.revid ?? 0),
          `${viewer} finds a change of what is deleted`,
        )
        continue
      }
      assert.deepEqual(
        [or(change.comment), or(change.user)],
        [sight.comment, sight.user],
        `${viewer} in recent changes`,
      )
    }
  }
}

let steps = 0
/** Before the test: node:test follows each promise that a test makes, with which this took a third longer. */
const outcome = await holdLaw()

test('everybody sees what a plain model says, after any sequence of changes', t => {
  t.diagnostic(`${steps} steps, each seen by ${onlookers.length}`)
  assert.ok(!outcome.failed, fc.defaultReportMessage(outcome))
  assert.equal(outcome.numRuns, runs)
})

async function holdLaw(): Promise<fc.RunDetails<[Step[]]>> {
  const law = fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 5 }), async sequence => {
    const model = new Model(`Fuzz ${pages++}`)
    await editPage(model, people.author)
    for (const one of sequence) {
      await carryOut(model, one)
      await compare(model, steps)
      steps += 1
    }
  })
  try {
    return await fc.check(law, { numRuns: runs, seed: 20_261_122 })
  } finally {
    await wiki.close()
  }
}
