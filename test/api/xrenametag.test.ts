// action=xrenametag and what would be done: tags are renamed and merged with their uses, and rehearsals change nothing.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Client, Params } from '../support/client.ts'
import { startWiki, type TestWiki } from '../support/server.ts'

let wiki: TestWiki
let admin: Client

before(async () => {
  wiki = await startWiki({ database: process.env.DATABASE ?? 'memory' })
  admin = await wiki.as('Admin')
  for (const tag of ['vandlaism', 'spam', 'spam link', 'other']) {
    ;(await admin.write({ action: 'managetags', operation: 'create', tag })).ok()
  }
})
after(() => wiki.stop())

const edit = async (title: string, tags: string): Promise<number> =>
  (await admin.write({ action: 'edit', title, text: `${title} ${tags}`, tags })).number('edit.newrevid')
const tagsOf = async (revid: number): Promise<unknown> =>
  (await admin.get({ action: 'query', prop: 'revisions', revids: revid, rvprop: 'tags' })).at(
    'query.pages.0.revisions.0.tags',
  )
async function uses(): Promise<Record<string, unknown>> {
  const listed = await admin.get({ action: 'query', list: 'tags', tgprop: 'hitcount', tglimit: 'max' })
  const tags = listed.list('query.tags') as { name: string; hitcount: number }[]
  return Object.fromEntries(tags.filter(tag => !tag.name.startsWith('mw-')).map(tag => [tag.name, tag.hitcount]))
}
const rename = (params: Params) => admin.write({ action: 'xrenametag', ...params })
const lastLog = async () =>
  (await admin.get({ action: 'query', list: 'logevents', letype: 'managetags', lelimit: 1 })).at('query.logevents.0')

test('a tag is renamed with its uses, and the log says so', async () => {
  const revision = await edit('One', 'vandlaism')
  const renamed = await rename({ tag: 'vandlaism', to: 'vandalism', reason: 'Misspelt' })
  const { logid, ...told } = renamed.at('xrenametag') as Record<string, unknown>
  assert.deepEqual(told, { tag: 'vandlaism', to: 'vandalism', merged: false, uses: 1, unfinished: false })
  assert.deepEqual(await tagsOf(revision), ['vandalism'])
  const entry = (await lastLog()) as Record<string, unknown>
  assert.deepEqual([entry.logid, entry.action, entry.comment], [logid, 'xrename', 'Misspelt'])
  assert.deepEqual(entry.params, { tag: 'vandlaism', into: 'vandalism', count: 1 })
  const found = await admin.get({ action: 'query', list: 'recentchanges', rctag: 'vandalism', rcprop: 'ids' })
  assert.equal(found.number('query.recentchanges.0.revid'), revision)
  const page = await admin.fetch('/wiki/Special:Log/managetags')
  assert.match(page.text, /renamed the tag “<a [^>]+>vandlaism<\/a>” to “<a [^>]+>vandalism<\/a>”/)
})

test('a merged tag gives its uses to the other, and what has both keeps one', async () => {
  const [first, both] = [await edit('Two', 'spam link'), await edit('Three', 'spam|spam link')]
  const kept = await uses()
  assert.equal((await rename({ tag: 'spam link', to: 'spam' })).code, 'tags-create-already-exists')
  const dry = await rename({ tag: 'spam link', to: 'spam', merge: true, dryrun: true })
  assert.deepEqual(dry.at('xrenametag'), {
    tag: 'spam link',
    to: 'spam',
    merged: true,
    uses: 2,
    unfinished: false,
    dryrun: true,
  })
  assert.deepEqual(await uses(), kept)
  ;(await rename({ tag: 'spam link', to: 'spam', merge: true })).ok()
  assert.deepEqual([await tagsOf(first), await tagsOf(both)], [['spam'], ['spam']])
  assert.deepEqual(await uses(), { other: 0, spam: 2, vandalism: 1 })
  assert.equal(((await lastLog()) as { action: string }).action, 'xmerge')
})

test('what cannot be renamed is refused', async () => {
  const refusals: readonly [Params, string][] = [
    [{ tag: 'nothere', to: 'new' }, 'tags-delete-not-found'],
    [{ tag: 'mw-undo', to: 'new' }, 'x-tag-of-software'],
    [{ tag: 'spam', to: 'mw-undo', merge: true }, 'x-tag-of-software'],
    [{ tag: 'spam', to: 'a|b' }, 'tags-create-invalid-chars'],
    [{ tag: 'spam', to: '' }, 'missingparam'],
    [{ tag: 'spam', to: 'spam', merge: true }, 'tags-create-already-exists'],
  ]
  for (const [params, code] of refusals) assert.equal((await rename(params)).code, code, JSON.stringify(params))
  const bob = await wiki.as('Bob')
  assert.equal((await bob.write({ action: 'xrenametag', tag: 'spam', to: 'b' })).code, 'permissiondenied')
})

test('a rehearsal of tag and managetags answers what would be done, and does nothing', async () => {
  const revision = await edit('Four', 'other')
  const kept = await uses()
  const dry = await admin.write({
    action: 'tag',
    revid: `${revision}|999999`,
    add: 'spam',
    remove: 'other',
    xdryrun: true,
  })
  assert.deepEqual(dry.at('tag.0'), {
    revid: revision,
    status: 'success',
    added: ['spam'],
    removed: ['other'],
    xdryrun: true,
  })
  assert.equal(dry.at('tag.1.code'), 'nosuchrevid')
  assert.deepEqual(await tagsOf(revision), ['other'])
  const manage = (params: Params) => admin.write({ action: 'managetags', xdryrun: true, ...params })
  assert.deepEqual((await manage({ operation: 'delete', tag: 'spam' })).at('managetags'), {
    operation: 'delete',
    tag: 'spam',
    success: true,
    xdryrun: true,
  })
  assert.equal((await manage({ operation: 'create', tag: 'spam' })).code, 'tags-create-already-exists')
  assert.deepEqual(await uses(), kept)
})

test('paraminfo tells of a MediaWiki; our own modules are described by name', async () => {
  const info = async (modules: string) => (await admin.get({ action: 'paraminfo', modules })).text
  assert.doesNotMatch(await info('main|tag|managetags|query'), /"x(?!ml)[a-z]+"/)
  assert.doesNotMatch(await info('**'), /"x(renametag|tagwork|dryrun)"/)
  assert.match(await info('xrenametag'), /"name":"dryrun"/)
})
