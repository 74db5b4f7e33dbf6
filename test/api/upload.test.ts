// action=upload and what knows of files: whole files and chunks, warnings, versions, deletion, reverts, moves.
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { Answer, Client, Params } from '../support/client.ts'
import { png } from '../support/images.ts'
import { startWiki, type TestWiki } from '../support/server.ts'

let wiki: TestWiki
let admin: Client
let bob: Client
let nobody: Client
let folder = ''
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'palimpsest-test-files-'))
  wiki = await startWiki({ env: { PALIMPSEST_FILES_FOLDER: folder, PALIMPSEST_FILE_EXTENSIONS: 'png,jpg,svg,txt' } })
  admin = await wiki.as('Admin')
  bob = await wiki.as('Bob')
  nobody = wiki.client()
})
after(async () => {
  await wiki.stop()
  await rm(folder, { recursive: true, force: true })
})

async function send(who: Client, params: Params, files: Record<string, Buffer>): Promise<Answer> {
  const form = new FormData()
  const all = { format: 'json', formatversion: 2, ...params, token: await who.token() }
  for (const [name, value] of Object.entries(all)) if (value !== undefined) form.append(name, String(value))
  for (const [name, bytes] of Object.entries(files)) form.append(name, new Blob([new Uint8Array(bytes)]), 'x')
  return who.fetch('/api.php', { method: 'POST', body: form })
}
const upload = (filename: string, file: Buffer, more: Params = {}, who = admin): Promise<Answer> =>
  send(who, { action: 'upload', filename, ...more }, { file })
const versions = async (title: string, who = admin, iiprop = 'archivename|comment|sha1|url'): Promise<unknown[]> =>
  (await who.get({ action: 'query', prop: 'imageinfo', titles: title, iilimit: 10, iiprop })).list(
    'query.pages.0.imageinfo',
  )
const logged = async (title: string): Promise<unknown[]> =>
  (await admin.get({ action: 'query', list: 'logevents', letitle: title, leprop: 'type' }))
    .list('query.logevents')
    .map(one => `${(one as { type: string }).type}/${(one as { action: string }).action}`)

