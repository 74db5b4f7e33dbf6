// What `action=query` answers at its corners, over HTTP: odd values, odd orders, what is counted and what is not.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Answer, Client, Params } from '../support/client.ts'
import { jobsDone } from '../support/pages.ts'
import { startWiki, type TestWiki } from '../support/server.ts'

let wiki: TestWiki
let admin: Client
let bob: Client
const ids: number[] = []

before(async () => {
  wiki = await startWiki({ database: process.env.DATABASE ?? 'memory' })
  admin = await wiki.as('Admin')
  bob = await wiki.as('Bob')
  for (const text of ['lead\n== One ==\na', 'lead\n== One ==\nb', 'changed\n== One ==\nb']) {
    ids.push((await admin.write({ action: 'edit', title: 'Page', text })).ok().number('edit.newrevid'))
  }
  ;(await admin.write({ action: 'edit', title: 'Other', text: '[[Page]] {{DISPLAYTITLE:Other}} __NOINDEX__' })).ok()
  ;(await admin.write({ action: 'edit', title: 'User:Bob/x', text: 'x' })).ok()
  await jobsDone(bob)
})
after(() => wiki.stop())

const ask = (params: Params, who: Client = bob): Promise<Answer> => who.get({ action: 'query', ...params })
type Shown = Record<string, unknown>
const revisions = async (params: Params): Promise<Shown[]> =>
  (await ask({ prop: 'revisions', titles: 'Page', ...params })).ok().list('query.pages.0.revisions') as Shown[]

test('missing pages come in the order in which their namespaces were first named, even by pages that are there', async () => {
  const titles = 'User:Bob/x|None|Category:None|User:None|None 2'
  const pages = (await ask({ titles })).ok().list('query.pages') as { title: string; missing?: boolean }[]
  assert.deepEqual(pages.flatMap(page => (page.missing ? page.title : [])).reverse(), [
    'User:None',
    'None',
    'None 2',
    'Category:None',
  ])
})

test('a generator does not tell how the titles were read that it began with', async () => {
  const answer = await ask({ generator: 'links', titles: 'other|wikipedia:X' })
  assert.deepEqual(Object.keys(answer.ok().at('query') as object), ['pages'])
})

test('a generator of revisions looks at no option of what it does not show', async () => {
  for (const generator of ['revisions', 'allrevisions']) {
    const prefix = generator === 'revisions' ? 'grv' : 'garv'
    const answer = await ask({
      generator,
      [`${prefix}prop`]: 'content',
      ...(prefix === 'grv' ? { titles: 'Page' } : {}),
    })
    assert.equal(answer.ok().at('warnings'), undefined)
  }
  assert.equal((await ask({ generator: 'revisions', titles: 'Page', grvdiffto: 'bogus' })).code, undefined)
})

test('where a format has no order of its own, pages come as they were found', async () => {
  const found = async (params: Params): Promise<string[]> => {
    const { text } = await ask({ format: 'xml', ...params })
    return [...text.matchAll(/<page [^>]*title="([^"]*)"/g)].map(([, title = '']) => title)
  }
  assert.deepEqual(await found({ titles: 'Page|User:Bob/x|Other|None' }), ['None', 'Other', 'Page', 'User:Bob/x'])
  const listed = { generator: 'allpages', gapfrom: 'O', gapto: 'Page' }
  assert.deepEqual(await found(listed), ['Other', 'Page'])
  assert.deepEqual(await found({ ...listed, gapfrom: 'Page', gapto: 'O', gapdir: 'descending' }), ['Page', 'Other'])
})

