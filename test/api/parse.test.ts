// action=parse over HTTP: what may be parsed, how it is shown, and who may see it.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Answer, Client, Params } from '../support/client.ts'
import { startWiki, type TestWiki } from '../support/server.ts'

let wiki: TestWiki
let admin: Client
let bob: Client
let page = 0
let revision = 0

const text = `Lead [[Other]] [[Talk:Nobody]] {{T}}

== One ==
''first''

== Two ==
=== Three ===
[https://example.org x] [[Category:C|key]] {{DEFAULTSORT:sorted}}`

before(async () => {
  wiki = await startWiki({ database: 'memory' })
  admin = await wiki.as('Admin')
  bob = await wiki.as('Bob')
  await save('Other', 'there')
  await save('Template:T', 'from the template')
  const saved = await save('Page', text)
  page = saved.number('edit.pageid')
  revision = saved.number('edit.newrevid')
  await save('Away', '#REDIRECT [[Page#Two]]')
  await save('Further', '#REDIRECT [[Away]]')
})
after(() => wiki.stop())

const save = async (title: string, content: string): Promise<Answer> =>
  (await bob.write({ action: 'edit', title, text: content })).ok()
const parse = (params: Params, who: Client = bob): Promise<Answer> =>
  who.get({ action: 'parse', disablelimitreport: true, disableeditsection: true, ...params })
const shown = async (params: Params): Promise<string> => (await parse({ prop: 'text', ...params })).string('parse.text')
const box = (html: string): string => `<div class="mw-content-ltr mw-parser-output" lang="en" dir="ltr">${html}</div>`

describe('a page', () => {
  test('is shown with all that it refers to', async () => {
    const answer = (await parse({ page: 'page' })).ok()
    assert.match(answer.string('parse.text'), /<a href="\/wiki\/Other" title="Other">Other<\/a>/)
    assert.equal(answer.at('parse.revid'), revision)
    assert.equal(answer.at('parse.pageid'), page)
    assert.deepEqual(answer.at('parse.links'), [
      { ns: 0, title: 'Other', exists: true },
      { ns: 1, title: 'Talk:Nobody', exists: false },
    ])
    assert.deepEqual(answer.at('parse.templates'), [{ ns: 10, title: 'Template:T', exists: true }])
    assert.deepEqual(answer.at('parse.categories'), [{ sortkey: 'key', category: 'C', missing: true }])
    assert.deepEqual(answer.at('parse.externallinks'), ['https://example.org'])
    assert.deepEqual(answer.at('parse.properties'), { defaultsort: 'sorted' })
    assert.equal(answer.at('parse.displaytitle'), '<span class="mw-page-title-main">Page</span>')
    assert.deepEqual(
      (answer.list('parse.sections') as { number: string; line: string }[]).map(one => `${one.number} ${one.line}`),
      ['1 One', '2 Two', '2.1 Three'],
    )
    assert.equal(answer.at('parse.tocdata.sections.2.hLevel'), 3)
    assert.equal(answer.at('parse.showtoc'), false)
    assert.deepEqual(answer.at('parse.parsewarnings'), [])
  })

  test('is found by its ID and by its revision', async () => {
    for (const by of [{ pageid: page }, { oldid: revision }]) {
      const answer = await parse({ ...by, prop: 'revid|wikitext' })
      assert.equal(answer.at('parse.title'), 'Page')
      assert.equal(answer.at('parse.wikitext'), text)
      assert.equal(answer.at('parse.text'), undefined)
    }
    assert.equal((await parse({ pageid: 99_999 })).code, 'nosuchpageid')
    assert.equal((await parse({ oldid: 99_999 })).code, 'nosuchrevid')
    assert.equal((await parse({ page: 'Nowhere' })).code, 'missingtitle')
    assert.equal((await parse({ page: 'Special:Version' })).code, 'pagecannotexist')
    assert.equal((await parse({ page: 'Page', oldid: revision })).code, 'invalidparammix')
  })

  test('is the one that redirects lead to, where they are to be followed', async () => {
    assert.match(await shown({ page: 'Away' }), /class="redirectMsg"/)
    const answer = await parse({ page: 'Further', redirects: true, prop: 'revid' })
    assert.equal(answer.at('parse.title'), 'Page')
    assert.deepEqual(answer.at('parse.redirects'), [
      { from: 'Further', to: 'Away' },
      { from: 'Away', to: 'Page', tofragment: 'Two' },
    ])
  })

  test('may be shown in part', async () => {
    assert.match(await shown({ page: 'Page', section: 1 }), /<i>first<\/i>/)
    assert.doesNotMatch(await shown({ page: 'Page', section: 1 }), /Three/)
    assert.equal(
      (await parse({ page: 'Page', section: 0, prop: 'wikitext' })).at('parse.wikitext'),
      text.split('\n')[0],
    )
    assert.equal((await parse({ page: 'Page', section: 9 })).code, 'nosuchsection')
    assert.equal((await parse({ page: 'Page', section: 'x' })).code, 'invalidsection')
  })

  test('is what its templates and links are now', async () => {
    await save('Template:Changing', 'before')
    await save('Changing', '{{Changing}} [[To come]]')
    assert.match(await shown({ page: 'Changing' }), /before.*class="new"/)
    await save('Template:Changing', 'after')
    await save('To come', 'is there')
    const later = await shown({ page: 'Changing' })
    assert.match(later, /after/)
    assert.doesNotMatch(later, /class="new"/)
  })
})

