import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Timestamp } from '../api/timestamps.ts'
import { shippedCatalogs } from './catalogs.ts'
import { type Catalog, createMessages, message, rawParams } from './messages.ts'

const catalogs: Record<string, Catalog> = {
  en: {
    ...shippedCatalogs('en'),
    plain: 'Nothing to fill in.',
    bad: 'No value "$2" for <var>$1</var> of [[User:$3|$3]]: $4',
    count: '{{PLURAL:$1|$1 edit|$1 edits}}',
    explicit: '{{PLURAL:$1|0=no edits|one edit|12=a dozen edits|$1 edits}}',
    gender: '{{GENDER:$1|his|her|their}} page',
    genders: '{{GENDER:$1|his|her}} page',
    nested: '{{PLURAL:$2|{{GENDER:$1|he has}} one [[Page|page]]|$2 pages}}',
    site: 'Welcome to {{SITENAME}}, {{ns:project}} and {{unknown|$1}} {{ $1',
    inner: 'see {{int:Count|3}}',
    only: 'English',
    tags: "<strong>'''$1'''</strong> <script>x</script> & &amp; \"q\" ''i''",
  },
  de: { count: '{{PLURAL:$1|$1 Bearbeitung|$1 Bearbeitungen}}' },
  pl: { count: '{{PLURAL:$1|$1 edycja|$1 edycje|$1 edycji}}', and: ' i' },
  ru: { form: '{{GRAMMAR:genitive|$1}}' },
}
const messages = createMessages({
  catalog: language => catalogs[language],
  variable: (name, args) =>
    name === 'SITENAME' ? 'Wiki' : name === 'ns' && args[0] === 'project' ? 'Wiki' : undefined,
})
const plain = (key: string | string[], ...params: Parameters<typeof message>[1][]): string =>
  messages.plain(message(key, ...params), 'en')

test('a message without parameters is its text', () => {
  assert.equal(plain('plain'), 'Nothing to fill in.')
})

test('each mode shows parameters in its own way', () => {
  const of = message('bad', { plaintext: '<b>' }, { plaintext: '<i>&amp;"' }, 'A&#91;b', { num: 12345 })
  assert.equal(messages.plain(of, 'en'), 'No value "<i>&amp;"" for "<b>" of [[User:A[b|A[b]]: 12,345')
  assert.equal(
    messages.wikitext(of, 'en'),
    'No value "<i>&amp;"" for <var><b></var> of [[User:A&#91;b|A&#91;b]]: 12,345',
  )
  assert.equal(
    messages.html(of, 'en'),
    'No value "&lt;i&gt;&amp;amp;&quot;" for <var>&lt;b&gt;</var> of A&#91;b: 12,345',
  )
})

test('plain text has no tags and no references', () => {
  assert.equal(plain('tags', '<kbd>x</kbd>&#58;'), `'''"x":''' x & & "q" ''i''`)
})

test('HTML has the tags that are safe and no others', () => {
  assert.equal(
    messages.html(message('tags', '<kbd class="a" onclick="b">x</kbd>'), 'en'),
    '<strong><b>&lt;kbd class="a" onclick="b"&gt;x</kbd></b></strong> &lt;script&gt;x&lt;/script&gt; &amp; &amp; "q" <i>i</i>',
  )
  const linked = createMessages({ catalog: language => catalogs[language], linkTo: title => `/wiki/${title}` })
  assert.equal(
    linked.html(message('bad', 'x', 'y', 'A', '[https://a.example b]'), 'en'),
    'No value "y" for <var>x</var> of <a href="/wiki/User:A" title="User:A">A</a>: ' +
      '<a rel="nofollow" class="external text" href="https://a.example">b</a>',
  )
})

test('what makes HTML of wikitext can be given', () => {
  const html = messages.html(message('count', { plaintext: '<2>' }), 'en', { parse: text => `<p>${text}</p>` })
  assert.equal(html, '<p>&lt;2&gt; edits</p>')
})

test('a plural takes the form of the count', () => {
  assert.deepEqual(
    [0, 1, 2].map(count => plain('count', count)),
    ['0 edits', '1 edit', '2 edits'],
  )
  assert.deepEqual(
    [0, 1, 12, 13].map(count => plain('explicit', count)),
    ['no edits', 'one edit', 'a dozen edits', '13 edits'],
  )
  assert.equal(plain('count', { num: 1234 }), '1,234 edits')
  assert.equal(plain('count', '1'), '1 edit')
  const polish = [1, 3, 5, 22].map(count => messages.plain(message('count', count), 'pl'))
  assert.deepEqual(polish, ['1 edycja', '3 edycje', '5 edycji', '22 edycje'])
})

test('a gender takes its form, or the one for neither', () => {
  const gender = (name: string) => (name === 'Ann' ? 'female' : name === 'Bob' ? 'male' : 'unknown')
  const of = (key: string, name: string) => messages.plain(message(key, name), 'en', { gender })
  assert.deepEqual(
    [of('gender', 'Bob'), of('gender', 'Ann'), of('gender', 'X')],
    ['his page', 'her page', 'their page'],
  )
  assert.deepEqual([of('genders', 'Ann'), of('genders', 'X')], ['her page', 'his page'])
  assert.equal(plain('nested', 'X', 1), 'he has one [[Page|page]]')
  assert.equal(plain('nested', 'X', 2), '2 pages')
})

