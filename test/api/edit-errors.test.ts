// Every error that action=edit can answer, provoked: by the sources' own keys, and by the table of codes that clients know.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'
import { type ErrorKey, errors } from '../../src/errors.ts'
import type { Answer, Client, Params } from '../support/client.ts'
import { edit, eventually } from '../support/pages.ts'
import { startWiki, type TestWiki } from '../support/server.ts'

const root = path.resolve(import.meta.dirname, '../..')
const account = (name: string, ...groups: string[]) => ({ name, password: `${name}-password-1`, groups })

/** `open` is as stock, `closed` gives few rights, `frozen` cannot be changed. */
type Where = 'open' | 'closed' | 'frozen'
const wikis = new Map<Where, TestWiki>()
const people = new Map<string, Client>()
/** Ids that the requests below name. */
const ids = { revision: 0, first: 0, other: 0, hidden: 0, page: 0, between: 0 }

before(async () => {
  const settings = {
    groupRights: { '*': ['createaccount'], user: ['read', 'edit'], hasty: ['createpage'] },
    rateLimits: { edit: { hasty: [1, 60] } },
  }
  const accounts = [account('Bob'), account('Hasty', 'hasty'), account('Admin', 'sysop')]
  const pages = [{ title: 'Page', text: 'text' }]
  wikis.set('open', await startWiki({ database: 'memory' }))
  wikis.set('closed', await startWiki({ database: 'memory', fixture: { accounts, settings, pages } }))
  wikis.set('frozen', await startWiki({ database: 'memory', fixture: { accounts, settings: { readOnly: 'moving' } } }))
  await makePages(await as('open', 'Admin'), await as('open', 'Bob'))
  ;(await (await as('closed', 'Admin')).write({ action: 'managetags', operation: 'create', tag: 'mine' })).ok()
})
after(async () => {
  for (const wiki of wikis.values()) await wiki.stop()
})

async function as(where: Where, who: string): Promise<Client> {
  const key = `${where} ${who}`
  const wiki = wikis.get(where)
  assert.ok(wiki)
  const client = people.get(key) ?? (who === 'nobody' ? wiki.client() : await wiki.as(who))
  people.set(key, client)
  return client
}

async function makePages(admin: Client, bob: Client): Promise<void> {
  const act = async (params: Params, token = 'csrf') => (await admin.write(params, token)).ok()
  ids.first = await edit(admin, 'Page', 'one\n\n== A ==\na')
  ids.hidden = await edit(bob, 'Page', 'secret\n\n== A ==\na')
  ids.revision = await edit(admin, 'Page', 'three\n\n== A ==\na')
  ids.other = await edit(admin, 'Other', 'other')
  ids.page = (await admin.get({ action: 'query', titles: 'Page' })).number('query.pages.0.pageid')
  await act({ action: 'revisiondelete', type: 'revision', ids: ids.hidden, hide: 'content' })
  await edit(admin, 'Thrice', 'one')
  ids.between = await edit(admin, 'Thrice', 'two')
  await edit(admin, 'Thrice', 'three')
  await edit(admin, 'Data', '{}', { contentmodel: 'json' })
  await edit(admin, 'Elsewhere', '#REDIRECT [[Special:Version]]')
  await edit(admin, 'MediaWiki:X.css', 'a{}')
  await edit(admin, 'User:Admin/x.js', '1')
  await edit(admin, 'Gone', 'x')
  await act({ action: 'delete', title: 'Gone' })
  await edit(admin, 'Locked', 'x')
  await act({ action: 'protect', title: 'Locked', protections: 'edit=sysop', expiry: 'infinite' })
  await act({ action: 'protect', title: 'Never', protections: 'create=sysop', expiry: 'infinite' })
  await edit(admin, 'Included', 'x')
  await edit(admin, 'Including', '{{:Included}}')
  await act({ action: 'protect', title: 'Including', protections: 'edit=sysop', cascade: true, expiry: 'infinite' })
  const protectedBy = async () =>
    ((await admin.get({ action: 'query', titles: 'Included', prop: 'info', inprop: 'protection' })).at(
      'query.pages.0.protection.0.source',
    ) ?? '') === 'Including'
  await eventually(protectedBy, 'the protection of what is included')
  await act({ action: 'managetags', operation: 'create', tag: 'mine' })
  for (const name of ['Banned', 'Partial']) {
    const createtoken = await admin.token('createaccount')
    const form = { username: name, password: `${name}-password-1`, retype: `${name}-password-1`, createtoken }
    await admin.post({ action: 'createaccount', ...form, createreturnurl: 'https://example.org/' })
  }
  await act({ action: 'block', user: 'Banned', expiry: 'never', reason: 'why', allowusertalk: true })
  await act({
    action: 'block',
    user: 'Partial',
    expiry: 'never',
    partial: true,
    allowusertalk: true,
    pagerestrictions: 'Page',
  })
  await act({ action: 'block', user: '198.51.100.0/24', expiry: 'never', reason: 'range' })
}

