// Hidden means hidden: every registered module, every prop, every format, as every kind of reader; and the proof that the
// walk would find a leak.
import assert from 'node:assert/strict'
import test from 'node:test'
import { answerApi } from '../../src/api/request.ts'
import { type Planted, plant } from '../../src/canary/plant.ts'
import { allFormats, walk } from '../../src/canary/walk.ts'
import type { HttpRequest, HttpResponse } from '../../src/http/message.ts'
import { sql } from '../../src/storage/sql.ts'
import { openWiki, type Wiki } from '../../src/wiki.ts'
import { testDatabases } from '../support/database.ts'

async function withCanary(work: (wiki: Wiki, planted: Planted) => Promise<void>): Promise<void> {
  const [made] = testDatabases()
  assert.ok(made)
  const wiki = await openWiki({ database: await made.open({ strict: false }) })
  wiki.listensAt('http://canary.invalid')
  try {
    await work(wiki, await plant(wiki))
  } finally {
    await wiki.close()
    await made.drop()
  }
}

const placesOf = (leaks: readonly { place: string }[]): string[] => [...new Set(leaks.map(leak => leak.place))].sort()

test('nobody is shown what is hidden from them, by any module', async t => {
  await withCanary(async (wiki, planted) => {
    const walked = await walk(wiki, planted)
    t.diagnostic(
      `${walked.places} places, ${walked.readers} readers, ${walked.formats} formats: ${walked.requests} requests`,
    )
    assert.deepEqual(walked.leaks.slice(0, 5), [])
    assert.ok(walked.requests > 10_000)
    assert.deepEqual(walked.unanswered, [])
  })
})

test('what is laid open behind the back of the wiki is found, in every place', async () => {
  await withCanary(async (wiki, planted) => {
    // The secrets stay secrets by the canary's book; the rows say otherwise, as they would after a forgotten check.
    await wiki.database.write(async tx => {
      await tx.run(sql`update revision set rev_deleted = 0`)
      await tx.run(sql`update logging set log_deleted = 0`)
      await tx.run(sql`update recentchanges set rc_deleted = 0`)
    })
    const walked = await walk(wiki, planted, { formats: allFormats.slice(0, 1) })
    const hidden = planted.secrets.map(one => one.place).filter(place => !place.endsWith('deleted'))
    const found = placesOf(walked.leaks)
    assert.deepEqual(
      hidden.filter(place => !found.includes(place)),
      [],
    )
  })
})

test('a module that shows a secret is found, whatever form it gives it', async () => {
  await withCanary(async (wiki, planted) => {
    const forms = planted.secrets.flatMap(one => one.forms)
    let next = 0
    const ask = async (request: HttpRequest): Promise<HttpResponse> => {
      const response = await answerApi(wiki, request)
      if (request.query.get('meta') !== 'siteinfo' && request.query.get('list') !== 'allpages') return response
      const form = forms[next++ % forms.length]
      return { ...response, body: `${response.body} ${form}` }
    }
    const walked = await walk(wiki, planted, { ask, formats: allFormats.slice(0, 1) })
    assert.deepEqual(placesOf(walked.leaks), [...new Set(planted.secrets.map(one => one.place))].sort())
  })
})
