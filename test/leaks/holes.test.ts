// Holes that other wikis had, each tried here. docs/leaks.md lists them all, with the tests that stand elsewhere.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Answer, Client, Params } from '../support/client.ts'
import { startServer, type TestServer } from '../support/server.ts'

let wiki: TestServer
let over: Client
let sysop: Client
let plain: Client
let nobody: Client

before(async () => {
  const account = (name: string, groups: string[] = []) => ({ name, password: `${name}-password-1`, groups })
  const people = [account('Over', ['sysop', 'suppress']), account('Sysop', ['sysop']), account('Plain')]
  wiki = await startServer({
    database: process.env.DATABASE ?? 'memory',
    fixture: {
      accounts: [...people, account('Hiddenson'), account('Shy'), account('Blocked', ['sysop'])],
      pages: [{ title: 'Main Page', text: 'x' }],
      settings: { allowedOrigins: ['https://good.example'] },
    },
    env: { PALIMPSEST_LOGIN_ATTEMPTS: '5' },
  })
  over = await wiki.as('Over')
  sysop = await wiki.as('Sysop')
  plain = await wiki.as('Plain')
  nobody = wiki.client()
})
after(() => wiki.stop())

const edit = async (who: Client, title: string, text: string, more: Params = {}): Promise<number> =>
  (await who.write({ action: 'edit', title, text, summary: text, ...more })).ok().number('edit.newrevid')

async function hide(ids: number, what: string, suppress: 'yes' | 'no' = 'no'): Promise<void> {
  ;(await over.write({ action: 'revisiondelete', type: 'revision', ids, hide: what, suppress })).ok()
}

/** The page as it is read, whatever form a number in it has. */
const page = async (who: Client, path: string): Promise<string> => (await who.fetch(path)).text

/** An answer without the words that were asked with, to be compared. */
const neutral = (answer: Answer, ...words: (string | number)[]): string =>
  words.reduce<string>((text, one) => text.replaceAll(String(one), 'WORD'), answer.text)

describe('a hidden author', () => {
  test('is not counted among those in between, in a difference', async () => {
    const first = await edit(plain, 'Between', 'first')
    const hidden = await edit(await wiki.as('Hiddenson'), 'Between', 'hidden')
    await edit(sysop, 'Between', 'seen')
    const last = await edit(plain, 'Between', 'last')
    const between = async (who: Client) =>
      /<td[^>]*class="diff-multi"[^>]*>([^<]*)/.exec(await page(who, `/index.php?oldid=${first}&diff=${last}`))?.[1]
    assert.match((await between(nobody)) ?? '', /2 users/)
    await hide(hidden, 'user')
    assert.match((await between(nobody)) ?? '', /one user/i)
    assert.match((await between(sysop)) ?? '', /2 users/)
  })

  test('is named by no list of changes on the pages, whoever may not know them', async () => {
    const id = await edit(await wiki.as('Shy'), 'Listed', 'listed')
    await edit(plain, 'Listed', 'listed again')
    for (const who of [plain, sysop]) await who.write({ action: 'watch', titles: 'Listed' }, 'watch')
    await hide(id, 'user', 'yes')
    for (const path of ['Special:RecentChanges?limit=500', 'Special:Watchlist?limit=500', 'Listed?action=history']) {
      for (const who of [plain, sysop]) {
        const html = await page(who, `/wiki/${path}`)
        assert.match(html, /Listed/)
        assert.doesNotMatch(html, /Shy/)
      }
    }
    assert.match(await page(over, '/wiki/Special:RecentChanges?limit=500'), /Shy/)
  })
})

