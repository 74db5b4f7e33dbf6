// Files as browsers get them: whole, in part, scaled; and never a version that is hidden or deleted.
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { Client } from '../support/client.ts'
import { png } from '../support/images.ts'
import { startWiki, type TestWiki } from '../support/server.ts'

let wiki: TestWiki
let admin: Client
let bob: Client
let folder = ''
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'palimpsest-test-files-'))
  wiki = await startWiki({ env: { PALIMPSEST_FILES_FOLDER: folder, PALIMPSEST_FILE_EXTENSIONS: 'png,svg,pdf,txt' } })
  admin = await wiki.as('Admin')
  bob = await wiki.as('Bob')
})
after(async () => {
  await wiki.stop()
  await rm(folder, { recursive: true, force: true })
})

async function upload(filename: string, file: Buffer): Promise<void> {
  const form = new FormData()
  const params = { action: 'upload', format: 'json', filename, ignorewarnings: '1', token: await admin.token() }
  for (const [name, value] of Object.entries(params)) form.append(name, value)
  form.append('file', new Blob([new Uint8Array(file)]), 'x')
  const answer = await admin.fetch('/api.php', { method: 'POST', body: form })
  assert.equal(answer.at('upload.result'), 'Success', answer.text)
}
interface Version {
  readonly url: string
  readonly archivename?: string
  readonly thumburl?: string
}
async function versions(title: string): Promise<Version[]> {
  const asked = {
    action: 'query',
    prop: 'imageinfo',
    titles: title,
    iilimit: 9,
    iiprop: 'url|archivename',
    iiurlwidth: 20,
  }
  return (await admin.get(asked)).list('query.pages.0.imageinfo') as Version[]
}
const get = (url: string, headers: Record<string, string> = {}, method = 'GET') => fetch(url, { headers, method })
const bytesOf = async (response: Response): Promise<Buffer> => Buffer.from(await response.arrayBuffer())

describe('a file', () => {
  const picture = png('served', { width: 64, height: 32 })
  let url = ''
  before(async () => {
    await upload('Served ä.png', picture)
    url = (await versions('File:Served ä.png'))[0]?.url ?? ''
  })

  test('comes as it was sent, with headers that let nothing in it act', async () => {
    const response = await get(url)
    assert.equal(response.status, 200)
    assert.deepEqual(await bytesOf(response), picture)
    const { headers } = response
    assert.equal(headers.get('content-type'), 'image/png')
    assert.equal(headers.get('x-content-type-options'), 'nosniff')
    assert.match(headers.get('content-security-policy') ?? '', /default-src 'none'.*sandbox/)
    assert.match(headers.get('content-disposition') ?? '', /^inline;.*Served_%C3%A4\.png$/)
    assert.match(headers.get('cache-control') ?? '', /no-cache/)
    assert.equal(headers.get('content-length'), String(picture.length))
  })

  test('comes in part', async () => {
    for (const [range, start, end] of [
      ['bytes=0-9', 0, 9],
      ['bytes=10-', 10, picture.length - 1],
      ['bytes=-5', picture.length - 5, picture.length - 1],
      ['bytes=5-999999', 5, picture.length - 1],
    ] as const) {
      const response = await get(url, { range })
      assert.equal(response.status, 206, range)
      assert.equal(response.headers.get('content-range'), `bytes ${start}-${end}/${picture.length}`)
      assert.deepEqual(await bytesOf(response), picture.subarray(start, end + 1))
    }
    assert.equal((await get(url, { range: 'bytes=999999-' })).status, 416)
    assert.equal((await get(url, { range: 'bytes=0-1,3-4' })).status, 200)
    assert.equal((await get(url, { range: 'bytes=0-1', 'if-range': '"other"' })).status, 200)
  })

  test('comes only where it is not known yet, and without its bytes when only the head is asked for', async () => {
    const tag = (await get(url)).headers.get('etag') ?? ''
    assert.equal((await get(url, { 'if-none-match': `"x", ${tag}` })).status, 304)
    const head = await get(url, {}, 'HEAD')
    assert.deepEqual([head.status, head.headers.get('content-length')], [200, String(picture.length)])
    assert.equal((await get(url, {}, 'POST')).status, 405)
  })

  test('is not compressed on its way, so that its parts fit together', async () => {
    const text = Buffer.from('a long text. '.repeat(400))
    await upload('Long.txt', text)
    const response = await get((await versions('File:Long.txt'))[0]?.url ?? '', {
      'accept-encoding': 'gzip',
      range: 'bytes=0-4000',
    })
    assert.equal(response.headers.get('content-encoding'), null)
    assert.deepEqual(await bytesOf(response), text.subarray(0, 4001))
  })

  test('that a browser could run is saved instead, and a drawing is shut in', async () => {
    await upload('Doc.pdf', Buffer.from('%PDF-1.4\n'))
    const pdf = await get((await versions('File:Doc.pdf'))[0]?.url ?? '')
    assert.match(pdf.headers.get('content-disposition') ?? '', /^attachment;/)
    await upload('Draw.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"/>'))
    const svg = await get((await versions('File:Draw.svg'))[0]?.url ?? '')
    assert.equal(svg.headers.get('content-type'), 'image/svg+xml')
    assert.match(svg.headers.get('content-security-policy') ?? '', /sandbox/)
  })

  test('is scaled, or comes whole where nothing can scale it', async () => {
    const [version] = await versions('File:Served ä.png')
    const response = await get(version?.thumburl ?? '')
    assert.equal(response.status, 200)
    const bytes = await bytesOf(response)
    const width = bytes.readUInt32BE(16)
    assert.ok(width === 20 || bytes.equals(picture), String(width))
  })

  test('is at no other address', async () => {
    for (const other of [
      url.replace(/images\/./, 'images/x'),
      url.replace('.png', '.jpg'),
      `${url}/x`,
      url.replace('images/', 'images/archive/'),
      url.replace('images/', 'images/../'),
    ]) {
      assert.equal((await get(other)).status, 404, other)
    }
  })
})

