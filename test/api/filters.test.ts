// What filters hold back, over HTTP: websites and titles that pages list, rules of the settings, translated pages. The
// shapes are those of SpamBlacklist, TitleBlacklist, AbuseFilter and Translate.
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { Answer, Client, Params } from '../support/client.ts'
import { png } from '../support/images.ts'
import { startServer, type TestServer } from '../support/server.ts'

const filterRules = [
  { id: 1, description: 'No shouting', when: { title: '^shout' }, actions: { disallow: true } },
  {
    id: 2,
    description: 'Think twice',
    on: ['edit', 'create', 'move'],
    when: { title: '^warn' },
    actions: { warn: true },
  },
  { id: 3, description: 'Marked', when: { title: '^tag' }, actions: { tags: ['looked at'] } },
  {
    id: 4,
    description: 'Not so fast',
    when: { title: '^fast' },
    actions: { throttle: { count: 1, seconds: 60 }, disallow: 'x-own-message' },
  },
  { id: 5, description: 'Both', when: { title: '^both' }, actions: { warn: true, disallow: true } },
  { id: 6, description: 'Names', on: ['createaccount'], when: { title: 'ruled' }, actions: { disallow: true } },
  {
    id: 7,
    description: 'Links by strangers',
    when: {
      groups: ['user'],
      notGroups: ['sysop'],
      namespace: [4],
      addedLinks: 'linked\\.example',
      sizeChange: { min: 1 },
    },
    actions: { disallow: true },
  },
  {
    id: 8,
    description: 'Words',
    when: { title: '^words', added: 'new\\s+word', removed: 'old\\s+word', summary: 'because', user: '^bob$' },
    actions: { disallow: true },
  },
  { id: 9, description: 'Slow', when: { title: '^slow', added: '(a+)+$' }, actions: { disallow: true } },
  {
    id: 11,
    description: 'Pictures',
    on: ['upload'],
    when: { title: '^file:ruled', added: 'stolen', size: { min: 20 } },
    actions: { disallow: true },
  },
  { id: 12, description: 'Marked', on: ['upload'], when: { title: '^file:tag' }, actions: { tags: ['picture'] } },
  { id: 10, description: 'Large', when: { title: '^large', size: { min: 10 } }, actions: { disallow: true } },
]
const accounts = ['Bob', 'Eve', 'Admin'].map(name => ({
  name,
  password: `${name}-password-1`,
  groups: name === 'Admin' ? ['sysop', 'interface-admin', 'suppress'] : [],
}))
const pages = [
  { title: 'MediaWiki:Spam-blacklist', text: '# websites\nbad\\.example  # why\ntwo\\.example' },
  { title: 'MediaWiki:Spam-whitelist', text: 'bad\\.example/good' },
  {
    title: 'MediaWiki:Titleblacklist',
    text: `Bad.*
Moveonly.* <moveonly>
Noedit.* <noedit>
Confirmed.* <autoconfirmed>
Case.* <casesensitive>
Own.* <errmsg=x-own-message>
.*New user.* <newaccountonly>
File:Bad.*
File:Again.* <reupload>`,
  },
  { title: 'MediaWiki:Titlewhitelist', text: 'Bad but good' },
  { title: 'Noedit there', text: 'x' },
  { title: 'Bad there', text: 'x' },
  { title: 'Linking', text: 'http://bad.example/old' },
  { title: 'Words', text: 'old word\nkept' },
  { title: 'Handbook', text: 'x' },
  { title: 'Handbook/es', text: 'x' },
]

let wiki: TestServer
let bob: Client
let admin: Client
let filesFolder = ''
before(async () => {
  filesFolder = await mkdtemp(path.join(tmpdir(), 'palimpsest-test-files-'))
  const settings = {
    filterRules,
    filesFolder,
    useSpamBlacklist: true,
    useTitleBlacklist: true,
    spamPatterns: ['cheap\\s+pills'],
    translatedPages: ['Help:$1/$2', '$1/$2'],
  }
  wiki = await startServer({ fixture: { accounts, settings, pages } })
  bob = await wiki.as('Bob')
  admin = await wiki.as('Admin')
})
after(async () => {
  await wiki.stop()
  await rm(filesFolder, { recursive: true, force: true })
})

