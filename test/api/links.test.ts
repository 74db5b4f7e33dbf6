// The link tables and all that lists them, over HTTP: they are there shortly after every change, and after a crash.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Answer, Params } from '../support/client.ts'
import { eventually, jobsDone } from '../support/pages.ts'
import { runCommand, startServer, startWiki } from '../support/server.ts'

const wiki = await startWiki()
const admin = await wiki.as('Admin')
after(() => wiki.stop())

const save = async (title: string, text: string): Promise<Answer> =>
  (await admin.write({ action: 'edit', title, text })).ok()
const query = async (params: Params): Promise<Answer> => (await admin.get({ action: 'query', ...params })).ok()
/** The values of a key in a list. */
const all = (answer: Answer, path: string, key = 'title'): unknown[] =>
  (answer.list(path) as Record<string, unknown>[]).map(one => one[key])

describe('what a page refers to', () => {
  before(async () => {
    await save('Template:T', '[[From template]] [[Category:By template]]')
    await save(
      'P',
      `[[A]] [[b]] [[Talk:C]] {{T}} [[Category:Own|key]] [[File:Shown.png]] [https://example.org/x y]
       [[wikipedia:W]] __NOTOC__ {{DISPLAYTITLE:p}}`,
    )
    await save('R', '#REDIRECT [[A]]')
    await jobsDone(admin)
  })

  test('is told by each of the props', async () => {
    const answer = await query({
      titles: 'P',
      prop: 'links|templates|images|categories|extlinks|iwlinks|pageprops',
      clprop: 'sortkey',
    })
    const page = 'query.pages.0'
    assert.deepEqual(all(answer, `${page}.links`), ['A', 'B', 'From template', 'Talk:C'])
    assert.deepEqual(all(answer, `${page}.templates`), ['Template:T'])
    assert.deepEqual(all(answer, `${page}.images`), ['File:Shown.png'])
    assert.deepEqual(all(answer, `${page}.extlinks`, 'url'), ['https://example.org/x'])
    assert.deepEqual(answer.at(`${page}.iwlinks`), [{ prefix: 'wikipedia', title: 'W' }])
    assert.deepEqual(answer.at(`${page}.pageprops`), { displaytitle: 'p', notoc: '' })
    assert.ok(all(answer, `${page}.categories`).includes('Category:By template'))
    assert.ok(all(answer, `${page}.categories`, 'sortkeyprefix').includes('key'))
  })

  test('is told backwards too', async () => {
    assert.deepEqual(all(await query({ list: 'backlinks', bltitle: 'A' }), 'query.backlinks'), ['P', 'R'])
    assert.deepEqual(all(await query({ list: 'embeddedin', eititle: 'Template:T' }), 'query.embeddedin'), ['P'])
    assert.deepEqual(all(await query({ list: 'imageusage', iutitle: 'File:Shown.png' }), 'query.imageusage'), ['P'])
    assert.deepEqual(all(await query({ list: 'exturlusage', euquery: 'example.org' }), 'query.exturlusage'), ['P'])
    assert.deepEqual(all(await query({ prop: 'linkshere', titles: 'A' }), 'query.pages.0.linkshere'), ['P', 'R'])
    const members = await query({ list: 'categorymembers', cmtitle: 'Category:Own' })
    assert.deepEqual(all(members, 'query.categorymembers'), ['P'])
    const uses = await query({ list: 'pageswithprop', pwppropname: 'notoc' })
    assert.deepEqual(all(uses, 'query.pageswithprop'), ['P'])
  })

  test('is found through redirects, with their pages below them', async () => {
    await save('To redirect', '[[R]]')
    await jobsDone(admin)
    const answer = await query({ list: 'backlinks', bltitle: 'A', blredirect: 1 })
    assert.deepEqual(all(answer, 'query.backlinks'), ['P', 'R'])
    assert.deepEqual(all(answer, 'query.backlinks.1.redirlinks'), ['To redirect'])
  })

  test('follows to the end page by page as in one request', async () => {
    const whole = all(await query({ titles: 'P|To redirect', prop: 'links', pllimit: 'max' }), 'query.pages.0.links')
    const found: unknown[] = []
    let more: Params = {}
    for (;;) {
      const answer = await query({ titles: 'P|To redirect', prop: 'links', pllimit: 1, ...more })
      for (const page of answer.list('query.pages') as { links?: { title: string }[] }[]) {
        found.push(...(page.links ?? []).map(link => link.title))
      }
      if (answer.at('continue') === undefined) break
      more = answer.at('continue') as Params
    }
    assert.deepEqual(found, [...whole, 'R'])
  })
})

