// Special:ApiHelp and Special:ApiSandbox: help in the language of the reader, and what the sandbox makes of a request.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { startWiki, type TestWiki } from '../support/server.ts'
import { attribute, type Page, Person, textOf } from './person.ts'

type Values = ReadonlyMap<string, string>
interface Parameter {
  readonly name: string
  readonly type: string | readonly string[]
  readonly multi?: boolean
  readonly tokentype?: string
  readonly default?: string
  readonly templatevars?: Readonly<Record<string, string>>
  readonly submodules?: Readonly<Record<string, string>>
  readonly submoduleparamprefix?: string
}
interface Info {
  readonly prefix: string
  readonly parameters: readonly Parameter[]
  readonly templatedparameters: readonly Parameter[]
}
/** The script of the sandbox that touches no page. */
interface RequestScript {
  splitValues(text: string): string[]
  joinValues(values: readonly string[]): string
  fromFragment(hash: string): Values
  toFragment(values: Values, isSecret: (name: string) => boolean): string
  controlOf(param: Omit<Parameter, 'name'>): string
  partsBelow(info: Info, prefix: string, values: Values): { path: string; prefix: string }[]
  templatedParameters(info: Info, prefix: string, values: Values): { name: string; because: string }[]
  methodOf(address: string, isPosted: boolean): string
  asAddress(api: string, values: Values): string
  asJson(values: Values): string
  asPhp(values: Values): string
  indented(json: string): string
  indentedXml(xml: string): string
}
const place = new URL('../../src/web/assets/sandbox-request.js', import.meta.url)
const script = (await import(place.href)) as RequestScript

