// action=protect over HTTP: who may do what afterwards, until when, and what is told of it.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Client, Params } from '../support/client.ts'
import { act, assertSound, codes, edit, history, info, keys, kinds, logs, startPages } from '../support/pages.ts'

const people = await startPages()
const { admin, bob } = people
after(() => people.wiki.stop())

const protect = (title: string, protections: string | string[], params: Params = {}, who = admin) =>
  act(who, 'protect', { title, protections, ...params })
const mayEdit = async (title: string, who: Client): Promise<string> =>
  (await who.write({ action: 'edit', title, text: `x${Math.random()}` })).code ?? 'yes'

test('a protected page is edited by those of its level alone', async () => {
  await edit(admin, 'Closed', 'x')
  const answer = await protect('Closed', ['edit=sysop', 'move=autoconfirmed'], {
    expiry: ['never', '2099-05-01T00:00:00Z'],
    reason: 'why',
  })
  assert.deepEqual(answer.ok().at('protect'), {
    title: 'Closed',
    reason: 'why',
    protections: [
      { edit: 'sysop', expiry: 'infinite' },
      { move: 'autoconfirmed', expiry: '2099-05-01T00:00:00Z' },
    ],
  })
  assert.equal(await mayEdit('Closed', bob), 'protectedpage')
  assert.equal(await mayEdit('Closed', admin), 'yes')
  assert.deepEqual((await info(admin, 'Closed')).protection, [
    { type: 'edit', level: 'sysop', expiry: 'infinity' },
    { type: 'move', level: 'autoconfirmed', expiry: '2099-05-01T00:00:00Z' },
  ])
})

test('it leaves an empty revision and a log entry, which says whether it is new, other or over', async () => {
  const first = await edit(admin, 'Logged', 'text')
  ;(await protect('Logged', 'edit=sysop', { reason: 'one' })).ok()
  ;(await protect('Logged', 'edit=autoconfirmed')).ok()
  ;(await protect('Logged', 'edit=all')).ok()
  const entries = await logs(admin, 'Logged')
  assert.deepEqual(kinds(entries), ['protect/unprotect', 'protect/modify', 'protect/protect', 'create/create'])
  const { description, ...params } = entries[2]?.params ?? {}
  assert.match(String(description), /edit=sysop/)
  assert.deepEqual(params, {
    cascade: false,
    details: [{ type: 'edit', level: 'sysop', expiry: 'infinite', cascade: false }],
  })
  const revisions = await history(admin, 'Logged')
  assert.deepEqual(
    revisions.map(one => one.slots.main.content),
    ['text', 'text', 'text', 'text'],
  )
  assert.equal(entries[2]?.revid, revisions[2]?.revid)
  assert.equal(revisions[2]?.parentid, first)
  assert.equal(revisions[2]?.minor, true)
  assert.match(revisions[2]?.comment ?? '', /Logged.*one.*edit=sysop/)
})

test('what changes nothing leaves nothing', async () => {
  await edit(admin, 'Same', 'x')
  ;(await protect('Same', 'edit=sysop')).ok()
  const before = await logs(admin, 'Same')
  ;(await protect('Same', 'edit=sysop', { reason: 'again' })).ok()
  assert.deepEqual(await logs(admin, 'Same'), before)
  await edit(admin, 'Open', 'x')
  ;(await protect('Open', 'edit=all')).ok()
  assert.deepEqual(kinds(await logs(admin, 'Open')), ['create/create'])
})

test('what is not named is not protected any more; of one action, the last counts', async () => {
  await edit(admin, 'Some', 'x')
  ;(await protect('Some', ['edit=sysop', 'move=sysop'])).ok()
  ;(await protect('Some', 'move=sysop')).ok()
  assert.equal(await mayEdit('Some', bob), 'yes')
  ;(await protect('Some', ['edit=sysop', 'edit=autoconfirmed'])).ok()
  assert.deepEqual((await info(admin, 'Some')).protection, [
    { type: 'edit', level: 'autoconfirmed', expiry: 'infinity' },
  ])
  ;(await protect('Some', '')).ok()
  assert.deepEqual((await info(admin, 'Some')).protection, [])
})