describe('after a change', () => {
  test('of a template, the pages that use it are brought up to date', async () => {
    for (let number = 1; number <= 45; number++) await save(`Using ${number}`, '{{Widely used}}')
    await save('Template:Widely used', '<includeonly>[[Category:First]]</includeonly>')
    const size = async (category: string): Promise<unknown> =>
      (await query({ prop: 'categoryinfo', titles: `Category:${category}` })).at('query.pages.0.categoryinfo.size')
    await eventually(async () => (await size('First')) === 45, 'all are in the first category')
    await save('Template:Widely used', '<includeonly>[[Category:Second]]</includeonly>')
    await eventually(async () => (await size('Second')) === 45, 'all are in the second category')
    assert.equal(await size('First'), undefined)
  })

  test('a page that is deleted refers to nothing, and to all again when it is back', async () => {
    await save('Comes and goes', '[[Target of it]] [[Category:Of it]]')
    const links = async () => all(await query({ list: 'backlinks', bltitle: 'Target of it' }), 'query.backlinks')
    await eventually(async () => (await links()).length === 1, 'the link is there')
    await admin.write({ action: 'delete', title: 'Comes and goes' })
    await eventually(async () => (await links()).length === 0, 'the link is gone')
    await jobsDone(admin)
    assert.equal((await query({ list: 'allcategories', acprefix: 'Of it' })).list('query.allcategories').length, 0)
    await admin.write({ action: 'undelete', title: 'Comes and goes' })
    await eventually(async () => (await links()).length === 1, 'the link is back')
    await jobsDone(admin)
    assert.equal((await query({ list: 'allcategories', acprefix: 'Of it' })).list('query.allcategories').length, 1)
  })

  test('a category is counted by the kinds of its members', async () => {
    await save('Member', '[[Category:Mixed]]')
    await save('Category:Below', '[[Category:Mixed]]')
    await save('File:Member.png', '[[Category:Mixed]]')
    await jobsDone(admin)
    const answer = await query({ prop: 'categoryinfo', titles: 'Category:Mixed' })
    assert.deepEqual(answer.at('query.pages.0.categoryinfo'), {
      size: 3,
      pages: 1,
      files: 1,
      subcats: 1,
      hidden: false,
    })
    const list = await query({ list: 'categorymembers', cmtitle: 'Category:Mixed', cmprop: 'type' })
    assert.deepEqual(all(list, 'query.categorymembers', 'type'), ['page', 'subcat', 'file'])
  })

  test('what a page protects with it is what it includes at last', async () => {
    const bob = await wiki.as('Bob')
    await save('Included', 'x')
    await save('Guard', '{{:Included}}')
    const protect = { action: 'protect', title: 'Guard', protections: 'edit=sysop', cascade: 1, expiry: 'infinite' }
    ;(await admin.write(protect)).ok()
    const edit = () => bob.write({ action: 'edit', title: 'Included', appendtext: 'y' })
    assert.equal((await edit()).code, 'cascadeprotected')
    await save('Guard', 'nothing')
    await jobsDone(admin)
    assert.equal((await edit()).code, undefined)
  })
})

test('a page that is protected right after its edit keeps what it refers to', async () => {
  const titles = Array.from({ length: 8 }, (_, number) => `Guarded at once ${number}`)
  for (const title of titles) {
    await save(title, `[[${title} leads here]]`)
    ;(await admin.write({ action: 'protect', title, protections: 'edit=sysop' })).ok()
  }
  await jobsDone(admin)
  for (const title of titles) {
    assert.deepEqual(all(await query({ prop: 'links', titles: title }), 'query.pages.0.links'), [`${title} leads here`])
  }
})

