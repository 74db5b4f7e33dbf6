// action=compare over HTTP: what its sides may be, and what is hidden from whom.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Answer, Client, Params } from '../support/client.ts'
import { startWiki, type TestWiki } from '../support/server.ts'

let wiki: TestWiki
let admin: Client
let bob: Client
const revisions: number[] = []

before(async () => {
  wiki = await startWiki({ database: 'memory' })
  admin = await wiki.as('Admin')
  bob = await wiki.as('Bob')
  for (const text of ['one\n\n== A ==\naaa', 'one\n\n== A ==\nbbb', 'one\n\n== A ==\nccc']) {
    revisions.push(await saved('Page', text, `says ${text.slice(-3)}`))
  }
})
after(() => wiki.stop())

async function saved(title: string, text: string, summary = ''): Promise<number> {
  const answer = await bob.write({ action: 'edit', title, text, summary })
  return answer.ok().number('edit.newrevid')
}
const compare = (params: Params, who: Client = bob): Promise<Answer> => who.get({ action: 'compare', ...params })

describe('the sides', () => {
  test('two revisions are compared, and told of', async () => {
    const answer = await compare({ fromrev: revisions[0], torev: revisions[1], prop: 'diff|ids|title|comment|rel' })
    assert.match(answer.string('compare.body'), /<del class="diffchange diffchange-inline">aaa<\/del>/)
    assert.match(answer.string('compare.body'), /<ins class="diffchange diffchange-inline">bbb<\/ins>/)
    assert.equal(answer.at('compare.fromrevid'), revisions[0])
    assert.equal(answer.at('compare.totitle'), 'Page')
    assert.equal(answer.at('compare.tocomment'), 'says bbb')
    assert.equal(answer.at('compare.next'), revisions[2])
    assert.equal(answer.at('compare.prev'), undefined)
  })

  test('a side may be relative to the other, also where nothing is there', async () => {
    const previous = await compare({ fromrev: revisions[1], torelative: 'prev', prop: 'ids' })
    assert.equal(previous.at('compare.fromrevid'), revisions[0])
    assert.equal(previous.at('compare.torevid'), revisions[1])
    const first = await compare({ fromrev: revisions[0], torelative: 'prev', prop: 'ids|diff', errorformat: 'raw' })
    assert.equal(first.at('warnings.0.code'), 'compare-no-prev')
    assert.equal(first.at('compare.fromrevid'), undefined)
    assert.match(first.string('compare.body'), /<ins class="diffchange">one<\/ins>/)
    const last = await compare({ fromrev: revisions[2], torelative: 'next', errorformat: 'raw' })
    assert.equal(last.at('warnings.0.code'), 'compare-no-next')
    assert.equal(last.at('compare.body'), '')
  })

  test('a given text stands in the place of a revision or of one of its sections', async () => {
    const params = { fromrev: revisions[0], toslots: 'main', totitle: 'Page' }
    const whole = await compare({ ...params, 'totext-main': '[[x (y)|]]', topst: 1, prop: 'diff|ids' })
    assert.match(whole.string('compare.body'), /\[\[x \(y\)\|x\]\]/)
    assert.equal(whole.at('compare.torevid'), undefined)
    const section = await compare({ ...params, 'totext-main': '== A ==\nnew', 'tosection-main': 1 })
    assert.doesNotMatch(section.string('compare.body'), /one/)
    assert.match(section.string('compare.body'), />new</)
  })

  test('equal texts have an empty difference, and none at all by slots', async () => {
    const same = { fromrev: revisions[0], torev: revisions[0] }
    assert.equal((await compare(same)).at('compare.body'), '')
    assert.equal((await compare({ ...same, slots: 'main' })).at('compare.bodies.main'), false)
    assert.equal((await compare({ ...same, prop: 'diffsize' })).at('compare.diffsize'), 0)
  })

  test('a unified difference is asked for by its name', async () => {
    const answer = await compare({ fromrev: revisions[0], torev: revisions[1], difftype: 'unified' })
    assert.match(
      answer.string('compare.body'),
      /^<tr><td colspan="4"><pre>@@ -2,3 \+2,3 @@\n \n == A ==\n-aaa\n\+bbb\n/,
    )
  })

  test('what names nothing is refused by name', async () => {
    const cases: readonly (readonly [Params, string])[] = [
      [{}, 'missingparam'],
      [{ fromrev: revisions[0] }, 'missingparam'],
      [{ fromrev: 9999999, torev: revisions[0] }, 'nosuchrevid'],
      [{ fromid: 9999999, torev: revisions[0] }, 'nosuchpageid'],
      [{ fromtitle: 'None', torev: revisions[0] }, 'missingtitle'],
      [{ fromtitle: 'Bad[', torev: revisions[0] }, 'invalidtitle'],
      [{ fromslots: 'main', torev: revisions[0] }, 'compare-maintextrequired'],
      [{ fromtext: 'x', torelative: 'prev' }, 'compare-relative-to-nothing'],
      [{ fromtext: 'x', fromslots: 'main', 'fromtext-main': 'x', torev: revisions[0] }, 'invalidparammix'],
      [{ fromrev: revisions[0], torev: revisions[1], tosection: 9 }, 'nosuchtosection'],
      [{ fromslots: 'main', 'fromtext-main': 'x', frompst: 1, totext: 'y' }, 'compare-no-title'],
      [
        { fromtitle: 'None', fromtext: 'x', toslots: 'main', 'totext-main': 'y', 'tosection-main': 1 },
        'compare-notorevision',
      ],
    ]
    for (const [params, code] of cases) assert.equal((await compare(params)).code, code, JSON.stringify(params))
  })
})

