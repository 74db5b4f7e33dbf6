// Markup in titles, summaries, names, tags and addresses never becomes an element or a script of a page.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { Answer, type Client } from '../support/client.ts'
import { startWiki, type TestWiki } from '../support/server.ts'
import { attribute, Page, Person } from './person.ts'

const attack = `"'><script>alert(1)</script><img src=x onerror=alert(1)>&lt;`
/** What a title may have of it. */
const title = `Quote" onmouseover="alert(1)' & co`
const tag = `tag" onmouseover="x' & javascript:alert(1)`
const user = 'Eve" onclick'

let wiki: TestWiki
let admin: Client
const revisions: number[] = []

before(async () => {
  wiki = await startWiki({
    database: 'memory',
    fixture: {
      accounts: [
        { name: 'Admin', password: 'Admin-password-1', groups: ['sysop', 'suppress'] },
        { name: user, password: `${user}-password-1` },
      ],
      settings: { siteName: 'Wiki <b>"bold"</b>' },
      pages: [{ title: 'Main Page', text: 'x' }],
    },
  })
  admin = await wiki.as('Admin')
  const eve = await wiki.as(user)
  await admin.write({ action: 'managetags', operation: 'create', tag, reason: attack }).then(answer => answer.ok())
  for (const text of ['one', `two ${attack}`, `three\n\n== ${attack} ==\nx\n== ${attack} ==\ny`]) {
    const answer = await eve.write({
      action: 'edit',
      title,
      text,
      summary: `/* ${attack} */ ${attack} [[${title}|${attack}]]`,
      tags: tag,
    })
    revisions.push(answer.ok().number('edit.newrevid'))
  }
  await eve.write({ action: 'edit', title: `User:${user}`, text: attack })
  await admin.write({ action: 'protect', title, protections: 'edit=sysop', reason: attack })
  await admin.write({ action: 'edit', title: 'Gone', text: attack, summary: attack })
  await admin.write({ action: 'delete', title: 'Gone', reason: attack })
  await admin.write({ action: 'block', user, reason: attack, expiry: 'infinite' })
})
after(() => wiki.stop())

