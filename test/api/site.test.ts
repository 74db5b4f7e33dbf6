// What the API tells of the site: siteinfo, messages, languages, file repositories.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Answer, Client, Params } from '../support/client.ts'
import { followed } from '../support/follow.ts'
import { startWiki, type TestWiki } from '../support/server.ts'

let wiki: TestWiki
let nobody: Client

before(async () => {
  wiki = await startWiki({ database: process.env.DATABASE ?? 'memory' })
  nobody = wiki.client()
  const admin = await wiki.as('Admin')
  ;(await admin.write({ action: 'edit', title: 'MediaWiki:Mainpage', text: 'First page' })).ok()
  ;(await admin.write({ action: 'edit', title: 'MediaWiki:Made here', text: 'own text' })).ok()
})
after(() => wiki.stop())

const ask = (params: Params): Promise<Answer> => nobody.get({ action: 'query', ...params })
const site = async (siprop: string, more: Params = {}): Promise<Record<string, unknown>> =>
  (await ask({ meta: 'siteinfo', siprop, ...more })).ok().at('query') as Record<string, unknown>

describe('siteinfo', () => {
  test('tells what clients read first', async () => {
    const general = (await site('general')).general as Record<string, unknown>
    for (const name of [
      'mainpage',
      'base',
      'sitename',
      'generator',
      'case',
      'lang',
      'fallback',
      'timezone',
      'articlepath',
      'scriptpath',
      'server',
      'wikiid',
      'time',
      'writeapi',
      'maxarticlesize',
      'legaltitlechars',
      'linktrail',
      'linkprefixcharset',
      'invalidusernamechars',
      'magiclinks',
      'interwikimagic',
      'uploadsenabled',
      'maxuploadsize',
      'galleryoptions',
      'thumblimits',
      'imagelimits',
      'favicon',
      'logo',
    ]) {
      assert.ok(name in general, name)
    }
    assert.match(String(general.generator), /^MediaWiki 1\.43/)
    assert.equal(general.server, wiki.url.slice(0, -1))
    assert.equal(general.articlepath, '/wiki/$1')
  })

  test('names namespaces and how else they are called', async () => {
    const { namespaces, namespacealiases } = await site('namespaces|namespacealiases')
    const talk = (namespaces as Record<string, Record<string, unknown>>)['1']
    assert.deepEqual(talk, {
      id: 1,
      case: 'first-letter',
      name: 'Talk',
      subpages: true,
      canonical: 'Talk',
      content: false,
      nonincludable: false,
    })
    assert.ok((namespacealiases as { id: number; alias: string }[]).some(one => one.id === 6 && one.alias === 'Image'))
  })

  test('every part can be asked for alone, and together', async () => {
    const { type } = (
      (await nobody.get({ action: 'paraminfo', modules: 'query+siteinfo' })).at('paraminfo.modules.0.parameters') as {
        name: string
        type: string[]
      }[]
    ).find(one => one.name === 'prop') ?? { type: [] }
    assert.ok(type.length > 25)
    for (const name of type) {
      const answer = await ask({ meta: 'siteinfo', siprop: name })
      assert.equal(answer.code, undefined, name)
      assert.equal(answer.status, 200, name)
    }
    assert.ok(Object.keys(await site(type.join('|'))).length > 20)
  })

  test('counts', async () => {
    const { statistics } = (await site('statistics')) as { statistics: Record<string, number> }
    assert.ok((statistics.pages ?? 0) >= 2)
    assert.ok((statistics.edits ?? 0) >= 2)
    assert.ok((statistics.users ?? 0) >= 3)
  })

  test('filters interwikis, and says that nothing lags behind', async () => {
    const all = (await site('interwikimap')).interwikimap as { local?: boolean }[]
    const local = (await site('interwikimap', { sifilteriw: 'local' })).interwikimap as { local?: boolean }[]
    assert.ok(all.length > local.length)
    assert.ok(local.every(one => one.local === true))
    assert.deepEqual((await site('dbrepllag')).dbrepllag, [{ host: '', lag: -1 }])
    assert.equal((await ask({ meta: 'siteinfo', siprop: 'dbrepllag', sishowalldb: true })).code, 'includeAllDenied')
  })
})

describe('messages', () => {
  const messages = async (params: Params) =>
    (await ask({ meta: 'allmessages', ...params })).ok().list('query.allmessages') as Record<string, unknown>[]

  test('as pages of this wiki change them', async () => {
    assert.deepEqual(await messages({ ammessages: 'mainpage|nothere' }), [
      { name: 'mainpage', normalizedname: 'mainpage', content: 'First page' },
      { name: 'nothere', normalizedname: 'nothere', missing: true },
    ])
    assert.equal((await messages({ ammessages: 'Mainpage', amprop: 'default' }))[0]?.default, 'Main Page')
  })

  test('by the state, the start and a part of their names', async () => {
    const names = async (params: Params) => (await messages(params)).map(one => one.name)
    assert.ok((await names({ amcustomised: 'modified' })).includes('mainpage'))
    assert.ok(!(await names({ amcustomised: 'modified' })).includes('lineno'))
    assert.ok((await names({ amprefix: 'apierror-' })).every(name => String(name).startsWith('apierror-')))
    assert.ok((await names({ amfilter: 'page' })).every(name => String(name).includes('page')))
    assert.ok((await names({ amincludelocal: true, amprefix: 'made' })).includes('made_here'))
    assert.deepEqual(await names({ amfrom: 'mainpage', amto: 'mainpage' }), ['mainpage'])
  })

  test('filled in', async () => {
    const [line] = await messages({ ammessages: 'lineno', amargs: '7', amenableparser: true })
    assert.match(String(line?.content), /7/)
    const [bare] = await messages({ ammessages: 'lineno', amnocontent: true })
    assert.equal(bare?.content, undefined)
    assert.equal((await ask({ meta: 'allmessages', amlang: 'no such/language' })).code, 'invalidlang')
  })
})

describe('languages', () => {
  test('with their names, directions, fallbacks and variants', async () => {
    const liprop = 'code|bcp47|dir|autonym|name|variantnames|fallbacks|variants'
    const answer = (await ask({ meta: 'languageinfo', liprop, licode: 'de-at|ar|sr', uselang: 'de' })).ok()
    const languages = answer.at('query.languageinfo') as Record<string, Record<string, unknown>>
    assert.equal(languages['de-at']?.bcp47, 'de-AT')
    assert.deepEqual(languages['de-at']?.fallbacks, ['de'])
    assert.equal(languages.ar?.dir, 'rtl')
    assert.deepEqual(languages.sr?.variants, ['sr', 'sr-ec', 'sr-el'])
    const unknown = await ask({ meta: 'languageinfo', licode: 'zzzz|de' })
    assert.match(unknown.string('warnings.languageinfo.warnings'), /zzzz/)
  })

  test('all of them', async () => {
    const answer = (await ask({ meta: 'languageinfo' })).ok()
    assert.ok(Object.keys(answer.at('query.languageinfo') as object).length > 400)
  })
})

test('file repositories', async () => {
  const answer = (await ask({ meta: 'filerepoinfo', friprop: 'name|displayname|local' })).ok()
  assert.equal(answer.at('query.repos.0.name'), 'local')
  assert.equal(answer.at('query.repos.0.local'), true)
})

test('names of page properties are listed, without those that no page has', async () => {
  assert.deepEqual(await followed(nobody, { list: 'pagepropnames' }, 'query.pagepropnames'), [])
})
