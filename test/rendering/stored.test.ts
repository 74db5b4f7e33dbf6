// Renderings that other processes find in the database, and what makes them old.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { timestampOf } from '../../src/api/timestamps.ts'
import { pageByTitle, touchPages } from '../../src/pages/page-store.ts'
import { purge } from '../../src/pages/purge.ts'
import { renderPage } from '../../src/pages/render-page.ts'
import { factsOf } from '../../src/pages/revision-facts.ts'
import { cachedObject, forgetObjects, keepObject, trimObjects } from '../../src/rendering/object-cache-store.ts'
import { forgetStored } from '../../src/rendering/stored-rendering.ts'
import { revisionById } from '../../src/revisions/revision-store.ts'
import { openWiki, type Wiki } from '../../src/wiki.ts'
import { testDatabases } from '../support/database.ts'
import { type MadeWiki, makeWiki, type Person } from '../support/made-wiki.ts'

/** Long enough for a thread, so that it shows whether the page was rendered. */
const long = 'long text '.repeat(5000)
const manyLinks = Array.from({ length: 2000 }, (_, index) => `[[Page ${index}]]`).join(' ')
const hour = 3_600_000

for (const database of testDatabases().filter(one => one.shared)) {
  describe(database.name, () => {
    let made: MadeWiki
    let anna: Person
    before(async () => {
      made = await makeWiki(database)
      anna = await made.person('Anna')
      await made.edit(anna, 'Template:Part', 'one')
    })
    after(async () => {
      await made.wiki.close()
      await database.drop()
    })

    /** Some time after the last edit. */
    const later = (milliseconds = 60_000) => new Date(made.wiki.now().getTime() + milliseconds)

    async function rendered(wiki: Wiki, title: string, text: string, now: Date): Promise<string> {
      const page = await pageByTitle(wiki.database.read, made.title(title))
      const revision = page && (await revisionById(wiki.database.read, page.page_latest))
      assert.ok(revision)
      const order = { title: made.title(title), text, now, revision: factsOf(revision) }
      return (await renderPage(wiki, order)).html
    }

    /** What a process that starts now shows of a page, and whether it had to render it. */
    async function elsewhere(title: string, text: string, now = later()): Promise<{ html: string; isNew: boolean }> {
      const other = await openWiki({ database: await database.open(), now: () => now })
      try {
        const html = await rendered(other, title, text, now)
        return { html, isNew: other.renderer.threads > 0 }
      } finally {
        // Waits for what is stored in the background.
        await other.close()
      }
    }

    async function stored(title: string, text: string): Promise<void> {
      await made.edit(anna, title, text)
      assert.equal((await elsewhere(title, text)).isNew, true)
      assert.equal((await elsewhere(title, text)).isNew, false, 'stored')
    }

    test('a rendering that took long is found by the next process, and is the same', async () => {
      const text = `${long} {{Part}} [[Red]] == One ==`
      await made.edit(anna, 'Same', text)
      const first = await elsewhere('Same', text)
      assert.match(first.html, /long text\s+one/)
      assert.equal(first.isNew, true)
      assert.deepEqual(await elsewhere('Same', text), { html: first.html, isNew: false })
    })

    test('it is old after a day', async () => {
      await stored('Day', long)
      assert.equal((await elsewhere('Day', long, later(23 * hour))).isNew, false)
      assert.equal((await elsewhere('Day', long, later(25 * hour))).isNew, true)
    })

    test('it is old when a page that it includes has changed', async () => {
      await stored('Including', `${long}{{Part}}`)
      await made.edit(anna, 'Template:Part', 'two')
      const { html, isNew } = await elsewhere('Including', `${long}{{Part}}`)
      assert.match(html, /long text two/)
      assert.equal(isNew, true)
    })

    test('it is old when a page that it links to appears', async () => {
      await stored('Linking', `${long}[[Appears]]`)
      await made.edit(anna, 'Appears', 'here')
      assert.equal((await elsewhere('Linking', `${long}[[Appears]]`)).isNew, true)
    })

    test('one with very many links is old when the page is touched', async () => {
      await stored('Many', manyLinks)
      const page = await pageByTitle(made.wiki.database.read, made.title('Many'))
      assert.ok(page)
      await made.wiki.database.write(tx => touchPages(tx, [page.page_id], timestampOf(later(1000))))
      assert.equal((await elsewhere('Many', manyLinks)).isNew, true)
    })

    test('one with very many links that was made in the second of a change is not kept', async () => {
      await made.edit(anna, 'Just now', manyLinks)
      assert.equal((await elsewhere('Just now', manyLinks, made.wiki.now())).isNew, true)
      assert.equal((await elsewhere('Just now', manyLinks)).isNew, true)
    })

    test('it is forgotten when the page is purged, and when its revision is hidden', async () => {
      await stored('Purged', long)
      const page = await pageByTitle(made.wiki.database.read, made.title('Purged'))
      assert.ok(page)
      await purge(made.wiki, [page.page_id], timestampOf(made.wiki.now()))
      await stored('Purged', long)
      await made.wiki.database.write(tx => forgetStored(tx, page.page_latest))
      assert.equal((await elsewhere('Purged', long)).isNew, true)
    })

    test('what shows the numbers of the wiki is not stored', async () => {
      const text = `${long}{{NUMBEROFPAGES}}`
      await made.edit(anna, 'Numbers', text)
      assert.equal((await elsewhere('Numbers', text)).isNew, true)
      assert.equal((await elsewhere('Numbers', text)).isNew, true)
    })

    test('values are kept until their time, and those that end first make room', async () => {
      const { read } = made.wiki.database
      const bytes = new Uint8Array(1000)
      await made.wiki.database.write(async tx => {
        await forgetObjects(tx, 'rendering:')
        for (const [key, until] of [
          ['test:a', '20300101000000'],
          ['test:b', '20300103000000'],
          ['test:c', '20300102000000'],
          ['test:d', '20200101000000'],
        ] as const) {
          await keepObject(tx, key, bytes, until)
        }
      })
      const left = async () => {
        const found = ['a', 'b', 'c', 'd'].map(key => cachedObject(read, `test:${key}`, '20260101000000'))
        return (await Promise.all(found)).map(value => value?.length)
      }
      assert.deepEqual(await left(), [1000, 1000, 1000, undefined])
      await made.wiki.database.write(tx => trimObjects(tx, '20260101000000', 2500))
      assert.deepEqual(await left(), [undefined, 1000, 1000, undefined])
      await made.wiki.database.write(tx => forgetObjects(tx, 'test:'))
      assert.deepEqual(await left(), [undefined, undefined, undefined, undefined])
    })
  })
}