describe('a log entry that is hidden', () => {
  test('shows in recent changes neither its words nor what it is about, in any prop', async () => {
    await edit(plain, 'Secretplace', 'x')
    ;(
      await sysop.write({
        action: 'move',
        from: 'Secretplace',
        to: 'Secretgoal',
        reason: 'secretreason',
        noredirect: true,
      })
    ).ok()
    const logid = (await over.get({ action: 'query', list: 'logevents', letype: 'move', lelimit: 1 })).number(
      'query.logevents.0.logid',
    )
    ;(await over.write({ action: 'revisiondelete', type: 'logging', ids: logid, hide: 'content|comment|user' })).ok()
    const asked = {
      action: 'query',
      list: 'recentchanges',
      rclimit: 'max',
      rcprop: 'title|loginfo|comment|parsedcomment|user|ids|tags',
    }
    const entry = ((await nobody.get(asked)).list('query.recentchanges') as { actionhidden?: boolean }[]).find(
      one => one.actionhidden,
    )
    assert.ok(entry)
    assert.doesNotMatch(JSON.stringify(entry), /Secret|secretreason|Sysop/)
    const whole = JSON.stringify((await sysop.get(asked)).body)
    assert.match(whole, /secretreason/)
  })

  test('keeps its hidden bits in what recent changes say of it, also where it is made anew', async () => {
    ;(
      await over.write({ action: 'block', user: 'Hiddenson', expiry: 'infinity', reason: 'vanish', hidename: true })
    ).ok()
    for (const who of [nobody, sysop]) {
      const changes = await who.get({
        action: 'query',
        list: 'recentchanges',
        rclimit: 'max',
        rcprop: 'title|loginfo|comment|user',
      })
      assert.doesNotMatch(changes.text, /vanish|Hiddenson/)
      const entries = await who.get({ action: 'query', list: 'logevents', lelimit: 'max' })
      assert.doesNotMatch(entries.text, /vanish|Hiddenson/)
    }
  })
})

// What follows counts on the account being hidden by now.
describe('a hidden account', () => {
  test('is as missing everywhere, by its name and by its id', async () => {
    const id = (await over.get({ action: 'query', list: 'users', ususers: 'Hiddenson' })).number('query.users.0.userid')
    const both = async (who: Client, path: (name: string, id: number) => string) => {
      const [one, two] = [await who.fetch(path('Hiddenson', id)), await who.fetch(path('Nobodyson', 99_999))]
      const clean = (answer: Answer, name: string, number: number): string =>
        neutral(answer, name)
          .replace(new RegExp(`(user(?:\\/|_|%2F))${number}\\b`, 'g'), '$1')
          .replace(/value="[0-9a-f]{32,}[^"]*"/g, '')
      assert.equal(one.status, two.status, path('', 0))
      assert.equal(clean(one, 'Hiddenson', id), clean(two, 'Nobodyson', 99_999), path('', 0))
      assert.equal(
        one.headers.get('location')?.replace('Hiddenson', ''),
        two.headers.get('location')?.replace('Nobodyson', ''),
      )
    }
    for (const who of [nobody, plain, sysop]) {
      await both(who, name => `/wiki/Special:Contributions/${name}`)
      await both(who, name => `/index.php?title=Special:Log&user=${name}`)
      await both(who, name => `/wiki/User:${name}`)
      await both(who, (_, number) => `/wiki/Special:Redirect/user/${number}`)
      await both(
        who,
        name =>
          `/api.php?action=query&format=json&list=users&ususers=${name}&usprop=groups|editcount|registration|gender`,
      )
      await both(who, name => `/api.php?action=query&format=json&list=blocks&bkusers=${name}`)
      await both(who, name => `/api.php?action=query&format=json&list=usercontribs&ucuser=${name}`)
    }
  })
})

describe('an entry of the log of suppressions', () => {
  test('is as missing to who may not read that log, by its number', async () => {
    const id = (await over.get({ action: 'query', list: 'logevents', letype: 'suppress', lelimit: 1 })).number(
      'query.logevents.0.logid',
    )
    const status = async (who: Client, number: number) =>
      (await who.fetch(`/wiki/Special:Redirect/logid/${number}`)).status
    assert.equal(await status(over, id), 301)
    for (const who of [nobody, plain, sysop]) assert.equal(await status(who, id), await status(who, 99_999))
  })
})

