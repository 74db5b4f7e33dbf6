// Nothing that people write runs as a script, opens a dialogue or asks for anything elsewhere: in a real browser, with the
// wiki's policy for scripts and, to prove the markup itself, without it.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import vectors from '../../src/wikitext/fixtures/xss.json' with { type: 'json' }
import type { Client } from '../support/client.ts'
import { startWiki, type TestWiki } from '../support/server.ts'
import { startBrowser, withoutBrowser } from './browser.ts'

/** What people are called, and what pages are called. */
const evilNames = ['A" onmouseover="alert(1)', "B' onclick='alert(1)", 'Javascript:alert(1)']
/** A tag's name can have no angle brackets. */
const evilTag = '" onmouseover="alert(1)'
const evil = '<img src=x onerror=alert(1)>'
const some = vectors.filter((vector, index) => vector.length < 200 && index % 23 === 0)

let wiki: TestWiki
let browser: Browser

/** Texts of pages that hold all vectors, in three ways. */
function texts(): Map<string, string> {
  const pages = new Map<string, string>()
  const size = Math.ceil(vectors.length / 3)
  for (let chunk = 0; chunk < 3; chunk++) {
    const from = chunk * size
    const part = vectors.slice(from, from + size)
    pages.set(`Text ${chunk}`, part.join('\n\n'))
    pages.set(`Included ${chunk}`, part.map((_, index) => `{{V/${from + index}}}`).join('\n\n'))
    pages.set(`Given ${chunk}`, part.map(vector => `{{Echo|1=${vector}}}`).join('\n\n'))
  }
  const sorted = some.map((vector, index) => `{{SortedBy|${index}|1=${vector}}}`)
  pages.set('Sorted', `${sorted.join('\n')}\n[[Category:Evil|${evil}]]{{DEFAULTSORT:${evil}}}`)
  pages.set(
    'Titled',
    `{{DISPLAYTITLE:<span style="background:url(javascript:alert(1))" onclick=alert(1)>Titled</span>}}`,
  )
  for (const name of evilNames)
    pages.set(name, `[[${name}]] {{${name}}} [[:Category:${name}|x]] [[File:${name}.png|${name}]]`)
  return pages
}

