// What is told first, and what beside it, where several things stand against an edit: as a MediaWiki 1.43.9 was seen to do.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Client, Params } from '../support/client.ts'
import { act, codes, edit, type Pages, startPages } from '../support/pages.ts'

let pages: Pages
const people = new Map<string, Client>()

before(async () => {
  pages = await startPages({ database: process.env.DATABASE ?? 'memory' })
  const { wiki, admin, bob, nobody } = pages
  for (const name of ['Eve', 'Partial']) {
    const createtoken = await admin.token('createaccount')
    const form = { username: name, password: `${name}-password-1`, retype: `${name}-password-1`, createtoken }
    await admin.post({ action: 'createaccount', ...form, createreturnurl: wiki.url })
    people.set(name, await wiki.as(name))
  }
  people.set('Admin', admin).set('Bob', bob).set('nobody', nobody)
  const forever = { expiry: 'infinite' }
  ;(await act(admin, 'managetags', { operation: 'create', tag: 'mine' })).ok()
  await edit(admin, 'Locked', 'x\n\n== A ==\na')
  await edit(admin, 'MediaWiki:Locked.js', '1')
  await edit(admin, 'User:Admin/locked.js', '1')
  for (const title of ['Locked', 'MediaWiki:Locked.js', 'User:Admin/locked.js']) {
    ;(await act(admin, 'protect', { title, protections: 'edit=sysop', ...forever })).ok()
  }
  ;(await act(admin, 'protect', { title: 'Never', protections: 'create=sysop', ...forever })).ok()
  ;(await act(admin, 'block', { user: 'Eve', expiry: 'never', reason: 'why' })).ok()
  const part = { pagerestrictions: 'Locked', namespacerestrictions: '4|14', allowusertalk: true }
  ;(await act(admin, 'block', { user: 'Partial', expiry: 'never', partial: true, ...part })).ok()
})
after(() => pages.wiki.stop())

const locked = (params: Params = {}): Params => ({ title: 'Locked', text: 'q', ...params })
const cases: readonly (readonly [who: string, params: Params, codes: readonly string[]])[] = [
  // what is wrong with the request itself comes before what one may not
  ['Bob', locked({ tags: 'nope' }), ['badtags']],
  ['Bob', locked({ contentformat: 'application/json' }), ['badformat']],
  ['Bob', locked({ contentmodel: 'unknown' }), ['no-direct-editing']],
  ['Bob', locked({ redirect: true }), ['redirect-appendonly']],
  ['Bob', locked({ createonly: true }), ['articleexists']],
  ['Bob', { title: 'Never', text: 'q', nocreate: true }, ['missingtitle']],
  ['Bob', { title: 'Bad[', text: 'q', section: 'bad' }, ['invalidtitle']],
  ['Bob', { title: 'Bad[', text: 'q', tags: 'nope' }, ['badtags']],
  ['Bob', { title: 'Bad[', text: 'q', assert: 'bot' }, ['assertbotfailed']],
  // and what one may not before what is wrong with the text
  ['Bob', locked({ section: 'bad' }), ['protectedpage']],
  ['Bob', locked({ section: 9 }), ['protectedpage']],
  ['Bob', locked({ contentmodel: 'json' }), ['protectedpage']],
  ['Bob', locked({ md5: 'bad' }), ['protectedpage']],
  ['Bob', locked({ baserevid: 99_999_999 }), ['protectedpage']],
  ['Bob', { title: 'Locked', undo: 99_999_999 }, ['protectedpage']],
  ['Bob', locked({ text: 'a'.repeat(2_200_000) }), ['protectedpage']],
  ['Bob', { title: 'Never', text: 'q', section: 1 }, ['protectedpage']],
  // several things one may not
  [
    'Bob',
    { title: 'MediaWiki:Locked.js', text: 'q' },
    ['protectednamespace-interface', 'sitejsprotected', 'protectedpage'],
  ],
  ['Bob', { title: 'User:Admin/locked.js', text: 'q' }, ['customjsprotected', 'protectedpage']],
  ['Eve', locked(), ['protectedpage', 'blocked']],
  ['Eve', { title: 'Missing', text: 'q' }, ['blocked']],
  ['Eve', { title: 'Missing', text: 'q', nocreate: true }, ['missingtitle']],
  ['Eve', { title: 'MediaWiki:X', text: 'q' }, ['protectednamespace-interface', 'blocked']],
  ['Eve', { title: 'User talk:Eve', text: 'q' }, ['blocked']],
  ['Partial', locked(), ['protectedpage', 'blocked']],
  ['Partial', { title: 'Project:X', text: 'q' }, ['blocked']],
  ['Partial', { title: 'Category:X', text: 'q' }, ['blocked']],
  ['Eve', { title: 'Missing', text: 'q', tags: 'mine' }, ['blocked']],
  // tags are looked at when the text is ready
  ['nobody', { title: 'Missing', text: 'q', tags: 'mine', md5: 'bad' }, ['badmd5']],
  ['nobody', { title: 'Missing', text: '{', tags: 'mine', contentmodel: 'json' }, ['tags-apply-no-permission']],
  // among what is wrong with the text
  ['Admin', locked({ section: 9, md5: 'bad' }), ['badmd5']],
  ['Admin', locked({ section: 'new', text: '', md5: 'bad' }), ['badmd5']],
  ['Admin', locked({ section: 9, baserevid: 99_999_999 }), ['nosuchsection']],
  ['Admin', { title: 'Locked', undo: 99_999_999, md5: 'bad' }, ['nosuchrevid']],
  ['Admin', { title: 'Locked', text: '{', contentmodel: 'json', md5: 'bad' }, ['badmd5']],
]
for (const [who, params, expected] of cases) {
  const shown = JSON.stringify(params, (_, value) => (String(value).length > 50 ? 'long' : value))
  test(`${who}: ${shown}: ${expected.join(', ')}`, async () => {
    const client = people.get(who)
    assert.ok(client)
    const answer = await act(client, 'edit', params)
    assert.deepEqual(codes(answer), expected, answer.text)
    for (const [index, code] of expected.entries()) {
      const info = answer.at(`errors.${index}.data.blockinfo.blockpartial`)
      assert.equal(info, code === 'blocked' ? who === 'Partial' : undefined)
    }
  })
}

test('who is blocked from some pages writes elsewhere, and on their own talk page', async () => {
  const client = people.get('Partial')
  assert.ok(client)
  await edit(client, 'Elsewhere', 'x')
  await edit(client, 'User talk:Partial', 'x')
})