const edit = async (params: Params, who = bob): Promise<Answer> =>
  who.post({ action: 'edit', token: await who.token(), errorformat: 'raw', text: 'x', ...params })
const move = async (from: string, to: string, who = bob): Promise<Answer> =>
  who.post({ action: 'move', from, to, token: await who.token(), errorformat: 'raw' })
const saved = (answer: Answer): void => assert.equal(answer.at('edit.result'), 'Success', answer.text)
const errorsOf = (answer: Answer): unknown => answer.at('errors')
const textOf = async (title: string): Promise<unknown> =>
  (await bob.get({ action: 'query', prop: 'revisions', rvprop: 'content', rvslots: 'main', titles: title })).at(
    'query.pages.0.revisions.0.slots.main.content',
  )

describe('websites that MediaWiki:Spam-blacklist lists', () => {
  test('are told with what was found; twice the same leaves a gap', async () => {
    const text = 'http://bad.example/a http://BAD.example/b http://www.two.example/x https://fine.example/'
    assert.deepEqual(errorsOf(await edit({ title: 'Spam', text })), [
      {
        code: 'spamblacklist',
        key: 'spam-blacklisted-link',
        params: [{ list: ['bad.example', 'two.example'], type: 'text' }],
        data: { spamblacklist: { matches: { 0: 'bad.example', 2: 'two.example' } } },
        module: 'edit',
      },
    ])
    const bc = await edit({ title: 'Spam', text: 'http://x.bad.example.org/', errorformat: 'bc' })
    assert.equal(bc.code, 'spamblacklist')
    assert.deepEqual(bc.at('error.spamblacklist.matches'), ['bad.example'])
  })

  test('are looked for in added links and in summaries, not in other text or in the rest of an address', async () => {
    saved(
      await edit({ title: 'No link', text: 'bad.example https://fine.example/?x=bad.example', summary: 'bad.example' }),
    )
    assert.equal(
      (await edit({ title: 'No link', text: 'y', summary: 'see http://bad.example/ x' })).code,
      'spamblacklist',
    )
    saved(await edit({ title: 'Linking', text: 'http://bad.example/old and more' }))
    assert.equal((await edit({ title: 'Linking', text: 'http://bad.example/new' })).code, 'spamblacklist')
    assert.equal((await edit({ title: 'Includes', text: '{{:Linking}}' })).code, 'spamblacklist')
  })

  test('may be linked to where MediaWiki:Spam-whitelist says so', async () => {
    saved(await edit({ title: 'Good', text: 'http://bad.example/good http://bad.example/goodies' }))
  })

  test('cannot be listed by a line that is no pattern', async () => {
    for (const title of ['MediaWiki:Spam-blacklist', 'MediaWiki:Titleblacklist']) {
      assert.equal(
        (await edit({ title, appendtext: '\nbro(ken', text: undefined as never }, admin)).code,
        'hookaborted',
      )
    }
  })

  test('are listed anew as soon as the page is changed', async () => {
    saved(await edit({ title: 'Later', text: 'https://later.example/1' }))
    const list = { title: 'MediaWiki:Spam-blacklist', text: 'bad\\.example\ntwo\\.example\nlater\\.example' }
    saved(await edit(list, admin))
    assert.equal((await edit({ title: 'Later', text: 'https://later.example/2' })).code, 'spamblacklist')
  })
})

test('what is hidden does not come out by what a filter finds in it', async () => {
  const suppressed = (await edit({ title: 'Hiding', text: 'http://fine.example/' }, admin)).number('edit.newrevid')
  const listed = { title: 'MediaWiki:Spam-blacklist', appendtext: '\nfine\\.example/', text: undefined }
  const emptied = (await edit({ title: 'Hiding', text: 'x' }, admin)).number('edit.newrevid')
  const hide = {
    action: 'revisiondelete',
    type: 'revision',
    ids: suppressed,
    hide: 'content',
    token: await admin.token(),
  }
  ;(await admin.post(hide)).ok()
  saved(await edit(listed as never, admin))
  const undone = await edit({ title: 'Hiding', undo: emptied, text: undefined })
  assert.equal(undone.code, 'nosuchrevid', undone.text)
  assert.ok(!undone.text.includes('fine.example'))
})

