// What reads pages takes a fixed number of statements, however many pages and revisions there are.
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
  for (let round = 0; round < 8; round++) {
    await made.edit(one, `Page ${round}`, `text ${round}`)
    await made.edit(two, `Page ${round}`, `text ${round} again`)
    await made.edit(one, `Lead ${round}`, `#REDIRECT [[Page ${round}]]`)
  }
})
after(() => database?.drop())

const pages = (count: number): string => Array.from({ length: count }, (_, index) => `Page ${index}`).join('|')

/** Asks as nobody; answers with how many statements it took, and the text of the answer. */
async function asked(query: string): Promise<{ count: number; text: string }> {
  const params = Object.fromEntries(new URLSearchParams(`format=json&formatversion=2&action=query&${query}`))
  const request = httpRequest({ door: 'api', method: 'GET', params })
  // That is done every other second, whatever is asked.
  await made.wiki.messagePages.keepFresh(made.wiki.database.read, made.wiki.now().getTime())
  made.forget()
  const answer = await answerApi(made.wiki, request)
  return { count: made.statements.length, text: String(answer.body) }
}

test('a page with its text takes three statements', async () => {
  const { count, text } = await asked('prop=revisions&rvprop=ids|timestamp|content&rvslots=main&titles=Page 1')
  assert.match(text, /text 1 again/)
  assert.equal(count, 3, made.statements.join('\n'))
})

const revisionProps = 'rvprop=ids|flags|timestamp|user|userid|size|sha1|comment|parsedcomment|content|tags&rvslots=main'
const infoProps = 'inprop=protection|talkid|watched|watchers|notificationtimestamp|url|displaytitle|linkclasses'
const readers: Readonly<Record<string, { few: string; many: string; most: number }>> = {
  'prop=revisions of pages': {
    few: `prop=revisions&${revisionProps}&titles=${pages(2)}`,
    many: `prop=revisions&${revisionProps}&titles=${pages(8)}`,
    most: 5,
  },
  'prop=revisions of a history': {
    few: `prop=revisions&${revisionProps}&rvlimit=1&titles=Page 1`,
    many: `prop=revisions&${revisionProps}&rvlimit=50&titles=Page 1`,
    most: 5,
  },
  'prop=info': {
    few: `prop=info&${infoProps}&intestactions=edit|move&titles=${pages(2)}`,
    many: `prop=info&${infoProps}&intestactions=edit|move&titles=${pages(8)}`,
    most: 8,
  },
  'prop=redirects': {
    few: `prop=redirects&titles=${pages(2)}`,
    many: `prop=redirects&titles=${pages(8)}`,
    most: 3,
  },
  'prop=contributors': {
    few: `prop=contributors&pclimit=max&titles=${pages(2)}`,
    many: `prop=contributors&pclimit=max&titles=${pages(8)}`,
    most: 4,
  },
  'prop=pageprops': { few: `prop=pageprops&titles=${pages(2)}`, many: `prop=pageprops&titles=${pages(8)}`, most: 3 },
  'generator=allpages with texts': {
    few: `generator=allpages&gaplimit=2&prop=revisions&${revisionProps}`,
    many: `generator=allpages&gaplimit=16&prop=revisions&${revisionProps}`,
    most: 7,
  },
  'list=allpages': { few: 'list=allpages&aplimit=2', many: 'list=allpages&aplimit=16', most: 1 },
  'list=allredirects': { few: 'list=allredirects&arlimit=2', many: 'list=allredirects&arlimit=16', most: 2 },
  'list=users': {
    few: 'list=users&usprop=groups|editcount|registration|blockinfo|rights|gender&ususers=One',
    many: 'list=users&usprop=groups|editcount|registration|blockinfo|rights|gender&ususers=One|Two|Three|Four',
    most: 4,
  },
  'list=allusers': {
    few: 'list=allusers&auprop=groups|editcount|registration|blockinfo&aulimit=1',
    many: 'list=allusers&auprop=groups|editcount|registration|blockinfo&aulimit=50',
    most: 4,
  },
}
for (const [name, { few, many, most }] of Object.entries(readers)) {
  test(`${name} takes as many statements for many as for a few`, async () => {
    const short = await asked(few)
    const long = await asked(many)
    assert.doesNotMatch(long.text, /"error"/)
    assert.ok(long.text.length > short.text.length || name === 'prop=pageprops', 'the longer list is longer')
    assert.equal(long.count, short.count, made.statements.join('\n'))
    assert.ok(long.count <= most, `${long.count} statements: ${made.statements.join('\n')}`)
  })
}
