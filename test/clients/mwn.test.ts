// mwn, unchanged from npm, does a bot's day: logs in, makes a tag, edits, tags, hides a revision, and reads it all back.
// MEDIAWIKI_API runs the same against another wiki with the usual accounts, which proves the test itself.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { Mwn } from 'mwn'
import { passwordOf, startWiki, type TestWiki } from '../support/server.ts'

const suffix = Date.now().toString(36)
const tag = `mwn-${suffix}`
const title = `Mwn ${suffix}`

describe('mwn', () => {
  let wiki: TestWiki | undefined
  let bot: Mwn
  let tagLogId: number
  before(async () => {
    if (!process.env.MEDIAWIKI_API) wiki = await startWiki()
    bot = await login('Admin@bot')
  })
  after(() => wiki?.stop())

  const apiUrl = () => process.env.MEDIAWIKI_API ?? wiki?.api ?? ''
  const options = () => ({ apiUrl: apiUrl(), userAgent: 'palimpsest-test', silent: true })
  const login = (name: string) => Mwn.init({ ...options(), username: name, password: passwordOf(name) })
  const anonymous = async () => {
    const reader = new Mwn(options())
    await reader.getSiteInfo()
    return reader
  }
  const revisions = async (reader: Mwn) => {
    const answer = await reader.request({
      action: 'query',
      titles: title,
      prop: 'revisions',
      rvprop: ['ids', 'content', 'comment', 'user', 'tags'],
      rvslots: 'main',
      rvlimit: 5,
    })
    return Array.from(answer.query?.pages?.[0]?.revisions ?? [], Object)
  }

  test('logs in with a bot password and knows who it is', async () => {
    const { query } = await bot.request({ action: 'query', meta: 'userinfo', uiprop: 'groups' })
    assert.equal(query?.userinfo.name, 'Admin')
    assert.ok(query?.userinfo.groups.includes('sysop'))
  })

  test('creates a tag', async () => {
    // No grant of a bot password holds the right to manage tags, so the account itself does it.
    const admin = await login('Admin')
    const { managetags } = await admin.request({
      action: 'managetags',
      operation: 'create',
      tag,
      reason: 'for the test',
      token: admin.csrfToken,
    })
    assert.deepEqual([managetags.operation, managetags.tag, managetags.success], ['create', tag, true])
    tagLogId = managetags.logid
    assert.equal(typeof tagLogId, 'number')
  })

  test('creates a page and edits it', async () => {
    const created = await bot.create(title, 'First.', 'made')
    assert.equal(created.result, 'Success')
    const edited = await bot.edit(title, ({ content }) => ({
      text: `${content}\nSecond.`,
      summary: 'more',
      minor: true,
    }))
    assert.equal(edited.oldrevid, created.newrevid)
    const page = await bot.read(title)
    assert.equal(page.revisions?.[0]?.content, 'First.\nSecond.')
  })

  test('refuses to create what exists, with a code that mwn reports', async () => {
    await assert.rejects(bot.create(title, 'Again.', 'again'), { code: 'articleexists' })
  })

  test('adds a tag to a log entry and takes it away', async () => {
    const change = (what: object) =>
      bot.request({ action: 'tag', logid: tagLogId, reason: 'tried', token: bot.csrfToken, ...what })
    assert.deepEqual((await change({ add: tag })).tag[0].added, [tag])
    const query = { action: 'query', list: 'logevents', letag: tag, leprop: 'ids|tags' } as const
    const [entry] = (await bot.request(query)).query?.logevents ?? []
    assert.deepEqual([entry.logid, entry.tags], [tagLogId, [tag]])
    assert.deepEqual((await change({ remove: tag })).tag[0].removed, [tag])
    assert.deepEqual((await bot.request(query)).query?.logevents, [])
  })

  test('hides a revision, and each reader sees what is theirs to see', async () => {
    const before = await revisions(bot)
    const hidden = before[1].revid
    const { revisiondelete } = await bot.request({
      action: 'revisiondelete',
      type: 'revision',
      ids: hidden,
      hide: 'content|comment|user',
      reason: 'private',
      token: bot.csrfToken,
    })
    assert.equal(revisiondelete.status, 'Success')
    assert.equal(revisiondelete.items[0].texthidden, true)

    const asAdmin = (await revisions(bot))[1]
    assert.deepEqual([asAdmin.user, asAdmin.comment, asAdmin.slots.main.content], ['Admin', 'made', 'First.'])
    assert.deepEqual([asAdmin.userhidden, asAdmin.commenthidden, asAdmin.slots.main.texthidden], [true, true, true])
    for (const reader of [await login('Bob'), await anonymous()]) {
      const seen = (await revisions(reader))[1]
      assert.deepEqual(
        [seen.userhidden, seen.commenthidden, seen.slots.main.texthidden],
        [true, true, true],
        'told that it is hidden',
      )
      assert.deepEqual([seen.user, seen.comment, seen.slots.main.content], [undefined, undefined, undefined])
    }
  })

  test('gets a new token when the one it has is refused', async () => {
    bot.csrfToken = 'worn out+\\'
    const saved = await bot.save(title, 'Third.', 'with a token that is worn out')
    assert.equal(saved.result, 'Success')
  })
})
