// list=xlooks: who looked at what is hidden is kept, and read by those only who may read the log of suppressions.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Client, Params } from '../support/client.ts'
import { startWiki, type TestWiki } from '../support/server.ts'

let wiki: TestWiki
let over: Client
let sysop: Client
let plain: Client
const ids: Record<string, number> = {}

const account = (name: string, groups: string[] = []) => ({ name, password: `${name}-password-1`, groups })
const fixture = {
  accounts: [account('Over', ['sysop', 'suppress']), account('Sysop', ['sysop']), account('Plain')],
  pages: [{ title: 'Main Page', text: 'x' }],
}

/** A page of three revisions, of which the one in the middle is hidden so. */
async function hiddenIn(title: string, who: Client, by: Client, hide: string, suppress: string): Promise<number> {
  const write = (text: string) => who.write({ action: 'edit', title, text, summary: text })
  await write('one')
  const id = (await write('two')).ok().number('edit.newrevid')
  await write('three')
  ;(await by.write({ action: 'revisiondelete', type: 'revision', ids: id, hide, suppress })).ok()
  return id
}

before(async () => {
  wiki = await startWiki({ database: process.env.DATABASE ?? 'memory', fixture })
  over = await wiki.as('Over')
  sysop = await wiki.as('Sysop')
  plain = await wiki.as('Plain')
  for (const name of ['read', 'marked', 'page', 'paged']) {
    ids[name] = await hiddenIn(`Look ${name}`, plain, over, 'content|comment|user', 'no')
  }
  ids.suppressed = await hiddenIn('Look suppressed', plain, over, 'comment', 'yes')
})
after(() => wiki.stop())

interface Look {
  readonly user: string
  readonly item: number
  readonly fields: readonly string[]
  readonly suppressed?: boolean
  readonly by: string
}
async function looksAt(name: string, more: Params = {}): Promise<Look[]> {
  const asked = { action: 'query', list: 'xlooks', xlrevid: ids[name], xllimit: 'max', ...more }
  return (await over.get(asked)).list('query.xlooks') as Look[]
}
const revision = (id: number | undefined, rvprop: string) => ({
  action: 'query',
  prop: 'revisions',
  revids: id,
  rvprop,
  rvslots: 'main',
})

describe('a look', () => {
  test('is kept with who it was, at what, and by which request, once an hour', async () => {
    await sysop.get(revision(ids.read, 'ids|comment|user'))
    await sysop.get({ ...revision(ids.read, 'ids|comment|user'), curtimestamp: true })
    const looks = await looksAt('read', { xluser: 'Sysop' })
    assert.deepEqual(
      looks.map(({ user, item, fields }) => ({ user, item, fields })),
      [{ user: 'Sysop', item: ids.read, fields: ['comment', 'user'] }],
    )
    assert.equal(looks[0]?.by, 'api query revisions')
    await sysop.get(revision(ids.read, 'content'))
    assert.deepEqual((await looksAt('read', { xluser: 'Sysop', xldir: 'newer' })).at(-1)?.fields, ['content'])
  })

  test('is none where a reader is only told that something is hidden, or may not see it', async () => {
    await sysop.get(revision(ids.marked, 'ids|flags|tags|timestamp|size'))
    await plain.get(revision(ids.marked, 'ids|comment|user|content'))
    await wiki.client().get(revision(ids.marked, 'ids|comment|user|content'))
    await sysop.get({ ...revision(ids.marked, 'ids|comment|user|content'), assume: 'public' })
    assert.deepEqual(await looksAt('marked'), [])
  })

  test('at a page is kept, too, the text only when it is opened', async () => {
    await sysop.fetch('/index.php?title=Look_page&action=history')
    const [history] = await looksAt('page')
    assert.deepEqual(history?.fields, ['comment', 'user'])
    assert.equal(history?.by, 'page history')
    await sysop.fetch(`/index.php?title=Look_page&oldid=${ids.page}&unhide=1`)
    const all = (await looksAt('page')).flatMap(look => look.fields)
    assert.ok(all.includes('content'))
  })

  test('at something that is suppressed says so', async () => {
    await over.get(revision(ids.suppressed, 'comment'))
    const [look] = await looksAt('suppressed')
    assert.equal(look?.suppressed, true)
    assert.equal(look?.user, 'Over')
  })

  test('at a log entry is found by its number', async () => {
    ;(await sysop.write({ action: 'protect', title: 'Look page', protections: 'edit=sysop', reason: 'why' })).ok()
    const entry = { action: 'query', list: 'logevents', letype: 'protect', lelimit: 1 }
    const logid = (await over.get(entry)).number('query.logevents.0.logid')
    ;(await over.write({ action: 'revisiondelete', type: 'logging', ids: logid, hide: 'comment' })).ok()
    await sysop.get({ ...entry, leprop: 'comment' })
    const looks = (await over.get({ action: 'query', list: 'xlooks', xllogid: logid })).list('query.xlooks') as Look[]
    assert.deepEqual(
      looks.map(look => [look.user, look.fields]),
      [['Sysop', ['comment']]],
    )
  })
})

describe('the list of looks', () => {
  test('is for those only who may read the log of suppressions', async () => {
    for (const who of [wiki.client(), plain, sysop]) {
      assert.equal((await who.get({ action: 'query', list: 'xlooks' })).code, 'permissiondenied')
    }
  })

  test('is followed page by page, in both directions', async () => {
    for (const rvprop of ['comment', 'user', 'content']) {
      await sysop.get(revision(ids.paged, rvprop))
      await over.get(revision(ids.paged, rvprop))
    }
    for (const xldir of ['newer', 'older']) {
      const whole = await looksAt('paged', { xldir })
      assert.equal(whole.length, 6)
      const found: unknown[] = []
      let more: Params | undefined = {}
      while (more !== undefined) {
        const asked: Params = { action: 'query', list: 'xlooks', xlrevid: ids.paged, xldir, xllimit: 4, ...more }
        const answer = await over.get(asked)
        found.push(...answer.list('query.xlooks'))
        more = answer.at('continue') as Params | undefined
      }
      assert.deepEqual(found, whole)
    }
  })
})

test('a wiki may keep looks at what is suppressed only, or none', async () => {
  for (const [kept, most] of [
    ['suppressed', 1],
    ['none', 0],
  ] as const) {
    const other = await startWiki({ database: 'memory', fixture, env: { PALIMPSEST_KEPT_LOOKS: kept } })
    try {
      const who = await other.as('Over')
      const hidden = await hiddenIn('A', who, who, 'comment', 'no')
      const suppressed = await hiddenIn('B', who, who, 'comment', 'yes')
      await who.get(revision(hidden, 'comment'))
      await who.get(revision(suppressed, 'comment'))
      const looks = (await who.get({ action: 'query', list: 'xlooks' })).list('query.xlooks') as Look[]
      assert.deepEqual(
        looks.map(look => look.item),
        [suppressed].slice(0, most),
      )
    } finally {
      await other.stop()
    }
  }
})
