// The clients that Debian packages, unchanged: python3-mwclient and MediaWiki::API (libmediawiki-api-perl). Where one is
// not installed its test is left out. MEDIAWIKI_API runs them against another wiki with the usual accounts.
import assert from 'node:assert/strict'
import { execFile, execFileSync } from 'node:child_process'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'
import { promisify } from 'node:util'
import { startWiki, type TestWiki } from '../support/server.ts'

const run = promisify(execFile)
const word = Date.now().toString(36)
// Debian's own Python, which finds Debian's packages.
const python = '/usr/bin/python3'

describe('clients of Debian', () => {
  let wiki: TestWiki | undefined
  before(async () => {
    if (!process.env.MEDIAWIKI_API) wiki = await startWiki()
  })
  after(() => wiki?.stop())
  const api = () => process.env.MEDIAWIKI_API ?? wiki?.api ?? ''
  const script = (name: string) => path.join(import.meta.dirname, name)

  test('mwclient makes a tag, edits, tags, hides and reads back', {
    skip: isMissing(python, ['-c', 'import mwclient'], 'python3-mwclient'),
  }, async () => {
    const { stdout } = await run(python, ['-B', script('with-mwclient.py'), new URL(api()).host, word])
    const title = `Mwclient ${word}`
    const hidden = { userhidden: '', commenthidden: '', texthidden: true }
    const nothing = { user: null, comment: null, text: null }
    assert.deepEqual(JSON.parse(stdout), {
      text: 'First.\nSecond.',
      recent: [title, title, title],
      created: true,
      added: true,
      removed: true,
      status: 'Success',
      admin: { user: 'Admin', comment: 'made', text: 'First.', ...hidden },
      bob: { ...nothing, ...hidden },
      anonymous: { ...nothing, ...hidden },
    })
  })

  test('MediaWiki::API edits, lists with rawcontinue and reads back', {
    skip: isMissing('perl', ['-MMediaWiki::API', '-MJSON::PP', '-e', '1'], 'libmediawiki-api-perl'),
  }, async () => {
    const { stdout } = await run('perl', [script('with-mediawiki-api.pl'), api(), word])
    assert.deepEqual(JSON.parse(stdout), {
      text: 'First.\nSecond.',
      comments: ['more', 'made'],
      refused: 'articleexists',
    })
  })
})

function isMissing(command: string, args: string[], name: string): string | false {
  try {
    execFileSync(command, args, { stdio: 'ignore' })
    return false
  } catch {
    return `${name} is not installed`
  }
}