describe('an upload', () => {
  test('makes a file, its page and a log entry that recent changes list', async () => {
    const answer = (await upload('made.png', png('made', { width: 5 }), { comment: 'why', text: 'page text' })).ok()
    assert.equal(answer.at('upload.result'), 'Success')
    assert.equal(answer.at('upload.filename'), 'Made.png')
    assert.deepEqual(
      [answer.at('upload.imageinfo.width'), answer.at('upload.imageinfo.height'), answer.at('upload.imageinfo.mime')],
      [5, 4, 'image/png'],
    )
    const page = await admin.get({
      action: 'query',
      titles: 'File:Made.png',
      prop: 'revisions',
      rvprop: 'content|comment',
      rvslots: 'main',
    })
    assert.equal(page.at('query.pages.0.revisions.0.slots.main.content'), 'page text')
    assert.equal(page.at('query.pages.0.revisions.0.comment'), 'why')
    assert.deepEqual(await logged('File:Made.png'), ['create/create', 'upload/upload'])
    const changes = await admin.get({ action: 'query', list: 'recentchanges', rctitle: 'File:Made.png' })
    assert.deepEqual(
      changes.list('query.recentchanges').map(one => (one as { type: string }).type),
      ['log'],
    )
  })

  test('of another content is warned of, waits, and is published from the stash once', async () => {
    ;(await upload('twice.png', png('t1'))).ok()
    const warned = await upload('twice.png', png('t2'))
    assert.deepEqual([warned.at('upload.result'), warned.at('upload.warnings')], ['Warning', { exists: 'Twice.png' }])
    const filekey = warned.string('upload.filekey')
    const publish = (who: Client) =>
      send(who, { action: 'upload', filename: 'twice.png', filekey, ignorewarnings: 1 }, {})
    assert.equal((await publish(bob)).code, 'uploadstash-wrong-owner')
    assert.equal((await publish(admin)).at('upload.result'), 'Success')
    assert.equal((await publish(admin)).code, 'uploadstash-file-not-found')
    assert.equal((await versions('File:Twice.png')).length, 2)
    assert.deepEqual(await logged('File:Twice.png'), ['upload/overwrite', 'create/create', 'upload/upload'])
  })

  test('of what is there already changes nothing', async () => {
    ;(await upload('same.png', png('same'))).ok()
    assert.deepEqual(Object.keys((await upload('same.png', png('same'))).at('upload.warnings') as object).sort(), [
      'exists',
      'nochange',
    ])
    const again = await upload('same.png', png('same'), { ignorewarnings: 1, errorformat: 'raw' })
    assert.equal(again.code, 'fileexists-no-change')
    assert.equal(again.at('errors.0.data.stasherrors.0.key'), 'uploadstash-exception')
    assert.deepEqual((await upload('copy.png', png('same'))).at('upload.warnings'), { duplicate: ['Same.png'] })
    assert.equal((await versions('File:Same.png')).length, 1)
  })

  for (const [name, filename, file, code] of [
    ['without a byte', 'e.png', Buffer.alloc(0), 'empty-file'],
    ['of another type than its name says', 'e.jpg', png('e'), 'verification-error'],
    ['of a type that nobody knows', 'e.png', Buffer.from([1, 2, 0]), 'verification-error'],
    ['of a page', 'e.txt', Buffer.from('<html>'), 'verification-error'],
    ['of a text with markup', 'e.txt', Buffer.from('a text\n<script>'), 'verification-error'],
    ['of a picture with markup', 'e.png', png('e', { inside: '<script>' }), 'verification-error'],
    [
      'of a drawing with a script',
      'e.svg',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="x"/>'),
      'verification-error',
    ],
    ['of a type that is not taken', 'e.pdf', Buffer.from('%PDF-1.4'), 'filetype-banned'],
    ['of what a server could run', 'e.php.png', png('e'), 'filetype-banned'],
    ['without a name', '', png('e'), 'illegal-filename'],
    ['with nothing but an extension', '.png', png('e'), 'filename-tooshort'],
    ['with an empty extension', 'e.', png('e'), 'filetype-missing'],
    ['with a name that is too long', `${'e'.repeat(240)}.png`, png('e'), 'filename-toolong'],
  ] as const) {
    test(`${name} is refused`, async () => {
      assert.equal((await upload(filename, file, { ignorewarnings: 1 })).code, code)
      assert.equal(
        (await nobody.get({ action: 'query', list: 'allimages', aiprefix: 'E' })).list('query.allimages').length,
        0,
      )
    })
  }

  test('of a drawing or a text is taken where the settings say so', async () => {
    ;(await upload('d.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="3" height="2"/>'))).ok()
    ;(await upload('d.txt', Buffer.from('a text'))).ok()
    assert.deepEqual(await versions('File:D.svg', nobody, 'dimensions|mime'), [
      { size: 62, width: 3, height: 2, mime: 'image/svg+xml' },
    ])
  })

  test('wants a source, and only one', async () => {
    assert.equal((await send(admin, { action: 'upload', filename: 'e.png' }, {})).code, 'missingparam')
    assert.equal((await upload('e.png', png('e'), { filekey: 'x' })).code, 'invalidparammix')
    assert.equal((await send(admin, { action: 'upload' }, { file: png('e') })).code, 'nofilename')
    assert.equal((await send(admin, { action: 'upload', filename: 'e.png', file: 'text' }, {})).code, 'badupload')
    assert.equal(
      (await send(admin, { action: 'upload', filename: 'e.png', filekey: '../x' }, {})).code,
      'invalid-file-key',
    )
    assert.equal(
      (await send(admin, { action: 'upload', filename: 'e.png', filekey: 'a.b.1.png', checkstatus: 1 }, {})).code,
      'missingresult',
    )
    assert.equal(
      (await send(admin, { action: 'upload', filename: 'e.png', url: 'https://example.org/' }, {})).code,
      'copyuploaddisabled',
    )
  })

  test('wants a right, and heeds protection', async () => {
    assert.equal((await upload('n.png', png('n'), {}, nobody)).code, 'mustbeloggedin')
    ;(await upload('held.png', png('h1'))).ok()
    ;(await admin.write({ action: 'protect', title: 'File:Held.png', protections: 'upload=sysop' })).ok()
    const refused = await upload('held.png', png('h2'), { ignorewarnings: 1 }, bob)
    assert.equal(refused.code, 'protectedpage')
    assert.equal(typeof refused.at('error.filekey'), 'string')
    assert.equal((await versions('File:Held.png')).length, 1)
  })
})