/** Throws where a page has an element or attribute that runs something. */
function checkHarmless(page: Page): void {
  for (const element of page.elements) {
    const of = `<${element.tagName}> at ${page.path}`
    if (element.tagName === 'script') {
      const isOurs =
        /^\/assets\//.test(attribute(element, 'src') ?? '') || attribute(element, 'type') === 'application/json'
      assert.ok(isOurs, of)
    }
    assert.ok(!['img', 'iframe', 'object', 'embed', 'base'].includes(element.tagName), of)
    for (const { name, value } of element.attrs) {
      assert.doesNotMatch(name, /^on|["'<>=]/i, of)
      assert.doesNotMatch(value, /^\s*(javascript|data|vbscript):/i, of)
    }
  }
  assert.ok(
    page.elements.some(element => element.tagName === 'footer'),
    `${page.path} ends early`,
  )
}

const pages = (): (readonly [string, Record<string, string>])[] => [
  [title, {}],
  [title, { action: 'history' }],
  [title, { action: 'history', tagfilter: tag }],
  [title, { action: 'history', tagfilter: attack, offset: attack, limit: attack, dir: attack }],
  [title, { action: 'edit' }],
  [title, { action: 'edit', section: attack, summary: attack, preloadtitle: attack }],
  [title, { action: 'edit', section: 'new', preloadtitle: attack }],
  [title, { action: 'info' }],
  [title, { action: 'delete' }],
  [title, { action: 'protect' }],
  [title, { action: 'watch' }],
  [title, { action: attack }],
  [title, { oldid: String(revisions[0]) }],
  [title, { diff: String(revisions[2]), oldid: String(revisions[0]) }],
  [title, { diff: attack, oldid: attack }],
  [title, { action: 'revisiondelete', ids: revisions.join(',') }],
  [title, { action: 'editchangetags', ids: revisions.join(',') }],
  [title, { uselang: attack }],
  [`${title} missing`, {}],
  ['Gone', {}],
  [attack, {}],
  [`Special:${title}`, {}],
  [`User:${user}`, {}],
  ['Special:RecentChanges', { namespace: attack, tagfilter: attack, limit: attack, from: attack }],
  ['Special:RecentChanges', { tagfilter: tag }],
  ['Special:Log', { type: attack, user: attack, page: attack, tagfilter: attack }],
  ['Special:Log', {}],
  [`Special:Log/${user}`, {}],
  ['Special:Contributions', { target: attack }],
  [`Special:Contributions/${user}`, {}],
  ['Special:Tags', {}],
  ['Special:Tags', { from: attack }],
  ['Special:Tags/delete', { tag }],
  ['Special:Tags/delete', { tag: attack }],
  ['Special:AllPages', { from: attack, namespace: attack }],
  ['Special:AllPages', {}],
  ['Special:Search', { search: attack, fulltext: '1' }],
  ['Special:Search', { search: 'Quote', fulltext: '1' }],
  ['Special:UserLogin', { returnto: attack, wpName: attack }],
  ['Special:CreateAccount', { returnto: attack, wpName: attack }],
  ['Special:Redirect', { wptype: attack, wpvalue: attack }],
  ['Special:Redirect', { wptype: 'user', wpvalue: attack }],
  ['Special:RevisionDelete', { type: attack, ids: attack, target: attack }],
  ['Special:HideRange', { page: attack, user: attack, from: attack, to: attack, wpReason: attack, 'set-user': attack }],
  ['Special:HideBatches', { batch: attack, offset: attack }],
  ['Special:HiddenLooks', { user: attack, revid: attack, logid: attack, file: attack }],
  ['Special:EditTags', { type: 'logentry', ids: '1,2,3,4,5' }],
  ['Special:Watchlist', { offset: attack }],
  ['Special:Version', {}],
  ['Special:SpecialPages', {}],
]

describe('markup never runs', () => {
  test('and what runs would be noticed', () => {
    const page = (body: string) =>
      new Page('/', new Answer(200, new Headers(), `<!DOCTYPE html><body>${body}<footer></footer>`))
    for (const bad of [
      '<script>1</script>',
      '<b onclick="1">',
      '<a href="javascript:1">',
      '<img>',
      '<a title="" onx>',
    ]) {
      assert.throws(() => checkHarmless(page(bad)), assert.AssertionError, bad)
    }
    checkHarmless(page('<a href="/x" title="&quot; onclick">'))
  })

  for (const name of ['Admin', 'nobody']) {
    test(`on any page that ${name} asks for`, async () => {
      const person = new Person(wiki, name === 'Admin' ? admin : wiki.client())
      for (const [at, query] of pages()) checkHarmless(await person.action(at, query))
    })
  }

  test('in what a form sends back', async () => {
    const person = new Person(wiki, admin)
    const edit = await person.action(title, { action: 'edit' })
    const fields = { wpTextbox1: attack, wpSummary: attack, wpSection: attack, wpSectionTitle: attack, editRevId: '1' }
    for (const button of ['wpPreview', 'wpDiff', 'wpSave']) {
      checkHarmless(await person.send(edit, fields, { [button]: '1' }))
    }
    checkHarmless(await person.send(edit, { ...fields, token: attack }, { wpSave: '1' }))
    const login = await new Person(wiki).visit('/wiki/Special:UserLogin')
    checkHarmless(await new Person(wiki).send(login, { wpName: attack, wpPassword: attack }))
    const tags = await person.visit('/wiki/Special:Tags')
    checkHarmless(await person.send(tags, { tag: attack, wpReason: attack }))
    const protect = await person.action(title, { action: 'protect' })
    checkHarmless(await person.send(protect, { 'level-edit': attack, 'expiry-edit': attack, wpReason: attack }))
  })

  test('for who is told of a block with markup in its reason', async () => {
    const blocked = await new Person(wiki, await wiki.as(user)).action('Main Page', { action: 'edit' })
    checkHarmless(blocked)
    assert.match(blocked.text, /alert\(1\)/)
  })

  test('and the text is shown as it is', async () => {
    const history = await new Person(wiki, admin).action(title, { action: 'history' })
    assert.match(history.heading, /Quote" onmouseover="alert\(1\)' & co/)
    assert.ok(history.text.includes('<script>alert(1)</script>'))
    assert.ok(history.text.includes(user))
    assert.ok(history.text.includes(tag))
  })
})
