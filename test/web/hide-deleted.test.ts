// Hiding parts of deleted revisions, from the page of what was deleted.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { startWiki, type TestWiki } from '../support/server.ts'
import { Person } from './person.ts'

let wiki: TestWiki
let sysop: Person
let timestamp = ''

before(async () => {
  const account = (name: string, groups: string[] = []) => ({ name, password: `${name}-password-1`, groups })
  wiki = await startWiki({
    database: 'memory',
    fixture: {
      accounts: [account('Over', ['sysop', 'suppress']), account('Sysop', ['sysop']), account('Plain')],
      pages: [{ title: 'Main Page', text: 'x' }],
    },
  })
  const plain = await wiki.as('Plain')
  for (const text of ['one', 'two']) await plain.write({ action: 'edit', title: 'Gone', text, summary: `said ${text}` })
  ;(await (await wiki.as('Sysop')).write({ action: 'delete', title: 'Gone' })).ok()
  sysop = await Person.loggedIn(wiki, 'Sysop')
  const over = await wiki.as('Over')
  const asked = {
    action: 'query',
    prop: 'deletedrevisions',
    titles: 'Gone',
    drvprop: 'timestamp|comment',
    drvlimit: 'max',
  }
  const revisions = (await over.get(asked)).list('query.pages.0.deletedrevisions') as {
    timestamp: string
    comment: string
  }[]
  timestamp = revisions.find(one => one.comment === 'said two')?.timestamp.replace(/\D/g, '') ?? ''
})
after(() => wiki.stop())

describe('a deleted revision', () => {
  test('that is ticked is hidden, and its author and summary are withheld from who may not see them', async () => {
    const deleted = await sysop.visit('/wiki/Special:Undelete/Gone')
    const form = await sysop.send(deleted, { wpReason: '', [`ts-${timestamp}`]: '1' }, { revisiondelete: '1' })
    assert.match(form.text, /said two/)
    const done = await sysop.send(form, { 'set-comment': 'hide', 'set-user': 'hide' })
    assert.equal(done.status, 200)
    const log = await wiki
      .client()
      .get({ action: 'query', list: 'logevents', leaction: 'delete/revision', letitle: 'Gone' })
    assert.equal(log.list('query.logevents').length, 1)
    const asked = {
      action: 'query',
      prop: 'deletedrevisions',
      titles: 'Gone',
      drvprop: 'comment|user',
      drvlimit: 'max',
    }
    const shown = await (await wiki.as('Sysop')).get(asked)
    const revisions = shown.list('query.pages.0.deletedrevisions') as { comment: string; commenthidden?: boolean }[]
    const hidden = revisions.filter(one => one.commenthidden).map(one => one.comment)
    assert.ok(hidden.includes('said two'))
  })

  test('is not hidden, nor shown in the form, to who may not know of it', async () => {
    const plain = await Person.loggedIn(wiki, 'Plain')
    for (const ids of ['1', '2', '3', '4']) {
      const page = await plain.visit(`/index.php?title=Special:RevisionDelete&type=archive&ids=${ids}`)
      assert.equal(page.status, 403)
      assert.doesNotMatch(page.text, /said/)
    }
  })

  test('of nothing ticked leads to the page that says so', async () => {
    const deleted = await sysop.visit('/wiki/Special:Undelete/Gone')
    const page = await sysop.send(deleted, { wpReason: '' }, { revisiondelete: '1' })
    assert.equal(page.status, 400)
  })
})
