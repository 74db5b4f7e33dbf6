import { deepEqual, equal, match, ok } from 'node:assert/strict'
import { once } from 'node:events'
import { mkdir, writeFile } from 'node:fs/promises'
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { EchoServer, echo, json, type Shown, talk } from '../../test/support/echo-server.ts'
import type { HttpHandler, HttpResponse } from './message.ts'
import type { RunningServer } from './server.ts'

let server: EchoServer
before(async () => {
  server = await EchoServer.start(async folder => {
    const assets = join(folder, 'assets')
    await mkdir(assets)
    await writeFile(join(assets, 'style.css'), 'body { color: black }\n'.repeat(100))
    await writeFile(join(assets, 'favicon.ico'), 'icon')
    await writeFile(join(folder, 'secret.txt'), 'secret')
    return { assets }
  })
})
after(() => server.close())

describe('addresses', () => {
  for (const [path, entry, pathInfo] of [
    ['/api.php?a=1', 'api', ''],
    ['/w/api.php', 'api', ''],
    ['/index.php', 'index', ''],
    ['/w/index.php/Main_Page?action=edit', 'index', 'Main_Page'],
    ['/rest.php/v1/page/A%2FB', 'rest', 'v1/page/A/B'],
    ['/wiki/Caf%C3%A9', 'page', 'Café'],
    ['/wiki/Caf%E9_%zz', 'page', 'Café_%zz'],
    ['/wiki/A/B%3F?x', 'page', 'A/B?'],
    ['/wiki/', 'page', ''],
    ['/wiki', 'page', ''],
    ['/', 'page', ''],
  ] as const) {
    test(`${path} is for ${entry}`, async () => {
      const answer = await server.ask(path)
      equal(answer.entry, entry)
      equal(answer.pathInfo, pathInfo)
      equal(answer.url, path)
      equal(answer.path, path.replace(/\?.*/, ''))
    })
  }

  test('nothing else is there, also what is an address only inside', async () => {
    for (const path of [
      '/api',
      '/page',
      '/multipart/api',
      '/none',
      '/load.php',
      '/api.phpx',
      '/w/',
      '//api.php',
      '/without-path-info',
    ]) {
      const answer = await fetch(server.url + path)
      equal(answer.status, 404, path)
      match(answer.headers.get('content-type') ?? '', /^text\/plain/)
    }
  })

  test('what stands below a script that has nothing below it is taken away', async () => {
    const answer = await fetch(`${server.url}/w/api.php/x/y?action=query`, { redirect: 'manual' })
    equal(answer.status, 301)
    equal(answer.headers.get('location'), '/w/api.php?action=query')
  })
})

describe('what cannot be served', () => {
  test('what is no HTTP gets 400', async () => {
    match(await talk(server.port, 'nonsense\r\n\r\n'), /^HTTP\/1\.1 400 Bad Request\r\n/)
    match(await talk(server.port, 'GET /api.php HTTP/1.1\r\n\r\n'), /^HTTP\/1\.1 400 /)
    match(await talk(server.port, 'POST /api.php HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n'), /^HTTP\/1\.1 400 /)
  })

  test('an address that is too long gets 431', async () => {
    match(
      await talk(server.port, `GET /api.php?a=${'x'.repeat(40_000)} HTTP/1.1\r\nHost: x\r\n\r\n`),
      /^HTTP\/1\.1 431 /,
    )
  })

  test('an entry that fails gets 500, a line in the log, and shows nothing of it', async () => {
    server.lines.length = 0
    await server.withApi(
      async () => {
        throw new Error('a secret detail')
      },
      async () => {
        const answer = await fetch(`${server.url}/api.php?password=hidden`)
        equal(answer.status, 500)
        const text = await answer.text()
        match(text, /^The server made a mistake/)
        ok(!/secret|Error|at /.test(text))
      },
    )
    const logged = server.lines.filter(line => line.includes('"level":50'))
    equal(logged.length, 1)
    match(logged[0] ?? '', /a secret detail/)
    match(logged[0] ?? '', /"path":"\/api\.php"/)
  })

  test('an answer that cannot be written is a failure as well', async () => {
    const broken: HttpResponse[] = [
      { status: 200, headers: { ...json, Location: 'a\r\nb' }, body: '' },
      { status: 200, headers: { ...json, 'X-Y': '日' }, body: '' },
      { status: 200, headers: json, body: '', cookies: [{ name: 'a b', value: '' }] },
    ]
    for (const response of broken) {
      await server.withApi(
        async () => response,
        async () => {
          const answer = await fetch(`${server.url}/api.php`)
          equal(answer.status, 500)
          equal(answer.headers.get('location'), null)
        },
      )
    }
  })
})

