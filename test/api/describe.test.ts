// action=paraminfo and action=help: what the API says of itself, to programs and to people.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Answer, Client, Params } from '../support/client.ts'
import { startWiki, type TestWiki } from '../support/server.ts'

let wiki: TestWiki
let nobody: Client

before(async () => {
  wiki = await startWiki({ database: process.env.DATABASE ?? 'memory' })
  nobody = wiki.client()
})
after(() => wiki.stop())

interface Module {
  readonly name: string
  readonly path: string
  readonly group?: string
  readonly parameters: readonly Record<string, unknown>[]
  readonly examples?: readonly { readonly query: string; readonly description: unknown }[]
  readonly [key: string]: unknown
}
const paraminfo = (params: Params): Promise<Answer> => nobody.get({ action: 'paraminfo', ...params })
const modules = async (modules: string, more: Params = {}): Promise<Module[]> =>
  (await paraminfo({ modules, ...more })).ok().list('paraminfo.modules') as Module[]
const helpOn = async (modules: string) =>
  (await nobody.get({ action: 'help', modules, wrap: true })).ok().string('help.help')
const parameter = (module: Module | undefined, name: string) => module?.parameters.find(one => one.name === name)

describe('paraminfo', () => {
  test('describes modules and their parameters', async () => {
    const [edit] = await modules('edit')
    assert.equal(edit?.mustbeposted, true)
    assert.equal(edit?.writerights, true)
    assert.deepEqual(parameter(edit, 'token'), {
      index: parameter(edit, 'token')?.index,
      name: 'token',
      type: 'string',
      tokentype: 'csrf',
      required: true,
      sensitive: true,
      multi: false,
    })
    const [revisions] = await modules('query+revisions')
    assert.equal(revisions?.prefix, 'rv')
    assert.equal(revisions?.generator, true)
    assert.equal(parameter(revisions, 'limit')?.type, 'limit')
    assert.equal(parameter(revisions, 'prop')?.multi, true)
    const [slots] = (revisions?.templatedparameters ?? []) as { name: string; templatevars: unknown }[]
    assert.equal(slots?.name, 'contentformat-{slot}')
    assert.deepEqual(slots?.templatevars, { slot: 'slots' })
  })

  test('describes several, all beneath one, and those that are below', async () => {
    assert.deepEqual(
      (await modules('edit|query+info')).map(one => one.path),
      ['edit', 'query+info'],
    )
    const all = await modules('main|**')
    assert.ok(all.some(one => one.path === 'query+revisions') && all.some(one => one.path === 'json'))
    const beneath = await modules('query+*')
    assert.ok(beneath.length > 20 && beneath.every(one => one.path.startsWith('query+')))
  })

  test('understands the old way of asking, with a warning', async () => {
    const answer = (await paraminfo({ querymodules: 'info', mainmodule: true })).ok()
    assert.match(answer.string('warnings.paraminfo.warnings'), /querymodules/)
    assert.equal(answer.at('paraminfo.querymodules.0.name'), 'info')
    assert.equal(answer.at('paraminfo.mainmodule.path'), 'main')
  })

  test('tells rights, defaults and kinds of names as MediaWiki does', async () => {
    const of = async (module: string, name: string) => {
      const [described] = await modules(module, { helpformat: 'none' })
      return parameter(described, name) ?? {}
    }
    const rights = (await of('query+allusers', 'rights')).type as string[]
    assert.deepEqual(rights, [...rights].sort())
    assert.ok(rights.includes('purge') && !rights.includes('skipcaptcha'))
    assert.ok(!('default' in (await of('options', 'change'))))
    assert.ok(!('default' in (await of('userrights', 'add'))))
    assert.deepEqual((await of('rollback', 'user')).subtypes, ['name', 'ip', 'temp', 'interwiki', 'id'])
  })

  test('says what there is not', async () => {
    const answer = await paraminfo({ modules: 'nothere|query+nothere|edit+info|edit' })
    assert.equal(answer.ok().list('paraminfo.modules').length, 1)
    assert.match(answer.string('warnings.paraminfo.warnings'), /nothere/)
  })

  test('describes in the form asked for', async () => {
    const texts = async (helpformat: string) => (await modules('query+info', { helpformat }))[0]?.description
    const html = await texts('html')
    const wikitext = await texts('wikitext')
    assert.equal(typeof html, 'string')
    assert.equal(typeof wikitext, 'string')
    const [summary] = (await texts('raw')) as unknown[]
    assert.deepEqual(summary, { key: 'apihelp-query+info-summary', params: ['in', 'info', 'query+info'] })
    assert.equal(await texts('none'), undefined)
    const [main] = await modules('main', { helpformat: 'html' })
    const actions = String(parameter(main, 'action')?.description)
    assert.match(actions, /<a href="\/wiki\/Special:ApiHelp\/edit">edit<\/a>/)
    assert.match(actions, /cspreport.*?<dd><span class="apihelp-internal">Internal\.<\/span> /s)
  })

  test('tells every value that is taken, and takes every value that it tells', async () => {
    const [main] = await modules('main')
    const actions = parameter(main, 'action')?.type as string[]
    for (const action of actions) {
      const answer = await nobody.post({ action, errorformat: 'raw' })
      assert.notEqual(answer.code, 'badvalue', action)
    }
  })

  test('gives an example of every module that works as written', async () => {
    for (const module of await modules('query+*')) {
      for (const { query } of module.examples ?? []) {
        const answer = await nobody.fetch(`/api.php?${query.replaceAll('#', '%23')}&format=json&formatversion=2`)
        assert.ok(
          !['badvalue', 'unknown_action', 'badcontinue'].includes(answer.code ?? ''),
          `${query}: ${answer.text}`,
        )
        assert.doesNotMatch(answer.text, /Unrecognized parameter|is not known here/, query)
      }
    }
  })
})