describe('titles that MediaWiki:Titleblacklist lists', () => {
  const refused = (line: string, title: string, key = 'titleblacklist-forbidden-edit') => [
    {
      code: 'titleblacklist-forbidden',
      key,
      params: [line.replace('<', '&#60;').replace('=', '&#61;').replace('>', '&#62;'), title],
      data: { message: { key, params: [line, title] }, line, info: 'The list of titles forbids this one.' },
      module: 'edit',
    },
  ]

  test('cannot be made, whatever the case unless the line says otherwise', async () => {
    assert.deepEqual(errorsOf(await edit({ title: 'BAD title' })), refused('Bad.*', 'BAD title'))
    assert.deepEqual(errorsOf(await edit({ title: 'Noedit 1' })), refused('Noedit.* <noedit>', 'Noedit 1'))
    assert.deepEqual(errorsOf(await edit({ title: 'Case' })), refused('Case.* <casesensitive>', 'Case'))
    assert.deepEqual(
      errorsOf(await edit({ title: 'Own' })),
      refused('Own.* <errmsg=x-own-message>', 'Own', 'x-own-message'),
    )
    for (const title of ['CASE', 'Talk:Bad', 'Moveonly', 'New user', 'Bad but good']) saved(await edit({ title }))
  })

  test('can be edited where there is a page, unless the line says noedit', async () => {
    saved(await edit({ title: 'Bad there', text: 'y' }))
    assert.deepEqual(errorsOf(await edit({ title: 'Noedit there' })), refused('Noedit.* <noedit>', 'Noedit there'))
  })

  test('hold somebody without an account where a line excepts the autoconfirmed, and no administrator', async () => {
    assert.equal((await edit({ title: 'Confirmed' }, wiki.client())).code, 'titleblacklist-forbidden')
    saved(await edit({ title: 'Bad by an administrator' }, admin))
  })

  test('cannot be moved to', async () => {
    saved(await edit({ title: 'Mover' }))
    const both = (await move('Mover', 'Bad target')).list('errors') as { code: string; key: string; params: string[] }[]
    assert.deepEqual(
      both.map(({ code, params }) => [code, params]),
      [
        ['titleblacklist-forbidden', ['Bad.*', 'Bad target']],
        ['titleblacklist-forbidden-move', ['Bad.*', 'Mover', 'Bad target']],
      ],
    )
    assert.equal((await move('Mover', 'Moveonly target')).code, 'titleblacklist-forbidden-move')
    assert.equal((await move('Mover', 'Moved')).at('move.to'), 'Moved')
  })

  test('are told by intestactions', async () => {
    const answer = await bob.get({
      action: 'query',
      titles: 'Bad idea',
      prop: 'info',
      intestactions: 'edit|create|move',
      intestactionsdetail: 'full',
      errorformat: 'raw',
    })
    const actions = answer.at('query.pages.0.actions') as Record<string, { code: string }[]>
    assert.deepEqual(
      Object.entries(actions).map(([action, errors]) => [action, errors.map(one => one.code)]),
      [
        ['edit', ['titleblacklist-forbidden']],
        ['create', ['titleblacklist-forbidden']],
        ['move', []],
      ],
    )
  })

  test('keep accounts from being made', async () => {
    const nobody = wiki.client()
    const create = async (username: string): Promise<Answer> =>
      nobody.post({
        action: 'createaccount',
        username,
        password: 'Some-pass-word-1',
        retype: 'Some-pass-word-1',
        createreturnurl: 'https://client.example/',
        createmessageformat: 'raw',
        createtoken: await nobody.token('createaccount'),
      })
    const answer = await create('A New user 1')
    assert.deepEqual(answer.at('createaccount.message'), {
      key: 'titleblacklist-forbidden-new-account',
      params: ['.*New user.* &#60;newaccountonly&#62;', 'A New user 1'],
    })
    assert.equal(answer.at('createaccount.messagecode'), 'titleblacklist-forbidden')
    assert.equal((await create('Ruled')).at('createaccount.messagecode'), 'abusefilter-disallowed')
    assert.equal((await create('Welcome')).at('createaccount.status'), 'PASS')
  })
})