describe('in a browser', { skip: withoutBrowser }, () => {
  before(async () => {
    const accounts = ['Admin', ...evilNames.slice(0, 2)].map(name => ({
      name,
      password: `${name}-password-1`,
      groups: ['sysop', 'bureaucrat', 'bot', 'suppress'],
    }))
    wiki = await startWiki({ database: 'memory', fixture: { accounts } })
    browser = await startBrowser()
    const admin = await wiki.as('Admin')
    const author = await wiki.as(evilNames[0] ?? '')
    const save = async (who: Client, title: string, text: string, summary: string) =>
      (await who.write({ action: 'edit', title, text, summary })).ok()
    await save(admin, 'Template:Echo', '{{{1}}}', '')
    await save(admin, 'Template:SortedBy', '[[Category:Sorted {{{2}}}|{{{1}}}]]', '')
    for (const [index, vector] of vectors.entries())
      await save(author, `Template:V/${index}`, vector, vector.slice(0, 400))
    for (const [title, text] of texts())
      await save(author, title, text, '/* <img src=x onerror=alert(1)> */ " onclick="x')
    for (const [title] of texts()) await save(admin, title, `${texts().get(title)}\n== ${evil} ==`, evil)
    ;(await admin.write({ action: 'managetags', operation: 'create', tag: evilTag, reason: evil })).ok()
    ;(await admin.write({ action: 'edit', title: 'Tagged', text: 'x', tags: evilTag })).ok()
    for (const vector of some) {
      const reason = vector.slice(0, 400)
      ;(await admin.write({ action: 'protect', title: 'Tagged', protections: 'edit=all', reason })).ok()
      ;(await admin.write({ action: 'block', user: evilNames[1], reblock: true, reason })).ok()
    }
    ;(await admin.write({ action: 'move', from: 'Tagged', to: `Moved "'onclick=alert(1)`, reason: evil })).ok()
  })
  after(async () => {
    await browser.close()
    await wiki.stop()
  })

  /** Addresses that show what was written, wherever it is shown. */
  function otherAddresses(): string[] {
    const encoded = encodeURIComponent
    const index = (query: Record<string, string>) => `/index.php?${new URLSearchParams(query)}`
    return [
      ...['Text 0', 'Sorted', ...evilNames].flatMap(title => [
        index({ title, action: 'edit' }),
        index({ title, action: 'history' }),
        index({ title, action: 'info' }),
        index({ title, diff: 'prev' }),
      ]),
      '/wiki/Category:Evil',
      '/wiki/Category:Sorted_3',
      '/wiki/Special:RecentChanges?limit=500&days=30',
      '/wiki/Special:Log?limit=500',
      '/wiki/Special:Tags',
      '/wiki/Special:ApiHelp/edit',
      '/wiki/Special:WhatLinksHere/Template:Echo',
      ...evilNames.map(name => `/wiki/Special:Contributions/${encoded(name)}?limit=500`),
      ...some.slice(0, 8).map(vector => index({ search: vector, title: 'Special:Search', fulltext: '1' })),
      index({ title: some[0] ?? '', action: 'edit' }),
      index({ title: 'New', action: 'edit', section: 'new', preloadtitle: evil, summary: `"${evil}` }),
      index({ title: 'Special:UserLogin', returnto: `"${evil}`, returntoquery: `"${evil}` }),
      index({
        title: 'Special:RecentChanges',
        tagfilter: `"${evil}`,
        limit: `"${evil}`,
        namespace: `"${evil}`,
      }),
      index({ title: `Special:Nothing"${'onclick=x'}`, action: `"${evil}` }),
      index({ title: 'Text 0', oldid: `1"${evil}`, action: `"${evil}` }),
    ]
  }

  /** What ran, and what was asked for besides the page and our own files. */
  async function watched(options: {
    bypassCSP: boolean
  }): Promise<{ page: Page; found: string[]; context: BrowserContext }> {
    const context = await browser.newContext(options)
    await context.addInitScript(noteDialogues)
    const page = await context.newPage()
    const found: string[] = []
    page.on('pageerror', error => found.push(`script: ${error.message}`))
    page.on('dialog', dialog => {
      // A form that was changed asks before it is left.
      if (dialog.type() === 'beforeunload') return void dialog.accept()
      found.push(`dialogue: ${dialog.message()}`)
      void dialog.dismiss()
    })
    page.on('console', message => {
      if (message.type() === 'error' && !/status of [45]\d\d/.test(message.text())) found.push(message.text())
    })
    await context.route('**', route => {
      const request = route.request()
      const { origin, pathname } = new URL(request.url())
      const isOurs = `${origin}/` === wiki.url
      const isPage = isOurs && request.isNavigationRequest() && request.frame() === page.mainFrame()
      if (isPage || (isOurs && /^\/assets\/[\w.-]+$/.test(pathname))) return route.continue()
      found.push(`request: ${request.url().slice(0, 200)}`)
      return route.abort()
    })
    page.setDefaultTimeout(60_000)
    return { page, found, context }
  }

  const pages = () => [...texts().keys()].map(title => `/wiki/${encodeURIComponent(title)}`)

  async function problemsOf(addresses: readonly string[], options: { bypassCSP: boolean }): Promise<string[]> {
    const { page, found, context } = await watched(options)
    const problems: string[] = []
    for (const address of addresses) {
      const response = await page.goto(new URL(address, wiki.url).href)
      if ((response?.status() ?? 500) >= 500) found.push('a defect')
      if (/could not be rendered/.test((await page.textContent('main')) ?? '')) found.push('only the source')
      found.push(...((await page.evaluate(look)) as string[]))
      problems.push(...found.splice(0).map(one => `${address}: ${one}`))
    }
    await context.close()
    return problems
  }

  test('the look-out sees scripts, dialogues and requests', async () => {
    const { page, found, context } = await watched({ bypassCSP: true })
    await page.goto(wiki.url)
    for (const [markup, sign] of [
      ['<img src="/x.png" onerror="alert(1)">', /alert/],
      ['<img src="/x.png">', /request.*x\.png/],
      ['<b onclick="alert(1)">x</b>', /onclick/],
      ['<a href="java&#10;script:alert(1)">x</a>', /javascript/],
      ['<svg onload="nothing.there()"></svg>', /script: nothing is not defined/],
      ['<p style="background:url(http://elsewhere.example/x)">x</p>', /elsewhere/],
    ] as const) {
      await page.evaluate(`document.querySelector('#mw-content-text').innerHTML = ${JSON.stringify(markup)}`)
      // Scripts, requests and errors come in their own time, on a busy machine later.
      const end = Date.now() + 20_000
      do {
        await page.waitForTimeout(20)
        found.push(...((await page.evaluate(look)) as string[]))
      } while (!found.some(one => sign.test(one)) && Date.now() < end)
      assert.match(found.splice(0).join('\n'), sign, markup)
    }
    await context.close()
  })

  test('with the policy for scripts pages ask for nothing that it refuses', async () => {
    assert.deepEqual(await problemsOf(pages(), { bypassCSP: false }), [])
  })

  test('without it nothing runs in a page either', async () => {
    assert.deepEqual(await problemsOf(pages(), { bypassCSP: true }), [])
  })

  test('nor where pages, changes, people and files are listed, or said again that was asked for', async () => {
    assert.deepEqual(await problemsOf(otherAddresses(), { bypassCSP: true }), [])
  })

  test('nor in a preview', async () => {
    const { page, found, context } = await watched({ bypassCSP: true })
    for (const [title, text] of texts()) {
      if (!title.startsWith('Text')) continue
      await page.goto(new URL('/index.php?title=Preview&action=edit', wiki.url).href)
      await page.getByLabel('Text of the page').fill(text)
      await page.getByLabel('Summary').fill(evil)
      await page.getByRole('button', { name: 'Show preview' }).click()
      await page.locator('#wikiPreview').waitFor()
      found.push(...((await page.evaluate(look)) as string[]))
    }
    assert.deepEqual(found, [])
    await context.close()
  })
})

