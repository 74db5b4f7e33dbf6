// Kills the server in the middle of edits, again and again: what it had acknowledged is there afterwards, and the
// database keeps its own rules.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Client } from '../support/client.ts'
import { runCommand, startServer, type TestServer } from '../support/server.ts'

const kills = 20
const editors = 8

interface Acknowledged {
  revId: number
  text: string
  /** Whether a tag for it was acknowledged too. */
  isTagged: boolean
}

test('twenty kills under load lose no acknowledged edit and leave the database whole', {
  timeout: 600_000,
}, async t => {
  const tag = 'killed'
  let wiki = await startServer()
  t.after(() => wiki.stop())
  const session = await wiki.as('Admin')
  const created = await session.write({ action: 'managetags', operation: 'create', tag })
  assert.equal(created.at('managetags.success'), true)

  const acknowledged: Acknowledged[] = []
  for (let kill = 1; kill <= kills; kill++) {
    const begun = acknowledged.length
    const load = Array.from({ length: editors }, (_, editor) =>
      editUntilKilled(onServer(session, wiki), `${kill}-${editor}`, tag, acknowledged),
    )
    // Each time another moment: while the first edits arrive, and when commits follow one another.
    while (acknowledged.length < begun + 6 * (kill % 10)) await sleep(5)
    await sleep(kill % 7)
    await wiki.kill('SIGKILL')
    await Promise.all(load)

    const { code, stdout, stderr } = await runCommand(['check', ...wiki.where])
    assert.equal(code, 0, `after kill ${kill} check says:\n${stdout}${stderr}`)
    wiki = await wiki.restart()
    await lookFor(acknowledged.slice(begun), onServer(session, wiki), tag)
  }
  await lookFor(acknowledged, onServer(session, wiki), tag)
  t.diagnostic(`${acknowledged.length} edits were acknowledged, and all are there`)
})

/** The session of before, which the restarted server has to know. */
function onServer(session: Client, wiki: TestServer): Client {
  return session.on(wiki.api)
}

/** Edits a page of its own and one that all share, and tags every third edit, until the server answers no more. */
async function editUntilKilled(client: Client, name: string, tag: string, acknowledged: Acknowledged[]): Promise<void> {
  for (let count = 0; ; count++) {
    const line = `${name}.${count}\n`
    const title = count % 2 === 0 ? `Own page of ${name}` : 'Page of all'
    const edited = await client.write({ action: 'edit', title, appendtext: line }).catch(() => undefined)
    if (edited === undefined) return
    // Two that append at the same moment may conflict; that is no acknowledgement.
    if (edited.at('edit.result') !== 'Success') {
      assert.equal(edited.code, 'editconflict', edited.text)
      continue
    }
    const one = { revId: edited.number('edit.newrevid'), text: line, isTagged: false }
    acknowledged.push(one)
    if (count % 3 === 0) {
      const tagged = await client.write({ action: 'tag', revid: one.revId, add: tag }).catch(() => undefined)
      if (tagged === undefined) return
      one.isTagged = tagged.at('tag.0.status') === 'success'
      assert.ok(one.isTagged, tagged.text)
    }
  }
}

async function lookFor(edits: readonly Acknowledged[], client: Client, tag: string): Promise<void> {
  for (let from = 0; from < edits.length; from += 50) {
    const part = edits.slice(from, from + 50)
    const answer = await client.get({
      action: 'query',
      prop: 'revisions',
      revids: part.map(edit => edit.revId),
      rvprop: 'ids|content|tags',
      rvslots: 'main',
    })
    const found = new Map<number, { text: string; tags: unknown[] }>()
    answer.list('query.pages').forEach((_, page) => {
      answer.list(`query.pages.${page}.revisions`).forEach((_, index) => {
        const at = `query.pages.${page}.revisions.${index}`
        found.set(answer.number(`${at}.revid`), {
          text: answer.string(`${at}.slots.main.content`),
          tags: answer.list(`${at}.tags`),
        })
      })
    })
    for (const { revId, text, isTagged } of part) {
      const revision = found.get(revId)
      assert.ok(revision, `revision ${revId} was acknowledged and is lost`)
      assert.ok(`${revision.text}\n`.includes(text), `revision ${revId} has lost its text`)
      assert.ok(!isTagged || revision.tags.includes(tag), `revision ${revId} has lost its tag`)
    }
  }
}