test('links from several namespaces come in the order of these, and are continued with so', async () => {
  ;(await admin.write({ action: 'edit', title: 'User:Admin/y', text: '[[Target]]' })).ok()
  ;(await admin.write({ action: 'edit', title: 'Linking', text: '[[Target]]' })).ok()
  await jobsDone(bob)
  const asked = { prop: 'linkshere', titles: 'Target', lhlimit: 1 }
  const first = (await ask({ ...asked, lhnamespace: '2|0' })).ok()
  assert.equal(first.at('query.pages.0.linkshere.0.title'), 'Linking')
  const place = String(first.at('continue.lhcontinue'))
  assert.match(place, /^2\|\d+$/)
  const none = (await ask({ ...asked, lhnamespace: '' })).ok()
  assert.equal(none.at('query.pages.0.linkshere'), undefined)
  const second = (await ask({ ...asked, lhnamespace: '2|0', lhcontinue: place })).ok()
  assert.equal(second.at('query.pages.0.linkshere.0.title'), 'User:Admin/y')
})

test('a search for a path looks on one host alone, and what has no name finds no address of mail', async () => {
  const text = 'https://www.example.org/path mailto:a@example.org'
  ;(await admin.write({ action: 'edit', title: 'Addresses', text })).ok()
  await jobsDone(bob)
  const found = async (euquery: string, euprotocol = 'https'): Promise<number> =>
    (await ask({ list: 'exturlusage', euquery, euprotocol })).ok().list('query.exturlusage').length
  const searches = { '*.example.org': 1, '*.example.org/': 1, '*.www.example.org/pa': 1, '*.example.org/path': 0 }
  for (const [search, count] of Object.entries(searches)) assert.equal(await found(search), count, search)
  assert.deepEqual([await found('a@example.org', 'mailto'), await found('example.org', 'mailto')], [1, 0])
  assert.equal((await ask({ list: 'exturlusage', eucontinue: '1|2' })).code, 'badcontinue')
})

test('the module that was the last to warn is named first, and before all else where nobody warned earlier', async () => {
  const late = (await ask({ titles: 'Page', bogus: 1 })).ok()
  assert.equal(Object.keys(late.body as object)[0], 'warnings')
  const early = (await ask({ prop: 'info', inprop: 'bogus', titles: 'Page', bogus: 1 })).ok()
  assert.deepEqual(Object.keys(early.body as object), ['batchcomplete', 'warnings', 'query'])
  assert.deepEqual(Object.keys(early.at('warnings') as object), ['main', 'info'])
})

test('a section of a revision is the number behind the last hyphen, or what stands before all headings', async () => {
  const [lead, one] = ['changed', '== One ==\nb']
  for (const [rvsection, text] of [
    ['', lead],
    ['x', lead],
    ['new', lead],
    ['-1', one],
    ['1.5', one],
  ] as const) {
    const [shown] = await revisions({ rvprop: 'content', rvslots: 'main', rvsection })
    assert.deepEqual((shown?.slots as { main: Shown } | undefined)?.main.content, text, rvsection)
  }
})

test('a revision of which nothing is asked is an empty list', async () => {
  assert.deepEqual(await revisions({ rvprop: '' }), [[]])
})

test('where texts are rendered there is one revision an answer, and the next is continued with', async () => {
  for (const named of [{ revids: `${ids[0]}|${ids[1]}` }, { titles: 'Page|Other' }]) {
    const answer = (await ask({ prop: 'revisions', rvprop: 'ids|content', rvparse: 1, ...named })).ok()
    const pages = answer.list('query.pages') as { revisions?: unknown[] }[]
    assert.equal(pages.flatMap(page => page.revisions ?? []).length, 1)
    assert.notEqual(answer.at('continue.rvcontinue'), undefined)
  }
})

test('of differences that nobody has asked for yet a request gets one, of others all', async () => {
  const asked = { rvprop: 'ids', rvlimit: 3, rvdiffto: 'prev' }
  const made = async (): Promise<string> =>
    (await revisions(asked)).map(({ diff }) => ('notcached' in (diff as Shown) ? '-' : '+')).join('')
  assert.equal(await made(), '+--')
  await revisions({ ...asked, rvstartid: ids[1] ?? 0, rvlimit: 1 })
  assert.equal(await made(), '+++')
})

