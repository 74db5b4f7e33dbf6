import { deepEqual, equal, match, ok } from 'node:assert/strict'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { Readable } from 'node:stream'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { EchoServer, echo, json, type Shown, talk } from '../../test/support/echo-server.ts'

let server: EchoServer
before(async () => {
  server = await EchoServer.start(async () => ({
    limits: { body: 200_000, file: 300_000, files: 2, requestTimeout: 1000 },
  }))
})
after(() => server.close())

describe('parameters', () => {
  test('of address and form are handed over apart', async () => {
    const body = new URLSearchParams({ a: 'form', text: 'é & ü\r\n' })
    const answer = await server.ask('/api.php?a=query&b[]=1&a.b=2', { method: 'POST', body })
    deepEqual(answer.query, { a: 'query', b: '(array)', a_b: '2' })
    deepEqual(answer.body, { a: 'form', text: 'é & ü\r\n' })
  })

  test('are not looked for in a body that is no form', async () => {
    for (const type of ['application/json', 'text/plain; charset=utf-8', 'application/x-www-form-urlencode']) {
      const answer = await server.ask('/api.php', {
        method: 'POST',
        body: '{"a":1}',
        headers: { 'Content-Type': type },
      })
      equal(answer.body, null)
      equal(answer.raw, '{"a":1}')
    }
    equal(
      (await fetch(`${server.url}/api.php`, { method: 'POST', body: 'a', headers: { 'Content-Type': 'no type' } }))
        .status,
      415,
    )
    const untyped = await talk(
      server.port,
      'POST /api.php HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 3\r\n\r\na=1',
    )
    match(untyped, /"body":null,"raw":"a=1"/)
  })

  test('a form may say its charset, and is UTF-8 or not', async () => {
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded; charset=UTF-8' }
    const answer = await server.ask('/api.php?t=B%E9', { method: 'POST', body: 't=B%E9&u=%C3%A9', headers })
    deepEqual(answer.body, { t: 'B\ufffd', u: 'é' })
    deepEqual(answer.query, { t: 'Bé' })
  })

  test('a form by another method than POST is read too, for the entry to refuse', async () => {
    const answer = await server.ask('/api.php', { method: 'PUT', body: new URLSearchParams({ a: '1' }) })
    equal(answer.method, 'PUT')
    deepEqual(answer.body, { a: '1' })
  })

  test('a form of 2 MiB of text that is all percent-encoded fits the default limit', async () => {
    const other = await server.another()
    try {
      const text = 'ä日'.repeat(419_430)
      ok(Buffer.byteLength(text) > 2_097_000)
      const answer = await fetch(`${other.url}/api.php`, { method: 'POST', body: new URLSearchParams({ text }) })
      equal(((await answer.json()) as Shown).body?.text, text)
    } finally {
      await other.close()
    }
  })
})

