// How wrong parameters are told over HTTP: what is warned of beside an error, in which order, and how often.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Answer, Params } from '../support/client.ts'
import { startWiki } from '../support/server.ts'

const wiki = await startWiki({ database: process.env.DATABASE ?? 'memory' })
const admin = await wiki.as('Admin')
after(() => wiki.stop())

const raw = { errorformat: 'raw' }
interface RawNotice {
  readonly code: string
  readonly params: readonly unknown[]
}
const warnings = (answer: Answer): RawNotice[] => (answer.at('warnings') ?? []) as RawNotice[]
const error = (answer: Answer): RawNotice => (answer.at('errors') as RawNotice[])[0] as RawNotice

/** The values that an error says there are. */
const offered = (answer: Answer): unknown[] => {
  const [, , values] = error(answer).params as [unknown, unknown, { list: { plaintext: string }[] }]
  return values.list.map(one => one.plaintext)
}

test('what is wrong behind a parameter that is refused is warned of, too', async () => {
  const answer = await admin.get({ action: 'expandtemplates', prop: 'bogus', ...raw })
  assert.equal(error(answer).code, 'missingparam')
  assert.deepEqual(
    warnings(answer).map(one => one.code),
    ['unrecognizedvalues'],
  )
})

test('of several parameters that are refused the first is told', async () => {
  const answer = await admin.write({ action: 'managetags', operation: 'bogus', tag: '', tags: 'bogus', ...raw })
  assert.deepEqual([error(answer).code, (answer.at('errors') as unknown[]).length], ['badvalue', 1])
})

test('an error lists values in the order in which the module declares them', async () => {
  const asked: readonly [Params, string[]][] = [
    [{ action: 'managetags', operation: 'bogus', tag: 'x' }, ['create', 'delete', 'activate', 'deactivate']],
    [
      { action: 'revisiondelete', type: 'bogus', ids: 1 },
      ['revision', 'archive', 'oldimage', 'filearchive', 'logging'],
    ],
    [{ action: 'revisiondelete', type: 'revision', ids: 1, suppress: 'bogus' }, ['yes', 'no', 'nochange']],
  ]
  for (const [params, values] of asked) assert.deepEqual(offered(await admin.write({ ...params, ...raw })), values)
  const feed = await admin.get({ action: 'feedrecentchanges', feedformat: 'bogus', ...raw })
  assert.deepEqual(offered(feed), ['rss', 'atom'])
})

test('modules that read their parameters twice warn twice where messages are told raw', async () => {
  const asked = { action: 'query', titles: 'X', prop: 'revisions', rvprop: 'bogus|parsetree', rvlimit: 0 }
  assert.deepEqual(
    warnings(await admin.get({ ...asked, ...raw })).map(one => one.code),
    [
      ...['deprecation', 'deprecation-help', 'unrecognizedvalues', 'outofrange'],
      ...['deprecation', 'unrecognizedvalues', 'outofrange'],
    ],
  )
  for (const [list, prefix] of Object.entries({ backlinks: 'bl', embeddedin: 'ei', imageusage: 'iu' })) {
    const target = { [`${prefix}title`]: 'File:X', [`${prefix}limit`]: 0 }
    assert.equal(warnings(await admin.get({ action: 'query', list, ...target, ...raw })).length, 2, list)
  }
  assert.equal(warnings(await admin.get({ ...asked, errorformat: 'plaintext' })).length, 4)
  const old = (await admin.get(asked)).at('warnings.revisions.warnings')
  assert.equal(String(old).split('\n').length, 3)
})

test('tags that may not be applied are named as often as they were asked for, and safe in wikitext', async () => {
  const answers = await Promise.all(
    ['a|a', "[b''"].map(tags => admin.write({ action: 'edit', title: 'X', text: 'x', tags, ...raw })),
  )
  assert.deepEqual(
    answers.map(answer => error(answer).params),
    [
      ['a, a', 2],
      ['&#91;b&#39;&#39;', 1],
    ],
  )
})

test('in XML the tags that may not be applied are values of a list', async () => {
  const answer = await admin.write({ action: 'tag', revid: 1, add: 'a|b', format: 'xml' })
  assert.match(answer.text, /<disallowedtags><_v>a<\/_v><_v>b<\/_v><\/disallowedtags>/)
})

test('the name of a tag has no character reference', async () => {
  for (const tag of ['a&amp;b', 'a&#38;b', 'a&#x26;b']) {
    const answer = await admin.write({ action: 'managetags', operation: 'create', tag })
    assert.equal(answer.at('error.code'), 'tags-create-invalid-title-chars', tag)
  }
  ;(await admin.write({ action: 'managetags', operation: 'create', tag: 'a&b' })).ok()
})

test('a size out of range is warned of, and the nearest is taken', async () => {
  const answer = await admin.write({ action: 'upload', filesize: -1, offset: -1, ...raw })
  assert.equal(error(answer).code, 'missingparam')
  const bounds = (answer.at('warnings') as { data: { curmax: unknown; highmax: unknown } }[]).map(one => one.data)
  assert.deepEqual(
    bounds.map(({ curmax, highmax }) => [typeof curmax, highmax]),
    [
      ['number', bounds[0]?.curmax],
      ['object', null],
    ],
  )
})