describe('a deleted page', () => {
  test('offers no way to its deleted revisions to who may not see them', async () => {
    await edit(plain, 'Erased', 'x')
    ;(await sysop.write({ action: 'delete', title: 'Erased' })).ok()
    for (const path of ['/wiki/Erased', '/index.php?title=Erased&oldid=2', '/index.php?title=Erased&action=history']) {
      for (const who of [nobody, plain]) assert.doesNotMatch(await page(who, path), /Special:Undelete/, path)
    }
  })

  test('comes back to a protected title only by who may create it', async () => {
    await edit(plain, 'Kept away', 'x')
    ;(await sysop.write({ action: 'delete', title: 'Kept away' })).ok()
    ;(await sysop.write({ action: 'protect', title: 'Kept away', protections: 'create=sysop' })).ok()
    assert.equal((await plain.write({ action: 'undelete', title: 'Kept away' })).code, 'permissiondenied')
    assert.equal((await plain.write({ action: 'edit', title: 'Kept away', text: 'y' })).code, 'protectedpage')
  })
})

describe('an undo', () => {
  test('of or up to a text that is withheld is answered as that of a revision that is not there', async () => {
    await edit(plain, 'Undone', 'one\n\ntwo')
    const hidden = await edit(plain, 'Undone', 'one\n\nsecretundo')
    const last = await edit(plain, 'Undone', 'one\n\ntwo\n\nthree')
    await hide(hidden, 'content', 'yes')
    for (const who of [nobody, plain, sysop]) {
      for (const [undo, undoafter] of [
        [hidden, undefined],
        [last, hidden],
      ] as const) {
        const asked = { action: 'edit', title: 'Undone', undo, undoafter }
        const missing = { ...asked, ...(undoafter === undefined ? { undo: 99_999 } : { undoafter: 99_999 }) }
        const answer = await who.write(asked)
        assert.equal(neutral(answer, hidden), neutral(await who.write(missing), 99_999))
        assert.doesNotMatch(answer.text, /secretundo/)
      }
    }
  })
})

describe('hiding', () => {
  test('looks at each of a list by itself: what is suppressed from the performer stays as it is', async () => {
    const title = 'Mixed'
    await edit(plain, title, 'one')
    const open = await edit(plain, title, 'two')
    const secret = await edit(plain, title, 'three')
    await edit(plain, title, 'four')
    await hide(secret, 'comment', 'yes')
    for (const ids of [`${open}|${secret}`, `${secret}|${open}`]) {
      const order = { action: 'revisiondelete', type: 'revision', ids, suppress: 'nochange' }
      const answer = await sysop.write({ ...order, show: 'comment' })
      const items = answer.ok().list('revisiondelete.items') as {
        id: number
        comment?: string
        errors?: { code: string }[]
      }[]
      const item = items.find(one => one.id === secret)
      assert.equal(item?.errors?.[0]?.code, 'revdelete-modify-no-access')
      assert.equal(item?.comment, undefined)
    }
    const still = await nobody.get({ action: 'query', prop: 'revisions', revids: secret, rvprop: 'comment' })
    assert.equal(still.at('query.pages.0.revisions.0.commenthidden'), true)
  })
})

describe('a revision that is suppressed from the reader', () => {
  test('is as a missing one to tag, whether by its revision or by its recent change', async () => {
    ;(await sysop.write({ action: 'managetags', operation: 'create', tag: 'hole' })).ok()
    await edit(plain, 'Untagged', 'one')
    const secret = await edit(plain, 'Untagged', 'two')
    await edit(plain, 'Untagged', 'three')
    await hide(secret, 'content|comment|user', 'yes')
    const tagged = async (revid: number) => (await sysop.write({ action: 'tag', revid, add: 'hole' })).text
    assert.equal(
      (await tagged(secret)).replaceAll(String(secret), 'ID'),
      (await tagged(99_999)).replaceAll('99999', 'ID'),
    )
    const uses = await over.get({ action: 'query', list: 'recentchanges', rctag: 'hole' })
    assert.deepEqual(uses.list('query.recentchanges'), [])
  })
})