describe('multipart forms', () => {
  const form = (fields: [string, string | Blob, string?][]) => {
    const data = new FormData()
    for (const [name, value, filename] of fields) {
      if (typeof value === 'string') data.append(name, value)
      else data.append(name, value, filename)
    }
    return data
  }

  test('give parameters as other forms do', async () => {
    const body = form([
      ['titles', 'A'],
      ['titles', 'Bé\r\n'],
      ['x y', '1'],
      ['list[]', '1'],
      ['empty', ''],
      ['__proto__x', '2'],
    ])
    const answer = await server.ask('/api.php?a=1', { method: 'POST', body })
    deepEqual(answer.body, { titles: 'Bé\r\n', x_y: '1', list: '(array)', empty: '', __proto__x: '2' })
    deepEqual(answer.query, { a: '1' })
  })

  test('a field may have a type, and is no JSON because of it', async () => {
    const part =
      '--x\r\nContent-Disposition: form-data; name="a"\r\nContent-Type: application/json; charset=utf-8\r\n\r\n{"é":1}\r\n--x--\r\n'
    const headers = { 'Content-Type': 'multipart/form-data; boundary=x' }
    deepEqual((await server.ask('/api.php', { method: 'POST', body: part, headers })).body, { a: '{"é":1}' })
  })

  test('a field that is no UTF-8 is told', async () => {
    const part = Buffer.from('--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nB\xe9\r\n--x--\r\n', 'latin1')
    const headers = { 'Content-Type': 'multipart/form-data; boundary=x' }
    await server.withApi(
      async request => ({ status: 200, headers: json, body: JSON.stringify([...(request.body?.badBytes('a') ?? [])]) }),
      async () => {
        const answer = await fetch(`${server.url}/api.php`, { method: 'POST', body: part, headers })
        deepEqual(await answer.json(), [0x42, 0xe9])
      },
    )
  })

  test('files lie on the disk while the request is answered, and no longer', async () => {
    let path = ''
    let content = ''
    const body = form([
      ['filename', 'X.png'],
      ['file', new Blob(['\x89PNG'.repeat(1000)], { type: 'image/png' }), 'Ünïcode name.png'],
      ['chunk', new Blob(['two']), '/etc/passwd'],
    ])
    const answer = await server.withApi(
      async request => {
        path = request.files.get('file')?.path ?? ''
        content = await readFile(path, 'utf8')
        return echo('api')(request)
      },
      () => server.ask('/api.php', { method: 'POST', body }),
    )
    deepEqual(answer.body, { filename: 'X.png' })
    deepEqual(answer.files, [
      { field: 'file', name: 'Ünïcode name.png', type: 'image/png', size: 5000 },
      { field: 'chunk', name: 'passwd', type: 'application/octet-stream', size: 3 },
    ])
    equal(content, '\x89PNG'.repeat(1000))
    ok(path.startsWith(server.temporary))
    ok(await server.isEmptySoon())
    ok(!existsSync(path))
  })

  test('what is too large is refused and leaves nothing', async () => {
    const big = 'x'.repeat(150_000)
    const cases = [
      form([
        ['a', big],
        ['b', big],
      ]),
      form([
        ['file', new Blob(['small']), 'a'],
        ['big', new Blob([big, big, big]), 'b'],
      ]),
      form([
        ['a', new Blob(['1']), 'a'],
        ['b', new Blob(['2']), 'b'],
        ['c', new Blob(['3']), 'c'],
      ]),
    ]
    let asked = 0
    await server.withApi(
      async request => {
        asked++
        return echo('api')(request)
      },
      async () => {
        for (const body of cases) {
          const answer = await fetch(`${server.url}/api.php`, { method: 'POST', body })
          equal(answer.status, 413)
          match(await answer.text(), /too (large|many)/)
        }
      },
    )
    equal(asked, 0)
    ok(await server.isEmptySoon())
    const fits = await server.ask('/api.php', {
      method: 'POST',
      body: form([
        ['a', big],
        ['f', new Blob([big]), 'f'],
      ]),
    })
    equal(fits.files[0]?.size, 150_000)
  })

  test('what is no multipart form is refused', async () => {
    for (const [type, body] of [
      ['multipart/form-data; boundary=x', 'garbage'],
      ['multipart/form-data', '--x\r\n'],
      ['multipart/form-data; boundary=x', '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nABC'],
    ] as const) {
      const answer = await fetch(`${server.url}/api.php`, { method: 'POST', body, headers: { 'Content-Type': type } })
      equal(answer.status, 400, body)
      equal(await answer.text(), 'The multipart form cannot be read.\n')
    }
  })
})