describe('the log', () => {
  test('has one line an answer, without what stands in the query', async () => {
    server.lines.length = 0
    await fetch(`${server.url}/w/api.php?lgpassword=hidden`, {
      method: 'POST',
      body: new URLSearchParams({ password: 'hidden' }),
      headers: { Cookie: 'wiki_session=hidden' },
    })
    for (let tries = 0; tries < 6000 && server.lines.length === 0; tries++) await sleep(10)
    equal(server.lines.length, 1)
    const { method, path, status, ms } = JSON.parse(server.lines[0] ?? '')
    deepEqual([method, path, status, typeof ms], ['POST', '/w/api.php', 200, 'number'])
    ok(!server.lines.join('').includes('hidden'))
  })
})

describe('who asks', () => {
  test('is told by the connection', async () => {
    const answer = await server.ask('/api.php', {
      headers: { 'X-Forwarded-For': '1.2.3.4', 'X-Forwarded-Proto': 'https' },
    })
    deepEqual([answer.ip, answer.secure, answer.host], ['127.0.0.1', false, `127.0.0.1:${server.port}`])
  })

  test('is told by a proxy that is trusted, and then cookies are for HTTPS', async () => {
    const other = await server.another({ trustProxy: '127.0.0.1' })
    try {
      await server.withApi(
        async request => ({ ...(await echo('api')(request)), cookies: [{ name: 'a', value: 'b' }] }),
        async () => {
          const headers = {
            'X-Forwarded-For': '6.6.6.6, 1.2.3.4',
            'X-Forwarded-Proto': 'https',
            'X-Forwarded-Host': 'wiki.example',
          }
          const answer = await fetch(`${other.url}/api.php`, { headers })
          const { ip, secure, host } = (await answer.json()) as Shown
          deepEqual([ip, secure, host], ['1.2.3.4', true, 'wiki.example'])
          equal(answer.headers.get('set-cookie'), 'a=b; Path=/; HttpOnly; Secure; SameSite=Lax')
        },
      )
    } finally {
      await other.close()
    }
  })

  test('brings cookies and gets some', async () => {
    await server.withApi(
      async request => ({
        ...(await echo('api')(request)),
        cookies: [
          { name: 'a', value: '1' },
          { name: 'b', value: '2' },
        ],
      }),
      async () => {
        const answer = await fetch(`${server.url}/api.php`, { headers: { Cookie: 'x=%20y; z=1' } })
        deepEqual(answer.headers.getSetCookie(), [
          'a=1; Path=/; HttpOnly; SameSite=Lax',
          'b=2; Path=/; HttpOnly; SameSite=Lax',
        ])
        deepEqual(((await answer.json()) as Shown).cookies, { x: ' y', z: '1' })
      },
    )
  })
})