describe('a page that shows a file', () => {
  const shown = async (): Promise<string> => (await admin.fetch('/wiki/Showing')).text
  before(async () => {
    ;(
      await admin.write({
        action: 'edit',
        title: 'Showing',
        text: '[[File:Later.png|thumb|30px|a]] [[File:By way.png]]',
      })
    ).ok()
  })

  test('shows it as soon as it is there, scaled, and no more when it is gone', async () => {
    assert.match(await shown(), /mw:Error/)
    await upload('Later.png', png('later', { width: 90, height: 60 }))
    assert.match(
      await shown(),
      /<img [^>]*src="\/images\/thumb\/.\/..\/Later\.png\/30px-Later\.png"[^>]* width="30" height="20"/,
    )
    ;(await admin.write({ action: 'delete', title: 'File:Later.png' })).ok()
    assert.doesNotMatch(await shown(), /<img [^>]*Later/)
    ;(await admin.write({ action: 'undelete', title: 'File:Later.png' })).ok()
    assert.match(await shown(), /<img [^>]*Later/)
  })

  test('shows a file that was moved, by the redirect that it left', async () => {
    ;(await admin.write({ action: 'move', from: 'File:Later.png', to: 'File:Moved.png' })).ok()
    assert.match(await shown(), /<img [^>]*Moved\.png/)
  })
})

describe('a version that is hidden', () => {
  const title = 'File:Secret.png'
  const secret = png('secret')
  let old: Version
  let id = ''
  const hide = (suppress: boolean) =>
    admin.write({
      action: 'revisiondelete',
      type: 'oldimage',
      ids: id,
      target: title,
      hide: 'content',
      suppress: suppress ? 'yes' : 'no',
    })
  before(async () => {
    await upload('Secret.png', secret)
    await upload('Secret.png', png('open'))
    old = (await versions(title))[1] as Version
    id = old.archivename?.split('!')[0] ?? ''
  })

  test('is not at its address any more, not even for who may see it, in whole, in part, or scaled', async () => {
    assert.equal((await get(old.url)).status, 200)
    const tag = (await get(old.url)).headers.get('etag') ?? ''
    ;(await hide(false)).ok()
    for (const client of [bob, admin]) {
      const address = new URL(old.url)
      assert.equal((await client.fetch(address.pathname)).status, 404)
    }
    assert.equal((await get(old.url, { range: 'bytes=0-3' })).status, 404)
    assert.equal((await get(old.url, { 'if-none-match': tag })).status, 404)
    assert.equal((await get(`${old.url.replace('/images/', '/images/thumb/')}/20px-Secret.png`)).status, 404)
  })

  test('is opened by who may, with a token of their own session', async () => {
    const items = (
      await admin.write({ action: 'revisiondelete', type: 'oldimage', ids: id, target: title, hide: 'comment' })
    ).ok()
    const address = items.string('revisiondelete.items.0.url')
    const opened = await fetch(new URL(address, wiki.url), { headers: cookies(admin) })
    assert.equal(opened.status, 200)
    assert.deepEqual(await bytesOf(opened), secret)
    assert.match(opened.headers.get('cache-control') ?? '', /no-store/)
    const asked = await fetch(new URL(address.replace(/&token=.*/, ''), wiki.url), { headers: cookies(admin) })
    assert.match(asked.headers.get('content-type') ?? '', /text\/html/)
    for (const client of [bob, wiki.client()]) {
      assert.equal((await fetch(new URL(address, wiki.url), { headers: cookies(client) })).status, 403)
    }
  })

  test('of a deleted file is opened by its hash, by who may', async () => {
    await upload('Dead.png', png('dead'))
    const { url } = (await versions('File:Dead.png'))[0] as Version
    const sha1 = await sha1Of('File:Dead.png')
    ;(await admin.write({ action: 'delete', title: 'File:Dead.png' })).ok()
    assert.equal((await get(url)).status, 404)
    const place = `/index.php?title=Special:Undelete&target=File:Dead.png&file=${base36(sha1)}.png`
    const offered = await admin.fetch(place)
    const [, href = ''] = /href="([^"]*token=[^"]*)"/.exec(offered.text) ?? []
    const opened = await fetch(new URL(href.replaceAll('&amp;', '&'), wiki.url), { headers: cookies(admin) })
    assert.deepEqual(await bytesOf(opened), png('dead'))
    assert.equal((await bob.fetch(place)).status, 403)
  })
})

