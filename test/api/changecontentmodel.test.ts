// action=changecontentmodel and action=setpagelanguage over HTTP.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Params } from '../support/client.ts'
import {
  act,
  assertSound,
  changes,
  codes,
  edit,
  history,
  info,
  keys,
  logs,
  startPages,
  textOf,
} from '../support/pages.ts'

const people = await startPages()
const { admin, bob } = people
after(() => people.wiki.stop())

const change = (title: string, model: string, params: Params = {}, who = admin) =>
  act(who, 'changecontentmodel', { title, model, ...params })

test('a page gets another content model with an edit and a log entry', async () => {
  await edit(admin, 'Model', 'text')
  const answer = await change('Model', 'text', { summary: 'why' }, bob)
  const [latest] = await history(admin, 'Model')
  const [entry] = await logs(admin, 'Model')
  const { pageid } = await info(admin, 'Model')
  assert.deepEqual(answer.ok().at('changecontentmodel'), {
    result: 'Success',
    title: 'Model',
    pageid,
    contentmodel: 'text',
    logid: entry?.logid,
    revid: latest?.revid,
  })
  assert.equal(latest?.slots.main.contentmodel, 'text')
  assert.deepEqual(latest?.tags, ['mw-contentmodelchange'])
  assert.match(latest?.comment ?? '', /Bob.*Model.*why/)
  assert.deepEqual(entry?.params, { oldmodel: 'wikitext', newmodel: 'text' })
  assert.equal(entry?.comment, 'why')
  assert.equal((await changes(admin, 'Model')).length, 3)
})

test('a text is brought into the form of its new model, and refused where it has none', async () => {
  await edit(admin, 'Json', '{"a":1}')
  ;(await change('Json', 'json')).ok()
  assert.equal(await textOf(admin, 'Json'), '{\n\t"a": 1\n}')
  await edit(admin, 'No json', 'text')
  assert.deepEqual(codes(await change('No json', 'json')), ['invalid-json-data'])
  assert.equal((await history(admin, 'No json')).length, 1)
})

test('a redirect is one only in a model that has redirects', async () => {
  await edit(admin, 'Lead', '#REDIRECT [[Json]]')
  ;(await change('Lead', 'text')).ok()
  assert.equal((await info(admin, 'Lead')).redirect, undefined)
  ;(await change('Lead', 'wikitext')).ok()
  assert.equal((await info(admin, 'Lead')).redirect, true)
})

test('what runs for others is made of a page by those who may write such a page', async () => {
  await edit(admin, 'User:Admin/plain', 'x')
  assert.deepEqual(codes(await change('User:Admin/plain', 'javascript', {}, bob)), [
    'customjsprotected',
    'customjsprotected',
  ])
  await edit(bob, 'User:Bob/plain', 'x')
  ;(await change('User:Bob/plain', 'javascript', {}, bob)).ok()
  await edit(admin, 'MediaWiki:Plain', 'x')
  assert.deepEqual(keys(await change('MediaWiki:Plain', 'css', {}, people.rod)), [
    'sitecssprotected',
    'sitecssprotected',
  ])
})

test('what stands against it is said', async () => {
  await edit(admin, 'Kept', 'x')
  const refused = async (title: string, model: string, who = admin) => codes(await change(title, model, {}, who))
  assert.deepEqual(await refused('Kept', 'wikitext'), ['nochanges'])
  assert.deepEqual(await refused('None', 'text'), ['changecontentmodel-missingtitle'])
  assert.deepEqual(await refused('Kept', 'nonsense'), ['badvalue'])
  assert.deepEqual(await refused('Special:Version', 'text'), ['pagecannotexist'])
  assert.deepEqual(await refused('Kept', 'text', people.nobody), ['permissiondenied'])
  ;(await act(admin, 'protect', { title: 'Kept', protections: 'edit=sysop' })).ok()
  assert.deepEqual(await refused('Kept', 'text', bob), ['protectedpage'])
})

test('pages have no language of their own', async () => {
  assert.deepEqual(codes(await act(admin, 'setpagelanguage', { title: 'Model', lang: 'de' })), ['pagelang-disabled'])
  assert.deepEqual(codes(await act(admin, 'setpagelanguage', { lang: 'default' })), ['pagelang-disabled'])
  assert.deepEqual(codes(await act(admin, 'setpagelanguage', { title: 'Model', lang: 'nonsense' })), ['badvalue'])
})

test('the rules of the wiki hold afterwards', () => assertSound(people.wiki))