test('what is compared with a section is a text, not a revision', async () => {
  const bodyOf = async (more: Params): Promise<string> => {
    const shown = (await revisions({ rvprop: 'ids', rvsection: 1, ...more }))[0] as { diff: Shown }
    return String(shown.diff.body)
  }
  assert.match(await bodyOf({ rvdiffto: 'prev' }), /changed/)
  assert.doesNotMatch(await bodyOf({ rvdifftotext: '== One ==\nc' }), /changed/)
  const [shown] = await revisions({ rvprop: 'ids', rvdifftotext: 'x', rvcontentformat: 'text/css' })
  assert.deepEqual(shown?.diff, { badcontentformat: true })
})

test('filters that take several values take none for all', async () => {
  const props = (await ask({ prop: 'pageprops', ppprop: '', titles: 'Other' })).ok().at('query.pages.0.pageprops')
  assert.deepEqual(Object.keys(props as object), ['displaytitle', 'noindex'])
  for (const filter of [{ pcgroup: '' }, { pcrights: 'bogus' }, { pcexcludegroup: 'bogus' }]) {
    const named = (await ask({ prop: 'contributors', titles: 'Page', ...filter })).ok()
    assert.equal(named.at('query.pages.0.contributors.0.name'), 'Admin')
  }
  const info = (await ask({ prop: 'info', intestactions: '', titles: 'Page' })).ok().at('query.pages.0') as Shown
  assert.ok(!('actions' in info))
})

test('a title of another wiki is none that lists can be filtered by', async () => {
  for (const asked of [
    { list: 'recentchanges', rctitle: 'wikipedia:X' },
    { list: 'logevents', letitle: 'wikipedia:X' },
    { list: 'logevents', leprefix: 'wikipedia:X' },
  ]) {
    assert.equal((await ask(asked)).code, 'invalidtitle')
  }
})

test('what was not patrolled cannot be asked for in two ways at once', async () => {
  assert.equal((await ask({ list: 'recentchanges', rcshow: '!patrolled|unpatrolled' }, admin)).code, 'show')
})

test('a rendering of a revision that was named says which, whatever is asked of it', async () => {
  const parsed = async (params: Params): Promise<Shown> =>
    (await bob.get({ action: 'parse', prop: 'wikitext', ...params })).ok().at('parse') as Shown
  assert.equal((await parsed({ oldid: ids[0] ?? 0 })).revid, ids[0])
  assert.equal((await parsed({ page: 'Page' })).revid, undefined)
})

test('redirects are not followed from revisions, of which is warned; a revision 0 is missing in a list', async () => {
  const answer = (await ask({ revids: ids[0] ?? 0, redirects: 1, errorformat: 'raw' })).ok()
  assert.equal(answer.at('warnings.0.code'), 'redirectsandrevids')
  assert.equal(answer.at('query.pages.0.title'), 'Page')
  assert.deepEqual((await ask({ revids: 0 })).ok().at('query.badrevids'), [{ revid: 0, missing: true }])
  const missing = { '999999': { revid: 999999, missing: true } }
  assert.deepEqual((await ask({ revids: 999999 })).ok().at('query.badrevids'), missing)
})

test('a separator alone names nothing', async () => {
  assert.equal((await ask({ titles: '\u001f' })).ok().at('query'), undefined)
})

test('a page was touched when something of it was hidden', async () => {
  const touched = async (): Promise<string> =>
    String((await ask({ prop: 'info', titles: 'Page' }, admin)).ok().at('query.pages.0.touched'))
  const before = await touched()
  await new Promise(resolve => setTimeout(resolve, 1100))
  const hide = { action: 'revisiondelete', type: 'revision', ids: ids[0] ?? 0, hide: 'comment' }
  ;(await admin.write(hide)).ok()
  assert.ok((await touched()) > before)
})