const cookies = (client: Client): Record<string, string> => ({
  cookie: [...client.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
})
async function sha1Of(titles: string): Promise<string> {
  return (await admin.get({ action: 'query', prop: 'imageinfo', titles, iiprop: 'sha1' })).string(
    'query.pages.0.imageinfo.0.sha1',
  )
}
const base36 = (hex: string): string => BigInt(`0x${hex}`).toString(36).padStart(31, '0')

describe('the upload form', () => {
  const form = async (client: Client) => (await client.fetch('/wiki/Special:Upload')).text
  async function send(client: Client, fields: Record<string, string>, file?: Buffer): Promise<Response> {
    const [, token = ''] = /name="token" value="([^"]*)"/.exec(await form(client)) ?? []
    const body = new FormData()
    for (const [name, value] of Object.entries({ token, ...fields })) body.append(name, value)
    if (file !== undefined) body.append('wpUploadFile', new Blob([new Uint8Array(file)]), 'from-disk.png')
    return fetch(new URL('/wiki/Special:Upload', wiki.url), {
      method: 'POST',
      body,
      headers: cookies(client),
      redirect: 'manual',
    })
  }

  test('is for who may upload', async () => {
    assert.match(await form(bob), /type="file"/)
    assert.doesNotMatch(await form(wiki.client()), /type="file"/)
  })

  test('takes a file and leads to its page, which shows it and its versions', async () => {
    const sent = await send(bob, { wpDestFile: 'By form.png', wpUploadDescription: 'what it is' }, png('form'))
    assert.equal(sent.status, 302)
    const page = await bob.fetch(sent.headers.get('location') ?? '')
    assert.match(page.text, /<img src="\/images\/.\/..\/By_form\.png" width="4" height="4"/)
    assert.match(page.text, /what it is/)
    assert.match(page.text, /id="filehistory".*Bob/s)
  })

  test('warns, keeps the file, and publishes it when told to', async () => {
    const warned = await send(bob, { wpDestFile: 'By form.png' }, png('form 2'))
    const text = await warned.text()
    assert.equal(warned.status, 200)
    assert.match(text, /Look at this before you upload/)
    const [, wpFilekey = ''] = /name="wpFilekey" value="([^"]*)"/.exec(text) ?? []
    const published = await send(bob, { wpDestFile: 'By form.png', wpFilekey, wpIgnoreWarning: '1' })
    assert.equal(published.status, 302)
    assert.equal((await versions('File:By form.png')).length, 2)
  })

  test('says what is wrong', async () => {
    assert.equal((await send(bob, { wpDestFile: 'x.png' })).status, 400)
    const refused = await send(bob, { wpDestFile: 'x.svg' }, png('x'))
    assert.ok(refused.status >= 400)
    assert.match(await refused.text(), /image\/png/)
  })
})

test('the page of a file shows of hidden versions what its reader may see', async () => {
  await upload('Shadow.png', png('s1'))
  await upload('Shadow.png', png('s2'))
  const [, old] = await versions('File:Shadow.png')
  const ids = old?.archivename?.split('!')[0] ?? ''
  const target = 'File:Shadow.png'
  ;(await admin.write({ action: 'revisiondelete', type: 'oldimage', ids, target, hide: 'content|user|comment' })).ok()
  const [forBob, forAdmin] = [(await bob.fetch(`/wiki/${target}`)).text, (await admin.fetch(`/wiki/${target}`)).text]
  assert.doesNotMatch(forBob, /Special:RevisionDelete|archive\//)
  assert.match(forBob, /file withheld/)
  assert.match(forAdmin, /Special:RevisionDelete[^"]*file=/)
})
