// How many statements a page takes: a fixed number, however much stands on it.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { HttpRequest } from '../../src/http/message.ts'
import { parseParameters } from '../../src/http/parameters.ts'
import { answerIndex } from '../../src/web/entry.ts'
import { type TestDatabase, testDatabases } from '../support/database.ts'
import { type MadeWiki, makeWiki } from '../support/made-wiki.ts'

let database: TestDatabase
let made: MadeWiki

before(async () => {
  const [first] = testDatabases('')
  assert.ok(first)
  database = first
  made = await makeWiki(database)
  const people = await Promise.all(['Anna', 'Berta', 'Clara'].map(name => made.person(name)))
  for (let n = 0; n < 60; n++) {
    const by = people[n % people.length]
    assert.ok(by)
    const links = Array.from(
      { length: n },
      (_, index) => `[[Page ${index}]] {{T${index}}} [[Category:C${index}]]`,
    ).join(' ')
    await made.edit(by, 'Garden', `text ${n} ${links}`, { tags: n % 5 === 0 ? ['spam', 'good'] : [] })
    await made.edit(by, `Page ${n}`, `[[Garden]] ${n}`)
    await made.log(by, `Page ${n}`, { type: 'delete', action: 'delete', params: {} })
  }
})
after(async () => {
  await made.wiki.close()
  await database.drop()
})

function request(query: Record<string, string>): HttpRequest {
  const search = new URLSearchParams(query).toString()
  return {
    method: 'GET',
    path: '/index.php',
    pathInfo: '',
    url: `/index.php?${search}`,
    query: parseParameters(search, 'windows-1252'),
    body: undefined,
    rawBody: undefined,
    files: new Map(),
    headers: {},
    cookies: new Map(),
    ip: '127.0.0.1',
    secure: false,
    host: 'wiki.example',
  }
}

async function statementsOf(query: Record<string, string>): Promise<number> {
  made.forget()
  const answer = await answerIndex(made.wiki, request(query))
  assert.equal(answer.status, 200, JSON.stringify(query))
  return made.statements.length
}

/** Pages with the most statements that they may take. */
const ceilings: readonly (readonly [Record<string, string>, number])[] = [
  // Rendered anew, then as it is kept.
  [{ title: 'Garden' }, 18],
  [{ title: 'Garden', uselang: 'en' }, 12],
  [{ title: 'Garden', action: 'history', limit: '50' }, 9],
  [{ title: 'Garden', action: 'edit' }, 8],
  [{ title: 'Garden', action: 'info' }, 8],
  [{ title: 'Special:RecentChanges', limit: '100' }, 6],
  [{ title: 'Special:Log', limit: '100' }, 6],
  [{ title: 'Special:Contributions/Anna', limit: '100' }, 7],
  [{ title: 'Special:Tags' }, 4],
  [{ title: 'Special:AllPages' }, 3],
  [{ title: 'Special:Categories' }, 3],
  [{ title: 'Special:WhatLinksHere/Garden' }, 5],
]

describe('a page takes a fixed number of statements', () => {
  for (const [query, most] of ceilings) {
    test(`${JSON.stringify(query)} at most ${most}`, async () => {
      const count = await statementsOf(query)
      assert.ok(count <= most, `${count} statements:\n${made.statements.join('\n')}`)
    })
  }

  test('a list of many takes no more than one of few', async () => {
    for (const title of ['Special:RecentChanges', 'Special:Log', 'Special:Contributions/Anna']) {
      const few = await statementsOf({ title, limit: '2' })
      const many = await statementsOf({ title, limit: '50' })
      assert.ok(many <= few + 1, `${title}: ${few}, ${many}`)
    }
    const few = await statementsOf({ title: 'Garden', action: 'history', limit: '2' })
    const many = await statementsOf({ title: 'Garden', action: 'history', limit: '50' })
    assert.ok(many <= few + 1, `${few}, ${many}`)
  })
})