describe('chunks', () => {
  const whole = png('chunks', { width: 40, height: 40 })
  const chunk = (from: number, to: number, more: Params = {}, who = admin) =>
    send(
      who,
      { action: 'upload', stash: 1, filename: 'k.png', filesize: whole.length, offset: from, ...more },
      { chunk: whole.subarray(from, to) },
    )

  test('become a file', async () => {
    const first = await chunk(0, 2000)
    assert.deepEqual([first.at('upload.result'), first.at('upload.offset')], ['Continue', 2000])
    const filekey = first.string('upload.filekey')
    assert.equal((await chunk(3000, 4200, { filekey })).code, 'stashfailed')
    assert.equal((await chunk(2000, 4200, { filekey }, bob)).code, 'uploadstash-wrong-owner')
    const last = await chunk(2000, whole.length, { filekey })
    assert.equal(last.at('upload.result'), 'Success')
    const key = last.string('upload.filekey')
    const told = await admin.get({ action: 'query', prop: 'stashimageinfo', siifilekey: key, siiprop: 'size|mime' })
    assert.deepEqual(told.at('query.stashimageinfo.0'), {
      size: whole.length,
      width: 40,
      height: 40,
      mime: 'image/png',
    })
    assert.equal(
      (await bob.get({ action: 'query', prop: 'stashimageinfo', siifilekey: key })).code,
      'uploadstash-wrong-owner',
    )
    assert.equal((await nobody.get({ action: 'query', prop: 'stashimageinfo', siifilekey: key })).code, 'notloggedin')
    assert.equal(
      (await admin.get({ action: 'query', prop: 'stashimageinfo', siifilekey: 'x' })).code,
      'uploadstash-bad-path-bad-format',
    )
    ;(await send(admin, { action: 'upload', filename: 'k.png', filekey: key }, {})).ok()
    assert.equal((await versions('File:K.png')).length, 1)
  })

  test('are refused where they make no sense', async () => {
    assert.equal((await chunk(0, 10)).code, 'chunk-too-small')
    assert.equal((await chunk(0, 2000, { filesize: 100 })).code, 'invalid-chunk')
    assert.equal((await chunk(2000, 4000)).code, 'filekeyneeded')
    assert.equal((await chunk(0, 2000, { filekey: 'a.b.1.png' })).code, 'filekeynotallowed')
  })
})

