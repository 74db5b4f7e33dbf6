// Hidden means hidden: every registered module, every prop, every action on a page, every special page, as every kind of
// reader; and the proof that the walk would find a leak.
import assert from 'node:assert/strict'
import test from 'node:test'
import { type Door, httpRequest } from '../../src/canary/http-request.ts'
import { NamesRead } from '../../src/canary/noted-parameters.ts'
import { type Planted, plant } from '../../src/canary/plant.ts'
import { openCanaryWiki } from '../../src/canary/readers.ts'
import { allFormats, answers, type Leak, walk } from '../../src/canary/walk.ts'
import type { HttpRequest, HttpResponse } from '../../src/http/message.ts'
import { openDatabase } from '../../src/storage/open.ts'
import { sql } from '../../src/storage/sql.ts'
import type { Wiki } from '../../src/wiki.ts'

async function withCanary<T>(work: (wiki: Wiki, planted: Planted) => Promise<T>): Promise<T> {
  const wiki = await openCanaryWiki(await openDatabase('sqlite::memory:'))
  try {
    return await work(wiki, await plant(wiki))
  } finally {
    await wiki.close()
  }
}

const placesOf = (leaks: readonly Leak[]): string[] => [...new Set(leaks.map(leak => leak.place))].sort()
const inApi = (leaks: readonly Leak[]) => leaks.filter(leak => leak.request.startsWith('api '))
const onPages = (leaks: readonly Leak[]) => leaks.filter(leak => !leak.request.startsWith('api '))
/** Enough where it is known who is shown too much. */
const narrow = { formats: allFormats.slice(0, 1), readers: ['nobody'] }

/** Before the first test: node:test follows each promise that a test makes, with which this took a third longer. */
const wholeWalk = await withCanary(walk)

test('nobody is shown what is hidden from them, by any module or page', t => {
  const { places, readers, formats, requests, pages } = wholeWalk
  t.diagnostic(`${places} places, ${readers} readers, ${formats} formats: ${requests} requests, ${pages} pages`)
  assert.deepEqual(wholeWalk.leaks.slice(0, 5), [])
  assert.ok(requests > 10_000 && pages > 10_000)
  assert.deepEqual(wholeWalk.unanswered, [])
  // Who may see a secret finds it: the walk comes by every place, in the API and on the pages.
  assert.deepEqual(wholeWalk.unseen, [])
})

test('a special page is asked with the parameters that it reads, because no others change what it shows', async () => {
  await withCanary(async wiki => {
    const read = new NamesRead()
    const request = httpRequest({ door: 'page', title: 'Special:Log', params: { limit: '5' }, method: 'GET', read })
    await answers.page(wiki, request)
    const names = ['type', 'user', 'page', 'tagfilter', 'search', 'revision']
    assert.deepEqual(
      names.filter(name => read.has(name)),
      ['type', 'user', 'page', 'tagfilter'],
    )
  })
})

test('what is laid open behind the back of the wiki is found in every place, in the API and on the pages', async () => {
  await withCanary(async (wiki, planted) => {
    // The secrets stay secrets by the canary's book; the rows say otherwise, as they would after a forgotten check.
    await wiki.database.write(async tx => {
      await tx.run(sql`update revision set rev_deleted = 0`)
      await tx.run(sql`update logging set log_deleted = 0`)
      await tx.run(sql`update recentchanges set rc_deleted = 0`)
      await tx.run(sql`update block set bl_deleted = 0`)
      await tx.run(sql`update oldimage set oi_deleted = 0`)
    })
    const { leaks } = await walk(wiki, planted, narrow)
    const hidden = planted.secrets.filter(one => !/deleted/.test(one.place))
    for (const [found, secrets] of [
      [placesOf(inApi(leaks)), hidden],
      [placesOf(onPages(leaks)), hidden.filter(one => one.isOnPages)],
    ] as const) {
      assert.deepEqual(
        secrets.map(one => one.place).filter(place => !found.includes(place)),
        [],
      )
    }
    // The bytes of a version come from its own address.
    assert.ok(
      onPages(leaks).some(leak => leak.request.startsWith('images ') && /content of a version/.test(leak.place)),
    )
  })
})