describe('a text', () => {
  test('is shown as if it stood on a page', async () => {
    assert.equal(await shown({ text: "'''{{PAGENAME}}'''", title: 'Somewhere' }), box('<p><b>Somewhere</b>\n</p>'))
    const without = await parse({ text: 'x', prop: 'text', errorformat: 'raw' })
    assert.equal(without.at('parse.title'), 'API')
    assert.equal(without.at('warnings.0.key'), 'apiwarn-parse-nocontentmodel')
    assert.equal((await parse({ text: 'x', title: 'a[b' })).code, 'invalidtitle')
  })

  test('of another content model is shown as what it is', async () => {
    const code = await shown({ text: 'a < b', contentmodel: 'javascript' })
    assert.equal(code, box('<pre class="mw-code mw-js" dir="ltr">a &lt; b\n</pre>\n'))
    assert.match(await shown({ text: '{"a":["<"]}', contentmodel: 'json' }), /<span>a<\/span>.*"&lt;"/)
    assert.equal(await shown({ text: '<i>', contentmodel: 'text' }), box('<pre>&lt;i&gt;</pre>'))
    const mixed = await parse({ text: '', contentmodel: 'css', contentformat: 'application/json' })
    assert.equal(mixed.code, 'badformat-generic')
  })

  test('is changed as when it is saved, if that is asked for', async () => {
    const both = await parse({ text: '~~~', title: 'X', pst: true, prop: 'wikitext|text' })
    assert.equal(both.at('parse.wikitext'), '~~~')
    assert.equal(both.at('parse.psttext'), '[[User:Bob|Bob]] ([[User talk:Bob|talk]])')
    assert.match(both.string('parse.text'), /title="User:Bob/)
    const only = await parse({ text: '{{subst:T}}', title: 'X', onlypst: true })
    assert.deepEqual(only.at('parse'), { text: 'from the template' })
    const textOf = async (contentmodel: string, text: string) =>
      (await parse({ text, title: 'X', contentmodel, onlypst: true })).at('parse.text')
    assert.equal(await textOf('css', '/* ~~~ */'), '/* [[User:Bob|Bob]] ([[User talk:Bob|talk]]) */')
    assert.equal(await textOf('text', '~~~ '), '~~~')
    assert.equal(await textOf('json', '["~~~"]'), '[\n\t"~~~"\n]')
    assert.equal(await textOf('json', '["~~~"'), '["~~~"')
  })

  test('may be a new section, whose summary is told', async () => {
    const answer = await parse({ text: 'x', title: 'Page', section: 'new', sectiontitle: "''T''", prop: 'wikitext' })
    assert.equal(answer.at('parse.wikitext'), "== ''T'' ==\n\nx")
    assert.match(answer.string('parse.parsedsummary'), /href="#T"/)
  })

  test('has a tree, if it is wikitext', async () => {
    const tree = await parse({ text: 'a {{b|c}}', contentmodel: 'wikitext', prop: 'parsetree' })
    assert.equal(
      tree.at('parse.parsetree'),
      '<root>a <template><title>b</title><part><name index="1"/><value>c</value></part></template></root>',
    )
    assert.equal((await parse({ text: '', contentmodel: 'css', prop: 'parsetree' })).code, 'notwikitext')
  })

  test('cannot put markup of its own into the page around it', async () => {
    const html = await shown({ text: '<script>1</script>', contentmodel: 'wikitext', wrapoutputclass: 'a"><script>' })
    assert.doesNotMatch(html, /<script/)
    const head = await parse({ text: '', title: '"<x', prop: 'headhtml|displaytitle|categorieshtml' })
    assert.equal(head.code, 'invalidtitle')
    const quoted = await parse({ text: '', title: 'a"b', prop: 'headhtml', contentmodel: 'wikitext' })
    assert.match(quoted.string('parse.headhtml'), /<title>A&quot;b - /)
  })
})

describe('how it is shown', () => {
  const sections = { text: '==a==\n==b==\n==c==\n==d==', contentmodel: 'wikitext', title: 'Page' }

  test('is with a table of contents and links to edit, which may be left out', async () => {
    assert.match(await shown(sections), /<div id="toc"/)
    assert.doesNotMatch(await shown({ ...sections, disabletoc: true }), /<div id="toc"/)
    assert.doesNotMatch(await shown(sections), /mw-editsection/)
    const edit = await shown({ ...sections, disableeditsection: false })
    assert.match(edit, /href="\/index.php\?title=Page&amp;action=edit&amp;section=4" title="Edit section: d"/)
    assert.equal(await shown({ text: 'x', contentmodel: 'wikitext', wrapoutputclass: '' }), '<p>x\n</p>')
  })

  test('reports what it cost, unless that is left out', async () => {
    const order = { text: '{{T}}', contentmodel: 'wikitext', prop: 'text|limitreportdata|limitreporthtml' }
    const answer = await parse({ ...order, disablelimitreport: false })
    assert.match(answer.string('parse.text'), /NewPP limit report/)
    assert.match(answer.string('parse.limitreporthtml'), /<table/)
    const lines = answer.list('parse.limitreportdata') as Record<string, unknown>[]
    const size = lines.find(one => one.name === 'limitreport-postexpandincludesize')
    assert.deepEqual(size, { name: 'limitreport-postexpandincludesize', 0: 17, 1: 2_097_152 })
    const comments = (html: string): number => html.match(/<!--/g)?.length ?? 0
    assert.equal(comments(answer.string('parse.text')), 2)
    const ofPage = await parse({ page: 'Page', prop: 'text', disablelimitreport: false })
    assert.equal(comments(ofPage.string('parse.text')), 3)
    const without = await parse(order)
    assert.deepEqual(without.at('parse.limitreportdata'), [])
    assert.doesNotMatch(without.string('parse.text'), /NewPP/)
  })

  test('is in old words for who asks for what is deprecated', async () => {
    const answer = await parse({ page: 'Page', prop: 'headitems|modules', errorformat: 'raw' })
    assert.deepEqual(answer.at('parse.modules'), [])
    const keys = (answer.list('warnings') as { key: string }[]).map(one => one.key)
    assert.ok(keys.includes('apiwarn-deprecation-parse-headitems'), String(keys))
    assert.ok(keys.includes('apiwarn-moduleswithoutvars'), String(keys))
  })
})

describe('what is hidden', () => {
  const secret = 'a secret that nobody may read'
  let hidden = 0

  before(async () => {
    hidden = (await save('Hidden', secret)).number('edit.newrevid')
    await save('Hidden', 'open')
  })
  const hide = async (params: Params): Promise<void> => {
    const order = { action: 'revisiondelete', type: 'revision', ids: hidden, ...params }
    ;(await admin.write(order)).ok()
  }

  test('is shown to nobody who may not see it, even where it was shown before', async () => {
    assert.match((await parse({ oldid: hidden, prop: 'text' })).string('parse.text'), /secret/)
    await hide({ hide: 'content' })
    for (const prop of ['text', 'wikitext', 'parsetree', 'limitreportdata']) {
      const answer = await parse({ oldid: hidden, prop })
      assert.equal(answer.code, 'permissiondenied')
      assert.doesNotMatch(answer.text, /secret/)
    }
    const seen = await parse({ oldid: hidden, prop: 'text' }, admin)
    assert.match(seen.string('parse.text'), /secret/)
    assert.equal(seen.at('parse.textdeleted'), true)
  })

  test('is not told of who made it', async () => {
    const user = { text: '({{REVISIONUSER}})', revid: hidden, prop: 'text', contentmodel: 'wikitext' }
    assert.match((await parse(user)).string('parse.text'), /\(Bob\)/)
    await hide({ hide: 'user' })
    assert.match((await parse(user)).string('parse.text'), /\(\)/)
    assert.match((await parse(user, admin)).string('parse.text'), /\(\)/)
  })

  test('is gone with its page', async () => {
    ;(await admin.write({ action: 'delete', title: 'Hidden' })).ok()
    assert.equal((await parse({ oldid: hidden }, admin)).code, 'nosuchrevid')
  })
})

describe('expanding templates', () => {
  const expand = (params: Params): Promise<Answer> => bob.get({ action: 'expandtemplates', ...params })

  test('gives wikitext, of the page and the revision that are named', async () => {
    const answer = await expand({ text: '{{T}} [[x]] {{PAGENAME}}', title: 'Some page', prop: 'wikitext' })
    assert.deepEqual(answer.at('expandtemplates'), { wikitext: 'from the template [[x]] Some page' })
    const named = await expand({ text: '{{PAGENAME}} {{REVISIONID}}', revid: revision, prop: 'wikitext' })
    assert.equal(named.at('expandtemplates.wikitext'), `Page ${revision}`)
    assert.equal((await expand({ text: 'x', revid: 99_999, prop: 'wikitext' })).code, 'nosuchrevid')
    assert.equal((await expand({ prop: 'wikitext' })).code, 'missingparam')
  })

  test('gives properties and the tree', async () => {
    const answer = await expand({ text: '{{DEFAULTSORT:k}}', prop: 'properties|parsetree' })
    assert.deepEqual(answer.at('expandtemplates.properties'), { defaultsort: 'k' })
    assert.equal(
      answer.at('expandtemplates.parsetree'),
      '<root><template><title>DEFAULTSORT:k</title></template></root>',
    )
  })

  test('without saying what for, is the old way', async () => {
    const answer = await expand({ text: '{{T}}', formatversion: 1, generatexml: true, errorformat: 'raw' })
    assert.equal(answer.at('expandtemplates.*'), 'from the template')
    assert.match(answer.string('parsetree.*'), /<title>T<\/title>/)
    const keys = (answer.list('warnings') as { key: string }[]).map(one => one.key)
    assert.ok(keys.includes('apiwarn-deprecation-missingparam'), String(keys))
  })
})
