import assert from 'node:assert/strict'
import { test } from 'node:test'
import { defaultInterwikis } from './interwikis.ts'
import { namespaceTable } from './namespaces.ts'
import probes from './title.probes.json' with { type: 'json' }
import {
  baseText,
  canExist,
  configPage,
  defaultContentModel,
  fullText,
  interwikiUrl,
  makeTitle,
  parseTitle,
  prefixedDbKey,
  prefixedText,
  rootText,
  sameTitle,
  subjectOf,
  subpageOf,
  subpageText,
  type Title,
  type TitleRules,
  talkOf,
} from './title.ts'

const rules: TitleRules = {
  namespaces: namespaceTable('Oracle'),
  interwikis: new Set(defaultInterwikis.map(interwiki => interwiki.prefix)),
}
const { namespaces } = rules

function title(text: string, defaultNamespace?: number, others: TitleRules = rules): Title {
  const parsed = parseTitle(text, others, defaultNamespace)
  if (!parsed.ok) throw new Error(`${text}: ${parsed.reason}`)
  return parsed.title
}

test('every probed text is the title, or the refusal, that MediaWiki makes of it', () => {
  assert.ok(probes.length > 800)
  for (const [text, kind, ...expected] of probes as [string, string | number, ...unknown[]][]) {
    const parsed = parseTitle(text, rules)
    const hint = JSON.stringify(text)
    if (!parsed.ok) {
      assert.deepEqual([parsed.reason, ...parsed.params], [kind, ...expected], hint)
    } else if (kind === 'interwiki') {
      const url = defaultInterwikis.find(interwiki => interwiki.prefix === parsed.title.interwiki)?.url ?? ''
      const address = interwikiUrl({ ...parsed.title, fragment: '' }, url)
      assert.deepEqual([prefixedText(parsed.title, namespaces), address], expected, hint)
    } else if (kind === 'fragment only') {
      assert.equal(parsed.title.dbKey, '', hint)
    } else {
      assert.deepEqual([parsed.title.namespace, prefixedText(parsed.title, namespaces)], [kind, ...expected], hint)
    }
  }
})

test('a title reads the same when it is parsed again', () => {
  for (const [text] of probes as [string][]) {
    const parsed = parseTitle(text, rules)
    if (!parsed.ok || parsed.title.dbKey === '' || parsed.title.dbKey.includes('&')) continue
    // A capital can be longer than its letter; such a title is just over the limit the second time, in MediaWiki too.
    if (Buffer.byteLength(parsed.title.dbKey) > 255 && parsed.title.namespace !== -1) continue
    const again = title(`:${fullText(parsed.title, namespaces)}`)
    assert.ok(sameTitle(again, parsed.title), text)
  }
})

test('a default namespace is for texts without a prefix', () => {
  assert.deepEqual(title('x', 10), makeTitle(10, 'X'))
  assert.deepEqual(title('Help:x', 10), makeTitle(12, 'X'))
  assert.deepEqual(title(':x', 10), makeTitle(0, 'X'))
  assert.deepEqual(title('wikipedia:x', 10), makeTitle(0, 'x', '', 'wikipedia'))
  assert.equal(parseTitle('#x', rules, 10).ok, false)
})

test('a fragment keeps its characters and loses its underscores', () => {
  assert.deepEqual(title('a b #<c_d#e'), makeTitle(0, 'A_b', '<c d#e'))
  assert.equal(fullText(title('talk:a#b c'), namespaces), 'Talk:A#b c')
})

test('an interwiki prefix of this wiki leads back to it', () => {
  const local = { ...rules, localInterwikis: new Set(['mw']) }
  assert.deepEqual(title('mw:talk:x', 0, local), makeTitle(1, 'X'))
  assert.deepEqual(title('mw:wikipedia:x', 0, local), makeTitle(0, 'Wikipedia:x'))
  assert.equal(parseTitle('mw:', local).ok, false)
})