/** Dialogues are noted instead of shown. */
const noteDialogues = `window.noted = []
for (const name of ['alert', 'confirm', 'prompt', 'print', 'open']) window[name] = () => window.noted.push(name)`

/**
 * Finds scripts that wait for somebody: attributes and addresses that would run them, also once the markup was read and
 * written anew. Events are sent to every element of the content.
 */
const look = `(() => {
  const found = []
  const content = document.querySelector('#mw-content-text')
  const stop = event => event.preventDefault()
  for (const type of ['click', 'submit']) addEventListener(type, stop, true)
  const ours = new Set(document.querySelectorAll('head script, head link'))
  for (let round = 0; round < 2; round++) {
    for (const element of document.querySelectorAll('*')) {
      for (const { name, value } of element.attributes) {
        if (name.startsWith('on')) found.push(element.tagName + ' ' + name)
        if (name === 'srcdoc' || name === 'ping' || name === 'formaction' && !value.startsWith('/')) found.push(element.tagName + ' ' + name)
      }
      const address = element.href?.baseVal ?? element.href ?? element.action?.href ?? element.action
      if (typeof address === 'string' && /^(javascript|vbscript|data|blob|file):/i.test(address)) found.push(address)
      if (['IFRAME', 'OBJECT', 'EMBED', 'APPLET', 'BASE', 'FRAME'].includes(element.tagName)) found.push('<' + element.tagName + '>')
      const mayRun = element.tagName === 'SCRIPT' && element.type !== 'application/json' && element.id !== 'mw-config'
      if ((mayRun || element.tagName === 'LINK' && element.rel || element.tagName === 'STYLE') && !ours.has(element)) {
        found.push('<' + element.tagName + '> in the page')
      }
    }
    for (const element of content?.querySelectorAll('*') ?? []) {
      for (const type of ['click', 'mouseover', 'mouseenter', 'focus', 'error', 'load', 'toggle', 'animationstart']) {
        element.dispatchEvent(new Event(type, { cancelable: true }))
      }
    }
    if (content) content.innerHTML = content.innerHTML
  }
  for (const type of ['click', 'submit']) removeEventListener(type, stop, true)
  return [...found, ...window.noted.splice(0).map(name => 'dialogue: ' + name)]
})()`