describe('methods', () => {
  test('HEAD has the headers of GET and no body', async () => {
    const get = await fetch(`${server.url}/api.php?titles=A`)
    const length = (await get.arrayBuffer()).byteLength
    const head = await talk(server.port, 'HEAD /api.php?titles=A HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')
    match(head, /^HTTP\/1\.1 200 /)
    match(head, /content-type: application\/json/i)
    const said = Number(/content-length: (\d+)/i.exec(head)?.[1])
    ok(Math.abs(said - length) < 20)
    ok(head.endsWith('\r\n\r\n'))
  })

  test('OPTIONS and DELETE reach the entry', async () => {
    equal((await server.ask('/api.php', { method: 'OPTIONS' })).method, 'OPTIONS')
    equal((await server.ask('/rest.php/v1/x', { method: 'DELETE' })).method, 'DELETE')
  })

  test('an entry may answer with nothing, bytes or a stream', async () => {
    const bytes = new Uint8Array([1, 2, 0, 255])
    for (const [body, expected] of [
      [new Uint8Array(new Uint8Array([9, ...bytes, 9]).buffer, 1, 4), [...bytes]],
      [Readable.from([Buffer.from('ab'), Buffer.from('c')]), [97, 98, 99]],
      ['', []],
    ] as const) {
      await server.withApi(
        async () => ({ status: 200, headers: { 'Content-Type': 'image/png' }, body }),
        async () => {
          const answer = await fetch(`${server.url}/api.php`, { headers: { 'Accept-Encoding': 'gzip' } })
          deepEqual([...new Uint8Array(await answer.arrayBuffer())], expected)
          equal(answer.headers.get('content-encoding'), null)
        },
      )
    }
    await server.withApi(
      async () => ({ status: 304, headers: { ETag: '"x"' }, body: '' }),
      async () => equal((await fetch(`${server.url}/api.php`)).status, 304),
    )
  })
})

/** A request whose answer is not unpacked. */
async function packed(path: string, headers: Record<string, string>, method = 'GET') {
  const outgoing = httpRequest(server.url + path, { headers, method, agent: false }).end()
  const [answer] = (await once(outgoing, 'response')) as [
    Readable & { headers: IncomingHttpHeaders; statusCode: number },
  ]
  return { status: answer.statusCode, headers: answer.headers, bytes: Buffer.concat(await answer.toArray()) }
}

describe('compression', () => {
  const answering =
    (size: number, headers: Record<string, string> = json): HttpHandler =>
    async () => ({
      status: 200,
      headers,
      body: 'é'.repeat(size / 2),
    })

  test('is for bodies of a kilobyte and more, if it is asked for', async () => {
    for (const [size, accept, encoding] of [
      [300, 'gzip, br', undefined],
      [1022, 'gzip, br', undefined],
      [1024, 'gzip, br', 'br'],
      [5000, 'gzip', 'gzip'],
      [5000, 'gzip;q=0.5, br;q=0', 'gzip'],
      [5000, 'identity', undefined],
      [500_000, 'br', 'br'],
      [500_000, 'gzip', 'gzip'],
    ] as const) {
      await server.withApi(answering(size), async () => {
        const { headers, bytes } = await packed('/api.php', { 'Accept-Encoding': accept })
        equal(headers['content-encoding'], encoding, `${size} ${accept}`)
        const plain = encoding === 'br' ? brotliDecompressSync(bytes) : encoding === 'gzip' ? gunzipSync(bytes) : bytes
        equal(plain.length, size)
        if (encoding !== undefined) ok(bytes.length < size / 5)
        equal(headers.vary, size < 1024 ? undefined : 'accept-encoding')
      })
    }
    await server.withApi(answering(5000), async () =>
      equal((await packed('/api.php', {})).headers['content-encoding'], undefined),
    )
  })

  test('keeps what the entry said of Vary, once', async () => {
    for (const [vary, expected] of [
      ['Accept-Encoding, Treat-as-Untrusted, Cookie', 'accept-encoding, Treat-as-Untrusted, Cookie'],
      ['Cookie', 'accept-encoding, Cookie'],
    ] as const) {
      await server.withApi(answering(5000, { ...json, Vary: vary }), async () => {
        equal((await packed('/api.php', { 'Accept-Encoding': 'gzip' })).headers.vary, expected)
      })
    }
  })

  test('is not for pictures, and not of what a client sends', async () => {
    await server.withApi(answering(5000, { 'Content-Type': 'image/png' }), async () => {
      equal((await packed('/api.php', { 'Accept-Encoding': 'gzip' })).headers['content-encoding'], undefined)
    })
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded', 'Content-Encoding': 'gzip' }
    deepEqual((await server.ask('/api.php', { method: 'POST', body: 'a=1', headers })).body, { a: '1' })
  })

  test('changes nothing for HEAD but the body', async () => {
    await server.withApi(answering(5000), async () => {
      const { headers, bytes } = await packed('/api.php', { 'Accept-Encoding': 'gzip' }, 'HEAD')
      equal(headers['content-encoding'], 'gzip')
      equal(bytes.length, 0)
    })
  })
})

