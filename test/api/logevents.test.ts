// list=logevents over HTTP: which entries are found, what they tell, and what is hidden from whom.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Answer, Client, Params } from '../support/client.ts'
import { startWiki, type TestWiki } from '../support/server.ts'

let wiki: TestWiki
let admin: Client
let bob: Client
let revision = 0

before(async () => {
  wiki = await startWiki({ database: process.env.DATABASE ?? 'memory' })
  admin = await wiki.as('Admin')
  bob = await wiki.as('Bob')
  revision = (await bob.write({ action: 'edit', title: 'Page', text: 'one', summary: 'made' }))
    .ok()
    .number('edit.newrevid')
  ;(await bob.write({ action: 'edit', title: 'Page', text: 'two' })).ok()
  for (const params of [
    {
      action: 'protect',
      title: 'Page',
      protections: 'edit=sysop|move=sysop',
      expiry: '2099-01-01T00:00:00Z|infinite',
      reason: 'why',
    },
    { action: 'managetags', operation: 'create', tag: 'mark', reason: 'for marks' },
    { action: 'tag', revid: revision, add: 'mark', tags: 'mark' },
    { action: 'revisiondelete', type: 'revision', ids: revision, hide: 'comment', reason: 'hidden' },
    { action: 'revisiondelete', type: 'revision', ids: revision, hide: 'user', suppress: 'yes', reason: 'suppressed' },
  ]) {
    ;(await admin.write(params)).ok()
  }
})
after(() => wiki.stop())

const ask = (params: Params, who: Client = bob): Promise<Answer> =>
  who.get({ action: 'query', list: 'logevents', lelimit: 50, ...params })
interface Entry {
  readonly [key: string]: unknown
  readonly logid: number
  readonly type: string
  readonly action: string
  readonly params: Readonly<Record<string, unknown>>
}
const entries = async (params: Params, who?: Client): Promise<Entry[]> =>
  (await ask(params, who)).ok().list('query.logevents') as Entry[]
const kinds = async (params: Params, who?: Client): Promise<string[]> =>
  (await entries(params, who)).map(entry => `${entry.type}/${entry.action}`)

describe('what is found', () => {
  test('entries about a page, newest first', async () => {
    assert.deepEqual(await kinds({ letitle: 'Page' }, admin), [
      'suppress/revision',
      'delete/revision',
      'tag/update',
      'protect/protect',
      'create/create',
    ])
  })

  test('entries of a log, of an action, with a tag, by somebody', async () => {
    assert.deepEqual(await kinds({ letype: 'managetags' }), ['managetags/create'])
    assert.deepEqual(await kinds({ leaction: 'delete/revision', letype: 'block' }), ['delete/revision'])
    assert.deepEqual(await kinds({ letype: '' }), [])
    assert.deepEqual(await kinds({ letag: 'mark' }), ['tag/update', 'create/create'])
    assert.deepEqual(await kinds({ letag: 'nothing has this' }), [])
    assert.deepEqual(await kinds({ leuser: 'Robot' }), [])
  })

  test('entries about titles that begin alike, or in a namespace', async () => {
    assert.deepEqual(await kinds({ leprefix: 'Pag', letype: 'protect' }), ['protect/protect'])
    assert.deepEqual(await kinds({ leprefix: 'Page2' }), [])
    assert.deepEqual(await kinds({ lenamespace: -1 }), ['managetags/create'])
  })

  test('a log that only some may read is not there for others, however it is asked for', async () => {
    const all = await kinds({ letitle: 'Page' })
    assert.ok(!all.includes('suppress/revision'))
    assert.deepEqual(await kinds({ letype: 'suppress' }), [])
    assert.deepEqual(await kinds({ leaction: 'suppress/revision' }), [])
    assert.deepEqual(await kinds({ letype: 'suppress' }, admin), ['suppress/revision'])
  })

  test('an action that is none, two titles, a title that is none', async () => {
    assert.equal((await ask({ leaction: 'delete/nothing' })).code, 'unknown_leaction')
    assert.equal((await ask({ letitle: 'A', leprefix: 'B' })).code, 'invalidparammix')
    assert.equal((await ask({ letitle: 'A', lenamespace: 0 })).code, 'invalidparammix')
    assert.equal((await ask({ letitle: 'Bad[' })).code, 'invalidtitle')
    assert.equal((await ask({ letype: 'nothing' })).code, 'badvalue')
    assert.equal((await ask({ lecontinue: 'bad|x|y' })).code, 'badcontinue')
  })
})

