// list=xlooks: who was given what is hidden in files and in deleted pages; and that what is merely deleted is not counted.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Client, Params } from '../support/client.ts'
import { png } from '../support/images.ts'
import { startWiki, type TestWiki } from '../support/server.ts'

let wiki: TestWiki
let over: Client
let sysop: Client
let plain: Client

before(async () => {
  const account = (name: string, groups: string[] = []) => ({ name, password: `${name}-password-1`, groups })
  wiki = await startWiki({
    database: process.env.DATABASE ?? 'memory',
    env: { PALIMPSEST_FILE_EXTENSIONS: 'png' },
    fixture: {
      accounts: [account('Over', ['sysop', 'suppress']), account('Sysop', ['sysop']), account('Plain')],
      pages: [{ title: 'Main Page', text: 'x' }],
    },
  })
  over = await wiki.as('Over')
  sysop = await wiki.as('Sysop')
  plain = await wiki.as('Plain')
})
after(() => wiki.stop())

interface Look {
  readonly user: string
  readonly type: string
  readonly item: number
  readonly title?: string
  readonly fields: readonly string[]
  readonly suppressed?: boolean
  readonly by: string
}
/** The looks of the administrator at something, oldest first. */
async function looksAt(thing: Params): Promise<Look[]> {
  const asked = { action: 'query', list: 'xlooks', xluser: 'Sysop', xllimit: 'max', xldir: 'newer', ...thing }
  return (await over.get(asked)).ok().list('query.xlooks') as Look[]
}
const fieldsOf = (looks: readonly Look[]): string[][] => looks.map(look => [...look.fields])

/** Three revisions, of which the second is hidden so; then the page is deleted. */
async function deletedWithHidden(title: string, hide: string | undefined, suppress = 'no') {
  const ids: number[] = []
  for (const text of ['one', 'two', 'three']) {
    const edited = await plain.write({ action: 'edit', title, text: `${title} ${text}`, summary: `said ${text}` })
    ids.push(edited.ok().number('edit.newrevid'))
  }
  const [first = 0, second = 0] = ids
  if (hide !== undefined) {
    ;(await over.write({ action: 'revisiondelete', type: 'revision', ids: second, hide, suppress })).ok()
  }
  ;(await over.write({ action: 'delete', title, reason: 'gone' })).ok()
  return { first, second }
}

describe('a look at a deleted page', () => {
  const readers: Record<string, (id: number, title: string) => Promise<unknown>> = {
    'prop=deletedrevisions': id =>
      sysop.get({ action: 'query', prop: 'deletedrevisions', revids: id, drvprop: 'content', drvslots: 'main' }),
    'list=alldeletedrevisions': (_, title) =>
      sysop.get({
        action: 'query',
        list: 'alldeletedrevisions',
        adrfrom: title,
        adrto: title,
        adrprop: 'content',
        adrslots: 'main',
        adrlimit: 'max',
      }),
    'list=deletedrevs': (_, title) =>
      sysop.get({ action: 'query', list: 'deletedrevs', titles: title, drprop: 'content', drlimit: 'max' }),
    'action=compare': id =>
      sysop.get({ action: 'compare', fromrev: id, totext: 'other', totitle: 'X', prop: 'diff' } as Params),
    'Special:Undelete': (id, title) =>
      sysop.fetch(`/index.php?title=Special:Undelete&target=${encodeURIComponent(title)}&revision=${id}&unhide=1`),
  }
  for (const [name, read] of Object.entries(readers)) {
    test(`by ${name} is kept where its text is hidden, and not where it is merely deleted`, async () => {
      const title = `Gone ${name.replace(/\W/g, '')}`
      const { first, second } = await deletedWithHidden(title, 'content')
      await read(second, title)
      await read(first, title)
      const looks = await looksAt({ xlrevid: second })
      assert.deepEqual(fieldsOf(looks), [['content']])
      assert.equal(looks[0]?.type, 'revision')
      assert.deepEqual(await looksAt({ xlrevid: first }), [])
    })
  }

  test('is none where its summary is hidden and its text is not, as far as the text goes', async () => {
    const { second } = await deletedWithHidden('Gone summary', 'comment')
    const asked = { action: 'query', prop: 'deletedrevisions', revids: second, drvslots: 'main' }
    await sysop.get({ ...asked, drvprop: 'content' })
    assert.deepEqual(await looksAt({ xlrevid: second }), [])
    await sysop.get({ ...asked, drvprop: 'comment' })
    assert.deepEqual(fieldsOf(await looksAt({ xlrevid: second })), [['comment']])
  })

  test('that is withheld from its reader is none', async () => {
    const { second } = await deletedWithHidden('Gone withheld', 'content|comment|user', 'yes')
    await sysop.get({
      action: 'query',
      prop: 'deletedrevisions',
      revids: second,
      drvprop: 'content|comment|user',
      drvslots: 'main',
    })
    assert.deepEqual(await looksAt({ xlrevid: second }), [])
  })
})

async function upload(filename: string, words: string): Promise<void> {
  const form = new FormData()
  const params = { action: 'upload', format: 'json', filename, ignorewarnings: '1', comment: `why ${words}` }
  for (const [name, value] of Object.entries({ ...params, token: await sysop.token() })) form.append(name, value)
  form.append('file', new Blob([new Uint8Array(png(words))]), 'x')
  const answer = await sysop.fetch('/api.php', { method: 'POST', body: form })
  assert.equal(answer.at('upload.result'), 'Success', answer.text)
}

