// Tags that somebody may not apply to what they do: which action says so first, alone, or beside what else stands against it.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Params } from '../support/client.ts'
import { startWiki, type TestWiki } from '../support/server.ts'

let wiki: TestWiki

before(async () => {
  wiki = await startWiki({ database: process.env.DATABASE ?? 'memory' })
  const admin = await wiki.as('Admin')
  ;(await admin.write({ action: 'managetags', operation: 'create', tag: 'mine' })).ok()
  ;(await admin.write({ action: 'edit', title: 'Page', text: 'one' })).ok()
})
after(() => wiki.stop())

/** What somebody without an account is told, who may do none of this. */
async function codes(params: Params, token: string): Promise<string[]> {
  const nobody = wiki.client()
  const asked = { tags: 'mine', errorformat: 'plaintext', token: await nobody.token(token), ...params }
  const answer = await nobody.post(asked)
  return ((answer.at('errors') ?? []) as { code: string }[]).map(error => error.code)
}

const mayNot = 'tags-apply-no-permission'
const cases: readonly (readonly [Params, string[], token?: string])[] = [
  [{ action: 'rollback', title: 'Page', user: 'Admin' }, [mayNot], 'rollback'],
  [{ action: 'userrights', user: 'Bob', add: 'bot' }, [mayNot], 'userrights'],
  [{ action: 'imagerotate', titles: 'File:X.png', rotation: 90 }, [mayNot]],
  [{ action: 'delete', title: 'Page' }, ['permissiondenied', mayNot]],
  [{ action: 'undelete', title: 'Gone' }, ['permissiondenied', mayNot]],
]
for (const [params, expected, token = 'csrf'] of cases) {
  test(`action=${params.action} answers ${expected.join(', ')}`, async () => {
    assert.deepEqual(await codes(params, token), expected)
  })
}