describe('older versions', () => {
  const title = 'File:Old.png'
  let first: string
  before(async () => {
    for (const seed of ['o1', 'o2', 'o3']) {
      ;(await upload('Old.png', png(seed), { comment: seed, ignorewarnings: 1 })).ok()
    }
    first = ((await versions(title)).at(-1) as { archivename: string }).archivename
  })

  test('are told from the newest to the oldest, a page at a time', async () => {
    assert.deepEqual(
      (await versions(title)).map(one => (one as { comment: string }).comment),
      ['o3', 'o2', 'o1'],
    )
    const page = await nobody.get({ action: 'query', prop: 'imageinfo', titles: title, iilimit: 2, iiprop: 'comment' })
    const iistart = page.string('continue.iistart')
    const rest = await nobody.get({
      action: 'query',
      prop: 'imageinfo',
      titles: title,
      iilimit: 2,
      iiprop: 'comment',
      iistart,
    })
    assert.deepEqual(rest.at('query.pages.0.imageinfo'), [{ comment: 'o1' }])
  })

  test('are told of pages that lead to their file, and of media by their name', async () => {
    ;(await admin.write({ action: 'edit', title: 'File:Leads.png', text: `#REDIRECT [[${title}]]` })).ok()
    const asked = { action: 'query', prop: 'imageinfo', titles: 'File:Leads.png', iiprop: 'canonicaltitle|extmetadata' }
    const page = (await admin.get({ ...asked, iiextmetadatafilter: 'DateTime' })).ok().at('query.pages.0')
    const { imagerepository, imageinfo } = page as { imagerepository: string; imageinfo: Record<string, object>[] }
    assert.deepEqual([imagerepository, imageinfo[0]?.canonicaltitle], ['local', title])
    assert.deepEqual(Object.keys(imageinfo[0]?.extmetadata ?? {}), ['DateTime'])
    const media = await admin.get({ action: 'query', titles: 'Media:Old.png|Media:None.png' })
    const missing = media.ok().list('query.pages') as { title: string; missing?: boolean }[]
    assert.deepEqual(
      missing.flatMap(one => (one.missing ? one.title : [])),
      ['Media:None.png'],
    )
  })

  test('are shown whole where they are smaller than asked, with their type', async () => {
    const asked = { action: 'query', prop: 'imageinfo', titles: title, iiprop: 'url|thumbmime', iiurlwidth: 400 }
    assert.equal((await admin.get(asked)).ok().at('query.pages.0.imageinfo.0.mime'), 'image/png')
  })

  test('that are not there are told of where somebody asks whether they are bad', async () => {
    const asked = { action: 'query', prop: 'imageinfo', titles: 'File:None.png', iiprop: 'badfile' }
    assert.deepEqual((await admin.get(asked)).ok().at('query.pages.0.imageinfo'), [{ filemissing: true }])
    const address = (await admin.get({ ...asked, iiprop: 'badfile|url' })).ok()
    assert.match(address.string('query.pages.0.imageinfo.0.descriptionurl'), /File:None\.png$/)
  })

  test('come back by a revert', async () => {
    const revert = (archivename: string, who = admin) =>
      who.write({ action: 'filerevert', filename: 'Old.png', archivename })
    assert.equal((await revert('nonsense')).code, 'filerevert-badversion')
    assert.equal((await revert(first, nobody)).code, 'permissiondenied')
    ;(await revert(first, bob)).ok()
    const now = await versions(title)
    assert.equal((now[0] as { sha1: string }).sha1, (now.at(-1) as { sha1: string }).sha1)
    assert.equal((await logged(title))[0], 'upload/overwrite')
    const again = (await revert(first)).ok()
    assert.equal(again.at('filerevert.result'), 'Failure')
    assert.equal(again.at('filerevert.errors.0.code'), 'fileexists-no-change')
    const prefixed = { action: 'filerevert', filename: title, archivename: first }
    assert.equal((await admin.write(prefixed)).code, 'missingtitle')
  })

  test('are deleted one by one, and come back by their ids', async () => {
    const remove = (oldimage: string, who = admin) => who.write({ action: 'delete', title, oldimage, reason: 'r' })
    assert.equal((await remove('x')).code, 'invalidoldimage')
    assert.equal((await remove('20010101000000!Old.png')).code, 'nodeleteablefile')
    assert.equal((await remove(first, bob)).code, 'permissiondenied')
    ;(await remove(first)).ok()
    const archive = await admin.get({
      action: 'query',
      list: 'filearchive',
      faprefix: 'Old',
      faprop: 'archivename|description',
    })
    assert.deepEqual(archive.at('query.filearchive.0.archivename'), first)
    const id = archive.number('query.filearchive.0.id')
    assert.equal(
      (await admin.write({ action: 'undelete', title, fileids: '999' })).code,
      'undelete-missing-filearchive',
    )
    const restored = await admin.write({ action: 'undelete', title, fileids: String(id) })
    assert.deepEqual([restored.at('undelete.revisions'), restored.at('undelete.fileversions')], [0, 1])
    assert.ok((await versions(title)).some(one => (one as { archivename?: string }).archivename === first))
  })
})