/** A file of two versions, of which the old one is hidden so; says what the old one is called. */
async function fileWithHidden(name: string, hide: string): Promise<string> {
  await upload(name, `${name} one`)
  await upload(name, `${name} two`)
  const asked = { action: 'query', prop: 'imageinfo', titles: `File:${name}`, iilimit: 9, iiprop: 'archivename' }
  const archiveName = (await sysop.get(asked)).string('query.pages.0.imageinfo.1.archivename')
  const ids = archiveName.slice(0, 14)
  ;(await over.write({ action: 'revisiondelete', type: 'oldimage', ids, target: `File:${name}`, hide })).ok()
  return archiveName
}
const address = (special: string, name: string, file: string): string =>
  `/index.php?title=Special:${special}&target=File:${name}&file=${encodeURIComponent(file)}`
const linkIn = (html: string): string =>
  (/href="([^"]*token=[^"]*)"/.exec(html)?.[1] ?? '').replaceAll('&amp;', '&').replaceAll('&#38;', '&')

describe('a look at a file', () => {
  test('is kept for the comment and the sender of an old version, and is found by the file', async () => {
    const archiveName = await fileWithHidden('Told.png', 'comment|user')
    await sysop.get({ action: 'query', prop: 'imageinfo', titles: 'File:Told.png', iilimit: 9, iiprop: 'comment|user' })
    const [look, ...more] = await looksAt({ xlfile: 'File:Told.png' })
    assert.deepEqual(more, [])
    assert.deepEqual([look?.type, look?.item], ['oldimage', Number(archiveName.slice(0, 14))])
    assert.deepEqual([look?.title, look?.fields], ['File:Told.png', ['comment', 'user']])
    assert.deepEqual(await looksAt({ xlfile: 'told.png' }), [look])
    assert.deepEqual(await looksAt({ xlfile: 'Other.png' }), [])
  })

  test('is kept where a hidden version is opened, not where its reader is only asked whether to', async () => {
    const archiveName = await fileWithHidden('Opened.png', 'content')
    const asked = await sysop.fetch(address('RevisionDelete', 'Opened.png', archiveName))
    assert.deepEqual(await looksAt({ xlfile: 'Opened.png' }), [])
    const opened = await sysop.fetch(linkIn(asked.text))
    assert.equal(opened.headers.get('content-type'), 'image/png')
    const looks = await looksAt({ xlfile: 'Opened.png' })
    assert.deepEqual(fieldsOf(looks), [['content']])
    assert.equal(looks[0]?.by, 'page Special:RevisionDelete')
  })

  test('that was deleted is kept for each version of which something is hidden, and for no other', async () => {
    await fileWithHidden('Dead.png', 'content|comment')
    ;(await sysop.write({ action: 'delete', title: 'File:Dead.png' })).ok()
    const list = { action: 'query', list: 'filearchive', faprefix: 'Dead' }
    const found = (await sysop.get({ ...list, faprop: 'archivename' })).list('query.filearchive')
    const hidden = (found as { id: number; filehidden?: boolean }[]).find(one => one.filehidden)
    assert.deepEqual([found.length, await looksAt({ xlfile: 'Dead.png' })], [2, []])
    const hash = (await sysop.get({ ...list, faprop: 'sha1|description' })).list('query.filearchive')
    const looks = await looksAt({ xlfile: 'Dead.png' })
    assert.deepEqual(
      looks.map(one => [one.type, one.item, one.fields]),
      [['filearchive', hidden?.id, ['comment', 'content']]],
    )
    // To open one of them is no look at the others.
    const open = (hash as { id: number; sha1: string }[]).find(one => one.id !== hidden?.id)
    const key = `${BigInt(`0x${open?.sha1}`).toString(36).padStart(31, '0')}.png`
    const asked = await sysop.fetch(address('Undelete', 'Dead.png', key))
    assert.equal((await sysop.fetch(linkIn(asked.text))).headers.get('content-type'), 'image/png')
    assert.equal((await looksAt({ xlfile: 'Dead.png' })).length, 1)
  })

  test('is none where an upload of the same content is warned of', async () => {
    await fileWithHidden('Same.png', 'content')
    const form = new FormData()
    const params = { action: 'upload', format: 'json', filename: 'Same.png', token: await sysop.token() }
    for (const [name, value] of Object.entries(params)) form.append(name, value)
    form.append('file', new Blob([new Uint8Array(png('Same.png one'))]), 'x')
    const warned = await sysop.fetch('/api.php', { method: 'POST', body: form })
    assert.equal((warned.at('upload.warnings.duplicateversions') as unknown[]).length, 1)
    assert.deepEqual(await looksAt({ xlfile: 'Same.png' }), [])
  })
})

test('a file of which looks are asked has a name', async () => {
  assert.equal((await over.get({ action: 'query', list: 'xlooks', xlfile: 'A|B' })).code, 'invalidtitle')
  assert.equal((await over.get({ action: 'query', list: 'xlooks', xlfile: 'User:X' })).code, 'invalidtitle')
})