describe('rules of the settings', () => {
  const told = (code: string, id: number, description: string, action: string, module = 'edit') => [
    {
      code,
      key: code,
      params: [description, String(id)],
      data: { abusefilter: { id: String(id), description, actions: [action] } },
      module,
    },
  ]

  test('refuse an edit, each time', async () => {
    const expected = told('abusefilter-disallowed', 1, 'No shouting', 'disallow')
    for (let times = 0; times < 2; times++) assert.deepEqual(errorsOf(await edit({ title: 'Shout' })), expected)
    assert.equal((await bob.get({ action: 'query', titles: 'Shout' })).at('query.pages.0.missing'), true)
  })

  test('warn once: who does the same again may, and is warned the next time', async () => {
    const expected = told('abusefilter-warning', 2, 'Think twice', 'warn')
    for (const text of ['a', 'b']) {
      assert.deepEqual(errorsOf(await edit({ title: 'Warn', text })), expected)
      assert.equal((await edit({ title: 'Warn', text }, await wiki.as('Eve'))).code, 'abusefilter-warning')
      saved(await edit({ title: 'Warn', text }))
      saved(await edit({ title: 'Warn', text: `${text} too` }, await wiki.as('Eve')))
    }
    saved(await edit({ title: 'Elsewhere' }))
    assert.deepEqual(
      errorsOf(await move('Elsewhere', 'Warn move')),
      told('abusefilter-warning', 2, 'Think twice', 'warn', 'move'),
    )
    assert.equal((await move('Elsewhere', 'Warn move')).at('move.to'), 'Warn move')
  })

  test('refuse what was warned of when they do both', async () => {
    const codes: unknown[] = []
    for (let times = 0; times < 4; times++) codes.push((await edit({ title: 'Both' })).code)
    assert.deepEqual(codes, [
      'abusefilter-warning',
      'abusefilter-disallowed',
      'abusefilter-warning',
      'abusefilter-disallowed',
    ])
  })

  test('tag a change; nobody can set that tag by hand', async () => {
    saved(await edit({ title: 'Tag' }))
    const changes = await bob.get({ action: 'query', list: 'recentchanges', rctag: 'looked at', rcprop: 'title|tags' })
    assert.deepEqual(changes.at('query.recentchanges'), [{ type: 'new', ns: 0, title: 'Tag', tags: ['looked at'] }])
    assert.equal((await edit({ title: 'Elsewhere 2', tags: 'looked at' })).code, 'badtags')
    const known = (await bob.get({ action: 'query', list: 'tags', tglimit: 'max', tgprop: 'defined|active' })).list(
      'query.tags',
    ) as { name: string }[]
    assert.deepEqual(
      known.find(one => one.name === 'looked at'),
      { name: 'looked at', defined: true, active: true },
    )
  })

  test('with a throttle let so many pass, each performer counted alone, and may speak in their own words', async () => {
    saved(await edit({ title: 'Fast 1' }))
    const held = await edit({ title: 'Fast 2' })
    assert.deepEqual([held.code, held.at('errors.0.key')], ['abusefilter-disallowed', 'x-own-message'])
    saved(await edit({ title: 'Fast 2' }, await wiki.as('Eve')))
  })

  test('look at groups, namespaces, links and sizes together', async () => {
    const text = 'https://linked.example/'
    assert.equal((await edit({ title: 'Project:Links', text })).code, 'abusefilter-disallowed')
    saved(await edit({ title: 'Project:Links', text: `${text} by an administrator` }, admin))
    saved(await edit({ title: 'Links', text }))
    saved(await edit({ title: 'Large', text: 'not much' }))
    assert.equal((await edit({ title: 'Large', text: `very much${'!'.repeat(9)}` })).code, 'abusefilter-disallowed')
  })

  test('look at what an edit adds and takes away, at its summary and who makes it', async () => {
    const words = { title: 'Words', text: 'new word\nkept', summary: 'Because' }
    assert.equal((await edit(words)).code, 'abusefilter-disallowed')
    saved(await edit({ ...words, text: 'old word\nnew word\nkept' }))
    saved(await edit({ ...words, summary: 'why not' }))
  })

  test('do not look at an edit that changes nothing', async () => {
    saved(await edit({ title: 'Large', text: 'not much' }))
    assert.equal((await edit({ title: 'Large', text: 'not much' })).at('edit.nochange'), true)
  })

  test('cannot stop the server with a pattern that backtracks for ever', async () => {
    let slowest = 0
    let done = false
    const asking = (async () => {
      while (!done) {
        const begin = performance.now()
        await bob.get({ action: 'query', meta: 'siteinfo' })
        slowest = Math.max(slowest, performance.now() - begin)
      }
    })()
    const begin = performance.now()
    const answer = await edit({ title: 'Slow', text: `${'a'.repeat(100_000)}!` })
    const took = performance.now() - begin
    done = true
    await asking
    saved(answer)
    assert.ok(took > 200, `the pattern was tried: ${took} ms`)
    // On the wiki's own thread it would be as long as the pattern; on a busy machine all takes longer.
    assert.ok(slowest < Math.max(200, took / 2), `another request took ${slowest} ms of ${took}`)
    assert.match(wiki.output().stdout + wiki.output().stderr, /a pattern of a filter took too long/)
  })
})