interface Case {
  readonly code: string
  /** Where that is not told by the code alone. */
  readonly key?: ErrorKey
  readonly where?: Where
  readonly who?: string
  readonly params: () => Params
  readonly data?: (answer: Answer) => void
}
const of = (params: Params) => () => params
const page = (params: Params) => of({ title: 'Page', ...params })
const saved = (params: Params) => page({ text: 'new', ...params })
const hasBlockInfo = (answer: Answer) => assert.ok(answer.number('errors.0.data.blockinfo.blockid') > 0, answer.text)

const cases: readonly Case[] = [
  // the request
  { code: 'missingparam', key: 'apierror-missingparam-one-of', params: of({ text: 'x' }) },
  { code: 'missingparam', key: 'apierror-missingparam-at-least-one-of', params: page({}) },
  { code: 'missingparam', key: 'paramvalidator-missingparam', params: saved({ token: undefined }) },
  { code: 'badtoken', params: saved({ token: 'bad' }) },
  { code: 'invalidparammix', params: () => ({ title: 'Page', pageid: ids.page, text: 'x' }) },
  { code: 'badinteger', params: of({ pageid: 'x', text: 'x' }) },
  { code: 'badtimestamp', params: saved({ basetimestamp: 'junk' }) },
  { code: 'badvalue', params: saved({ contentmodel: 'junk' }) },
  { code: 'badtitle', params: saved({ returnto: 'Bad[' }) },
  { code: 'outofrange', params: page({ undo: -1 }), data: answer => assert.equal(answer.at('errors.0.data.min'), 0) },
  { code: 'badtags', key: 'tags-apply-not-allowed-one', params: saved({ tags: 'nope' }) },
  { code: 'badtags', key: 'tags-apply-not-allowed-multi', params: saved({ tags: 'nope|mw-undo' }) },
  { code: 'assertuserfailed', who: 'nobody', params: saved({ assert: 'user' }) },
  { code: 'assertbotfailed', who: 'Bob', params: saved({ assert: 'bot' }) },
  { code: 'assertanonfailed', who: 'Bob', params: saved({ assert: 'anon' }) },
  { code: 'assertnameduserfailed', who: 'Bob', params: saved({ assertuser: 'Admin' }) },
  { code: 'readapidenied', where: 'closed', who: 'nobody', params: saved({}) },
  {
    code: 'readonly',
    where: 'frozen',
    who: 'nobody',
    params: saved({}),
    data: answer => assert.equal(answer.at('errors.0.data.readonlyreason'), 'moving'),
  },
  // the page
  { code: 'invalidtitle', params: of({ title: 'Bad[', text: 'x' }) },
  { code: 'pagecannotexist', params: of({ title: 'Special:Version', text: 'x' }) },
  { code: 'nosuchpageid', params: of({ pageid: 99_999_999, text: 'x' }) },
  { code: 'articleexists', key: 'apierror-articleexists', params: saved({ createonly: true }) },
  { code: 'missingtitle', params: of({ title: 'Missing', text: 'x', nocreate: true }) },
  { code: 'pagedeleted', params: of({ title: 'Gone', text: 'x', starttimestamp: '2001-01-01T00:00:00Z' }) },
  { code: 'redirect-appendonly', params: saved({ redirect: true }) },
  {
    code: 'edit-invalidredirect',
    params: of({ title: 'Elsewhere', appendtext: 'x', redirect: true }),
    data: answer => assert.equal(answer.at('errors.0.data.redirects.to'), 'Special:Version'),
  },
  // who may
  { code: 'permissiondenied', key: 'badaccess-groups', where: 'closed', who: 'reader', params: saved({}) },
  { code: 'cantcreate', where: 'closed', who: 'Bob', params: of({ title: 'Missing', text: 'x' }) },
  { code: 'cantcreate-anon', who: 'writer', where: 'closed', params: of({ title: 'Missing', text: 'x' }) },
  { code: 'protectedpage', who: 'Bob', params: of({ title: 'Locked', text: 'x' }) },
  { code: 'protectedpage', who: 'nobody', params: of({ title: 'Never', text: 'x' }) },
  {
    code: 'cascadeprotected',
    who: 'Bob',
    params: of({ title: 'Included', text: 'x' }),
  },
  { code: 'protectednamespace-interface', who: 'Bob', params: of({ title: 'MediaWiki:X', text: 'x' }) },
  { code: 'protectednamespace-interface', who: 'Bob', params: of({ title: 'MediaWiki:X.css', text: 'x' }) },
  ...['css', 'js', 'json'].map(
    (kind): Case => ({
      code: `custom${kind}protected`,
      who: 'Bob',
      params: of({ title: `User:Admin/y.${kind}`, text: '{}' }),
    }),
  ),
  { code: 'blocked', key: 'blockedtext', who: 'Banned', params: saved({}), data: hasBlockInfo },
  { code: 'blocked', key: 'blockedtext-partial', who: 'Partial', params: saved({}), data: hasBlockInfo },
  { code: 'tags-apply-no-permission', where: 'closed', who: 'Bob', params: saved({ tags: 'mine' }) },
  { code: 'tags-apply-blocked', who: 'Banned', params: of({ title: 'User talk:Banned', text: 'q', tags: 'mine' }) },
  { code: 'cantchangecontentmodel', where: 'closed', who: 'Bob', params: saved({ contentmodel: 'text' }) },
  { code: 'ratelimited', where: 'closed', who: 'Hasty', params: saved({}) },
  // the text
  { code: 'badformat', params: saved({ contentformat: 'application/json' }) },
  { code: 'no-direct-editing', params: saved({ contentmodel: 'unknown' }) },
  { code: 'invalid-json-data', params: of({ title: 'Data', text: '{' }) },
  { code: 'contenttoobig', params: saved({ text: 'x'.repeat(2 * 1024 * 1024 + 1) }) },
  { code: 'badmd5', params: saved({ md5: 'x' }) },
  { code: 'invalidsection', params: saved({ section: 'x' }) },
  { code: 'nosuchsection', params: saved({ section: 9 }) },
  { code: 'sectionsnotsupported', params: of({ title: 'Data', section: 'new', text: '{}' }) },
  { code: 'missingcommenttext', params: page({ section: 'new', text: ' ' }) },
  { code: 'noimageredirect-anon', who: 'nobody', params: of({ title: 'File:A.png', text: '#REDIRECT [[B]]' }) },
  {
    code: 'noimageredirect',
    where: 'closed',
    who: 'maker',
    params: of({ title: 'File:A.png', text: '#REDIRECT [[B]]' }),
  },
  // what others did
  { code: 'editconflict', who: 'Bob', params: () => ({ title: 'Page', text: 'four', baserevid: ids.first }) },
  { code: 'nosuchrevid', params: page({ undo: 99_999_999 }) },
  { code: 'nosuchrevid', who: 'Bob', params: () => ({ title: 'Page', undo: ids.hidden }) },
  // Also for who may see it.
  { code: 'nosuchrevid', params: () => ({ title: 'Page', undo: ids.hidden }) },
  { code: 'nosuchrevid', params: () => ({ title: 'Page', undo: ids.revision, undoafter: 99_999_999 }) },
  { code: 'revwrongpage', params: () => ({ title: 'Page', undo: ids.revision, undoafter: ids.other }) },
  { code: 'undofailure', params: () => ({ title: 'Thrice', undo: ids.between }) },
  {
    code: 'undofailure',
    params: () => ({ title: 'Page', undo: ids.revision, undoafter: ids.first, contentmodel: 'text' }),
  },
]