test('a protection ends', async () => {
  await edit(admin, 'Short', 'x')
  ;(await protect('Short', 'edit=sysop', { expiry: '1 second' })).ok()
  await new Promise(resolve => setTimeout(resolve, 2100))
  assert.equal(await mayEdit('Short', bob), 'yes')
})

test('what a page includes is protected with it only from editing, at a level that is high enough', async () => {
  await edit(admin, 'Cascade', 'x')
  const cascade = async (protections: string) =>
    (await protect('Cascade', protections, { cascade: true })).ok().at('protect.cascade')
  assert.equal(await cascade('edit=sysop'), true)
  assert.equal((await logs(admin, 'Cascade'))[0]?.params.cascade, true)
  assert.equal(await cascade('edit=autoconfirmed'), undefined)
  assert.equal(await cascade('move=sysop'), undefined)
})

test('a title without a page is protected from being created, until it is there', async () => {
  ;(await protect('Not yet', 'create=sysop', { reason: 'spam' })).ok()
  assert.equal(await mayEdit('Not yet', bob), 'protectedpage')
  ;(await protect('Not yet', 'create=autoconfirmed')).ok()
  assert.deepEqual(kinds(await logs(admin, 'Not yet')), ['protect/modify', 'protect/protect'])
  await edit(admin, 'Not yet', 'made')
  assert.equal(await mayEdit('Not yet', bob), 'yes')
  ;(await act(admin, 'delete', { title: 'Not yet' })).ok()
  assert.equal(await mayEdit('Not yet', bob), 'yes')
  ;(await protect('Lifted', 'create=sysop')).ok()
  ;(await protect('Lifted', 'create=all')).ok()
  assert.equal(await mayEdit('Lifted', bob), 'yes')
})

test('a level that is none, as the right of a level, is refused', async () => {
  await edit(admin, 'Beyond', 'x')
  assert.deepEqual(codes(await protect('Beyond', 'edit=bureaucrat')), ['protect-invalidlevel'])
  assert.deepEqual(codes(await protect('Beyond', 'edit=editprotected')), ['protect-invalidlevel'])
})

test('what stands against it is said', async () => {
  await edit(admin, 'There', 'x')
  const refused = async (protections: string | string[], params: Params = {}) =>
    codes(await protect('There', protections, params))
  assert.deepEqual(await refused('create=sysop'), ['create-titleexists'])
  assert.deepEqual(codes(await protect('Nowhere', 'edit=sysop')), ['missingtitle-createonly'])
  assert.deepEqual(await refused('nonsense=sysop'), ['protect-invalidaction'])
  assert.deepEqual(await refused('upload=sysop'), ['protect-invalidaction'])
  assert.deepEqual(await refused('edit=nonsense'), ['protect-invalidlevel'])
  assert.deepEqual(await refused('edit=sysop', { expiry: ['never', 'never'] }), ['toofewexpiries'])
  assert.deepEqual(await refused('edit=sysop', { expiry: '2001-01-01' }), ['pastexpiry'])
  assert.deepEqual(await refused('edit=sysop', { expiry: 'nonsense' }), ['invalidexpiry'])
  assert.deepEqual(codes(await protect('Special:Version', 'edit=sysop')), ['pagecannotexist'])
  assert.deepEqual(codes(await protect('There', 'edit=sysop', {}, bob)), ['permissiondenied'])
  ;(await protect('There', 'edit=sysop')).ok()
  assert.deepEqual(keys(await protect('There', 'edit=all', {}, bob)), ['badaccess-groups', 'protect-cantedit'])
  assert.equal(await mayEdit('There', bob), 'protectedpage')
})

test('a cascade counts as asked where nothing changes, and asking for one that cannot be is a change', async () => {
  await edit(admin, 'Asked', 'x')
  const ask = async (protections: string) => {
    const { cascade } = (await protect('Asked', protections, { cascade: true })).ok().at('protect') as {
      cascade?: true
    }
    return { cascade: cascade ?? false, entries: (await logs(admin, 'Asked')).length }
  }
  assert.deepEqual(await ask('edit=all'), { cascade: true, entries: 1 })
  ;(await protect('Asked', 'edit=autoconfirmed')).ok()
  assert.deepEqual(await ask('edit=autoconfirmed'), { cascade: false, entries: 3 })
})

test('the rules of the wiki hold afterwards', () => assertSound(people.wiki))
