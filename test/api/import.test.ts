// action=import over HTTP: pages with their history from a file.
import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import type { Answer } from '../support/client.ts'
import { startWiki } from '../support/server.ts'

const wiki = await startWiki()
const admin = await wiki.as('Admin')
after(() => wiki.stop())

const revision = (time: string, author: string, text: string): string =>
  `<revision><id>1</id><timestamp>${time}</timestamp><contributor>${author}</contributor><comment>old</comment>
   <model>wikitext</model><format>text/x-wiki</format><text xml:space="preserve">${text}</text></revision>`
const page = (title: string, ...revisions: string[]): string =>
  `<page><title>${title}</title><ns>0</ns><id>1</id>${revisions.join('')}</page>`
const dump = (...pages: string[]): string =>
  `<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11" xml:lang="en">${pages.join('')}</mediawiki>`
/** The hash of `one`, as exports write it. */
const sha1OfOne = 'to7r84xq6nktrsiigtf00jn7lggol52'
const user = (name: string): string => `<username>${name}</username><id>7</id>`

async function send(xml: string, params: Record<string, string> = {}, client = admin): Promise<Answer> {
  const body = new FormData()
  const fields = { action: 'import', format: 'json', formatversion: '2', interwikiprefix: 'old', ...params }
  for (const [name, value] of Object.entries(fields)) body.set(name, value)
  body.set('token', await client.token('csrf'))
  body.set('xml', new Blob([xml], { type: 'text/xml' }), 'dump.xml')
  return client.fetch('/api.php', { method: 'POST', body })
}
const history = async (title: string) =>
  (
    await admin.get({
      action: 'query',
      prop: 'revisions',
      titles: title,
      rvlimit: 10,
      rvprop: 'user|timestamp|comment',
    })
  )
    .list('query.pages.0.revisions')
    .map(one => one as { user: string; timestamp: string; comment: string; commenthidden?: true })

describe('import', () => {
  test('brings the history, and leaves a log entry and a revision that tell of it', async () => {
    const file = dump(
      page(
        'Im',
        revision('2011-02-03T04:05:06Z', user('Bob'), 'one'),
        revision('2012-02-03T04:05:06Z', '<ip>192.0.2.5</ip>', 'two'),
      ),
    )
    const answer = (await send(file, { summary: 'why', assignknownusers: '1' })).ok()
    assert.deepEqual(answer.at('import'), [{ ns: 0, title: 'Im', revisions: 2 }])
    const [told, second, first] = await history('Im')
    assert.equal(told?.comment, '2 revisions imported: why')
    assert.deepEqual([second?.user, second?.timestamp], ['192.0.2.5', '2012-02-03T04:05:06Z'])
    assert.equal(first?.user, 'Bob')
    const log = await admin.get({ action: 'query', list: 'logevents', letype: 'import' })
    assert.deepEqual(log.at('query.logevents.0.params'), { count: 2 })
  })

  test('knows a revision again by its time and the hash that the file tells, without a hash never', async () => {
    const plain = revision('2011-01-01T00:00:00Z', user('X'), 'one')
    const told = plain.replace('</revision>', `<sha1>${sha1OfOne}</sha1></revision>`)
    const added = async (...revisions: string[]) =>
      (await send(dump(page('Again', ...revisions)))).at('import.0.revisions')
    assert.deepEqual([await added(told, told), await added(told), await added(plain), await added(plain)], [1, 0, 1, 1])
  })

  test('names authors after where they are from', async () => {
    await send(dump(page('Authors', revision('2011-01-01T00:00:00Z', user('Bob'), 'x'))))
    assert.equal((await history('Authors')).at(-1)?.user, 'old>Bob')
    await send(dump(page('Known', revision('2011-01-01T00:00:00Z', user('bob'), 'x'))), { assignknownusers: '1' })
    assert.equal((await history('Known')).at(-1)?.user, 'Bob')
    await send(dump(page('Nobody', revision('2011-01-01T00:00:00Z', '', 'x'))))
    assert.equal((await history('Nobody')).at(-1)?.user, 'old>Unknown user')
  })

  test('what is marked as deleted is hidden here', async () => {
    const whole = revision('2011-01-01T00:00:00Z', user('X'), 'x')
    await send(dump(page('Hidden', whole.replace(/<comment>.*<\/comment>/, '<comment deleted="deleted"/>'))))
    assert.equal((await history('Hidden')).at(-1)?.commenthidden, true)
  })

  test('puts pages elsewhere if that is asked for', async () => {
    const file = dump(page('Somewhere', revision('2011-01-01T00:00:00Z', user('X'), 'x')))
    assert.equal((await send(file, { namespace: '4' })).at('import.0.ns'), 4)
    assert.equal((await send(file, { rootpage: 'User:Admin' })).at('import.0.title'), 'User:Admin/Somewhere')
    assert.equal((await send(file, { namespace: '4', rootpage: 'A' })).code, 'invalidparammix')
  })

  test('puts pages into the namespace of the same number, and none under the name of another wiki', async () => {
    const one = (title: string) => page(title, revision('2011-01-01T00:00:00Z', user('X'), 'x'))
    const foreign = one('Elsewhere:Rules').replace('<ns>0</ns>', '<ns>4</ns>')
    const answer = (await send(dump(foreign, one('Elsewhere:Rules'), one('wikipedia:Rules')))).ok()
    assert.deepEqual(
      answer.list('import').map(item => (item as { ns: number }).ns),
      [4, 0],
    )
  })

  test('leaves out what is no page, and what the importer may not edit', async () => {
    const one = (title: string) => page(title, revision('2011-01-01T00:00:00Z', user('X'), 'x'))
    const answer = (await send(dump(one('Bad[title'), one('User:Bob/common.js'), one('Good one')))).ok()
    assert.deepEqual(
      answer.list('import').map(item => (item as { title: string }).title),
      ['User:Bob/common.js', 'Good one'],
    )
  })

  test('refuses files that are broken, and who may not', async () => {
    assert.equal((await send('no xml')).code, 'import-unknownerror')
    const unknown = page('Model', revision('2011-01-01T00:00:00Z', user('X'), 'x').replace('wikitext', 'nonsense'))
    assert.equal((await send(dump(unknown))).code, 'import-unknownerror')
    assert.equal((await send(dump(), { interwikiprefix: '' })).code, 'nointerwikiprefix')
    assert.equal((await send(dump(), { rootpage: 'Bad[title' })).code, 'import-rootpage-invalid')
    assert.equal((await admin.write({ action: 'import', interwikiprefix: 'old' })).code, 'nofile')
    assert.equal((await send(dump(), {}, await wiki.as('Bob'))).code, 'cantimport-upload')
  })
})
