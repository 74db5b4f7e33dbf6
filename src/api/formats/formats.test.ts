import { deepEqual, equal, match, ok } from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  bareSubelement,
  byId,
  content,
  keptBoolean,
  keyValues,
  type List,
  list,
  subelement,
  type Tree,
  type Value,
} from '../result.ts'
import type { FormatOptions } from './format.ts'
import { formatNames, formats } from './index.ts'
import { plainTree } from './plain.ts'

function print(name: string, tree: Tree | List, options: Partial<FormatOptions> = {}): string {
  const format = formats.get(name)
  ok(format)
  return format.print(tree, { formatversion: 1, ...options })
}
const json1 = (tree: Tree | List) => print('json', tree)
const json2 = (tree: Tree | List) => print('json', tree, { formatversion: 2 })
const xml = (tree: Tree | List) => print('xml', tree).replace('<?xml version="1.0"?>', '')
const php1 = (tree: Tree) => print('php', tree)
const php2 = (tree: Tree) => print('php', tree, { formatversion: 2 })

describe('the shapes of a result', () => {
  test('a true is an empty string and a false is absent, but for formatversion 2', () => {
    const tree = { a: { yes: true, no: false, none: undefined, nil: null } }
    equal(json1(tree), '{"a":{"yes":"","nil":null}}')
    equal(json2(tree), '{"a":{"yes":true,"no":false,"nil":null}}')
    equal(xml(tree), '<api><a yes="" /></api>')
    equal(php1(tree), 'a:1:{s:1:"a";a:2:{s:3:"yes";s:0:"";s:3:"nil";N;}}')
    equal(php2(tree), 'a:1:{s:1:"a";a:3:{s:3:"yes";b:1;s:2:"no";b:0;s:3:"nil";N;}}')
  })

  test('a kept boolean is itself in both JSON versions', () => {
    const tree = { a: { yes: keptBoolean(true), no: keptBoolean(false) } }
    equal(json1(tree), '{"a":{"yes":true,"no":false}}')
    equal(json2(tree), json1(tree))
    equal(xml(tree), '<api><a yes="" /></api>')
  })

  test('a map of which formatversion 1 leaves nothing is an empty list there, an empty map is a map', () => {
    equal(json1({ actions: { edit: false }, ratelimits: {} }), '{"actions":[],"ratelimits":{}}')
    equal(json2({ actions: { edit: false }, ratelimits: {} }), '{"actions":{"edit":false},"ratelimits":{}}')
    equal(json1({}), '{}')
    equal(json1({ batchcomplete: false }), '{}')
    equal(xml({}), '<api />')
  })

  test('a list is a list everywhere', () => {
    const tree = { tags: list('tag', ['a', 1, { b: 'c' }]), none: list('tag', []), level: list('level', ['']) }
    equal(json1(tree), '{"tags":["a",1,{"b":"c"}],"none":[],"level":[""]}')
    equal(json2(tree), json1(tree))
    equal(xml(tree), '<api><tags><tag>a</tag><tag>1</tag><tag b="c" /></tags><none /><level><level /></level></api>')
    equal(php1({ t: list('t', ['a', 1]) }), 'a:1:{s:1:"t";a:2:{i:0;s:1:"a";i:1;i:1;}}')
  })

  test('pages are an object in their own order in formatversion 1, and a list by id in 2', () => {
    const page = (title: string) => ({ title })
    const pages = new Map([
      ['-1', page('Z')],
      ['-2', page('Y')],
      ['7', page('B')],
      ['3', page('A')],
    ])
    const tree = { pages: byId('page', pages) }
    equal(json1(tree), '{"pages":{"-1":{"title":"Z"},"-2":{"title":"Y"},"7":{"title":"B"},"3":{"title":"A"}}}')
    equal(json2(tree), '{"pages":[{"title":"Y"},{"title":"Z"},{"title":"A"},{"title":"B"}]}')
    equal(
      xml(tree),
      '<api><pages><page _idx="-1" title="Z" /><page _idx="-2" title="Y" /><page _idx="7" title="B" /><page _idx="3" title="A" /></pages></api>',
    )
    match(php1(tree), /\{i:-1;a:1:\{.*i:7;/)
    equal(
      print(
        'json',
        {
          pages: byId(
            'page',
            new Map([
              [9, 'a'],
              [8, 'b'],
            ]),
          ),
        },
        { callback: 'f' },
      ),
      '/**/f({"pages":{"9":"a","8":"b"}})',
    )
  })

  test('an order within an order is kept too', () => {
    const inner = byId(
      'i',
      new Map([
        [5, 'a'],
        [4, 'b'],
      ]),
      'object',
    )
    const tree = {
      pages: byId(
        'p',
        new Map<number, Value>([
          [2, { inner }],
          [1, 'x'],
        ]),
      ),
      other: inner,
    }
    const printed = '{"pages":{"2":{"inner":{"5":"a","4":"b"}},"1":"x"},"other":{"5":"a","4":"b"}}'
    equal(json1(tree), printed)
    match(print('jsonfm', tree), /&quot;5&quot;.*&quot;4&quot;.*&quot;1&quot;.*&quot;5&quot;.*&quot;4&quot;/s)
  })

  test('ids that count up from 0 look like a list', () => {
    const tree = {
      protocols: byId(
        'p',
        new Map([
          ['0', 'a:'],
          ['1', 'b:'],
        ]),
      ),
    }
    equal(json1(tree), '{"protocols":["a:","b:"]}')
    equal(xml(tree), '<api><protocols><p>a:</p><p>b:</p></protocols></api>')
  })

  test('things by id may stay an object in formatversion 2', () => {
    const namespaces = new Map([
      [-1, { id: -1, name: content('Special'), content: false }],
      [0, { id: 0, name: content(''), content: true }],
    ])
    const tree = { namespaces: byId('ns', namespaces, 'object') }
    equal(json1(tree), '{"namespaces":{"-1":{"id":-1,"*":"Special"},"0":{"id":0,"content":"","*":""}}}')
    equal(
      json2(tree),
      '{"namespaces":{"-1":{"id":-1,"name":"Special","content":false},"0":{"id":0,"name":"","content":true}}}',
    )
    equal(
      xml(tree),
      '<api><namespaces><ns _idx="-1" id="-1" xml:space="preserve">Special</ns><ns _idx="0" id="0" content="" xml:space="preserve" /></namespaces></api>',
    )
    const limits = {
      thumblimits: byId(
        'limit',
        new Map([
          [0, 120],
          [1, 150],
        ]),
        'object in 2',
      ),
    }
    equal(json1(limits), '{"thumblimits":[120,150]}')
    equal(json2(limits), '{"thumblimits":{"0":120,"1":150}}')
    equal(xml(limits), '<api><thumblimits><limit _idx="0">120</limit><limit _idx="1">150</limit></thumblimits></api>')
    const links = { magiclinks: byId('_v', new Map([['ISBN', false]]), 'object in 2') }
    equal(json1(links), '{"magiclinks":[]}')
    equal(json2(links), '{"magiclinks":{"ISBN":false}}')
    equal(xml(links), '<api><magiclinks /></api>')
  })

  test('free keys are an object or a list of pairs in formatversion 1', () => {
    const slots = { slots: keyValues('slot', 'role', { main: { contentmodel: 'wikitext', content: content('x') } }) }
    equal(json1(slots), '{"slots":{"main":{"contentmodel":"wikitext","*":"x"}}}')
    equal(json2(slots), '{"slots":{"main":{"contentmodel":"wikitext","content":"x"}}}')
    equal(
      xml(slots),
      '<api><slots><slot contentmodel="wikitext" role="main" xml:space="preserve">x</slot></slots></api>',
    )
    const properties = { properties: keyValues('pp', 'name', { notoc: '' }, 'list') }
    equal(json1(properties), '{"properties":[{"name":"notoc","*":""}]}')
    equal(json2(properties), '{"properties":{"notoc":""}}')
    equal(xml(properties), '<api><properties><pp name="notoc" xml:space="preserve" /></properties></api>')
    equal(json1({ properties: keyValues('pp', 'name', {}, 'list') }), '{"properties":[]}')
    equal(json2({ properties: keyValues('pp', 'name', {}, 'list') }), '{"properties":{}}')
    equal(json1({ vars: keyValues('var', 'key', {}) }), '{"vars":{}}')
  })

  test('a content comes last in formatversion 1 and is an element of its own beside elements', () => {
    const tree = { rev: { text: content('a<b'), minor: true } }
    equal(json1(tree), '{"rev":{"minor":"","*":"a<b"}}')
    equal(json2(tree), '{"rev":{"text":"a<b","minor":true}}')
    equal(xml(tree), '<api><rev minor="" xml:space="preserve">a&lt;b</rev></api>')
    equal(
      xml({ rev: { text: content('a'), tags: list('tag', []) } }),
      '<api><rev><tags /><text xml:space="preserve">a</text></rev></api>',
    )
  })

  test('a subelement is an element; bare, it is plain text in formatversion 1 too', () => {
    const tree = { parse: { text: subelement('<p>'), wikitext: bareSubelement('a') } }
    equal(json1(tree), '{"parse":{"text":{"*":"<p>"},"wikitext":"a"}}')
    equal(json2(tree), '{"parse":{"text":"<p>","wikitext":"a"}}')
    equal(
      xml(tree),
      '<api><parse><text xml:space="preserve">&lt;p&gt;</text><wikitext xml:space="preserve">a</wikitext></parse></api>',
    )
  })

  test('a list may be the root, and XML may have another root', () => {
    const tree = list('_v', ['M', list('_v', ['Main Page'])])
    equal(json1(tree), '["M",["Main Page"]]')
    const xmlRoot = { name: 'SearchSuggestion', namespace: 'http://opensearch.org/searchsuggest2' }
    equal(
      print('xml', { version: '2.0', Query: subelement('M') }, { xmlRoot }),
      '<?xml version="1.0"?><SearchSuggestion version="2.0" xmlns="http://opensearch.org/searchsuggest2"><Query xml:space="preserve">M</Query></SearchSuggestion>',
    )
    match(print('xml', {}, { includexmlnamespace: true }), /<api xmlns="http:\/\/www\.mediawiki\.org\/xml\/api\/" \/>$/)
  })

  test('a key of any name does no harm', () => {
    const tree = JSON.parse('{"a":{"__proto__":"x","constructor":"y","toString":"z"}}') as Tree
    equal(json1(tree), '{"a":{"__proto__":"x","constructor":"y","toString":"z"}}')
    equal(xml(tree), '<api><a __proto__="x" constructor="y" toString="z" /></api>')
  })
})

describe('escapes', () => {
  const text = `<>&'"/\\ \u2028\u2029\u007f\u0080é😀\t\n\r`
  test('JSON is ASCII in formatversion 1 unless utf8 is asked for, and UTF-8 in 2 unless ascii is', () => {
    const ascii = `{"a":"<>&'\\"/\\\\ \\u2028\\u2029\u007f\\u0080\\u00e9\\ud83d\\ude00\\t\\n\\r"}`
    const utf8 = `{"a":"<>&'\\"/\\\\ \\u2028\\u2029\u007f\u0080é😀\\t\\n\\r"}`
    equal(print('json', { a: text }), ascii)
    equal(print('json', { a: text }, { ascii: true }), ascii)
    equal(print('json', { a: text }, { utf8: true, ascii: true }), utf8)
    equal(print('json', { a: text }, { formatversion: 2 }), utf8)
    equal(print('json', { a: text }, { formatversion: 2, utf8: true }), utf8)
    equal(print('json', { a: text }, { formatversion: 2, ascii: true }), ascii)
  })

  test('a callback keeps only what an expression needs', () => {
    for (const [given, kept] of [
      ['a.b.c', 'a.b.c'],
      ['$x["y"][0]', 'x["y"][0]'],
      ['alert(1)//', 'alert1'],
      ['a\u2028b é-;<>', 'ab'],
      ['', ''],
    ] as const) {
      equal(print('json', {}, { callback: given }), `/**/${kept}({})`)
    }
    equal(formats.get('json')?.mime({ formatversion: 1, callback: 'a' }), 'text/javascript; charset=utf-8')
  })

  test('XML escapes more in attributes than in text', () => {
    equal(
      xml({ a: `<>&"'\t\n\r`, b: subelement(`<>&"'\t\n\r`) }),
      `<api a="&lt;&gt;&amp;&quot;&#039;&#9;&#10;&#13;"><b xml:space="preserve">&lt;&gt;&amp;"'\t\n\r</b></api>`,
    )
  })

  test('XML has no characters that XML cannot have', () => {
    equal(xml({ a: '\u0000\u001f\ufffe\uffff\ud800x😀\u0085' }), '<api a="\ufffd\ufffd\ufffd\ufffd\ufffdx😀\u0085" />')
  })

  test('what is no XML name becomes one', () => {
    for (const [key, name] of [
      ['a b', '_a.20.b'],
      ['ü', 'ü'],
      ['1x', '_1x'],
      ['.', '_.2E.'],
      ['xml:space', '_xml.3A.space'],
      ['a.b', 'a.b'],
      ['x"y', '_x.22.y'],
      ['-', '_-'],
      ['é.', 'é.'],
      ['7.', '_7.2E.'],
      ['·a', '_·a'],
      ['😀', '😀'],
      ['÷', '_.F7.'],
      ['a\u2fff', '_a.2FFF.'],
      ['a b.c_d e', '_a.20.b.2E.c_d.20.e'],
    ] as const) {
      equal(xml({ [key]: list('x', []) }), `<api><${name} /></api>`)
      equal(xml({ [key]: 'v' }), `<api ${name}="v" />`)
    }
    equal(xml({ 5: false, '-7': 'x' }), '<api><_v _idx="5">false</_v><_v _idx="-7">x</_v></api>')
  })

  test('PHP counts bytes, and makes integers of keys that are', () => {
    equal(php1({ é: '😀é', 5: 1.5, '05': -3 }), 'a:3:{i:5;d:1.5;s:2:"é";s:6:"😀é";s:2:"05";i:-3;}')
  })
})

describe('pages for people', () => {
  const tree = {
    'a<b': '<script>"&',
    list: list('x', [1, true]),
    pages: byId(
      'page',
      new Map([
        [2, 'b'],
        [1, 'a'],
      ]),
    ),
  }
  const pretty = {
    status: 200,
    statustext: 'OK',
    time: 17,
    sitename: 'A & B',
    language: 'de',
    direction: 'ltr',
    say: (key: string, ...values: readonly string[]) => `<${[key, ...values].join('|')}>`,
    plainUrl: '/api.php?a=1&format=json',
    helpUrl: '/api.php?action=help',
  } as const

  test('the answer is escaped and may not be framed, sniffed or run', () => {
    for (const name of ['jsonfm', 'xmlfm', 'phpfm', 'rawfm']) {
      const html = print(name, tree, { pretty })
      ok(!html.includes('<script'), name)
      match(html, /<title>&lt;api-format-title&gt; - A &amp; B<\/title>/)
      const headers = formats.get(name)?.headers({ formatversion: 1, pretty }) ?? {}
      equal(headers['Content-Type'], 'text/html; charset=utf-8')
      equal(headers['X-Frame-Options'], 'DENY')
      equal(headers['X-Content-Type-Options'], 'nosniff')
      match(headers['Content-Security-Policy'] ?? '', /default-src 'none'.*frame-ancestors 'none'/)
      ok(!headers['Content-Security-Policy']?.includes('unsafe'))
    }
  })

  test('the page links the plain format and says its name', () => {
    const html = print('xmlfm', tree, { pretty })
    match(html, /&lt;api-format-prettyprint-header\|XML\|xml&gt;/)
    match(html, /<a href="\/api\.php\?a=1&amp;format=json">format=xml<\/a>/)
    ok(!html.includes('prettyprint-status'))
    match(
      print('rawfm', tree, { pretty: { ...pretty, status: 500, statustext: 'Oh' } }),
      /only-html.*prettyprint-status\|500\|Oh/s,
    )
    match(print('jsonfm', tree), /<pre class="api-pretty-content"/)
  })

  test('what is shown is the other format, indented', () => {
    const shown = (name: string) =>
      (/<pre[^>]*>(.*)<\/pre>/s.exec(print(name, tree))?.[1] ?? '')
        .replace(/<[^>]*>/g, '')
        .replace(/&(lt|gt|quot|amp);/g, (_, name) => ({ lt: '<', gt: '>', quot: '"', amp: '&' })[name as 'lt'])
    equal(shown('phpfm'), print('php', tree))
    deepEqual(JSON.parse(shown('jsonfm')), JSON.parse(print('json', tree)))
    match(shown('jsonfm'), /^\{\n {4}"a<b": "<script>\\"&",\n {4}"list": \[\n {8}1,\n/)
    equal(
      shown('xmlfm'),
      `<?xml version="1.0"?>
<api _a.3C.b="&lt;script&gt;&quot;&amp;">
  <list>
    <x>1</x>
    <x>true</x>
  </list>
  <pages>
    <page _idx="2">b</page>
    <page _idx="1">a</page>
  </pages>
</api>`,
    )
    match(shown('rawfm'), /"_type": "by id, list",\n\s+"_element": "page"/)
  })

  test('colours change no character', () => {
    const paint = (text: string) => print('jsonfm', { text })
    match(
      paint('"a": 1 \\'),
      /<span class="k">&quot;text&quot;<\/span>: <span class="s">&quot;\\&quot;a\\&quot;: 1 \\\\&quot;<\/span>/,
    )
    match(print('jsonfm', { long: 'x'.repeat(600_000) }), /\{\n {4}&quot;long&quot;/)
  })

  test('wrapped, it is a piece of HTML in JSON, with where to go on', () => {
    const options = { pretty: { ...pretty, wrappedhtml: true } }
    const answer = JSON.parse(print('xmlfm', { continue: { apcontinue: 'B', continue: '-||' }, a: 1 }, options))
    equal(answer.status, 200)
    equal(answer.time, 17)
    deepEqual(answer.continue, { apcontinue: 'B', continue: '-||' })
    match(answer.html, /^<pre class="api-pretty-content"[^>]*>.*<\/pre>$/s)
    equal(JSON.parse(print('jsonfm', {}, options)).continue, null)
    equal(
      formats.get('jsonfm')?.mime({ formatversion: 1, ...options }),
      'text/mediawiki-api-prettyprint-wrapped; charset=utf-8',
    )
  })
})

test('every format is in the table under its name, and none says nothing', () => {
  deepEqual(formatNames, ['json', 'jsonfm', 'none', 'php', 'phpfm', 'rawfm', 'xml', 'xmlfm'])
  for (const [name, format] of formats) equal(format.name, name)
  equal(print('none', { a: 1 }), '')
  equal(formats.get('none')?.mime({ formatversion: 1 }), 'text/plain; charset=utf-8')
})

test('the plain data says whether a map must keep an order of its own', () => {
  equal(
    plainTree(
      {
        pages: byId(
          'p',
          new Map([
            [1, 'a'],
            [2, 'b'],
          ]),
        ),
      },
      1,
    ).ordered,
    false,
  )
  equal(
    plainTree(
      {
        pages: byId(
          'p',
          new Map([
            [2, 'a'],
            [1, 'b'],
          ]),
        ),
      },
      1,
    ).ordered,
    true,
  )
  equal(
    plainTree(
      {
        pages: byId(
          'p',
          new Map([
            [2, 'a'],
            [1, 'b'],
          ]),
        ),
      },
      2,
    ).ordered,
    false,
  )
})
