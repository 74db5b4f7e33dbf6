// Edits as large as a page may be: by form and by multipart, sent slowly, cut off, with the token at the end or nowhere.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Client } from '../support/client.ts'
import { edit, history, textOf } from '../support/pages.ts'
import { startServer, type TestServer } from '../support/server.ts'

const mebibyte = 1024 * 1024
/** 2 MiB of text whose lines differ, a third of its bytes in characters of more than one. */
const large = `${Array.from({ length: 2 * mebibyte }, (_, n) => (n % 64 === 63 ? '\n' : n % 7 === 0 ? 'é' : 'abcdefg'[n % 7])).join('')}`
const text = cutToBytes(large, 2 * mebibyte).trimEnd()

function cutToBytes(long: string, bytes: number): string {
  return new TextDecoder().decode(Buffer.from(long).subarray(0, bytes - 1)).replace(/\ufffd$/, '')
}

let wiki: TestServer
let admin: Client
let token: string
before(async () => {
  wiki = await startServer({ database: 'memory' })
  admin = await wiki.as('Admin')
  token = await admin.token()
})
after(() => wiki.stop())

test('2 MiB by a form that is all percent-encoded', async () => {
  const revId = await edit(admin, 'Form', text)
  assert.ok(revId > 0)
  assert.equal(await textOf(admin, 'Form'), text)
})

test('2 MiB by multipart', async () => {
  const form = new FormData()
  const fields = { action: 'edit', format: 'json', formatversion: '2', title: 'Multipart', text, token }
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  const answer = await admin.fetch('/api.php', { method: 'POST', body: form })
  assert.equal(answer.ok().at('edit.result'), 'Success')
  assert.equal(await textOf(admin, 'Multipart'), text)
})

test('one byte more than a page may have is refused', async () => {
  const answer = await admin.write({ action: 'edit', title: 'Too large', text: 'x'.repeat(2 * mebibyte + 1) })
  assert.equal(answer.code, 'contenttoobig')
  assert.equal(await textOf(admin, 'Too large'), undefined)
})

test('an append to a page of 2 MiB takes well under a second of the server', async () => {
  const start = text.slice(0, text.length - 1000)
  await edit(admin, 'Growing', start)
  const times: number[] = []
  for (let n = 0; n < 5; n++) {
    const began = wiki.worked()
    const answer = await admin.write({ action: 'edit', title: 'Growing', appendtext: `\nappended ${n}` })
    times.push(wiki.worked() - began)
    assert.equal(answer.ok().at('edit.result'), 'Success')
  }
  const [middle = 0] = times.sort((a, b) => a - b).slice(2)
  assert.ok(middle < 1, `${middle} s`)
  assert.equal((await textOf(admin, 'Growing'))?.slice(start.length, start.length + 11), '\nappended 0')
})

interface Sent {
  readonly type: string
  /** What is sent of the body; the header says that it is `length` bytes. */
  readonly pieces: readonly Uint8Array[]
  readonly length: number
  /** Milliseconds between two pieces. */
  readonly pause?: number
  readonly cutOff?: boolean
}

/** Posts a body in pieces over a socket of its own; the answer, or undefined where the client goes away. */
async function send({ type, pieces, length, pause = 0, cutOff }: Sent): Promise<string | undefined> {
  const { hostname, port } = new URL(wiki.url)
  const socket = connect(Number(port), hostname)
  await once(socket, 'connect')
  const cookie = Array.from(admin.cookies, pair => pair.join('=')).join('; ')
  socket.write(
    `POST /api.php HTTP/1.1\r\nHost: ${hostname}:${port}\r\nConnection: close\r\nCookie: ${cookie}\r\n` +
      `Content-Type: ${type}\r\nContent-Length: ${length}\r\n\r\n`,
  )
  let answer = ''
  socket.setEncoding('utf8').on('data', (piece: string) => {
    answer += piece
  })
  for (const piece of pieces) {
    if (!socket.write(piece)) await once(socket, 'drain')
    if (pause > 0) await sleep(pause)
  }
  if (cutOff) {
    socket.destroy()
    return undefined
  }
  await once(socket, 'close')
  return answer
}

const piecesOf = (body: Uint8Array, size: number): Uint8Array[] =>
  Array.from({ length: Math.ceil(body.length / size) }, (_, n) => body.subarray(n * size, (n + 1) * size))

const boundary = 'boundary-of-the-test'
const multipart = (fields: Readonly<Record<string, string>>): Buffer =>
  Buffer.from(
    `${Object.entries(fields)
      .map(([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
      .join('')}--${boundary}--\r\n`,
  )
const form = (fields: Readonly<Record<string, string>>): Buffer => Buffer.from(new URLSearchParams(fields).toString())

const ways = {
  form: { type: 'application/x-www-form-urlencoded', encode: form },
  multipart: { type: `multipart/form-data; boundary=${boundary}`, encode: multipart },
}
for (const [name, { type, encode }] of Object.entries(ways)) {
  const fields = (title: string) => ({ action: 'edit', format: 'json', formatversion: '2', title, text })

  test(`a text that comes in small pieces is saved whole: ${name}`, async () => {
    const title = `Slow ${name}`
    const body = encode({ ...fields(title), token })
    const answer = await send({ type, pieces: piecesOf(body, 64 * 1024), length: body.length, pause: 5 })
    assert.match(answer ?? '', /"result":"Success"/)
    assert.equal(await textOf(admin, title), text)
  })

  test(`a text that is cut off is not saved, even where the token came: ${name}`, async () => {
    for (const [number, parts] of [
      { ...fields(''), token },
      { token, ...fields('') },
    ].entries()) {
      const title = `Cut off ${name} ${number}`
      const body = encode({ ...parts, title })
      const pieces = piecesOf(body.subarray(0, Math.floor(body.length * 0.7)), 64 * 1024)
      await send({ type, pieces, length: body.length, cutOff: true })
      await sleep(200)
      assert.deepEqual(await history(admin, title), [])
    }
  })

  test(`a text without the token that should follow it is not saved: ${name}`, async () => {
    const title = `No token ${name}`
    const body = encode(fields(title))
    const answer = await send({ type, pieces: [body], length: body.length })
    assert.match(answer ?? '', /"code":"missingparam"/)
    assert.deepEqual(await history(admin, title), [])
  })
}

test('a multipart form that ends before its token is refused, and nothing is saved', async () => {
  const whole = multipart({ action: 'edit', format: 'json', title: 'Half', text, token })
  const half = whole.subarray(0, whole.indexOf('name="token"'))
  const answer = await send({ type: ways.multipart.type, pieces: [half], length: half.length })
  assert.match(answer ?? '', /^HTTP\/1\.1 400 /)
  assert.deepEqual(await history(admin, 'Half'), [])
})