test('what one may not is told before whom or what to do it to is asked', async () => {
  const nobody = wiki.client()
  const asked: readonly [Params, string][] = [
    [{ action: 'tag', token: await nobody.token('csrf') }, 'permissiondenied'],
    [{ action: 'block', token: await nobody.token('csrf') }, 'permissiondenied'],
    [{ action: 'block', pagerestrictions: 'Nowhere', token: await nobody.token('csrf') }, 'missingtitle'],
  ]
  for (const [params, code] of asked) assert.equal((await nobody.post(params)).code, code)
  assert.equal((await admin.write({ action: 'block' })).code, 'missingparam')
  assert.equal((await admin.write({ action: 'block', user: 'Bob', userid: 2 })).code, 'invalidparammix')
})

test('of the ids to tag, at least one is asked for in the order of MediaWiki', async () => {
  const answer = await admin.write({ action: 'tag', add: '', ...raw })
  assert.deepEqual((error(answer).params[0] as { list: string[] }).list, [
    '<var>revid</var>',
    '<var>rcid</var>',
    '<var>logid</var>',
  ])
})

test('what takes one value refuses the separator of many, whatever its kind', async () => {
  for (const params of [
    { rctitle: '\u001fa' },
    { rclimit: '\u001f5' },
    { rcdir: '\u001fnewer' },
    { rcstart: '\u001fnow' },
  ]) {
    const answer = await admin.get({ action: 'query', list: 'recentchanges', errorformat: 'raw', ...params })
    assert.equal(answer.code, 'badvalue')
    assert.equal(answer.at('errors.0.key'), 'paramvalidator-notmulti')
  }
  const flag = await admin.get({
    action: 'query',
    list: 'recentchanges',
    rctoponly: '\u001fa\u0000',
    errorformat: 'raw',
  })
  assert.equal(flag.ok().at('warnings'), undefined)
})

test('an id of 64 bits is the id of nothing, and a longer number is none', async () => {
  const ids = (pageids: string) => admin.get({ action: 'query', pageids, prop: 'info' })
  for (const id of ['9007199254740993', '9223372036854775807', '-9223372036854775808']) {
    assert.equal((await ids(id)).ok().at('query.pages.0.missing'), true, id)
  }
  assert.equal((await ids('9223372036854775808')).code, 'badinteger')
})

test('no list reaches as far as a number can say', async () => {
  const far = '9223372036854775807'
  for (const list of [
    { list: 'search', srsearch: 'Main', sroffset: far },
    { list: 'prefixsearch', pssearch: 'M', psoffset: far },
    { list: 'querypage', qppage: 'Ancientpages', qpoffset: far },
  ]) {
    assert.deepEqual((await admin.get({ action: 'query', ...list })).ok().at('continue'), undefined)
  }
})

test('a parameter that is refused leaves the form of errors as it was asked for', async () => {
  const answer = await admin.get({ action: 'query', uselang: '\u001fpl', requestid: 'x', errorformat: 'raw' })
  assert.equal(answer.at('errors.0.key'), 'paramvalidator-notmulti')
  assert.equal(answer.at('requestid'), 'x')
})

test('a page goes on only from numbers that are written as they were told', async () => {
  for (const id of ['05', '-0', '+5']) {
    const answer = await admin.get({ action: 'query', list: 'recentchanges', rccontinue: `20200101000000|${id}` })
    assert.equal(answer.code, 'badcontinue', id)
  }
})

test('that somebody is not who the request says is told before anything else', async () => {
  const nobody = wiki.client()
  const wrong: readonly Params[] = [
    { action: 'edit', title: 'X', text: 'x', token: 'x', assert: 'user' },
    { action: 'block', assert: 'user' },
    { action: 'query', pageids: 'x', assert: 'bot' },
  ]
  for (const params of wrong) assert.match((await nobody.post(params)).code ?? '', /^assert/)
})

test('where a query names its pages wrongly, nothing is said of its other parameters', async () => {
  const answer = await admin.get({ action: 'query', pageids: 'x', list: 'bogus', exportschema: 'bogus', ...raw })
  assert.equal(error(answer).code, 'badinteger')
  assert.deepEqual(warnings(answer), [])
})

test('an action looks at the pages that are named once it has looked at all else', async () => {
  const asked: readonly [Answer, string][] = [
    [await admin.get({ action: 'purge', pageids: 'x' }), 'mustbeposted'],
    [await admin.post({ action: 'watch', pageids: 'x', token: 'x' }), 'badtoken'],
    [await wiki.client().write({ action: 'setnotificationtimestamp', pageids: 'x' }), 'notloggedin'],
    [await admin.post({ action: 'purge', pageids: 'x' }), 'badinteger'],
  ]
  for (const [answer, code] of asked) assert.equal(answer.code, code)
  const purged = (await admin.post({ action: 'purge', pageids: '-1|0' })).ok().at('purge')
  assert.deepEqual(purged, [
    { pageid: -1, missing: true },
    { pageid: 0, missing: true },
  ])
})

test('the word for all values is none of them beside another', async () => {
  const types = async (type: string): Promise<[string[], string[]]> => {
    const answer = (await admin.get({ action: 'query', meta: 'tokens', type, ...raw })).ok()
    return [Object.keys(answer.at('query.tokens') as object), warnings(answer).map(one => one.code)]
  }
  assert.deepEqual(await types('*|csrf'), [['csrftoken'], ['unrecognizedvalues']])
  assert.deepEqual(await types('*|*'), [[], ['unrecognizedvalues']])
  assert.equal((await types('*'))[0].length, 7)
  const inNamespaces = { action: 'query', list: 'recentchanges', rcnamespace: '0|*', ...raw }
  assert.deepEqual(
    warnings((await admin.get(inNamespaces)).ok()).map(one => one.code),
    ['unrecognizedvalues'],
  )
})
