// The ways of people through the wiki with a browser: with scripts, without them, by keyboard, on a small screen, by night.
import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { startWiki, type TestWiki } from '../support/server.ts'
import { closeWindows, lowContrast, Person, startBrowser, withoutBrowser } from './browser.ts'

let wiki: TestWiki
let browser: Browser

/** What a window may be like. */
const windows = {
  'with scripts': {},
  'without scripts': { javaScriptEnabled: false },
} as const

describe('a person', { skip: withoutBrowser }, () => {
  before(async () => {
    wiki = await startWiki({ database: 'memory' })
    browser = await startBrowser()
    const admin = await wiki.as('Admin')
    await admin.write({ action: 'managetags', operation: 'create', tag: 'spam' })
  })
  afterEach(() => closeWindows(browser))
  after(async () => {
    await browser.close()
    await wiki.stop()
  })

  for (const [kind, options] of Object.entries(windows)) {
    const title = `Garden ${kind}`

    test(`${kind} makes a page with a preview, and reads it`, async () => {
      const bob = await Person.open(browser, wiki, options)
      await bob.logIn('Bob')
      const { page } = bob
      await page.getByRole('searchbox').fill(title)
      await page.getByRole('button', { name: 'Go' }).click()
      await page.getByRole('link', { name: `Create the page “${title}”` }).click()
      await page.getByLabel('Text of the page').fill("A '''garden''' with [[Tree|trees]].\n\n== Tools ==\n* Spade")
      await page.getByLabel('Summary').fill('begun')
      await page.getByRole('button', { name: 'Show preview' }).click()
      assert.equal(await page.locator('#wikiPreview b').innerText(), 'garden')
      await page.getByRole('button', { name: 'Save page' }).click()
      assert.equal(await bob.heading, title)
      assert.match(await bob.content, /A garden with trees\./)
      await page.getByRole('link', { name: 'History' }).click()
      assert.match(await bob.content, /\(begun\)/)
      assert.deepEqual(bob.problems, [])
    })

    test(`${kind} who is too late sees both texts, and saves what becomes of them`, async () => {
      const bob = await Person.open(browser, wiki, options)
      await bob.logIn('Bob')
      const { page } = bob
      await bob.goTo(`/index.php?title=${encodeURIComponent(title)}&action=edit`)
      await page.getByLabel('Text of the page').fill('A park.')
      await (await wiki.as('Admin')).write({ action: 'edit', title, text: 'A meadow.' })
      await page.getByRole('button', { name: 'Save changes' }).click()
      assert.match(await bob.heading, /Edit conflict/)
      assert.equal(await page.getByLabel('Text of the page as it is now').inputValue(), 'A meadow.')
      assert.equal(await page.getByLabel('Your text').inputValue(), 'A park.')
      await page.getByLabel('Text of the page as it is now').fill('A park with a meadow.')
      await page.getByRole('button', { name: 'Save changes' }).click()
      assert.match(await bob.content, /A park with a meadow\./)
      assert.deepEqual(bob.problems, [])
    })

    test(`${kind} tags a revision`, async () => {
      const bob = await Person.open(browser, wiki, options)
      await bob.logIn('Bob')
      const { page } = bob
      await bob.goTo(`/index.php?title=${encodeURIComponent(title)}&action=history`)
      await page.getByRole('checkbox').nth(1).check()
      await page.getByRole('button', { name: 'Tag the ticked ones' }).click()
      await page.getByRole('group', { name: 'Add' }).getByLabel('spam').check()
      await page.getByLabel('Reason').fill('looks like it')
      await page.getByRole('button', { name: /Change its tags/ }).click()
      assert.match(await bob.content, /tags were changed/)
      await page.getByRole('link', { name: /Back to the history/ }).click()
      assert.equal(await page.locator('.mw-tag-marker', { hasText: 'spam' }).count(), 1)
      assert.deepEqual(bob.problems, [])
    })

    test(`${kind} hides a revision, which others then see withheld`, async () => {
      const admin = await Person.open(browser, wiki, options)
      await admin.logIn('Admin')
      await admin.goTo(`/index.php?title=${encodeURIComponent(title)}&action=history`)
      const { page } = admin
      const row = page.locator('#pagehistory li', { hasText: 'begun' })
      await row.getByRole('checkbox').check()
      await page.getByRole('button', { name: 'Hide or show the ticked ones' }).click()
      await page.getByRole('group', { name: 'Text' }).getByLabel('Hide').check()
      await page.getByRole('group', { name: 'Summary' }).getByLabel('Hide').check()
      await page.getByLabel('Reason').fill('private')
      await page.getByRole('button', { name: /Change/ }).click()
      await page.getByRole('status').waitFor()

      const reader = await Person.open(browser, wiki, options)
      await reader.goTo(`/index.php?title=${encodeURIComponent(title)}&action=history`)
      assert.doesNotMatch(await reader.content, /begun/)
      const hidden = reader.page.locator('#pagehistory li', { has: reader.page.locator('.history-deleted') })
      assert.equal(await hidden.count(), 1)
      assert.equal(await hidden.locator('.stamp a').count(), 0)
      const id = await hidden.getAttribute('data-mw-revid')
      await reader.goTo(`/index.php?title=${encodeURIComponent(title)}&oldid=${id}`)
      assert.doesNotMatch(await reader.content, /trees/)
      await admin.goTo(`/index.php?title=${encodeURIComponent(title)}&oldid=${id}`)
      await page.getByRole('link', { name: 'Show it' }).click()
      assert.match(await admin.content, /trees/)
      assert.deepEqual([...admin.problems, ...reader.problems], [])
    })

    test(`${kind} compares two revisions, and logs out`, async () => {
      const bob = await Person.open(browser, wiki, options)
      await bob.logIn('Bob')
      const { page } = bob
      await bob.goTo(`/index.php?title=${encodeURIComponent(title)}&action=history`)
      await page.getByRole('button', { name: 'Compare the chosen revisions' }).click()
      assert.match(await bob.heading, /difference/)
      assert.ok((await page.locator('table.diff .diff-addedline').count()) > 0)
      await page.getByRole('button', { name: 'Log out' }).click()
      await page.getByRole('link', { name: 'Log in' }).waitFor()
      assert.deepEqual(bob.problems, [])
    })
  }

  test('comes by keyboard past the menus to the content, and edits without a mouse', async () => {
    const bob = await Person.open(browser, wiki)
    await bob.logIn('Bob')
    await bob.goTo('/wiki/Main_Page')
    const { page } = bob
    const focused = () => page.evaluate('document.activeElement.textContent.trim() || document.activeElement.id')
    await page.keyboard.press('Tab')
    assert.equal(await focused(), 'Skip to the content')
    await page.keyboard.press('Enter')
    const names: unknown[] = []
    for (let n = 0; n < 8; n++) {
      await page.keyboard.press('Tab')
      names.push(await focused())
      if (names.at(-1) === 'Edit') break
    }
    assert.equal(names.at(-1), 'Edit', `the ways were ${names.join(', ')}`)
    await page.keyboard.press('Enter')
    await page.getByLabel('Text of the page').focus()
    await page.keyboard.press('Control+End')
    await page.keyboard.type(' By keyboard.')
    await page.keyboard.press('Tab')
    await page.keyboard.type('typed')
    await page.keyboard.press('Enter')
    await page.getByText('By keyboard.').waitFor()
    assert.equal(await bob.heading, 'Main Page')
    assert.deepEqual(bob.problems, [])
  })

  test('opens the menu of further actions and closes it with Escape', async () => {
    const admin = await Person.open(browser, wiki)
    await admin.logIn('Admin')
    await admin.goTo('/wiki/Main_Page')
    const { page } = admin
    await page.getByText('More').click()
    const entry = page.getByRole('link', { name: 'Delete' })
    assert.ok(await entry.isVisible())
    await page.keyboard.press('Escape')
    assert.ok(!(await entry.isVisible()))
  })

  test('on a small screen finds everything without scrolling sideways', async () => {
    const reader = await Person.open(browser, wiki, { viewport: { width: 360, height: 640 } })
    for (const path of [
      '/wiki/Main_Page',
      '/index.php?title=Main_Page&action=history',
      '/wiki/Special:RecentChanges',
      '/wiki/Special:Tags',
      '/index.php?title=Main_Page&action=edit',
    ]) {
      await reader.goTo(path)
      const width = await reader.page.evaluate('document.documentElement.scrollWidth')
      assert.ok(Number(width) <= 360, `${path} is ${width} wide`)
    }
    await reader.page.getByRole('link', { name: 'Menu' }).click()
    assert.ok(await reader.page.getByRole('link', { name: 'Special pages' }).isVisible())
  })

  for (const colorScheme of ['light', 'dark'] as const) {
    test(`reads with enough contrast when it is ${colorScheme}`, async () => {
      const reader = await Person.open(browser, wiki, { colorScheme })
      await reader.goTo('/wiki/Special:RecentChanges')
      assert.deepEqual(await reader.page.evaluate(lowContrast), [])
    })
  }

  test('puts a query together in the sandbox of the API, and saves a page there', async () => {
    const bob = await Person.open(browser, wiki)
    await bob.logIn('Bob')
    const { page } = bob
    const answer = async (): Promise<Record<string, unknown>> => {
      await page.getByRole('button', { name: 'Send the request' }).click()
      await page.getByText(/HTTP 200/).waitFor()
      return JSON.parse(await page.locator('#sandbox-answer').innerText())
    }
    await bob.goTo('/wiki/Special:ApiSandbox')
    await page.getByRole('group', { name: 'list' }).getByLabel('allpages', { exact: true }).check()
    await page.getByRole('tab', { name: 'list=allpages' }).click()
    await page.getByLabel('apprefix', { exact: true }).fill('Main')
    await page.getByLabel('aplimit', { exact: true }).fill('max')
    assert.deepEqual(
      ((await answer()).query as { allpages: { title: string }[] }).allpages.map(one => one.title),
      ['Main Page'],
    )
    assert.match(page.url(), /#action=query&.*list=allpages.*apprefix=Main/)

    // By keyboard, in a form that grows while somebody types.
    await bob.goTo('/wiki/Special:ApiSandbox#action=query&titles=Main+Page&prop=revisions&format=json&formatversion=2')
    await page.getByRole('tab', { name: 'action=query' }).focus()
    await page.keyboard.press('End')
    assert.equal(await page.getByRole('tab', { selected: true }).innerText(), 'prop=revisions')
    await page.getByLabel('rvlimit', { exact: true }).pressSequentially('12')
    await page.getByRole('group', { name: 'rvslots' }).getByLabel('main', { exact: true }).check()
    await page.getByLabel('rvcontentformat-main').waitFor()
    assert.equal(await page.getByLabel('rvlimit', { exact: true }).inputValue(), '12')
    const { pages } = (await answer()).query as { pages: { revisions: unknown[] }[] }
    assert.ok((pages[0]?.revisions.length ?? 0) > 0)

    await bob.goTo('/wiki/Special:ApiHelp/edit')
    await page.getByRole('link', { name: '[open in the sandbox]' }).first().click()
    await page.getByLabel('Send baserevid').uncheck()
    await page.getByLabel('title', { exact: true }).fill('Castle')
    await page.getByLabel('text', { exact: true }).fill('<b onclick="alert(1)">Sand</b>')
    assert.match(
      await page
        .getByRole('status')
        .allInnerTexts()
        .then(texts => texts.join()),
      /changes the wiki/,
    )
    const { edit } = (await answer()) as { edit: { result: string; title: string } }
    assert.deepEqual([edit.result, edit.title], ['Success', 'Castle'])
    assert.doesNotMatch(page.url(), /token/)
    const saved = await (await wiki.as('Bob')).get({
      action: 'query',
      prop: 'revisions',
      titles: 'Castle',
      rvprop: 'user',
    })
    assert.equal(saved.at('query.pages.0.revisions.0.user'), 'Bob')
    assert.deepEqual(bob.problems, [])
  })

  test('who has typed something is asked before leaving it', async () => {
    const bob = await Person.open(browser, wiki)
    await bob.logIn('Bob')
    await bob.goTo('/index.php?title=Main_Page&action=edit')
    await bob.page.getByLabel('Text of the page').fill('not saved')
    let asked = false
    bob.page.on('dialog', async dialog => {
      asked = dialog.type() === 'beforeunload'
      await dialog.accept()
    })
    await bob.goTo('/wiki/Special:RecentChanges')
    assert.ok(asked)
  })
})