test('a deleted revision is compared with no other', async () => {
  for (const text of ['one', 'two']) (await admin.write({ action: 'edit', title: 'Deleted', text })).ok()
  ;(await admin.write({ action: 'delete', title: 'Deleted' })).ok()
  const asked = { prop: 'deletedrevisions', titles: 'Deleted', drvprop: 'ids', drvdiffto: 'prev' }
  const shown = (await ask(asked, admin)).ok().list('query.pages.0.deletedrevisions') as { diff: Shown }[]
  assert.deepEqual(
    shown.map(one => one.diff.body),
    [false, false],
  )
})

test('a watchlist is not refused to who asks what patrols itself without the right to know', async () => {
  assert.equal((await ask({ list: 'watchlist', wlshow: 'autopatrolled' })).code, undefined)
  assert.equal((await ask({ list: 'watchlist', wlshow: 'patrolled' })).code, 'permissiondenied')
})

test('a rendering of a whole page knows its limits though they are not shown, and the styles of its content', async () => {
  const parsed = async (params: Params): Promise<Shown> =>
    (await bob.get({ action: 'parse', disablelimitreport: 1, ...params })).ok().at('parse') as Shown
  const limits = async (params: Params) => ((await parsed(params)).limitreportdata as unknown[]).length
  assert.ok((await limits({ page: 'Page', prop: 'limitreportdata' })) > 0)
  assert.equal(await limits({ text: 'x', contentmodel: 'wikitext', prop: 'limitreportdata' }), 0)
  const styles = async (text: string, contentmodel: string): Promise<unknown> =>
    (await parsed({ text, contentmodel, prop: 'modules|jsconfigvars' })).modulestyles
  assert.deepEqual(await styles('{}', 'json'), ['mediawiki.content.json'])
  assert.deepEqual(await styles('#REDIRECT [[X]]', 'wikitext'), ['mediawiki.action.view.redirectPage'])
  assert.deepEqual(await styles('x', 'wikitext'), [])
})

test('a text that was only sent has no revisions before and after it', async () => {
  const asked = { action: 'compare', fromtitle: 'Page', fromslots: 'main', 'fromtext-main': 'x', torelative: 'cur' }
  assert.deepEqual((await bob.get({ ...asked, prop: 'rel' })).ok().at('compare'), [])
})

test('a tree is asked for in the old way or the new one, not in both', async () => {
  const asked = { action: 'expandtemplates', text: 'x', prop: 'wikitext', generatexml: 1 }
  assert.equal((await bob.get(asked)).code, 'invalidparammix')
})

test('of a log entry without a revision, tagging is logged about its log, else about the page of the revision', async () => {
  ;(await admin.write({ action: 'managetags', operation: 'create', tag: 'mark' })).ok()
  ;(await admin.write({ action: 'edit', title: 'Gone', text: 'x' })).ok()
  ;(await admin.write({ action: 'move', from: 'Gone', to: 'Going' })).ok()
  const move = { list: 'logevents', letype: 'move', letitle: 'Gone' }
  const moved = (await ask(move)).ok().number('query.logevents.0.logid')
  const target = async (params: Params): Promise<unknown> => {
    ;(await admin.write({ action: 'tag', ...params })).ok()
    return (await ask({ list: 'logevents', letype: 'tag', lelimit: 1 })).ok().at('query.logevents.0.title')
  }
  assert.equal(await target({ logid: moved, add: 'mark' }), 'Going')
  const deleted = (await admin.write({ action: 'delete', title: 'Going' })).ok().number('delete.logid')
  assert.equal(await target({ logid: deleted, add: 'mark' }), 'Special:Log/delete')
  const change = { list: 'recentchanges', rctitle: 'Going', rctype: 'log', rcprop: 'ids' }
  const rcid = (await ask(change)).ok().number('query.recentchanges.0.rcid')
  assert.equal(await target({ rcid, remove: 'mark' }), 'Special:Log/delete')
})