describe('a request of the sandbox', () => {
  test('is the same after it stood in an address', () => {
    const values = new Map([
      ['action', 'edit'],
      ['title', 'A & B|ü #1'],
      ['text', 'one\ntwo + three'],
      ['minor', ''],
      ['tags', '\u001fa|b\u001fc'],
    ])
    const fragment = script.toFragment(values, () => false)
    assert.deepEqual(script.fromFragment(`#${fragment}`), values)
    assert.equal(script.fromFragment('#reason=Wrongly+applied&text=test%20summary').get('text'), 'test summary')
    assert.equal(script.fromFragment('').size, 0)
  })

  test('leaves what is secret out of the address', () => {
    const values = new Map([
      ['action', 'login'],
      ['lgpassword', 'secret'],
    ])
    assert.equal(
      script.toFragment(values, name => name === 'lgpassword'),
      'action=login',
    )
  })

  test('puts U+001F between values where one has a pipe', () => {
    assert.equal(script.joinValues(['a', 'b']), 'a|b')
    assert.equal(script.joinValues(['a|b', 'c']), '\u001fa|b\u001fc')
    assert.equal(script.joinValues(['a|b']), '\u001fa|b')
    for (const values of [[], ['a'], ['a', 'b'], ['a|b', ''], ['x', 'y|z']]) {
      assert.deepEqual(script.splitValues(script.joinValues(values)), values)
    }
  })

  test('can be copied as an address, as JSON and as an array of PHP', () => {
    const values = new Map([
      ['action', 'query'],
      ['titles', "It's|B\\C"],
    ])
    assert.equal(script.asAddress('/api.php', values), '/api.php?action=query&titles=It%27s|B%5CC')
    assert.deepEqual(JSON.parse(script.asJson(values)), { action: 'query', titles: "It's|B\\C" })
    assert.equal(script.asPhp(values), "[\n    'action' => 'query',\n    'titles' => 'It\\'s|B\\\\C',\n]")
    assert.match(script.asPhp(new Map([['a', '\u001fx$y\n"']])), /'a' => "\\x1fx\\\$y\\n\\"",/)
  })

  test('is posted where a module wants that, or where its address is too long', () => {
    assert.equal(script.methodOf('/api.php?action=query', false), 'GET')
    assert.equal(script.methodOf('/api.php?action=edit', true), 'POST')
    assert.equal(script.methodOf(`/api.php?text=${'x'.repeat(3000)}`, false), 'POST')
  })

  test('has a field of the right kind for each parameter', () => {
    const kinds: [Omit<Parameter, 'name'>, string][] = [
      [{ type: 'string', tokentype: 'csrf' }, 'token'],
      [{ type: 'boolean' }, 'check'],
      [{ type: ['a', 'b'] }, 'one'],
      [{ type: ['a', 'b'], multi: true }, 'several'],
      [{ type: [], multi: true }, 'lines'],
      [{ type: [] }, 'line'],
      [{ type: 'namespace' }, 'one'],
      [{ type: 'namespace', multi: true }, 'several'],
      [{ type: 'integer' }, 'number'],
      [{ type: 'integer', multi: true }, 'lines'],
      [{ type: 'limit' }, 'limit'],
      [{ type: 'timestamp' }, 'time'],
      [{ type: 'expiry' }, 'time'],
      [{ type: 'expiry', multi: true }, 'lines'],
      [{ type: 'password' }, 'password'],
      [{ type: 'text' }, 'text'],
      [{ type: 'title' }, 'title'],
      [{ type: 'user' }, 'user'],
      [{ type: 'upload' }, 'file'],
      [{ type: 'string' }, 'line'],
      [{ type: 'what nobody knows yet' }, 'line'],
    ]
    for (const [param, kind] of kinds) assert.equal(script.controlOf(param), kind, JSON.stringify(param))
  })

  test('has a part for each module that it names, and parameters for each value', () => {
    const submodules = { info: 'query+info', revisions: 'query+revisions' }
    const query: Info = {
      prefix: '',
      parameters: [
        { name: 'prop', type: Object.keys(submodules), multi: true, submodules },
        {
          name: 'generator',
          type: ['allpages'],
          submodules: { allpages: 'query+allpages' },
          submoduleparamprefix: 'g',
        },
        { name: 'format', type: ['json'], default: 'json', submodules: { json: 'json' } },
      ],
      templatedparameters: [],
    }
    const values = new Map([
      ['prop', 'revisions|nothing'],
      ['generator', 'allpages'],
      ['rvslots', 'main|other'],
    ])
    assert.deepEqual(script.partsBelow(query, '', values), [
      { path: 'query+revisions', prefix: '' },
      { path: 'query+allpages', prefix: 'g' },
      { path: 'json', prefix: '' },
    ])
    const templated = [{ name: 'contentformat-{slot}', type: 'string', templatevars: { slot: 'slots' } }]
    const revisions: Info = { prefix: 'rv', parameters: [], templatedparameters: templated }
    assert.deepEqual(
      script.templatedParameters(revisions, '', values).map(one => one.name),
      ['rvcontentformat-main', 'rvcontentformat-other'],
    )
    assert.deepEqual(script.templatedParameters(revisions, 'g', values), [])
  })

  test('is answered with JSON that keeps its order and its spelling', () => {
    const json = '{"pages":{"12":{"a":"\\u00e4, {\\"x\\": [1]}"},"3":{}},"list":[],"n":[1,true,null,-1.50]}'
    const shown = script.indented(json)
    assert.equal(shown.replace(/\n */g, '').replaceAll('": ', '":'), json.replaceAll('": ', '":'))
    assert.match(shown, /^\{\n {2}"pages": \{\n {4}"12": \{\n {6}"a": /)
    assert.match(shown, /"list": \[\],\n {2}"n": \[\n {4}1,/)
  })

  test('is answered with XML that has a line for each element', () => {
    assert.equal(
      script.indentedXml('<?xml version="1.0"?><api><query a="&gt;"><p n="1" /><t>x > y\n</t></query><e></e></api>'),
      '<?xml version="1.0"?>\n<api>\n  <query a="&gt;">\n    <p n="1" />\n    <t>x > y\n</t>\n  </query>\n  <e>\n  </e>\n</api>',
    )
  })
})

describe('the pages about the API', () => {
  let wiki: TestWiki
  let nobody: Person
  before(async () => {
    wiki = await startWiki({ database: 'memory' })
    nobody = new Person(wiki)
  })
  after(() => wiki.stop())

  const headings = (page: Page, level: string): string[] => page.all(level).map(textOf)
  const hrefs = (page: Page): string[] => page.all('a').map(one => attribute(one, 'href') ?? '')

  test('describe a module, and lead on to others and to the sandbox', async () => {
    const page = await nobody.visit('/wiki/Special:ApiHelp/tag')
    assert.equal(page.heading, 'API help')
    assert.ok(headings(page, 'h2').includes('action=tag'))
    for (const id of ['tag:revid', 'tag:token', 'tag']) assert.ok(page.has(id), id)
    const links = hrefs(page)
    for (const link of [
      '/wiki/Special:ApiHelp/main',
      '/wiki/Special:ApiHelp/query%2Btokens',
      '/wiki/Special:ApiSandbox#action=tag&revid=123&add=vandalism&token=123ABC',
    ]) {
      assert.ok(links.includes(link), `${link} in ${links.join(' ')}`)
    }
    assert.ok(!links.some(link => link.startsWith('/api.php?action=help')))
  })

  test('describe the modules below as well, with a table of contents', async () => {
    const page = await nobody.visit('/wiki/Special:ApiHelp/sub/query')
    assert.ok(headings(page, 'h2').includes('action=query'))
    assert.ok(headings(page, 'h3').includes('prop=revisions (rv)'))
    assert.ok(page.has('toc'))
    const links = hrefs(page)
    assert.ok(links.includes('#query+revisions') && links.includes('#query'))
    const all = await nobody.visit('/wiki/Special:ApiHelp/rsub/main')
    assert.ok(headings(all, 'h4').includes('prop=revisions (rv)'))
    assert.ok((await nobody.visit('/wiki/Special:ApiHelp/toc/edit')).has('toc'))
    assert.ok(!(await nobody.visit('/wiki/Special:ApiHelp/edit')).has('toc'))
  })

  test('take a plus in an address either way', async () => {
    for (const path of ['/wiki/Special:ApiHelp/query+info', '/index.php?title=Special:ApiHelp/query+info']) {
      assert.ok(headings(await nobody.visit(path), 'h2').includes('prop=info (in)'), path)
    }
  })

  test('say that there is no such module', async () => {
    const page = await nobody.visit('/wiki/Special:ApiHelp/query+nothere')
    assert.equal(page.status, 404)
    assert.match(page.text, /nothere/)
  })

  test('speak the language of the reader', async () => {
    const seen = new Set<string>()
    for (const language of ['pl', 'ru', 'tr', 'es']) {
      const page = await nobody.visit(`/index.php?title=Special:ApiHelp/tag&uselang=${language}`)
      seen.add(page.heading)
    }
    assert.equal(seen.size, 4)
    assert.ok(!seen.has('API help'))
  })

  test('the sandbox has all its words in every language, and leads to the help where no script runs', async () => {
    for (const language of ['en', 'pl', 'ru', 'tr', 'es']) {
      const page = await nobody.visit(`/index.php?title=Special:ApiSandbox&uselang=${language}`)
      const setup = JSON.parse(textOf(page.byId('sandbox-setup'))) as {
        language: string
        texts: Record<string, string>
      }
      assert.equal(setup.language, language)
      for (const [key, text] of Object.entries(setup.texts)) assert.doesNotMatch(text, /⧼|^$/, `${language}: ${key}`)
      const scriptless = page.all('noscript').map(textOf).join('')
      assert.match(scriptless, /\/wiki\/Special:ApiHelp/)
    }
  })

  test('the scripts of the sandbox are there, and not older than the page', async () => {
    const page = await nobody.visit('/wiki/Special:ApiSandbox')
    const [source = ''] = page.all('script').flatMap(one => attribute(one, 'src')?.match(/.*sandbox.*/)?.[0] ?? [])
    const version = new URL(source, wiki.url).search
    assert.match(version, /^\?[0-9a-f]{8}$/)
    const names = ['', '-request', '-fields', '-modules', '-answer'].map(part => `sandbox${part}.js`)
    for (const name of [...names, 'api.css']) {
      const answer = await nobody.client.fetch(`/assets/${name}${version}`)
      assert.equal(answer.status, 200, name)
      assert.match(answer.headers.get('content-type') ?? '', name.endsWith('.js') ? /javascript/ : /css/, name)
    }
  })
})