const keyOf = ({ key, code }: Case, answer: Answer): string => key ?? `${answer.at('errors.0.key')} of ${code}`

describe('what action=edit refuses', () => {
  for (const one of cases) {
    const { code, who = 'Admin', where = 'open' } = one
    test(`${code}${one.key === undefined ? '' : ` (${one.key})`}: ${who}, ${where}`, async () => {
      const client = await special(where, who)
      const params = { action: 'edit', errorformat: 'raw', ...one.params() }
      // Who may not read gets no token.
      const token = 'token' in params ? {} : { token: who === 'nobody' ? '+\\' : await client.token() }
      // Twice: who is limited may do it once.
      if (code === 'ratelimited') (await client.post({ ...params, text: 'first', ...token })).ok()
      const before = await history(where)
      const answer = await client.post({ ...params, ...token })
      assert.equal(answer.code, code, answer.text)
      if (one.key !== undefined) assert.equal(keyOf(one, answer), answer.at('errors.0.key'), answer.text)
      one.data?.(answer)
      assert.deepEqual(await history(where), before, 'it changed something')
    })
  }

  test('mustbeposted', async () => {
    const answer = await (await as('open', 'Admin')).get({ action: 'edit', title: 'Page', text: 'x', token: 'x' })
    assert.ok(['mustbeposted', 'mustpostparams'].includes(answer.code ?? ''), answer.text)
  })
})

