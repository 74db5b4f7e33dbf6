// Whatever the wiki answers, a browser runs nothing of it but our own scripts: every page, error, script and file says so.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { specialPageAliases } from '../../src/pages/special-page-names.ts'
import { views } from '../../src/web/views/registry.ts'
import { startWiki, type TestWiki } from '../support/server.ts'
import { Person } from './person.ts'

let wiki: TestWiki
const readers = new Map<string, Person>()

before(async () => {
  wiki = await startWiki({ database: 'memory' })
  const api = await wiki.as('Admin')
  ;(await api.write({ action: 'edit', title: 'Garden', text: '<b onclick=alert(1)>x</b>' })).ok()
  ;(await api.write({ action: 'edit', title: 'MediaWiki:Common.js', text: 'alert(1)' })).ok()
  readers.set('an administrator', new Person(wiki, api))
  readers.set('nobody', new Person(wiki))
})
after(() => wiki.stop())

const addresses = (): string[] => [
  ...Object.keys(specialPageAliases).map(name => `/wiki/Special:${name}`),
  ...Object.keys(views).map(name => `/index.php?title=Garden&action=${name}`),
  '/wiki/Garden',
  '/wiki/Nothing_here',
  '/wiki/Special:Nothing',
  '/index.php?title=%3Cscript%3E',
  '/index.php?title=Garden&action=nothing',
  '/index.php?title=Garden&oldid=99999',
  '/index.php?title=Special:Log&action=raw&ctype=text/javascript',
  '/index.php?title=MediaWiki:Common.js&action=raw&ctype=text/javascript',
  '/api.php',
  '/api.php?action=parse&page=Garden&format=jsonfm',
  '/api.php?action=parse&page=Garden&format=json',
  '/api.php?action=query&format=xml',
  '/api.php?action=feedrecentchanges',
  '/nothing/here',
]

describe('a browser', () => {
  for (const who of ['an administrator', 'nobody']) {
    test(`runs only our scripts in what ${who} is answered`, async () => {
      const person = readers.get(who)
      assert.ok(person)
      const open: string[] = []
      let pages = 0
      for (const address of addresses()) {
        const { headers, status } = await person.ask(address)
        if (status >= 300 && status < 400) continue
        const type = headers.get('content-type') ?? ''
        const policy = headers.get('content-security-policy') ?? ''
        if (headers.get('x-content-type-options') !== 'nosniff') open.push(`${address}: its type may be guessed`)
        if (!/^text\/html\b/.test(type)) continue
        pages++
        const rules = new Map(policy.split(/;\s*/).map(rule => [rule.split(' ')[0] ?? '', rule]))
        const scripts = rules.get('script-src') ?? rules.get('default-src') ?? 'nothing'
        if (!/^(script-src \S+\/assets\/|(default|script)-src 'none')$/.test(scripts))
          open.push(`${address}: ${scripts}`)
        if (rules.get('default-src') !== "default-src 'none'") open.push(`${address}: ${policy}`)
        if (rules.get('frame-ancestors') !== "frame-ancestors 'none'") open.push(`${address} may be framed: ${policy}`)
        if (rules.has('style-src') && rules.get('style-src')?.includes('unsafe')) open.push(`${address}: ${policy}`)
      }
      assert.deepEqual(open, [])
      assert.ok(pages > 40, `${pages} pages`)
    })
  }
})
