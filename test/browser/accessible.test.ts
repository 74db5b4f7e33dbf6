// Every page can be used by everybody: fields have labels, headings an order, texts contrast, and nothing is wider than a
// small screen. A new special page or action is looked at by being registered.
import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { specialPageAliases } from '../../src/pages/special-page-names.ts'
import { views } from '../../src/web/views/registry.ts'
import { startWiki, type TestWiki } from '../support/server.ts'
import { closeWindows, lowContrast, Person, startBrowser, withoutBrowser } from './browser.ts'

let wiki: TestWiki
let browser: Browser

/** Those that lead elsewhere, or answer with no page. */
const noPages = new Set([
  'Diff',
  'FilePath',
  'MyContributions',
  'MyPage',
  'MyTalk',
  'PermanentLink',
  'Random',
  'UserLogout',
])
const noViews = new Set(['raw', 'render'])
/** What comes behind the name, so that more than a field is shown. */
const parameters: Readonly<Record<string, string>> = {
  Block: 'Bob',
  Contributions: 'Bob',
  MovePage: 'Garden',
  Unblock: '192.0.2.1',
  Undelete: 'Gone',
  UserRights: 'Bob',
  WhatLinksHere: 'Tree',
}

const addresses = (): string[] => [
  ...Object.keys(specialPageAliases)
    .filter(name => !noPages.has(name))
    .map(name => `/wiki/Special:${name}${parameters[name] === undefined ? '' : `/${parameters[name]}`}`),
  ...Object.keys(views)
    .filter(name => !noViews.has(name))
    .map(name => `/index.php?title=Garden&action=${name}${name === 'diff' ? '&diff=cur&oldid=prev' : ''}`),
  '/wiki/Talk:Garden',
  '/wiki/Category:Nature',
  '/wiki/Nothing_here',
  '/wiki/Special:Nothing',
]

describe('a page', { skip: withoutBrowser }, () => {
  before(async () => {
    wiki = await startWiki({ database: 'memory' })
    browser = await startBrowser()
    const admin = await wiki.as('Admin')
    const bob = await wiki.as('Bob')
    const text = `A '''garden''' with [[Tree]]s.<ref>A book.</ref>

== Tools ==
* Spade
=== Small ones ===
{| class="wikitable"
! Name !! Size
|-
| Rose || 1 m
|}
<pre>code</pre>
[[Category:Nature]] https://example.org`
    await admin.write({ action: 'edit', title: 'Garden', text, summary: 'begun' })
    await bob.write({ action: 'edit', title: 'Garden', appendtext: '\n\nMore.', summary: '/* Tools */ more' })
    await bob.write({ action: 'edit', title: 'Talk:Garden', text: '== Why ==\n:: ~~~~' })
    await admin.write({ action: 'edit', title: 'Gone', text: 'x' })
    await admin.write({ action: 'delete', title: 'Gone', reason: 'old' })
    await admin.write({ action: 'managetags', operation: 'create', tag: 'spam' })
    await admin.write({ action: 'block', user: '192.0.2.1', expiry: '1 week', reason: 'spam' })
  })
  afterEach(() => closeWindows(browser))
  after(async () => {
    await browser.close()
    await wiki.stop()
  })

  /** What is found at all addresses by somebody with this window. */
  async function found(options: Parameters<Browser['newContext']>[0], looks: readonly string[]): Promise<string[]> {
    const admin = await Person.open(browser, wiki, options)
    await admin.logIn('Admin')
    const problems: string[] = []
    for (const address of addresses()) {
      await admin.goTo(address)
      // The sandbox is there when it has learnt what the API can do.
      await admin.page.locator('#api-sandbox:empty').waitFor({ state: 'detached' })
      for (const look of looks) {
        for (const one of (await admin.page.evaluate(look)) as string[]) problems.push(`${address}: ${one}`)
      }
    }
    return [...problems, ...admin.problems]
  }

  test('has labels, names, an order of headings, each id once, and enough contrast', async () => {
    assert.deepEqual(await found({ colorScheme: 'light' }, [unusable, lowContrast]), [])
  })

  test('is no wider than a small screen, unless a part of it is scrolled, and has contrast by night', async () => {
    const small = { viewport: { width: 360, height: 640 }, colorScheme: 'dark' } as const
    assert.deepEqual(await found(small, [wide, lowContrast]), [])
  })

  test('the look-out finds what nobody could use', async () => {
    const reader = await Person.open(browser, wiki)
    await reader.goTo('/wiki/Garden')
    const content = `document.querySelector('#mw-content-text')`
    await reader.page.evaluate(
      `${content}.innerHTML = '<input name=x><button></button><a href="/"></a><h4>x</h4><h1>y</h1><i id=a></i><i id=a></i><img src="/assets/icon.svg"><p style="color:#777;background:#888">z</p>'`,
    )
    assert.equal(((await reader.page.evaluate(unusable)) as string[]).length, 7)
    assert.equal(((await reader.page.evaluate(lowContrast)) as string[]).length, 1)
    await reader.page.evaluate(`${content}.innerHTML = '<div style="width:3000px">x</div>'`)
    assert.equal(((await reader.page.evaluate(wide)) as string[]).length, 1)
  })
})

const wide = `document.documentElement.scrollWidth > document.documentElement.clientWidth
  ? [document.documentElement.scrollWidth + ' wide'] : []`

/** Runs in the page: what a screen reader or a keyboard would find nothing at. */
const unusable = `(() => {
  const found = []
  const told = element => element.tagName + ' ' + element.outerHTML.slice(0, 100)
  const named = element => (element.textContent + (element.getAttribute('aria-label') ?? '')).trim() !== '' ||
    element.querySelector('img[alt]:not([alt=""])') !== null
  if (!document.documentElement.lang) found.push('no language')
  for (const field of document.querySelectorAll('input:not([type=hidden]), select, textarea')) {
    const isHidden = field.offsetParent === null && getComputedStyle(field).display === 'none'
    const label = field.getAttribute('aria-label') ?? [...(field.labels ?? [])].map(one => one.textContent).join('')
    if (!isHidden && label.trim() === '') found.push('no label: ' + told(field))
  }
  for (const element of document.querySelectorAll('button, a[href], summary')) {
    if (!named(element)) found.push('no name: ' + told(element))
  }
  for (const image of document.querySelectorAll('img:not([alt])')) found.push('no alternative: ' + told(image))
  const ids = new Map()
  for (const { id } of document.querySelectorAll('[id]')) ids.set(id, (ids.get(id) ?? 0) + 1)
  for (const [id, times] of ids) if (times > 1) found.push(times + ' times the id ' + id)
  if (document.querySelectorAll('h1').length !== 1) found.push('no single heading of the first level')
  let level = 1
  for (const heading of document.querySelectorAll('main :is(h1, h2, h3, h4, h5, h6)')) {
    const next = Number(heading.tagName[1])
    if (next > level + 1) found.push('a level is left out: ' + told(heading))
    level = next
  }
  return found
})()`