describe('an answer', () => {
  test('that is for somebody in particular is never kept by others, whatever is asked', async () => {
    const asked = { action: 'query', smaxage: 3600, maxage: 3600 }
    for (const params of [
      { ...asked, list: 'recentchanges', rcprop: 'patrolled|ids' },
      { ...asked, meta: 'userinfo' },
      { ...asked, prop: 'deletedrevisions', titles: 'Erased' },
    ]) {
      assert.match((await sysop.get(params)).headers.get('cache-control') ?? '', /private/)
    }
  })

  test('that was given before is not given again once its text is hidden', async () => {
    await edit(plain, 'Remembered', 'one')
    const id = await edit(plain, 'Remembered', 'secretmemory')
    await edit(plain, 'Remembered', 'three')
    const paths = [
      `/api.php?action=parse&format=json&oldid=${id}`,
      `/api.php?action=compare&format=json&fromrev=${id}&torelative=prev`,
      `/index.php?title=Remembered&oldid=${id}`,
      `/index.php?title=Remembered&oldid=${id}&action=raw`,
      `/index.php?title=Remembered&diff=${id}&oldid=prev`,
      '/api.php?action=feedrecentchanges&feedformat=atom',
    ]
    for (const path of paths) assert.match(await page(nobody, path), /secretmemory/, path)
    await hide(id, 'content|comment')
    for (const path of paths) assert.doesNotMatch(await page(nobody, path), /secretmemory/, path)
  })

  test('as a file has a name that no reader chose', async () => {
    for (const path of ['/api.php/setup.bat?action=query&format=json', '/api.php/x.html?action=help']) {
      const answer = await nobody.fetch(path)
      assert.notEqual(answer.status, 200)
    }
    const answer = await nobody.get({ action: 'query', meta: 'siteinfo', format: 'json' })
    assert.match(answer.headers.get('content-disposition') ?? '', /^inline; filename=api-result\.json$/)
    assert.equal(answer.headers.get('x-content-type-options'), 'nosniff')
  })

  test('in XML takes no stylesheet that is no page of the interface', async () => {
    await edit(plain, 'Evil.xsl', '<xsl:stylesheet/>')
    const answer = await nobody.get({ action: 'query', format: 'xml', xslt: 'Evil.xsl' })
    assert.doesNotMatch(answer.text, /<\?xml-stylesheet/)
  })

  test('of a format that is none shows what was asked as text', async () => {
    const answer = await nobody.fetch(`/api.php?action=query&format=${encodeURIComponent('<script>alert(1)</script>')}`)
    assert.doesNotMatch(answer.text, /<script>alert/)
  })

  test('does not compose characters of markup with what follows them', async () => {
    const answer = await nobody.post({
      action: 'parse',
      text: "'''b'''&#x338;",
      contentmodel: 'wikitext',
      prop: 'text',
    })
    assert.match(answer.string('parse.text'), /<b>b<\/b>(&#x338;|\u0338)/)
    assert.ok(answer.text.includes('</b>'))
  })
})

describe('somebody who is blocked', () => {
  test('purges nothing and protects nothing', async () => {
    const blocked = await wiki.as('Blocked')
    await blocked.token()
    ;(await over.write({ action: 'block', user: 'Blocked', expiry: 'infinity' })).ok()
    const protect = { action: 'protect', title: 'Main Page', protections: 'edit=sysop' }
    assert.notEqual((await blocked.write(protect)).code, undefined)
    assert.equal((await blocked.write({ action: 'purge', titles: 'Main Page' })).code, 'blocked')
  })

  test('from whose address an autoblock came has it shown to nobody', async () => {
    ;(await over.write({ action: 'block', user: 'Plain', expiry: 'infinity', autoblock: true })).ok()
    await plain.write({ action: 'edit', title: 'Main Page', text: 'y' })
    for (const who of [nobody, sysop]) {
      const blocks = await who.get({
        action: 'query',
        list: 'blocks',
        bkprop: 'id|user|by|timestamp|expiry|reason|flags|range',
      })
      assert.doesNotMatch(blocks.text, /127\.0\.0\.1|7F000001/)
    }
    ;(await over.write({ action: 'unblock', user: 'Plain' })).ok()
  })
})

describe('a level of protection', () => {
  test('that the performer does not hold is set by nobody', async () => {
    const answer = await plain.write({ action: 'protect', title: 'Main Page', protections: 'edit=sysop' })
    assert.ok(['permissiondenied', 'protect-cantedit', 'cantedit'].includes(answer.code ?? ''), answer.text)
  })
})

describe('an edit through a redirect', () => {
  test('is checked against the page that it changes', async () => {
    await edit(sysop, 'Closed', 'closed')
    ;(await sysop.write({ action: 'protect', title: 'Closed', protections: 'edit=sysop' })).ok()
    await edit(plain, 'Way in', '#REDIRECT [[Closed]]')
    assert.equal(
      (await plain.write({ action: 'edit', title: 'Way in', redirect: true, appendtext: 'x' })).code,
      'protectedpage',
    )
  })

  test('makes a script of no page by naming its content model', async () => {
    const script = { action: 'edit', title: 'User:Plain/made.js', text: 'alert(1)', contentmodel: 'wikitext' }
    ;(await plain.write(script)).ok()
    const other = await plain.write({ ...script, title: 'User:Sysop/made.js' })
    assert.equal(other.code, 'customjsprotected')
    const named = await plain.write({ ...script, title: 'User:Sysop/made', contentmodel: 'javascript' })
    assert.equal(named.code, 'cantchangecontentmodel')
  })
})

describe('two at once', () => {
  test('who move a page to two titles leave one page, whole, and delete none', async () => {
    await edit(sysop, 'Fast', 'fast')
    const other = await wiki.as('Over')
    const moves = await Promise.all([
      sysop.write({ action: 'move', from: 'Fast', to: 'Fast one', noredirect: true }),
      other.write({ action: 'move', from: 'Fast', to: 'Fast two', noredirect: true }),
    ])
    assert.equal(moves.filter(one => one.code === undefined).length, 1)
    const found = await nobody.get({
      action: 'query',
      titles: 'Fast one|Fast two',
      prop: 'revisions',
      rvprop: 'content',
      rvslots: 'main',
    })
    const pages = found.list('query.pages') as { missing?: boolean }[]
    assert.equal(pages.filter(one => one.missing !== true).length, 1)
  })
})

describe('another site', () => {
  test('is let in by its whole name only, not by a part of it', async () => {
    const from = async (origin: string) =>
      (await plain.get({ action: 'query', meta: 'userinfo', origin }, { origin })).headers.get(
        'access-control-allow-origin',
      )
    assert.equal(await from('https://good.example'), 'https://good.example')
    for (const stranger of [
      'https://good.example.evil.test',
      'https://evil.test',
      'https://notgood.example',
      'http://good.example',
    ]) {
      assert.equal(await from(stranger), null, stranger)
    }
  })

  test('that reads an answer as a script reads what nobody may know, and gets no token', async () => {
    const seen = await over.get({ action: 'query', meta: 'userinfo|tokens', callback: 'heard' })
    assert.doesNotMatch(seen.text, /Over|csrftoken":"[0-9a-f]/)
    assert.match(seen.text, /^\/\*\*\/heard\(/)
  })
})

describe('what the server writes down', () => {
  test('has no password and no token in it', async () => {
    const client = wiki.client()
    const lgtoken = await client.token('login')
    await client.post({ action: 'login', lgname: 'Plain', lgpassword: 'a-very-secret-password', lgtoken })
    await client.get({ action: 'login', lgname: 'Plain', lgpassword: 'a-very-secret-password', lgtoken })
    const { stdout, stderr } = wiki.output()
    assert.doesNotMatch(stdout + stderr, /a-very-secret-password|lgtoken/)
    assert.ok(!(stdout + stderr).includes(lgtoken.slice(0, 20)))
  })
})