test('an account whose name is hidden is shown as hidden to who may know of it, whatever is asked', async () => {
  const password = 'A-fine-password-1'
  const made = { action: 'createaccount', username: 'Hidden', password, retype: password }
  const token = (await ask({ meta: 'tokens', type: 'createaccount' }, admin)).ok().at('query.tokens.createaccounttoken')
  const createreturnurl = 'http://localhost/'
  const posted = await admin.post({ ...made, createreturnurl, createtoken: String(token) })
  assert.equal(posted.ok().at('createaccount.status'), 'PASS')
  ;(await admin.write({ action: 'block', user: 'Hidden', expiry: 'infinite', hidename: 1 })).ok()
  const user = async (who: Client): Promise<Shown> =>
    (await ask({ list: 'users', ususers: 'Hidden' }, who)).ok().at('query.users.0') as Shown
  assert.equal((await user(admin)).hidden, true)
  assert.equal((await user(bob)).missing, true)
  const free = await ask({ list: 'users', ususers: 'Hidden', usprop: 'cancreate' })
  assert.equal(free.ok().at('query.users.0.cancreate'), true)
})

test('keys stand in the order in which MediaWiki writes them', async () => {
  const first = (answer: Answer, path: string): string[] => Object.keys(answer.ok().at(path) as object)
  const log = await ask({
    list: 'logevents',
    leprop: 'ids|title|type',
    letitle: 'Page',
    ledir: 'newer',
    lelimit: 'max',
  })
  assert.deepEqual(first(log, 'query.logevents.0'), [
    ...['logid', 'ns', 'title', 'pageid', 'logpage', 'revid', 'type', 'action'],
  ])
  assert.deepEqual(Object.keys(log.body as object), ['batchcomplete', 'limits', 'query'])
  const links = await ask({ prop: 'links', pllimit: 'max', titles: 'Page' })
  assert.deepEqual(Object.keys(links.body as object), ['batchcomplete', 'query', 'limits'])
  const generated = await ask({ generator: 'allpages', gaplimit: 'max', prop: 'links', pllimit: 'max' })
  assert.deepEqual(Object.keys(generated.body as object), ['batchcomplete', 'limits', 'query'])
  const parsed = await bob.get({ action: 'parse', page: 'Page', prop: 'revid|subtitle|sections|wikitext|text' })
  assert.deepEqual(first(parsed, 'parse'), [
    ...['title', 'pageid', 'revid', 'text', 'sections', 'showtoc', 'subtitle', 'wikitext'],
  ])
  const hide = { action: 'revisiondelete', type: 'revision', ids: 999999, target: 'Page', hide: 'user' }
  const hidden = await admin.write(hide)
  assert.deepEqual(first(hidden, 'revisiondelete.items.0'), ['status', 'errors', 'warnings', 'id'])
})

test('what is wrong with a generator is said before what is wrong with the pages that it begins with', async () => {
  const pages = { titles: 'Page', revids: ids[0] ?? 0 }
  assert.equal((await ask({ ...pages, generator: 'bogus' })).code, 'badgenerator')
  assert.equal((await ask({ ...pages, generator: 'allpages', gapdir: 'bogus' })).code, 'badvalue')
  assert.equal((await ask({ ...pages, generator: 'allpages' })).code, 'multisource')
})

test('a redirect that is named by its id is followed once, also where another leads to it', async () => {
  const made: number[] = []
  for (const [title, to] of [
    ['First', 'Page'],
    ['Second', 'First'],
  ]) {
    const answer = await admin.write({ action: 'edit', title, text: `#REDIRECT [[${to}]]` })
    made.push(answer.ok().number('edit.pageid'))
  }
  const answer = (await ask({ pageids: made.join('|'), redirects: true })).ok()
  assert.deepEqual(answer.at('query.redirects'), [
    { from: 'First', to: 'Page' },
    { from: 'Second', to: 'First' },
  ])
})

test('a limit that is asked as the highest is told where there is nothing to list, too', async () => {
  for (const pages of [{}, { titles: 'None' }, { titles: 'Special:Version' }]) {
    const answer = await ask({ prop: 'revisions', rvprop: 'ids', rvlimit: 'max', ...pages })
    assert.equal(answer.ok().at('limits.revisions'), 500)
  }
})