describe('assets', () => {
  test('are shown, compressed, and kept', async () => {
    const { headers, bytes } = await packed('/assets/style.css', { 'Accept-Encoding': 'br' })
    match(headers['content-type'] ?? '', /^text\/css/)
    equal(headers['x-content-type-options'], 'nosniff')
    equal(headers['content-encoding'], 'br')
    match(headers.vary ?? '', /accept-encoding/i)
    match(headers['cache-control'] ?? '', /max-age=3600/)
    match(brotliDecompressSync(bytes).toString(), /^body/)
    const again = await packed('/assets/style.css?v=2', { 'If-None-Match': headers.etag ?? '' })
    deepEqual([again.status, again.bytes.length], [304, 0])
    equal(await (await fetch(`${server.url}/favicon.ico`)).text(), 'icon')
  })

  test('nothing beside their folder is shown', async () => {
    for (const path of [
      '/assets/../secret.txt',
      '/assets/%2e%2e/secret.txt',
      '/assets/..%2fsecret.txt',
      '/assets/',
      '/assets/none',
      '/assets/%zz',
    ]) {
      const heard = await talk(server.port, `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)
      match(heard, /^HTTP\/1\.1 40[0-4] /, path)
      ok(!/\r\n\r\nsecret/.test(heard))
      ok(!heard.includes('FST_'))
    }
  })
})

describe('closing', () => {
  const get = 'GET /api.php HTTP/1.1\r\nHost: x\r\n\r\n'
  async function open(to: RunningServer): Promise<Socket> {
    const socket = connect(to.port, '127.0.0.1')
    await once(socket, 'connect')
    return socket
  }

  test('requests in work are answered, idle connections end, new ones are refused', async () => {
    const other = await server.another()
    let release: () => void = () => {}
    const released = new Promise<void>(resolve => {
      release = resolve
    })
    const idle = await open(other)
    idle.write(get)
    await once(idle, 'data')
    const idleClosed = once(idle, 'close')
    const begun = Promise.withResolvers<void>()
    await server.withApi(
      async request => {
        begun.resolve()
        await released
        return echo('api')(request)
      },
      async () => {
        const busy = await open(other)
        busy.write(get)
        await begun.promise
        let heard = ''
        busy.on('data', data => {
          heard += data
        })
        const busyClosed = once(busy, 'close')
        let closed = false
        const closing = other.close().then(() => {
          closed = true
        })
        await idleClosed
        await sleep(30)
        ok(!closed)
        const refused = connect(other.port, '127.0.0.1')
        const [error] = await once(refused, 'error')
        equal(error.code, 'ECONNREFUSED')
        release()
        await closing
        await busyClosed
        match(heard, /^HTTP\/1\.1 200 OK\r\n/)
        match(heard, /"entry":"api"/)
      },
    )
    await other.close()
  })

  test('what does not end is ended', async () => {
    const other = await server.another({ limits: { closeTimeout: 100 } })
    const begun = Promise.withResolvers<void>()
    await server.withApi(
      () => {
        begun.resolve()
        return new Promise(() => {})
      },
      async () => {
        const stuck = await open(other)
        stuck.on('error', () => {})
        const closed = once(stuck, 'close')
        stuck.write(get)
        await begun.promise
        await other.close()
        await closed
      },
    )
  })
})

test('an old client that names no host is served', async () => {
  match(await talk(server.port, 'GET /api.php HTTP/1.0\r\n\r\n'), /"host":""/)
})

test('a connection serves one request after another', async () => {
  const form = (body: string) =>
    `POST /api.php HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ${body.length}\r\n\r\n${body}`
  const heard = await talk(
    server.port,
    form('a=1') + form('a=2'),
    'GET /api.php HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
  )
  match(heard, /"body":\{"a":"1"\}.*"body":\{"a":"2"\}.*"body":null/s)
})

test('a server that cannot listen says so', async () => {
  await server.another({ port: server.port }).then(
    () => ok(false),
    (error: NodeJS.ErrnoException) => equal(error.code, 'EADDRINUSE'),
  )
})
