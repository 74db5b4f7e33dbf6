// A page of a list takes a fixed number of statements, whatever its length and whatever is asked of each row.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { answerApi } from '../../src/api/request.ts'
import { httpRequest } from '../../src/canary/http-request.ts'
import { testDatabases } from '../support/database.ts'
import { everyRight, type MadeWiki, makeWiki } from '../support/made-wiki.ts'

const [database] = testDatabases()
let made: MadeWiki

before(async () => {
  if (database === undefined) throw new Error('there is no database to test with')
  made = await makeWiki(database)
  const one = await made.person('One', everyRight)
  const two = await made.person('Two')
  for (let round = 0; round < 12; round++) {
    await made.edit(one, `Page ${round % 4}`, `text ${round}`, { minor: round > 4 })
    await made.edit(two, 'Talk:Page', `text ${round}`)
    await made.log(one, `Page ${round}`, { type: 'delete', action: 'delete', params: {} }, { tags: ['a'] })
  }
})
after(() => database?.drop())

/** Asks as nobody; answers with how many statements it took and the answer. */
async function statementsOf(query: string): Promise<{ count: number; body: unknown }> {
  const params = Object.fromEntries(new URLSearchParams(`format=json&formatversion=2&action=query&${query}`))
  const request = httpRequest({ door: 'api', method: 'GET', params })
  // That is done every other second, whatever is asked.
  await made.wiki.messagePages.keepFresh(made.wiki.database.read, made.wiki.now().getTime())
  made.forget()
  const answer = await answerApi(made.wiki, request)
  return { count: made.statements.length, body: JSON.parse(String(answer.body)) }
}

const lists: Readonly<Record<string, { prefix: string; query: string; most: number }>> = {
  recentchanges: {
    prefix: 'rc',
    query: 'rcprop=user|userid|comment|parsedcomment|flags|timestamp|title|ids|sizes|redirect|loginfo|tags|sha1',
    most: 4,
  },
  logevents: {
    prefix: 'le',
    query: 'leprop=ids|title|type|user|userid|timestamp|comment|parsedcomment|details|tags',
    most: 3,
  },
  usercontribs: {
    prefix: 'uc',
    query: 'ucuser=One&ucprop=ids|title|timestamp|comment|parsedcomment|size|sizediff|flags|tags',
    most: 5,
  },
  allrevisions: {
    prefix: 'arv',
    query: 'arvprop=ids|flags|timestamp|user|userid|size|sha1|comment|parsedcomment|content|tags&arvslots=main',
    most: 4,
  },
}

for (const [list, { prefix, query, most }] of Object.entries(lists)) {
  test(`${list} takes as many statements for a long page as for a short one`, async () => {
    const few = await statementsOf(`list=${list}&${query}&${prefix}limit=2`)
    const many = await statementsOf(`list=${list}&${query}&${prefix}limit=50`)
    const rows = (many.body as { query: Record<string, unknown[]> }).query[list] ?? []
    assert.ok(rows.length > 4)
    assert.equal(many.count, few.count)
    assert.ok(many.count <= most, `${many.count} statements: ${made.statements.join('\n')}`)
  })
}