describe('uploads', () => {
  const upload = async (filename: string, more: Params = {}, who = bob): Promise<Answer> => {
    const form = new FormData()
    const params = { action: 'upload', filename, format: 'json', formatversion: 2, errorformat: 'raw', ...more }
    for (const [name, value] of Object.entries({ ...params, token: await who.token() }))
      form.append(name, String(value))
    form.append('file', new Blob([new Uint8Array(png(filename + Math.random()))]), 'x')
    return who.fetch('/api.php', { method: 'POST', body: form })
  }

  test('are refused by the list of titles; a line may let a file have new versions', async () => {
    assert.equal((await upload('Bad one.png')).code, 'titleblacklist-forbidden')
    assert.equal((await upload('Again.png')).code, 'titleblacklist-forbidden')
    assert.equal((await upload('Again.png', {}, admin)).at('upload.result'), 'Success')
    assert.equal((await upload('Again.png', { ignorewarnings: 1 })).at('upload.result'), 'Success')
  })

  test('are refused and tagged by rules', async () => {
    const refused = await upload('Ruled.png', { text: 'a stolen picture' })
    assert.deepEqual([refused.code, refused.at('errors.0.params')], ['abusefilter-disallowed', ['Pictures', '11']])
    assert.equal((await upload('Ruled.png', { text: 'my own picture' })).at('upload.result'), 'Success')
    assert.equal((await upload('Tagged.png')).at('upload.result'), 'Success')
    const log = await bob.get({ action: 'query', list: 'logevents', letag: 'picture', leprop: 'title' })
    assert.deepEqual(log.at('query.logevents'), [{ ns: 6, title: 'File:Tagged.png' }])
  })
})

test('a text or a summary that matches a pattern of the settings is told as spam', async () => {
  const [found] = (await edit({ title: 'Pills', text: 'buy CHEAP  pills now' })).list('errors')
  assert.deepEqual(found, {
    code: 'spamdetected',
    key: 'apierror-spamdetected',
    params: ['CHEAP  pills'],
    module: 'edit',
  })
  assert.equal((await edit({ title: 'Pills', summary: 'cheap pills' })).code, 'spamdetected')
})

describe('pages that are translations by their titles', () => {
  test('refuse whatever changes them', async () => {
    const token = await admin.token()
    const orders: Params[] = [
      { action: 'delete' },
      { action: 'protect', protections: 'edit=sysop' },
      { action: 'changecontentmodel', model: 'text' },
      { action: 'rollback', user: 'Eve', token: await admin.token('rollback') },
    ]
    for (const order of orders) {
      const answer = await admin.post({ token, errorformat: 'raw', title: 'Handbook/es', ...order })
      assert.equal(answer.code, 'tpt-target-page', `${order.action}: ${answer.text}`)
    }
  })

  test('refuse edits and moves by anybody', async () => {
    const expected = {
      code: 'tpt-target-page',
      key: 'tpt-target-page',
      params: [':Handbook', '/index.php?title=Special%3ATranslate&group=page-Handbook&action=page&filter=&language=de'],
      module: 'edit',
    }
    assert.deepEqual(errorsOf(await edit({ title: 'Handbook/de' }, admin)), [expected])
    assert.equal((await edit({ title: 'Help:Editing/pt-br' })).code, 'tpt-target-page')
    assert.equal((await move('Handbook', 'Handbook/fr')).code, 'tpt-target-page')
  })

  test('are those in a language: other subpages are pages like any other', async () => {
    saved(await edit({ title: 'Handbook/Part one' }))
    saved(await edit({ title: 'Handbook' }))
  })
})