test('a deleted file is gone with its page, is warned of, and comes back with it', async () => {
  ;(await upload('gone.png', png('g1'))).ok()
  ;(await upload('gone.png', png('g2'), { ignorewarnings: 1 })).ok()
  const withTalk = await admin.write({ action: 'delete', title: 'File:Gone.png', deletetalk: true, oldimage: '' })
  assert.equal(withTalk.code, 'delete-error-associated-doesnotexist')
  ;(await admin.write({ action: 'delete', title: 'File:Gone.png' })).ok()
  const missing = await nobody.get({ action: 'query', prop: 'imageinfo', titles: 'File:Gone.png' })
  assert.deepEqual(missing.at('query.pages.0'), { ns: 6, title: 'File:Gone.png', missing: true, imagerepository: '' })
  const warned = await upload('gone.png', png('g3'))
  assert.deepEqual(warned.at('upload.warnings'), { 'was-deleted': 'Gone.png' })
  assert.deepEqual((await upload('again.png', png('g1'))).at('upload.warnings'), { 'duplicate-archive': 'Gone.png' })
  const first = (await admin.get({ action: 'query', list: 'filearchive', faprefix: 'Gone' })).number(
    'query.filearchive.0.id',
  )
  ;(await admin.write({ action: 'undelete', title: 'File:Gone.png', fileids: String(first) })).ok()
  // A file without a page: it is known all the same, and can be deleted.
  const known = await nobody.get({ action: 'query', titles: 'File:Gone.png' })
  assert.deepEqual(known.at('query.pages.0'), { ns: 6, title: 'File:Gone.png', missing: true, known: true })
  ;(await admin.write({ action: 'delete', title: 'File:Gone.png' })).ok()
  const back = await admin.write({ action: 'undelete', title: 'File:Gone.png' })
  assert.deepEqual([back.at('undelete.revisions'), back.at('undelete.fileversions')], [2, 2])
  assert.equal((await versions('File:Gone.png')).length, 2)
})

test('a moved file takes its versions along, and keeps its type', async () => {
  ;(await upload('from.png', png('m1'))).ok()
  ;(await upload('from.png', png('m2'), { ignorewarnings: 1 })).ok()
  const move = (to: string) => admin.write({ action: 'move', from: 'File:From.png', to })
  assert.equal((await move('File:To.jpg')).code, 'filetypemismatch')
  ;(await move('File:To.png')).ok()
  const [, old] = await versions('File:To.png')
  assert.match((old as { archivename: string }).archivename, /^\d{14}!To\.png$/)
})

describe('lists of files', () => {
  before(async () => {
    ;(await upload('List a.png', png('la'))).ok()
    ;(await upload('List b.png', png('lb'), {}, bob)).ok()
    ;(await upload('List c.png', png('la'), { ignorewarnings: 1 })).ok()
  })
  const names = async (params: Params): Promise<unknown[]> =>
    (await nobody.get({ action: 'query', list: 'allimages', ailimit: 50, ...params }))
      .list('query.allimages')
      .map(one => (one as { name: string }).name)

  test('go by name and by time', async () => {
    assert.deepEqual(await names({ aiprefix: 'List' }), ['List_a.png', 'List_b.png', 'List_c.png'])
    assert.deepEqual(await names({ aiprefix: 'List', aidir: 'descending', ailimit: 2 }), ['List_c.png', 'List_b.png'])
    assert.deepEqual(
      (await names({ aisort: 'timestamp', aiuser: 'Bob' })).filter(name => name !== 'Old.png'),
      ['List_b.png'],
    )
    assert.deepEqual(await names({ aisort: 'timestamp', aiuser: 'Nobody there' }), [])
    assert.deepEqual(await names({ aisort: 'timestamp', aifilterbots: 'bots' }), [])
    assert.equal((await nobody.get({ action: 'query', list: 'allimages', aiuser: 'Bob' })).code, 'invalidparammix')
    assert.equal((await nobody.get({ action: 'query', list: 'allimages', aisha1: 'x' })).code, 'invalidsha1hash')
    assert.equal(
      (await nobody.get({ action: 'query', list: 'allimages', aisha1base36: 'x' })).code,
      'invalidsha1base36hash',
    )
  })

  test('know files with the same content', async () => {
    const { sha1 } = (await versions('File:List a.png'))[0] as { sha1: string }
    assert.deepEqual(await names({ aisha1: sha1 }), ['List_a.png', 'List_c.png'])
    const answer = await nobody.get({
      action: 'query',
      prop: 'duplicatefiles',
      titles: 'File:List a.png|File:List b.png',
    })
    const pages = answer.list('query.pages') as { title: string; duplicatefiles?: { name: string }[] }[]
    assert.deepEqual(
      pages.map(page => [page.title, page.duplicatefiles?.map(one => one.name)]),
      [
        ['File:List a.png', ['List_c.png']],
        ['File:List b.png', undefined],
      ],
    )
  })

  test('mark files that pages do not show', async () => {
    ;(
      await admin.write({
        action: 'edit',
        title: 'MediaWiki:Bad image list',
        text: '* [[:File:List b.png]] but [[Here]]',
      })
    ).ok()
    const isBad = async (iibadfilecontexttitle?: string) => {
      const titles = 'File:List a.png|File:List b.png'
      const answer = await nobody.get({
        action: 'query',
        prop: 'imageinfo',
        iiprop: 'badfile',
        titles,
        iibadfilecontexttitle,
      })
      return [answer.at('query.pages.0.badfile'), answer.at('query.pages.1.badfile')]
    }
    assert.deepEqual(await isBad(), [false, true])
    assert.deepEqual(await isBad('Here'), [false, false])
    assert.equal(
      (
        await nobody.get({
          action: 'query',
          prop: 'imageinfo',
          titles: 'File:List a.png',
          iiprop: 'badfile',
          iibadfilecontexttitle: '[',
        })
      ).code,
      'invalid-title',
    )
  })

  test('scale pictures only to what pictures can be', async () => {
    const ask = (params: Params) =>
      nobody.get({ action: 'query', prop: 'imageinfo', titles: 'File:List a.png', iiprop: 'url', ...params })
    assert.equal((await ask({ iiurlwidth: 0 })).code, 'urlparamnormal')
    assert.equal((await ask({ iiurlparam: 'x' })).code, 'urlparamnormal')
    assert.equal((await ask({ iiurlparam: '0' })).ok().at('warnings'), undefined)
    const scaled = await ask({ iiurlwidth: 2 })
    assert.deepEqual(
      [scaled.at('query.pages.0.imageinfo.0.thumbwidth'), scaled.at('query.pages.0.imageinfo.0.thumbheight')],
      [2, 2],
    )
  })
})

