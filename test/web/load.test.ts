// load.php: scripts and styles of pages, and of no others.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Client } from '../support/client.ts'
import { startWiki, type TestWiki } from '../support/server.ts'

let wiki: TestWiki
let admin: Client

before(async () => {
  wiki = await startWiki()
  admin = await wiki.as('Admin')
  const save = async (title: string, text: string, client = admin) =>
    (await client.write({ action: 'edit', title, text })).ok()
  await save('MediaWiki:Common.js', 'site()')
  await save('MediaWiki:Common.css', '.site { color: red }')
  await save('User:Bob/common.js', 'bob()', await wiki.as('Bob'))
  await save('User:Nobody/common.js', 'nobody()')
  await save('Common.js', 'anybody()')
})
after(() => wiki.stop())

const load = (query: Record<string, string>) => wiki.client().fetch(`/w/load.php?${new URLSearchParams(query)}`)

describe('load.php', () => {
  test('gives the scripts and styles of the wiki and of an account', async () => {
    const scripts = await load({ modules: 'site|user', only: 'scripts', user: 'Bob' })
    assert.match(scripts.headers.get('content-type') ?? '', /^text\/javascript/)
    assert.match(scripts.text, /site\(\)\n[\s\S]*bob\(\)/)
    const styles = await load({ modules: 'site.styles', only: 'styles' })
    assert.match(styles.headers.get('content-type') ?? '', /^text\/css/)
    assert.match(styles.text, /\.site \{ color: red \}/)
    assert.doesNotMatch((await load({ modules: 'site', only: 'scripts' })).text, /bob|anybody/)
  })

  test('gives no script of an account that is not there', async () => {
    assert.doesNotMatch((await load({ modules: 'user', only: 'scripts', user: 'Nobody' })).text, /nobody/)
    assert.doesNotMatch((await load({ modules: 'user', only: 'scripts', user: 'Bob/../Nobody' })).text, /nobody|bob/)
  })

  test('gives of an account whose name is hidden no more than of one that there never was', async () => {
    const robot = await wiki.as('Robot')
    ;(await robot.write({ action: 'edit', title: 'User:Robot/common.js', text: 'robot()' })).ok()
    const query = { modules: 'user', only: 'scripts', user: 'Robot' }
    assert.match((await load(query)).text, /robot/)
    const hide = { action: 'block', user: 'Robot', expiry: 'never', hidename: true, reason: 'hidden' }
    ;(await admin.write(hide)).ok()
    const nobody = await load({ ...query, user: 'Nobody' })
    assert.equal((await load(query)).text, nobody.text)
    ;(await admin.write({ action: 'unblock', user: 'Robot' })).ok()
  })

  test('says what it does not know, and nothing that runs', async () => {
    const { text, status } = await load({ modules: 'jquery|a*/alert(1)/*', only: 'scripts' })
    assert.equal(status, 200)
    assert.match(text, /^\/\* not here: jquery a\?\?alert\?1\?\?\? \*\/\n$/)
  })
})