test('a script that says what it said once is found where pages load it', async () => {
  await withCanary(async (wiki, planted) => {
    const [, hidden = 0] = planted.revisionsOf.get('MediaWiki:Common.js') ?? []
    const secret = planted.secrets.find(one => one.place === 'text of a script, suppressed')
    const isLatest = sql`update page set page_latest = ${hidden} where page_title = 'Common.js'`
    await wiki.database.write(tx => tx.run(isLatest))
    // Where it is the latest text it is still hidden: nothing is said.
    const request = httpRequest({ door: 'load', params: { modules: 'site', only: 'scripts' }, method: 'GET' })
    assert.equal((await answers.load(wiki, request)).body, '')
    await wiki.database.write(tx => tx.run(sql`update revision set rev_deleted = 0 where rev_id = ${hidden}`))
    const { leaks } = await walk(wiki, planted, { ...narrow, only: 'pages' })
    const loaded = leaks.filter(leak => leak.request.startsWith('load '))
    assert.deepEqual(placesOf(loaded), [secret?.place])
  })
})

/** Each secret in turn, in each of its forms. */
function* formsInTurn({ secrets }: Planted): Generator<string, never> {
  for (;;) for (const secret of secrets) yield* [...secret.forms, ...secret.numbers]
}

/** Every kind of answer, and one that shows what it should not, in its body, its headers or a cookie. */
const leakyPlaces: Readonly<Record<string, (request: HttpRequest, door: Door) => boolean>> = {
  'a list of the API': ({ query }) => query.get('list') === 'allpages',
  'a prop of the API': ({ query }) => query.get('prop') === 'info',
  'an error of the API': ({ body }) => body?.get('action') === 'rollback',
  'a page': (_, door) => door === 'page',
  'a history': ({ query }, door) => door === 'index' && query.get('action') === 'history',
  'a special page': ({ pathInfo }) => /^Special:(Log|Statistics)/.test(pathInfo),
  'the REST API': (_, door) => door === 'rest',
  'a script or style': (_, door) => door === 'load',
  'a form that was sent': ({ method }, door) => door === 'index' && method === 'POST',
}
const disguises: Readonly<Record<string, (response: HttpResponse, form: string) => HttpResponse>> = {
  'its body': (response, form) => ({ ...response, body: `${response.body} ${form} ` }),
  'a header': (response, form) => ({ ...response, headers: { ...response.headers, 'X-Key': form } }),
  'a cookie': (response, form) => ({ ...response, cookies: [{ name: 'seen', value: form }] }),
}

for (const [where, isLeaky] of Object.entries(leakyPlaces)) {
  test(`a secret in ${where} is found, whatever form it has and wherever it stands there`, async () => {
    await withCanary(async (wiki, planted) => {
      const forms = formsInTurn(planted)
      const shown = new Set<string>()
      const ways = Object.values(disguises)
      const ask = async (request: HttpRequest, door: Door): Promise<HttpResponse> => {
        if (!isLeaky(request, door)) return { status: 200, headers: {}, body: '' }
        const form = forms.next().value
        const way = ways[shown.size % ways.length]
        shown.add(form)
        const response = await answers[door](wiki, request)
        return way === undefined ? response : way(response, form)
      }
      const { leaks } = await walk(wiki, planted, { ...narrow, ask })
      const found = new Set(leaks.map(leak => leak.form))
      // What a request itself says is no leak: of few requests some say what would have come out.
      assert.ok(shown.size >= 10)
      assert.ok(found.size >= shown.size * 0.7, `${found.size} of ${shown.size} were found`)
    })
  })
}
