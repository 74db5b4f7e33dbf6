// Any request to edit is answered, whatever stands in it, and leaves the rules of the wiki whole.
// EDIT_REQUESTS says how many are made, EDIT_SEED which.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import type { Client, Params } from '../support/client.ts'
import { act, assertSound, edit, type Pages, startPages } from '../support/pages.ts'

const count = Number(process.env.EDIT_REQUESTS ?? 400)
const seed = Number(process.env.EDIT_SEED ?? 20_261_122)

let pages: Pages
before(async () => {
  pages = await startPages()
  const { admin, bob } = pages
  await edit(admin, 'A', 'lead\n\n== One ==\n1\n\n== Two ==\n2')
  await edit(bob, 'A', 'lead\n\n== One ==\n1 by Bob\n\n== Two ==\n2')
  await edit(admin, 'B', '#REDIRECT [[A]]')
  await edit(admin, 'Loop', '#REDIRECT [[Loop]]')
  await edit(admin, 'Data', '{"a": [1, 2]}', { contentmodel: 'json' })
  await edit(admin, 'Template:T', '{{{1|x}}}~~~~')
  await edit(admin, 'User:Bob/common.js', '1')
  await edit(admin, 'Locked', 'x')
  ;(await act(admin, 'protect', { title: 'Locked', protections: 'edit=sysop', expiry: 'infinite' })).ok()
  ;(await act(admin, 'managetags', { operation: 'create', tag: 'made' })).ok()
})
after(() => pages.wiki.stop())

const among = (...values: (string | number)[]) => fc.constantFrom(...values)
const anything = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
  among('', ' ', '0', '-1', '1e9', '9'.repeat(30), '\u0000', '\uFEFFa', '\u001fa\u001fb', 'a|b', '%s', '$1', '<b>'),
)
const titles = fc.oneof(
  { weight: 8, arbitrary: among('A', 'B', 'Loop', 'Data', 'Locked', 'Template:T', 'User:Bob/common.js', 'Talk:A') },
  { weight: 3, arbitrary: fc.nat({ max: 20 }).map(n => `Made ${n}`) },
  {
    weight: 2,
    arbitrary: among('Special:Version', 'Bad[', ':', '#x', 'mw:X', 'Media:X.png', 'File:X.png', 'User:1.2.3.4'),
  },
  { weight: 1, arbitrary: among('MediaWiki:Sidebar', 'MediaWiki:Common.css', 'É'.repeat(127), 'A/../B', 'x\u200e') },
  { weight: 1, arbitrary: anything },
)
const wikitext = fc
  .array(
    fc.oneof(
      among('== H ==\n', '=x=', '{{', '}}', '{{T}}', '{{subst:T|~~~}}', '~~~~', '[[A|', ']]', '<nowiki>', '<!--', '\n'),
      among(
        '#REDIRECT [[B]]',
        '{| \n|',
        '|}',
        '{{{',
        '-{',
        '<ref>',
        '[[Category:X]]',
        'http://e.org/',
        '\t',
        '\r\n',
        '{"a":1}',
      ),
      fc.string(),
    ),
    { maxLength: 12 },
  )
  .map(parts => parts.join(''))
const texts = fc.oneof(
  { weight: 20, arbitrary: wikitext },
  { weight: 3, arbitrary: fc.json() },
  { weight: 3, arbitrary: anything },
  { weight: 1, arbitrary: wikitext.map(text => text.repeat(500)) },
)
const sections = fc.oneof(among('0', '1', '2', '3', 'new', 'T-1', '00', 'New', '-1'), anything)
const revisions = fc.oneof(fc.nat({ max: 60 }).map(String), among('-1', '99999999', 'x', ''))
const times = among('now', '2001-01-15T14:56:00Z', '20300101000000', '0', 'junk', '', '1')

const request = fc.record(
  {
    title: titles,
    pageid: revisions,
    section: sections,
    sectiontitle: anything,
    text: texts,
    summary: fc.oneof(anything, fc.string({ minLength: 400, maxLength: 700 })),
    tags: among('made', 'mw-undo', 'nope', 'made|nope', ''),
    minor: fc.boolean(),
    notminor: fc.boolean(),
    bot: fc.boolean(),
    baserevid: revisions,
    basetimestamp: times,
    starttimestamp: times,
    recreate: fc.boolean(),
    createonly: fc.boolean(),
    nocreate: fc.boolean(),
    watch: fc.boolean(),
    unwatch: fc.boolean(),
    watchlist: among('watch', 'unwatch', 'preferences', 'nochange', 'junk'),
    md5: among('d41d8cd98f00b204e9800998ecf8427e', 'x', ''),
    prependtext: texts,
    appendtext: texts,
    undo: revisions,
    undoafter: revisions,
    redirect: fc.boolean(),
    contentformat: among('text/x-wiki', 'application/json', 'text/css', 'text/plain', 'application/unknown', 'x/y'),
    contentmodel: among('wikitext', 'json', 'css', 'javascript', 'text', 'unknown', 'junk'),
    returnto: titles,
    xconflict: fc.boolean(),
    errorformat: among('bc', 'raw', 'plaintext', 'html', 'wikitext', 'none', 'junk'),
    formatversion: among('1', '2', 'latest'),
    assert: among('user', 'bot', 'anon', 'junk'),
  },
  { requiredKeys: [] },
)
type Request = Readonly<Record<string, string | number | boolean>>

/** Many of the parameters rule each other out: a few of them, with a page and a text, get further. */
const sparse = fc
  .tuple(
    request,
    fc.subarray([
      'minor',
      'section',
      'summary',
      'tags',
      'baserevid',
      'undo',
      'redirect',
      'contentmodel',
      'appendtext',
      'basetimestamp',
    ]),
    titles,
    texts,
  )
  .map(
    ([all, kept, title, text]): Request => ({
      ...Object.fromEntries(Object.entries(all).filter(([name]) => kept.includes(name))),
      title,
      text,
    }),
  )

test(`${count} edits of any kind are answered without a defect, and the rules of the wiki hold`, async () => {
  const { wiki, admin, bob, robot, nobody } = pages
  const who = fc.constantFrom<Client>(admin, bob, robot, nobody)
  let saved = 0
  await fc.assert(
    fc.asyncProperty(who, fc.oneof(request as fc.Arbitrary<Request>, sparse), async (client, params) => {
      const answer = await client.post({ ...(params as Params), action: 'edit', token: await client.token() })
      assert.equal(answer.status, 200, answer.text)
      assert.notEqual(answer.body, undefined, answer.text)
      assert.doesNotMatch(answer.code ?? '', /^internal_api_error/, answer.text)
      if (answer.at('edit.newrevid') !== undefined) saved++
    }),
    { numRuns: count, seed, endOnFailure: true },
  )
  assert.ok(saved > count / 20, `only ${saved} were saved`)
  await assertSound(wiki)
})
