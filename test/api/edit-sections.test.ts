// What sections, appends and texts become when they are saved, over HTTP: each case was seen on a MediaWiki 1.43.9.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Answer, Client, Params } from '../support/client.ts'
import { edit, history, textOf } from '../support/pages.ts'
import { startWiki, type TestWiki } from '../support/server.ts'
import fixture from './fixtures/edit-sections.json' with { type: 'json' }

/** A page, what is done to it, and what it is then; or the code of the refusal. */
interface Case {
  /** Null for no page. */
  readonly before: string | null
  readonly params: Params
  /** A code where nothing is saved, `nochange` for an edit that changes nothing. */
  readonly after: string | null
  /** `<automatic>` for one that the wiki writes itself. */
  readonly summary?: string | null
}

let wiki: TestWiki
let admin: Client
before(async () => {
  wiki = await startWiki({ database: 'memory' })
  admin = await wiki.as('Admin')
  await edit(admin, 'Template:1x', '{{{1}}}')
  await edit(admin, 'Template:Void', '')
  await edit(admin, 'Template:SecTpl', 'pre\n== In tpl ==\nbody\n=== Sub tpl ===\nsub')
})
after(() => wiki.stop())

let pages = 0
/** A page with this text. */
async function pageWith(text: string | null): Promise<string> {
  const title = `Sections ${++pages}`
  if (text !== null) await edit(admin, title, text, { recreate: true })
  return title
}

const refusals = new Set([
  'nosuchsection',
  'invalidsection',
  'missingcommenttext',
  'missingparam',
  'badmd5',
  'nosuchrevid',
])

async function check({ before, params, after, summary }: Case): Promise<void> {
  const title = await pageWith(before)
  const answer: Answer = await admin.write({ action: 'edit', title, ...params })
  if (after !== null && refusals.has(after)) {
    assert.equal(answer.code, after, answer.text)
    assert.equal((await history(admin, title))[0]?.slots.main.content, before ?? undefined)
    return
  }
  assert.equal(answer.ok().at('edit.nochange'), after === 'nochange' || after === before ? true : undefined)
  const [latest] = await history(admin, title)
  assert.equal(latest?.slots.main.content, after === 'nochange' ? before : after)
  if (typeof summary === 'string' && summary !== '<automatic>') assert.equal(latest?.comment, summary)
}

const nameOf = ({ before, params }: Case): string =>
  `${before === null ? 'no page' : JSON.stringify(before)}, ${Object.entries(params)
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
    .join(' ')}`

for (const [what, cases] of [
  ['a section is replaced', fixture.replaced],
  ['a section is added', fixture.new],
  ['text is put before and after', fixture.added],
] as const) {
  describe(what, () => {
    for (const one of cases as readonly Case[]) test(nameOf(one), () => check(one))
  })
}

describe('a section that cannot be', () => {
  for (const { params, code, after, nochange } of fixture.errors) {
    const one = { before: '== A ==\na', params, after: code ?? (nochange ? 'nochange' : (after ?? '')) }
    test(nameOf(one), () => check(one))
  }
})

describe('a text is kept', () => {
  const time = /\d\d:\d\d, \d+ \w+ \d{4} \(UTC\)/g
  for (const { sent, kept, size } of fixture.text) {
    test(JSON.stringify(sent), async () => {
      const title = await pageWith(null)
      await edit(admin, title, sent)
      const [latest] = await history(admin, title)
      const wanted = kept === '(page title)' ? title : kept
      assert.equal(latest?.slots.main.content?.replace(time, '<time>'), wanted.replace(time, '<time>'))
      if (wanted === kept && !time.test(kept)) assert.equal(latest?.size, size)
    })
  }
})

test('what asks for the author of the revision is given the name of who saves', async () => {
  await edit(admin, 'By', '{{subst:REVISIONUSER}}')
  const [latest] = await history(admin, 'By')
  assert.equal(latest?.slots.main.content, 'Admin')
})

test('a heading with an empty summary is told of as one without a summary', async () => {
  await edit(admin, 'Headed', 'body', { section: 'new', sectiontitle: 'T', summary: '' })
  const [latest] = await history(admin, 'Headed')
  assert.match(latest?.comment ?? '', /^\/\* T \*\/ /)
})

test('where there is no page, what is added stands beside what the content model or the interface begins with', async () => {
  const added = async (title: string, params: Params): Promise<string | undefined> => {
    const answer = await admin.write({ action: 'edit', title, ...params })
    if (answer.code !== undefined) return answer.code
    return textOf(admin, title)
  }
  assert.equal(await added('User:Admin/a.json', { appendtext: '0' }), 'invalid-json-data')
  assert.equal(await added('User:Admin/a.json', { appendtext: '\n' }), '{}')
  assert.equal(await added('User:Admin/a.css', { appendtext: 'a' }), 'a')
  assert.equal(await added('MediaWiki:Editsection', { appendtext: ' it' }), 'edit it')
  assert.equal(await added('MediaWiki:There is no such message', { prependtext: 'x' }), 'x')
})

test('that a content model has no sections is said before which section is asked for', async () => {
  await edit(admin, 'User:Admin/b.css', 'a {}')
  const code = async (params: Params): Promise<string | undefined> =>
    (await admin.write({ action: 'edit', title: 'User:Admin/b.css', ...params })).code
  assert.equal(await code({ section: 'x', appendtext: 'b' }), 'sectionsnotsupported')
  assert.equal(await code({ section: 'x', text: 'b' }), 'invalidsection')
  assert.equal(await code({ section: '9', text: 'b' }), 'nosuchsection')
})