describe('the modules of the lists', () => {
  test('action=spamblacklist says what is listed', async () => {
    const ask = async (url: string): Promise<unknown> =>
      (await bob.get({ action: 'spamblacklist', url })).at('spamblacklist')
    assert.deepEqual(await ask('http://fine.invalid/|http://bad.example/good'), { result: 'ok' })
    assert.deepEqual(await ask('http://bad.example/|http://www.two.example/|http://bad.example/x'), {
      result: 'blacklisted',
      matches: ['bad.example', 'two.example'],
    })
  })

  test('action=titleblacklist says what stands against a title, and for whom nothing does', async () => {
    const ask = async (tbtitle: string, more: Params = {}, who = bob): Promise<Answer> =>
      who.get({ action: 'titleblacklist', tbtitle, tbaction: 'create', errorformat: 'raw', ...more })
    const answer = (await ask('Noedit page')).at('titleblacklist') as Record<string, string>
    const { reason = '', ...rest } = answer
    assert.deepEqual(rest, {
      result: 'blacklisted',
      message: 'titleblacklist-forbidden-edit',
      line: 'Noedit.* &lt;noedit&gt;',
    })
    assert.match(reason, /Noedit page.*<code>Noedit\.\* &lt;noedit&gt;<\/code>/s)
    const resultOf = (one: Answer): unknown => one.at('titleblacklist.result')
    assert.equal(resultOf(await ask('Bad page', { tbaction: 'edit' })), 'ok')
    assert.equal(resultOf(await ask('Moveonly', { tbaction: 'move' })), 'blacklisted')
    assert.equal(resultOf(await ask('Bad page', {}, admin)), 'ok')
    assert.equal(resultOf(await ask('Bad page', { tbnooverride: 1 }, admin)), 'blacklisted')
    assert.equal((await ask('[')).code, 'invalidtitle')
  })

  test('are told by paraminfo and help', async () => {
    const told = (await bob.get({ action: 'paraminfo', modules: 'main|spamblacklist|titleblacklist' })).list(
      'paraminfo.modules',
    ) as { path: string; parameters: { name: string; type: string[] }[] }[]
    const byPath = new Map(told.map(one => [one.path, one.parameters]))
    assert.deepEqual(
      byPath.get('titleblacklist')?.map(one => one.name),
      ['title', 'action', 'nooverride'],
    )
    const actions = byPath.get('main')?.find(one => one.name === 'action')?.type ?? []
    assert.ok(actions.includes('spamblacklist') && actions.includes('titleblacklist'))
    assert.ok(!actions.includes('fancycaptchareload'))
    const help = await bob.get({ action: 'help', modules: 'spamblacklist|titleblacklist', wrap: 1, format: 'json' })
    assert.doesNotMatch(help.text, /⧼|not described/)
  })
})

test('siteinfo names the extensions whose part the filters play', async () => {
  const answer = await bob.get({ action: 'query', meta: 'siteinfo', siprop: 'extensions' })
  const extensions = answer.list('query.extensions') as { type: string; name: string }[]
  assert.deepEqual(
    extensions.filter(one => one.type === 'antispam').map(one => one.name),
    ['SpamBlacklist', 'TitleBlacklist', 'Abuse Filter'],
  )
})

test('the form keeps what was typed, and says why it was not saved', async () => {
  const cookie = [...bob.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const page = await fetch(`${wiki.url}index.php?title=Shout+it&action=edit`, { headers: { cookie } })
  const token = /name="token" value="([^"]*)"/.exec(await page.text())?.[1] ?? ''
  const answer = await fetch(`${wiki.url}index.php?title=Shout+it&action=submit`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ wpTextbox1: 'typed with care', wpSummary: 'my words', wpSave: '1', token }),
  })
  const text = await answer.text()
  assert.match(text, /No shouting/)
  assert.match(text, /typed with care<\/textarea>/)
  assert.match(text, /value="my words"/)
  assert.equal(await textOf('Shout it'), undefined)
})