describe('help', () => {
  test('is a page for people, and the answer to a request without an action', async () => {
    for (const path of ['/api.php', '/api.php?action=help']) {
      const answer = await nobody.fetch(path)
      assert.match(answer.headers.get('content-type') ?? '', /^text\/html/)
      assert.match(answer.text, /<!DOCTYPE html>/i)
      assert.match(answer.text, /action=query/)
    }
  })

  test('has a section for each module, found by its address', async () => {
    const answer = await nobody.fetch('/api.php?action=help&modules=query&recursivesubmodules=1')
    for (const module of await modules('query+*')) {
      assert.ok(answer.text.includes(`id="${module.path}"`), module.path)
    }
  })

  test('comes wrapped, and with a table of contents', async () => {
    const answer = (await nobody.get({ action: 'help', modules: 'query+info|edit', wrap: true, toc: true })).ok()
    assert.equal(answer.string('help.mime'), 'text/html')
    const help = answer.string('help.help')
    assert.match(help, /<a href="#edit"/)
    assert.doesNotMatch(await helpOn('edit'), /<a href="#edit"/)
    assert.equal((await nobody.get({ action: 'help', modules: 'nothere', wrap: true })).code, 'badmodule')
  })

  test('has the links of MediaWiki: to modules of this page, of other pages, and to the sandbox', async () => {
    const help = (await nobody.fetch('/api.php?action=help&modules=tag|query&submodules=1')).text
    for (const link of [
      'href="/wiki/Special:ApiHelp/main" class="apihelp-linktrail"',
      'href="/api.php?action=help&amp;modules=main#main/datatypes"',
      'href="#query+tokens"',
      'href="/wiki/Special:ApiSandbox#action=tag&amp;revid=123&amp;add=vandalism&amp;token=123ABC"',
      'href="/wiki/Special:Version/License/MediaWiki"',
    ]) {
      assert.ok(help.includes(link), link)
    }
    assert.match(help, /<h2 [^>]*id="query"/)
    assert.match(help, /<h3 [^>]*id="query\+info"/)
    assert.match(help, /id="query\+revisions:rvprop"/)
  })

  test('tells who has the higher limits, and how to begin a login', async () => {
    assert.match(await helpOn('main'), /apihighlimits.*Bots.*Administrators/s)
    const login = await helpOn('clientlogin')
    assert.match(login, /amirequestsfor=login/)
    assert.doesNotMatch(login, /\$\d/)
  })

  test('says once how several values are separated, and no number of them where they are listed', async () => {
    const [, hide = ''] = /revisiondelete:hide"(.*?)<dt>/s.exec(await helpOn('revisiondelete')) ?? []
    assert.match(hide, /comment, content, user/)
    assert.equal(hide.match(/separate/g)?.length, 1)
    assert.doesNotMatch(hide, /At most/)
  })

  test('has no text that is missing and shows no markup of wikitext', async () => {
    const answer = await nobody.fetch('/api.php?action=help&modules=main&recursivesubmodules=1')
    // Examples of requests may have templates in them.
    const help = answer.text.replace(/[?&](?:amp;)?text=\{\{[\w:]+\}\}/g, '')
    assert.doesNotMatch(help, /⧼|\{\{|&lt;nowiki|\(not described\)/)
  })
})