test('a case-sensitive namespace keeps the first letter', () => {
  const changed = { ...rules, namespaces: namespaceTable('Oracle', [{ id: 0, case: 'case-sensitive' }]) }
  assert.equal(title('iPod', 0, changed).dbKey, 'iPod')
  assert.equal(title('user:iPod', 0, changed).dbKey, 'IPod')
})

test('half a surrogate pair is no title', () => {
  const parsed = parseTitle('a\ud800b', rules)
  assert.equal(parsed.ok ? '' : parsed.reason, 'title-invalid-utf8')
})

test('base, root and subpage are MediaWiki’s parts of a name', () => {
  for (const [text, base, root, subpage] of [
    ['User:A/b/c', 'A/b', 'A', 'c'],
    ['User:/A/b', '/A', '/A', 'b'],
    ['User:A/', 'A', 'A', ''],
    ['User:/', '/', '/', '/'],
    ['User://', '/', '/', ''],
    ['User:A//b', 'A/', 'A', 'b'],
    ['User:A//', 'A/', 'A', ''],
    ['A/b', 'A/b', 'A/b', 'A/b'],
    ['File:A/b', 'A/b', 'A/b', 'A/b'],
    ['Category talk:A/b', 'A', 'A', 'b'],
    ['User:/A', '/A', '/A', '/A'],
    ['User:///A//b', '///A/', '///A', 'b'],
    ['Help:A/ b', 'A', 'A', ' b'],
    ['wikipedia:A/b', 'A/b', 'A/b', 'A/b'],
  ] as const) {
    const of = title(text)
    assert.deepEqual(
      [baseText(of, namespaces), rootText(of, namespaces), subpageText(of, namespaces)],
      [base, root, subpage],
      text,
    )
  }
  assert.equal(prefixedDbKey(subpageOf(title('user talk:A b'), 'c d'), namespaces), 'User_talk:A_b/c_d')
})

test('talk and subject pages belong together', () => {
  assert.deepEqual(talkOf(title('User:A#b')), makeTitle(3, 'A'))
  assert.deepEqual(talkOf(title('User talk:A')), makeTitle(3, 'A'))
  assert.deepEqual(subjectOf(title('User talk:A')), makeTitle(2, 'A'))
  assert.deepEqual(subjectOf(title('Special:A')), makeTitle(-1, 'A'))
  assert.equal(talkOf(title('Special:A')), undefined)
  assert.equal(talkOf(title('wikipedia:A')), undefined)
})

test('what can be a page here can exist', () => {
  assert.equal(canExist(title('A')), true)
  for (const text of ['Special:A', 'Media:A', 'wikipedia:A', '#a']) assert.equal(canExist(title(text)), false, text)
})

test('the title decides the content model', () => {
  for (const [text, model] of [
    ['User:X/common.js', 'javascript'],
    ['User:X/a/b.js', 'javascript'],
    ['User:X/.js', 'javascript'],
    ['User:X/a.css', 'css'],
    ['User:X/a.json', 'json'],
    ['User:X/a.vue', 'wikitext'],
    ['User:X/a.JS', 'wikitext'],
    ['User:X.js', 'wikitext'],
    ['User talk:X/a.js', 'wikitext'],
    ['MediaWiki:.js', 'javascript'],
    ['MediaWiki:X/y.js', 'javascript'],
    ['MediaWiki:X.css', 'css'],
    ['MediaWiki:X.json', 'json'],
    ['MediaWiki:X', 'wikitext'],
    ['Template:X/styles.css', 'wikitext'],
    ['X.js', 'wikitext'],
  ] as const) {
    assert.equal(defaultContentModel(title(text), namespaces), model, text)
  }
  const modules = namespaceTable('Oracle', [{ id: 828, name: 'Module', defaultContentModel: 'Scribunto' }])
  assert.equal(defaultContentModel(makeTitle(828, 'X'), modules), 'Scribunto')
  assert.deepEqual(configPage(title('User:X/a.css')), { of: 'user', model: 'css' })
  assert.deepEqual(configPage(title('MediaWiki:X.js')), { of: 'site', model: 'javascript' })
  assert.equal(configPage(title('X/a.css')), undefined)
})