test('variables are filled in and what is unknown stays', () => {
  assert.equal(plain('site', 'a'), 'Welcome to Wiki, Wiki and {{unknown|a}} {{ a')
  assert.equal(plain('inner'), 'see 3 edits')
  assert.equal(plain('count'), '$1 edits')
})

test('a word is inflected where the language can', () => {
  assert.equal(messages.plain(message('form', 'Викитека'), 'ru'), 'Викитеки')
})

test('lists are joined in the language’s way', () => {
  const list = { list: ['a', 'b', { plaintext: '<c>' }], type: 'text' } as const
  assert.equal(messages.plain(message('parentheses', list), 'en'), '(a, b and <c>)')
  assert.equal(messages.plain(message('parentheses', list), 'pl'), '(a, b i <c>)')
  assert.equal(messages.html(message('parentheses', list), 'en'), '(a, b and &lt;c&gt;)')
  assert.equal(plain('parentheses', { list: ['a', 'b', 'c'], type: 'comma' }), '(a, b, c)')
  assert.equal(plain('parentheses', { list: ['a', 'b'], type: 'pipe' }), '(a | b)')
  assert.equal(plain('parentheses', { list: ['a'], type: 'text' }), '(a)')
  assert.equal(plain('parentheses', { list: [], type: 'text' }), '()')
})

test('numbers, sizes, times and durations are written out', () => {
  const ts = '20010115145600' as Timestamp
  assert.equal(plain('parentheses', { size: 2097152 }), '(2 MB)')
  assert.equal(plain('parentheses', { duration: 90061 }), '(1 day, 1 hour, 1 minute and 1 second)')
  assert.equal(plain('parentheses', { duration: 7200 }), '(2 hours)')
  assert.equal(plain('parentheses', { dateTime: ts }), '(14:56, 15 January 2001)')
  assert.equal(plain('parentheses', { expiry: 'infinity' }), '(forever)')
  assert.equal(plain('parentheses', { expiry: ts }), '(14:56, 15 January 2001)')
  assert.equal(plain('parentheses', { message: message('count', 2) }), '(2 edits)')
  assert.equal(messages.plain(message('parentheses', { num: 1234567 }), 'de'), '(1.234.567)')
})

test('a language falls back to those it is near to, and to English at last', () => {
  assert.equal(messages.plain(message('count', 2), 'de-at'), '2 Bearbeitungen')
  assert.equal(messages.plain(message('count', 2), 'bar'), '2 Bearbeitungen')
  assert.equal(messages.plain(message('only'), 'de'), 'English')
  assert.equal(messages.plain(message('only'), 'xx-nonsense'), 'English')
})

test('of several keys the first with a text is used', () => {
  assert.equal(plain(['missing', 'only']), 'English')
  assert.equal(messages.keyOf(message(['missing', 'only'])), 'only')
  assert.equal(messages.keyOf(message(['missing', 'also missing'])), 'missing')
  assert.equal(plain('missing'), '⧼missing⧽')
  assert.equal(plain('constructor'), '⧼constructor⧽')
})

test('the language of keys shows keys and parameters', () => {
  const of = message('bad', { plaintext: 'x' }, { list: [1, 2, 3], type: 'text' }, { message: message('only') })
  assert.equal(messages.plain(of, 'qqx'), '(bad: x, 1(comma-separator)2(and)(word-separator)3, (only))')
  assert.equal(messages.plain(message('only'), 'qqx'), '(only)')
})

test('a wiki’s own text comes first, without a restart', () => {
  const texts = new Map([['only', 'Ours']])
  const own = createMessages({ catalog: language => catalogs[language], override: key => texts.get(key) })
  assert.equal(own.plain(message('only'), 'de'), 'Ours')
  texts.delete('only')
  assert.equal(own.plain(message('only'), 'de'), 'English')
})

test('raw parameters are the shapes that the API shows', () => {
  const of = message(
    'x',
    'text',
    5,
    { num: 3 },
    { plaintext: 'p' },
    { list: ['a', { plaintext: 'b' }], type: 'comma' },
    { message: message('y', 1) },
  )
  assert.deepEqual(rawParams(of), [
    'text',
    5,
    { num: 3 },
    { plaintext: 'p' },
    { list: ['a', { plaintext: 'b' }], type: 'comma' },
    { message: { key: 'y', params: [1] } },
  ])
})

test('the files of texts cannot be left by a language’s code', () => {
  for (const code of ['../package', 'en.json', 'EN', '']) assert.equal(shippedCatalogs(code), undefined, code)
  assert.equal(shippedCatalogs('xx'), undefined)
  assert.equal(shippedCatalogs('en')?.['comma-separator'], ', ')
  assert.equal(shippedCatalogs('en')?.['@metadata'], undefined)
})