test('no multipart form, however broken, ends the server', async () => {
  const whole = Buffer.from(
    '--xyz\r\nContent-Disposition: form-data; name="a"\r\n\r\none\r\n--xyz\r\n' +
      'Content-Disposition: form-data; name="f"; filename="ü"\r\nContent-Type: text/plain\r\n\r\ntwo\r\n--xyz--\r\n',
  )
  const headers = { 'Content-Type': 'multipart/form-data; boundary=xyz' }
  const seen = new Map<number, number>()
  for (let cut = 0; cut < whole.length; cut += 2) {
    const changed = Buffer.from(whole)
    changed[cut] = 10 + (cut % 60)
    for (const body of [whole.subarray(0, cut), whole.subarray(cut), changed]) {
      const { status } = await fetch(`${server.url}/api.php`, { method: 'POST', body, headers })
      seen.set(status, (seen.get(status) ?? 0) + 1)
    }
  }
  deepEqual([...seen.keys()].sort(), [200, 400])
  deepEqual((await server.ask('/api.php', { method: 'POST', body: whole, headers })).body, { a: 'one' })
  ok(await server.isEmptySoon())
})

describe('bodies that do not come whole', () => {
  const startOf = (type: string, length: number) =>
    `POST /api.php HTTP/1.1\r\nHost: x\r\nContent-Type: ${type}\r\nContent-Length: ${length}\r\n\r\n`
  const beginnings = [
    [startOf('application/x-www-form-urlencoded', 100), 'a=1&b=2'],
    [
      startOf('multipart/form-data; boundary=x', 5000),
      '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--x\r\nContent-Disposition: form-data; name="f"; filename="f"\r\n\r\nabc',
    ],
  ] as const

  test('have no effect when the client goes away', async () => {
    let asked = 0
    server.lines.length = 0
    await server.withApi(
      async request => {
        asked++
        return echo('api')(request)
      },
      async () => {
        for (const pieces of beginnings) {
          const socket = connect(server.port, '127.0.0.1')
          for (const piece of pieces) socket.write(piece)
          await sleep(50)
          socket.destroy()
          await sleep(50)
        }
        ok(await server.isEmptySoon())
      },
    )
    equal(asked, 0)
    ok(!server.lines.some(line => line.includes('"level":50')))
  })

  test('time out', async () => {
    let asked = 0
    await server.withApi(
      async request => {
        asked++
        return echo('api')(request)
      },
      async () => {
        const answers = await Promise.all(beginnings.map(pieces => talk(server.port, ...pieces)))
        for (const answer of answers) match(answer, /^HTTP\/1\.1 408 Request Timeout\r\n/)
        ok(await server.isEmptySoon())
      },
    )
    equal(asked, 0)
  })
})

test('a client that has sent far too much before it listens hears 413', async () => {
  const other = await server.another({ limits: { body: 200_000 } })
  try {
    const socket = connect(other.port, '127.0.0.1')
    const length = 12_000_000
    socket.write(
      `POST /api.php HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ${length}\r\n\r\n`,
    )
    for (let sent = 0; sent < length; sent += 1_000_000) {
      if (!socket.write(Buffer.alloc(1_000_000, 'x'))) await once(socket, 'drain')
    }
    match(Buffer.concat(await socket.toArray()).toString(), /^HTTP\/1\.1 413 /)
  } finally {
    await other.close()
  }
})

test('a form over the limit gets 413, said before or only found', async () => {
  let asked = 0
  await server.withApi(
    async request => {
      asked++
      return echo('api')(request)
    },
    async () => {
      const body = `a=${'x'.repeat(200_000)}`
      const headers = { 'Content-Type': 'application/x-www-form-urlencoded' }
      const said = await fetch(`${server.url}/api.php`, { method: 'POST', body, headers })
      equal(said.status, 413)
      equal(await said.text(), 'The request is too large.\n')
      const found = await fetch(`${server.url}/api.php`, {
        method: 'POST',
        body: Readable.toWeb(
          Readable.from([body.slice(0, 100_000), body.slice(100_000)].map(Buffer.from)),
        ) as RequestInit['body'],
        headers,
        duplex: 'half',
      } as RequestInit)
      equal(found.status, 413)
    },
  )
  equal(asked, 0)
})