describe('what is hidden', () => {
  let hidden: number
  let shown: number
  const secret = 'TEXTSECRET'

  before(async () => {
    await saved('Hiding', 'first')
    hidden = await saved('Hiding', secret, 'COMMENTSECRET')
    shown = await saved('Hiding', 'third')
    const answer = await admin.write({
      action: 'revisiondelete',
      type: 'revision',
      ids: hidden,
      hide: 'content|user|comment',
    })
    answer.ok()
  })

  test('a hidden text is compared for who may see it, with the marks', async () => {
    const answer = await compare({ fromrev: hidden, torev: shown, prop: 'diff|user|comment' }, admin)
    assert.match(answer.string('compare.body'), /TEXTSECRET/)
    assert.equal(answer.at('compare.fromtexthidden'), true)
    assert.equal(answer.at('compare.fromuser'), 'Bob')
  })

  test('nobody else gets any of it, whichever way they ask', async () => {
    const ways: readonly Params[] = [
      { fromrev: hidden, torev: shown },
      { fromrev: shown, torev: hidden },
      { fromrev: shown, torelative: 'prev' },
      { fromrev: hidden, torelative: 'next' },
      { fromrev: hidden, torelative: 'cur', prop: 'ids' },
      { fromrev: hidden, fromsection: 0, torev: shown },
      { fromrev: hidden, fromslots: 'main', 'fromtext-main': 'x', 'fromsection-main': 'new', torev: shown },
      { fromrev: hidden, fromslots: 'nothing', torev: shown },
    ]
    for (const params of ways) {
      const answer = await compare(params)
      assert.equal(answer.code, 'missingcontent', JSON.stringify(params))
      assert.doesNotMatch(answer.text, /SECRET/)
    }
  })

  test('a hidden name and summary are told of by marks alone', async () => {
    const only = await saved('Names', 'a', 'COMMENTSECRET')
    const other = await saved('Names', 'b')
    await admin.write({ action: 'revisiondelete', type: 'revision', ids: only, hide: 'user|comment' })
    const answer = await compare({ fromrev: only, torev: other, prop: 'user|comment|parsedcomment' })
    assert.deepEqual(
      [answer.at('compare.fromuserhidden'), answer.at('compare.fromcommenthidden')],
      [true, true],
      answer.text,
    )
    assert.doesNotMatch(answer.text, /SECRET/)
    assert.equal(answer.at('compare.fromuser'), undefined)
  })

  test('revisions of a deleted page are there only for who may read deleted texts', async () => {
    const one = await saved('Gone', 'GONESECRET one')
    const two = await saved('Gone', 'GONESECRET two')
    await admin.write({ action: 'delete', title: 'Gone' })
    const forAdmin = await compare({ fromrev: one, torev: two, prop: 'diff|ids|rel' }, admin)
    assert.match(forAdmin.string('compare.body'), /GONESECRET/)
    assert.equal(forAdmin.at('compare.fromarchive'), true)
    assert.equal(forAdmin.at('compare.fromid'), 0)
    assert.equal((await compare({ fromrev: one, torelative: 'prev' }, admin)).code, 'compare-relative-to-deleted')
    const forBob = await compare({ fromrev: one, torev: two })
    assert.equal(forBob.code, 'nosuchrevid')
    assert.doesNotMatch(forBob.text, /SECRET/)
  })
})