describe('what is told', () => {
  test('each kind tells its parameters', async () => {
    const [protect] = await entries({ letype: 'protect' })
    assert.deepEqual(protect?.params.details, [
      { type: 'edit', level: 'sysop', expiry: '2099-01-01T00:00:00Z', cascade: false },
      { type: 'move', level: 'sysop', expiry: 'infinite', cascade: false },
    ])
    const [hidden] = await entries({ letype: 'delete' })
    assert.deepEqual(hidden?.params.new, {
      bitmask: 2,
      content: false,
      comment: true,
      user: false,
      restricted: false,
    })
    const [tagged] = await entries({ letype: 'tag', leprop: 'details|tags' })
    assert.deepEqual(tagged?.params.tagsAdded, ['mark'])
    assert.deepEqual(tagged?.tags, ['mark'])
  })

  test('the page of the time, the page of today, and the revision that was made with it', async () => {
    const [created] = await entries({ letype: 'create', letitle: 'Page', leprop: 'ids' })
    assert.equal(created?.revid, revision)
    assert.equal(created?.pageid, created?.logpage)
    const [tagged] = await entries({ letype: 'managetags', leprop: 'ids' })
    assert.deepEqual([tagged?.pageid, tagged?.logpage, tagged?.revid], [0, 0, undefined])
  })
})

describe('what is hidden', () => {
  let entry = 0
  before(async () => {
    entry = (await entries({ letype: 'protect' }, admin))[0]?.logid ?? 0
    const hide = { action: 'revisiondelete', type: 'logging', ids: entry, hide: 'content|comment|user' }
    ;(await admin.write(hide)).ok()
  })

  test('a hidden entry is marked; its page, parameters, user and comment are for those only who may see them', async () => {
    const asked = { letype: 'protect', leprop: 'ids|title|type|user|userid|comment|parsedcomment|details' }
    assert.deepEqual(await entries(asked), [
      { logid: entry, actionhidden: true, type: 'protect', action: 'protect', userhidden: true, commenthidden: true },
    ])
    const [seen] = await entries(asked, admin)
    assert.deepEqual([seen?.title, seen?.user, seen?.comment, seen?.actionhidden], ['Page', 'Admin', 'why', true])
  })

  test('a filter on what is hidden does not find it', async () => {
    for (const filter of [
      { letitle: 'Page' },
      { leprefix: 'Page' },
      { lenamespace: 0 },
      { leaction: 'protect/protect' },
      { leuser: 'Admin' },
    ]) {
      assert.ok(!(await kinds(filter)).includes('protect/protect'), JSON.stringify(filter))
      assert.ok((await kinds(filter, admin)).includes('protect/protect'), JSON.stringify(filter))
    }
  })

  test('what is suppressed is hidden from administrators too, and says so to who may see it', async () => {
    const suppress = { action: 'revisiondelete', type: 'logging', ids: entry, suppress: 'yes', hide: 'user' }
    ;(await admin.write(suppress)).ok()
    const [seen] = await entries({ letype: 'protect', leprop: 'user' }, admin)
    assert.deepEqual(seen, { user: 'Admin', userhidden: true, suppressed: true })
    const [unseen] = await entries({ letype: 'protect', leprop: 'user' })
    assert.deepEqual(unseen, { userhidden: true, suppressed: true })
  })
})
