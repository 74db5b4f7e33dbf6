// What a protection does at once, before any job is done.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testDatabases } from '../../test/support/database.ts'
import { everyRight, makeWiki } from '../../test/support/made-wiki.ts'
import { timestampOf } from '../api/timestamps.ts'
import { cascadeSources } from './cascade-store.ts'
import { permitToProtect, protectPage } from './protect.ts'

for (const database of testDatabases()) {
  after(() => database.drop())

  test(`what a page includes is protected with it as soon as that is answered (${database.name})`, async () => {
    const { wiki, person, edit, title } = await makeWiki(database)
    const admin = await person('Admin', everyRight)
    await edit(admin, 'Included', 'x')
    await edit(admin, 'Guard', '{{:Included}}')
    const { permit } = await permitToProtect(wiki, admin.performer, title('Guard'))
    const protections = [{ type: 'edit', level: 'sysop', expiry: 'infinity' }] as const
    await protectPage(wiki, permit, { title: title('Guard'), protections, cascade: true, reason: '', tags: [] })
    const now = timestampOf(wiki.now())
    const sources = await cascadeSources(wiki.database.read, title('Included'), now)
    assert.deepEqual(
      sources.map(source => source.page.dbKey),
      ['Guard'],
    )
    await wiki.close()
  })
}
