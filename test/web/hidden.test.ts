// What is hidden stays hidden on every page: marked secrets are looked for wherever somebody could find them.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Client } from '../support/client.ts'
import { startWiki, type TestWiki } from '../support/server.ts'
import { Person } from './person.ts'

let wiki: TestWiki
let oversighter: Client
const ids: Record<string, number> = {}
const logs: Record<string, number> = {}

/** Each secret is a word that stands nowhere else. */
const secrets = [
  'SecretTextA',
  'SecretWordB',
  'Mrsecretc',
  'SecretTextD',
  'SecretWordE',
  'Mrsecretf',
  'SecretReasonG',
  'SecretPageH',
  'Mrsecreti',
]

before(async () => {
  const account = (name: string, groups: string[] = []) => ({ name, password: `${name}-password-1`, groups })
  wiki = await startWiki({
    database: 'memory',
    fixture: {
      accounts: [
        account('Over', ['sysop', 'suppress']),
        account('Sysop', ['sysop']),
        account('Plain'),
        account('Mrsecretc'),
        account('Mrsecretf'),
        account('Mrsecreti', ['sysop']),
      ],
      pages: [{ title: 'Main Page', text: 'x' }],
    },
  })
  oversighter = await wiki.as('Over')
  const plain = await wiki.as('Plain')
  const edit = async (client: Client, name: string, text: string, summary: string) => {
    ids[name] = (await client.write({ action: 'edit', title: 'Garden', text, summary })).ok().number('edit.newrevid')
  }
  const hide = (name: string, what: string, suppress: string) =>
    oversighter
      .write({ action: 'revisiondelete', type: 'revision', ids: String(ids[name]), hide: what, suppress })
      .then(answer => answer.ok())
  await edit(plain, 'first', 'first', 'first')
  await edit(plain, 'hiddenText', 'SecretTextA', 'b')
  await edit(plain, 'hiddenComment', 'c', 'SecretWordB')
  await edit(await wiki.as('Mrsecretc'), 'hiddenUser', 'd', 'd')
  await edit(plain, 'suppressedText', 'SecretTextD', 'e')
  await edit(plain, 'suppressedComment', 'f', 'SecretWordE')
  await edit(await wiki.as('Mrsecretf'), 'suppressedUser', 'g', 'g')
  await edit(plain, 'last', 'last', 'last')
  await hide('hiddenText', 'content', 'no')
  await hide('hiddenComment', 'comment', 'no')
  await hide('hiddenUser', 'user', 'no')
  await hide('suppressedText', 'content', 'yes')
  await hide('suppressedComment', 'comment', 'yes')
  await hide('suppressedUser', 'user', 'yes')

  await oversighter.write({ action: 'edit', title: 'SecretPageH', text: 'x', summary: 'x' })
  await (await wiki.as('Mrsecreti'))
    .write({ action: 'delete', title: 'SecretPageH', reason: 'SecretReasonG' })
    .then(answer => answer.ok())
  const entries = await oversighter.get({
    action: 'query',
    list: 'logevents',
    letitle: 'SecretPageH',
    leprop: 'ids|type',
  })
  for (const entry of entries.list('query.logevents') as { logid: number; type: string }[])
    logs[entry.type] = entry.logid
  for (const id of Object.values(logs)) {
    await oversighter
      .write({ action: 'revisiondelete', type: 'logging', ids: String(id), hide: 'content|comment|user' })
      .then(answer => answer.ok())
  }
})
after(() => wiki.stop())

function addresses(): string[] {
  const garden = (query: Record<string, string | number>) =>
    `/index.php?${new URLSearchParams({ title: 'Garden', ...Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)])) })}`
  const special = (name: string, query: Record<string, string> = {}) =>
    `/index.php?${new URLSearchParams({ title: `Special:${name}`, ...query })}`
  const revisions = Object.values(ids)
  return [
    garden({}),
    garden({ action: 'history' }),
    garden({ action: 'history', dir: 'prev' }),
    garden({ action: 'info' }),
    garden({ action: 'edit' }),
    garden({ action: 'delete' }),
    garden({ action: 'protect' }),
    ...revisions.flatMap(id => [
      garden({ oldid: id }),
      garden({ oldid: id, unhide: 1 }),
      garden({ oldid: id, action: 'edit' }),
      garden({ oldid: id, action: 'raw' }),
      garden({ oldid: id, action: 'render' }),
      garden({ diff: id }),
      garden({ diff: 'prev', oldid: id, unhide: 1 }),
      garden({ diff: 'next', oldid: id, unhide: 1 }),
      garden({ diff: 'cur', oldid: id }),
      garden({ undo: id, action: 'edit' }),
      garden({ undo: ids.last ?? 0, undoafter: id, action: 'edit' }),
      garden({ action: 'revisiondelete', ids: id }),
      garden({ action: 'editchangetags', ids: id }),
    ]),
    garden({ action: 'revisiondelete', ids: revisions.join(',') }),
    special('RecentChanges', { hidebots: '0', filtered: '1' }),
    special('Log'),
    special('Log', { type: 'suppress' }),
    special('Log', { type: 'delete' }),
    special('Log', { type: 'create' }),
    special('Log/Plain'),
    ...Object.values(logs).map(id => special('Log', { logid: String(id) })),
    special('RevisionDelete', { type: 'logging', ids: Object.values(logs).join(',') }),
    special('EditTags', { type: 'logging', ids: Object.values(logs).join(',') }),
    special('Contributions/Plain'),
    special('AllPages'),
    special('Tags'),
    special('Statistics'),
    '/wiki/Main_Page',
  ]
}