test('what is hidden is referred to by nobody', async () => {
  const first = (await save('Hides', '[[SECRETTARGET]]')).number('edit.newrevid')
  await save('Hides', 'open')
  await jobsDone(admin)
  await admin.write({ action: 'revisiondelete', type: 'revision', ids: first, hide: 'content' })
  assert.deepEqual((await query({ list: 'backlinks', bltitle: 'SECRETTARGET' })).list('query.backlinks'), [])
  assert.equal((await query({ titles: 'Hides', prop: 'links' })).at('query.pages.0.links'), undefined)
})

test('a crash loses no links: those that were not kept yet are after the next start', async () => {
  const own = await startServer()
  try {
    let client = await own.as('Admin')
    for (let number = 1; number <= 20; number++) {
      const params = { action: 'edit', title: `Crash ${number}`, text: '[[Category:After the crash]]' }
      const answer = client.write(params)
      if (number < 20) await answer
      else await answer.then(() => own.kill('SIGKILL'))
    }
    const again = await own.restart()
    try {
      client = await again.as('Admin')
      const size = async () =>
        (await client.get({ action: 'query', prop: 'categoryinfo', titles: 'Category:After the crash' })).at(
          'query.pages.0.categoryinfo.size',
        )
      await eventually(async () => (await size()) === 20, 'all are in the category')
    } finally {
      await again.kill('SIGTERM')
    }
    const checked = await runCommand(['check', ...own.where])
    assert.match(checked.stdout, /All \d+ rules hold/, checked.stderr)
  } finally {
    await own.stop()
  }
})

describe('pages of a dump', () => {
  const dump = (pages: readonly (readonly [title: string, text: string])[]): string => {
    const revision = (text: string): string =>
      `<revision><timestamp>2020-01-01T00:00:00Z</timestamp><contributor><username>X</username></contributor>
       <model>wikitext</model><format>text/x-wiki</format><text>${text}</text></revision>`
    const page = ([title, text]: readonly [string, string]): string =>
      `<page><title>${title}</title><ns>${title.startsWith('Template:') ? 10 : 0}</ns>${revision(text)}</page>`
    return `<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11" xml:lang="en">
      ${pages.map(page).join('\n')}</mediawiki>`
  }

  test('have their links, whether they are few or many', async () => {
    const own = await startServer()
    try {
      let client = await own.as('Admin')
      const links = async (title: string) =>
        (await client.get({ action: 'query', prop: 'links', titles: title })).at('query.pages.0.links.0.title')
      ;(await client.write({ action: 'edit', title: 'Here before', text: '{{Imported}}' })).ok()
      await own.kill('SIGTERM')
      const few = await runCommand(['import', '-', ...own.where], {
        input: dump([
          ['Few', '{{Imported}}'],
          ['Template:Imported', '[[Leads here]]'],
        ]),
      })
      assert.match(few.stdout, /2 pages \(2 new\)/, few.stderr)
      let again = await own.restart()
      client = await again.as('Admin')
      for (const title of ['Few', 'Here before']) {
        await eventually(async () => (await links(title)) === 'Leads here', `${title} has its link`)
      }
      await again.kill('SIGTERM')
      const many = Array.from({ length: 1001 }, (_, number): [string, string] => [`Many ${number}`, 'x'])
      await runCommand(['import', '-', ...own.where], { input: dump([...many, ['Last', '[[Leads here]]']]) })
      again = await own.restart()
      client = await again.as('Admin')
      await eventually(async () => (await links('Last')) === 'Leads here', 'the last has its link')
      await again.kill('SIGTERM')
      const checked = await runCommand(['check', ...own.where])
      assert.match(checked.stdout, /All \d+ rules hold/, checked.stderr)
    } finally {
      await own.stop()
    }
  })
})