/** Somebody of whom the closed wiki wants little: its people have few rights, and each of these lacks another. */
async function special(where: Where, who: string): Promise<Client> {
  if (!['reader', 'writer', 'maker'].includes(who)) return as(where, who)
  const known = wikis.get(who as Where)
  if (known !== undefined) return known.client()
  const rights = { reader: ['read'], writer: ['read', 'edit'], maker: ['read', 'edit', 'createpage'] }[who] ?? []
  const groupRights = { '*': rights, user: who === 'maker' ? rights : ['read', 'edit'] }
  const wiki = await startWiki({
    database: 'memory',
    fixture: { accounts: [account('Bob')], settings: { groupRights }, pages: [{ title: 'Page', text: 'text' }] },
  })
  wikis.set(who as Where, wiki)
  return who === 'maker' ? wiki.as('Bob') : wiki.client()
}

/** The newest changes of a wiki. */
async function history(where: Where): Promise<unknown> {
  const client = await as(where, where === 'frozen' ? 'nobody' : 'Admin')
  return (await client.get({ action: 'query', list: 'recentchanges', rcprop: 'ids', rclimit: 5 })).ok().body
}

describe('the table is complete', () => {
  /** Where the errors of an edit are thrown. */
  const sources = [
    'src/api/action/edit.ts',
    'src/api/page-of.ts',
    'src/pages/edit.ts',
    'src/pages/compose.ts',
    'src/pages/undo.ts',
    'src/pages/edit-conflict.ts',
    'src/content/json.ts',
    'src/tags/allowed.ts',
  ]
  const provoked = new Set(cases.map(one => one.code))

  test('each error that the sources of edit name is provoked', () => {
    const named = sources.flatMap(file =>
      Array.from(readFileSync(path.join(root, file), 'utf8').matchAll(/(?:fail|problem)\(\s*'([\w-]+)'/g), at => at[1]),
    )
    const codes = new Set(named.map(key => errors[key as ErrorKey].code))
    assert.ok(codes.size > 20, String(codes.size))
    assert.deepEqual(
      [...codes].filter(code => !provoked.has(code)),
      [],
    )
  })

  /** The codes of the documentation that clients were written for, and what stands for those that are gone. */
  const documented: Readonly<Record<string, string>> = {
    notitle: 'missingparam',
    notext: 'missingparam',
    notoken: 'missingparam',
    invalidsection: 'invalidsection',
    protectedtitle: 'protectedpage',
    cantcreate: 'cantcreate',
    'cantcreate-anon': 'cantcreate-anon',
    articleexists: 'articleexists',
    'noimageredirect-anon': 'noimageredirect-anon',
    noimageredirect: 'noimageredirect',
    contenttoobig: 'contenttoobig',
    'noedit-anon': 'permissiondenied',
    noedit: 'permissiondenied',
    pagedeleted: 'pagedeleted',
    emptynewsection: 'missingcommenttext',
    editconflict: 'editconflict',
    revwrongpage: 'revwrongpage',
    undofailure: 'undofailure',
    missingtitle: 'missingtitle',
    readapidenied: 'readapidenied',
    badtoken: 'badtoken',
    missingparam: 'missingparam',
    invalidparammix: 'invalidparammix',
    invalidtitle: 'invalidtitle',
    nosuchpageid: 'nosuchpageid',
    pagecannotexist: 'pagecannotexist',
    nosuchrevid: 'nosuchrevid',
    badmd5: 'badmd5',
    blocked: 'blocked',
    ratelimited: 'ratelimited',
    nosuchsection: 'nosuchsection',
    sectionsnotsupported: 'sectionsnotsupported',
    editnotsupported: 'no-direct-editing',
    appendnotsupported: 'no-direct-editing',
    'redirect-appendonly': 'redirect-appendonly',
    badformat: 'badformat',
    customcssprotected: 'customcssprotected',
    customjsprotected: 'customjsprotected',
    taggingnotallowed: 'tags-apply-no-permission',
  }

  test('each code of the documentation is provoked, or that which MediaWiki 1.43 has for it', () => {
    assert.deepEqual(
      Object.values(documented).filter(code => !provoked.has(code)),
      [],
    )
  })
})
