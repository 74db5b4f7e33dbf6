// A browser for tests of the pages: Debian's Chromium, driven from here, where one is installed.
import { existsSync } from 'node:fs'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import type { TestWiki } from '../support/server.ts'
import { passwordOf } from '../support/server.ts'

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const executablePath = places.find(place => existsSync(place))

/** Why tests with a browser are left out, if they are: `test('…', { skip: withoutBrowser }, …)`. */
export const withoutBrowser: string | false = executablePath === undefined ? 'no Chromium is installed' : false

export async function startBrowser(): Promise<Browser> {
  const { chromium } = await import('playwright-core')
  if (executablePath === undefined) throw new Error('no Chromium is installed')
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
}

/** Closes the windows of a test, which would go on working beside those of the next. */
export async function closeWindows(browser: Browser): Promise<void> {
  await Promise.all(browser.contexts().map(context => context.close()))
}

/** Somebody with a browser window of their own, and all that went wrong in it. */
export class Person {
  readonly page: Page
  readonly problems: string[]
  readonly #root: string
  private constructor(page: Page, root: string, problems: string[]) {
    this.page = page
    this.#root = root
    this.problems = problems
  }

  static async open(
    browser: Browser,
    wiki: TestWiki,
    options: Parameters<Browser['newContext']>[0] = {},
  ): Promise<Person> {
    const context: BrowserContext = await browser.newContext(options)
    const page = await context.newPage()
    const problems: string[] = []
    page.on('pageerror', error => problems.push(`script: ${error.message}`))
    page.on('console', message => {
      // A page that is answered 404 is noted down by the browser as well.
      if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) problems.push(message.text())
    })
    page.setDefaultTimeout(60_000)
    return new Person(page, wiki.url, problems)
  }

  async goTo(path: string): Promise<void> {
    await this.page.goto(new URL(path, this.#root).href)
  }

  async logIn(name: string): Promise<void> {
    await this.goTo('/wiki/Special:UserLogin')
    await this.page.getByLabel('User name').fill(name)
    await this.page.getByLabel('Password').fill(passwordOf(name))
    await this.page.getByRole('main').getByRole('button', { name: 'Log in' }).click()
    await this.page.getByRole('link', { name, exact: true }).first().waitFor()
  }

  get heading(): Promise<string> {
    return this.page.getByRole('heading', { level: 1 }).innerText()
  }

  get content(): Promise<string> {
    return this.page.getByRole('main').innerText()
  }
}

/** Runs in the page: texts whose colour is nearer to their background than the guidelines for accessibility allow. */
export const lowContrast = `(() => {
  const channels = color => (color.match(/[\\d.]+/g) ?? []).map(Number)
  const light = color => {
    const [r, g, b] = channels(color).map(c => { const s = c / 255; return s <= 0.03928 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4 })
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const behind = element => {
    for (let at = element; at; at = at.parentElement) {
      const color = getComputedStyle(at).backgroundColor
      const [, , , alpha = 1] = channels(color)
      if (alpha > 0) return color
    }
    return 'rgb(255, 255, 255)'
  }
  const found = []
  for (const element of document.querySelectorAll('body *')) {
    const hasText = [...element.childNodes].some(node => node.nodeType === 3 && node.textContent.trim() !== '')
    if (!hasText || element.closest('script, .skip, option') || element.offsetParent === null) continue
    const [one, other] = [light(getComputedStyle(element).color), light(behind(element))].sort((a, b) => b - a)
    const ratio = (one + 0.05) / (other + 0.05)
    if (ratio < 4.5) found.push(element.tagName + ' ' + element.textContent.trim().slice(0, 40) + ' ' + ratio.toFixed(2))
  }
  return found
})()`