async function found(client: Client): Promise<Map<string, string[]>> {
  const person = new Person(wiki, client)
  const seen = new Map<string, string[]>()
  for (const path of addresses()) {
    const page = await person.visit(path)
    for (const secret of secrets) {
      if (page.html.includes(secret)) seen.set(secret, [...(seen.get(secret) ?? []), path])
    }
  }
  return seen
}

describe('a secret', () => {
  test('is shown to nobody without the right', async () => {
    assert.deepEqual(await found(wiki.client()), new Map())
    assert.deepEqual(await found(await wiki.as('Plain')), new Map())
  })

  test('that is suppressed is shown to no administrator, one that is hidden is', async () => {
    const seen = await found(await wiki.as('Sysop'))
    assert.deepEqual([...seen.keys()].sort(), [
      'Mrsecretc',
      'Mrsecreti',
      'SecretPageH',
      'SecretReasonG',
      'SecretTextA',
      'SecretWordB',
    ])
  })

  test('that is hidden text is not shown even so, before it is asked for', async () => {
    const paths = (await found(await wiki.as('Sysop'))).get('SecretTextA') ?? []
    assert.ok(paths.length > 0)
    for (const path of paths) assert.match(path, /unhide=1|undo=|action=edit/)
  })

  test('is all there for who may see everything', async () => {
    assert.deepEqual([...(await found(oversighter)).keys()].sort(), [...secrets].sort())
  })
})

describe('a suppressed revision', () => {
  const pages = (id: number) => [
    `/index.php?title=Garden&oldid=${id}`,
    `/index.php?title=Garden&oldid=${id}&action=raw`,
    `/index.php?title=Garden&oldid=${id}&action=render`,
    `/index.php?title=Garden&diff=${id}`,
    `/index.php?title=Garden&diff=cur&oldid=${id}`,
    `/index.php?title=Garden&action=revisiondelete&ids=${id}`,
    `/index.php?title=Garden&action=editchangetags&ids=${id}`,
    `/index.php?title=Garden&action=edit&undo=${id}`,
  ]

  test('looks like one that there is not', async () => {
    const sysop = new Person(wiki, await wiki.as('Sysop'))
    const missing = 99999
    for (const [index, path] of pages(ids.suppressedText ?? 0).entries()) {
      const hidden = await sysop.visit(path)
      const none = await sysop.visit(pages(missing)[index] ?? '')
      const neutral = (html: string) =>
        html
          .replace(/value="(?:[0-9a-f]{32,}[^"]*|\d{14})"/g, '')
          .replaceAll(String(missing), 'ID')
          .replaceAll(String(ids.suppressedText), 'ID')
      assert.equal(hidden.status, none.status, path)
      assert.equal(neutral(hidden.html), neutral(none.html), path)
    }
  })
})

describe('a hidden revision', () => {
  test('is struck through for everybody, and a link only for who may read it', async () => {
    const item = async (client: Client) => {
      const page = await new Person(wiki, client).action('Garden', { action: 'history' })
      const line = page.html.split('<li data-mw-revid="').find(one => one.startsWith(`${ids.hiddenText}"`)) ?? ''
      return (
        /<span class="stamp">(.*?)<\/span><\/span>|<span class="stamp">(.*?)<span class="history-user">/s.exec(
          line,
        )?.[0] ?? ''
      )
    }
    const open = await item(wiki.client())
    assert.match(open, /history-deleted/)
    assert.doesNotMatch(open, /oldid=/)
    const sysop = await item(await wiki.as('Sysop'))
    assert.match(sysop, /history-deleted/)
    assert.match(sysop, /oldid=/)
  })

  test('says in the place of a name and a summary that they are withheld', async () => {
    const text = async (client: Client) => (await new Person(wiki, client).action('Garden', { action: 'history' })).text
    const messages = await oversighter.get({
      action: 'query',
      meta: 'allmessages',
      ammessages: 'rev-deleted-user|rev-deleted-comment',
    })
    const withheld = (messages.list('query.allmessages') as { content: string }[]).map(one => one.content)
    assert.equal(withheld.length, 2)
    const [public_, own] = [await text(wiki.client()), await text(oversighter)]
    for (const words of withheld) {
      assert.ok(public_.includes(words))
      assert.ok(!own.includes(words))
    }
  })
})

describe('a hidden log entry', () => {
  test('is not found by what is hidden of it', async () => {
    const person = new Person(wiki)
    for (const query of [{ page: 'SecretPageH' }, { user: 'Mrsecreti' }] as Record<string, string>[]) {
      const page = await person.action('Special:Log', query)
      assert.doesNotMatch(page.html, /data-mw-logid/)
    }
    const missing = await person.visit('/wiki/SecretPageH')
    assert.doesNotMatch(missing.html, /data-mw-logid/)
  })
})