test('the log does not tell the hash of a content while it is hidden', async () => {
  const title = 'File:Hashed.png'
  for (const seed of ['x1', 'x2']) (await upload('Hashed.png', png(seed), { ignorewarnings: 1 })).ok()
  const ids = ((await versions(title))[1] as { archivename: string }).archivename.split('!')[0] ?? ''
  const told = async (list: 'logevents' | 'recentchanges', who = nobody) => {
    const ofLog = { list, letype: 'upload', letitle: title, leprop: 'details' }
    const ofChanges = { list, rctitle: title, rctype: 'log', rcprop: 'loginfo' }
    const answer = await who.get({ action: 'query', ...(list === 'logevents' ? ofLog : ofChanges) })
    const params = list === 'logevents' ? 'params' : 'logparams'
    return answer
      .list(`query.${list}`)
      .map(one => (one as Record<string, { img_sha1?: string } | undefined>)[params]?.img_sha1)
      .filter(sha1 => sha1 !== undefined)
  }
  const before = await told('logevents')
  assert.equal(before.filter(sha1 => sha1?.length === 31).length, 2)
  const change = (params: Params) =>
    admin.write({ action: 'revisiondelete', type: 'oldimage', ids, target: title, ...params })
  ;(await change({ hide: 'content' })).ok()
  for (const list of ['logevents', 'recentchanges'] as const) assert.deepEqual(await told(list), [before[0], ''], list)
  ;(await change({ show: 'content' })).ok()
  for (const list of ['logevents', 'recentchanges'] as const)
    assert.deepEqual(await told(list), before, list)
    // The same for a version of a deleted file, and when it is suppressed.
  ;(await admin.write({ action: 'delete', title })).ok()
  const archive = await admin.get({ action: 'query', list: 'filearchive', faprefix: 'Hashed', faprop: 'archivename' })
  const current = (archive.list('query.filearchive') as { id: number; archivename?: string }[]).find(
    one => one.archivename === undefined,
  )
  const hidden = { action: 'revisiondelete', type: 'filearchive', ids: current?.id, target: title, hide: 'content' }
  ;(await admin.write({ ...hidden, suppress: 'yes' })).ok()
  for (const who of [nobody, bob, admin]) assert.deepEqual(await told('logevents', who), ['', before[1]])
  // Nor does an upload of the same content prove it, to who may not see what is suppressed.
  const again = async (who: Client) => (await upload('Proof.png', png('x2'), {}, who)).at('upload.warnings')
  assert.deepEqual(await again(admin), { 'duplicate-archive': 'Hashed.png' })
  assert.equal(await again(bob), undefined)
})
