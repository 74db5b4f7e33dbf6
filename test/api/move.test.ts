// action=move over HTTP: what is where afterwards, what is told of it, and what stands against it.
import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import type { Params } from '../support/client.ts'
import {
  act,
  assertSound,
  changes,
  codes,
  edit,
  eventually,
  history,
  info,
  keys,
  kinds,
  logs,
  startPages,
  statistics,
  textOf,
} from '../support/pages.ts'

const people = await startPages()
const { admin, bob } = people
after(() => people.wiki.stop())

const move = (from: string, to: string, params: Params = {}, who = admin) => act(who, 'move', { from, to, ...params })

describe('a move', () => {
  test('takes the history along, leaves a redirect, and tells of both', async () => {
    const first = await edit(admin, 'Plain', 'one')
    const answer = await move('Plain', 'Plain 2', { reason: 'why' })
    assert.deepEqual(answer.ok().at('move'), {
      from: 'Plain',
      to: 'Plain 2',
      reason: 'why',
      redirectcreated: true,
      moveoverredirect: false,
    })
    const [moved, original] = await history(admin, 'Plain 2')
    assert.equal(original?.revid, first)
    assert.equal(moved?.parentid, first)
    assert.equal(moved?.minor, true)
    assert.equal(moved?.slots.main.content, 'one')
    assert.match(moved?.comment ?? '', /Plain.*Plain 2.*why/)
    const [redirect, ...older] = await history(admin, 'Plain')
    assert.deepEqual(older, [])
    assert.equal(redirect?.slots.main.content, '#REDIRECT [[Plain 2]]')
    assert.deepEqual(redirect?.tags, ['mw-new-redirect'])
    const [entry] = await logs(admin, 'Plain')
    assert.deepEqual(entry?.params, { target_ns: 0, target_title: 'Plain 2', suppressredirect: false })
    assert.equal(entry?.revid, moved?.revid)
    assert.equal(entry?.comment, 'why')
  })

  test('stands in recent changes once: neither the redirect nor the empty revision is a change of its own', async () => {
    await edit(admin, 'Listed', 'one')
    ;(await move('Listed', 'Listed 2')).ok()
    const listed = [...(await changes(admin, 'Listed')), ...(await changes(admin, 'Listed 2'))]
    assert.deepEqual(
      listed.map(one => one.logaction ?? one.type),
      ['move', 'new'],
    )
    assert.deepEqual(kinds(await logs(admin, 'Listed')), ['move/move', 'create/create'])
  })

  test('counts pages and articles', async () => {
    await edit(admin, 'Counted', 'one')
    const at = async () => {
      const { pages, articles } = await statistics(admin)
      return { pages, articles }
    }
    const start = await at()
    ;(await move('Counted', 'Counted 2')).ok()
    assert.deepEqual(await at(), { pages: start.pages + 1, articles: start.articles })
    ;(await move('Counted 2', 'Counted')).ok()
    assert.deepEqual(await at(), { pages: start.pages + 1, articles: start.articles })
    ;(await move('Counted', 'Help:Counted', { noredirect: true })).ok()
    assert.deepEqual(await at(), { pages: start.pages + 1, articles: start.articles - 1 })
  })

  test('finds the page by its id, under whatever title it has', async () => {
    await edit(admin, 'By id', 'one')
    const { pageid } = await info(admin, 'By id')
    ;(await act(admin, 'move', { fromid: Number(pageid), to: 'By id 2' })).ok()
    assert.equal((await info(admin, 'By id 2')).pageid, pageid)
  })
})

describe('without a redirect', () => {
  test('nothing is left at the old title', async () => {
    await edit(admin, 'Gone', 'one')
    const answer = await move('Gone', 'Gone 2', { noredirect: true })
    assert.equal(answer.ok().at('move.redirectcreated'), false)
    assert.equal(await textOf(admin, 'Gone'), undefined)
    assert.equal((await logs(admin, 'Gone'))[0]?.params.suppressredirect, true)
  })

  test('somebody without the right to that leaves one, silently', async () => {
    await edit(bob, 'Left', 'one')
    assert.equal((await move('Left', 'Left 2', { noredirect: true }, bob)).ok().at('move.redirectcreated'), true)
    assert.equal(await textOf(bob, 'Left'), '#REDIRECT [[Left 2]]')
  })

  test('a content model that has no redirects leaves none', async () => {
    await edit(admin, 'Data', '{}', { contentmodel: 'json' })
    assert.equal((await move('Data', 'Data 2')).ok().at('move.redirectcreated'), false)
    assert.equal(await textOf(admin, 'Data'), undefined)
  })

  test('a category is linked to, and a script loads the other', async () => {
    await edit(admin, 'Category:Old', 'x')
    ;(await move('Category:Old', 'Category:New')).ok()
    assert.equal(await textOf(admin, 'Category:Old'), '#REDIRECT [[:Category:New]]')
    await edit(admin, 'User:Admin/old.js', 'x')
    ;(await move('User:Admin/old.js', 'User:Admin/new.js')).ok()
    assert.match(
      (await textOf(admin, 'User:Admin/old.js')) ?? '',
      /^\/\* #REDIRECT \*\/mw\.loader\.load\("http.*title=User:Admin\/new\.js&action=raw&ctype=text\/javascript"\);$/,
    )
    assert.equal((await info(admin, 'User:Admin/old.js')).redirect, true)
    assert.equal((await move('User:Admin/new.js', 'User:Admin/old.js')).ok().at('move.moveoverredirect'), true)
  })
})

describe('where a page is in the way', () => {
  test('a redirect that leads back and was nothing else is deleted', async () => {
    await edit(admin, 'Back', 'one')
    ;(await move('Back', 'Back 2')).ok()
    const answer = await move('Back 2', 'Back', { reason: 'again' })
    assert.equal(answer.ok().at('move.moveoverredirect'), true)
    assert.deepEqual(kinds(await logs(admin, 'Back')), ['delete/delete_redir', 'move/move', 'create/create'])
    assert.deepEqual(kinds(await logs(admin, 'Back 2')), ['move/move_redir'])
    assert.equal(await textOf(admin, 'Back'), 'one')
  })

  test('any other page stays', async () => {
    await edit(admin, 'Here', 'one')
    await edit(admin, 'Taken', 'two')
    assert.deepEqual(codes(await move('Here', 'Taken')), ['articleexists'])
    assert.deepEqual(codes(await move('Here', 'Taken', { ignorewarnings: true })), ['articleexists'])
    await edit(admin, 'Elsewhere', '#REDIRECT [[Nowhere]]')
    assert.deepEqual(codes(await move('Here', 'Elsewhere')), ['redirectexists'])
    await edit(admin, 'Was more', 'x')
    await edit(admin, 'Was more', '#REDIRECT [[Here]]')
    assert.deepEqual(codes(await move('Here', 'Was more')), ['articleexists'])
    assert.equal(await textOf(admin, 'Here'), 'one')
  })
})

describe('talk pages and subpages', () => {
  test('come along where that is asked for', async () => {
    for (const title of ['Help:Tree', 'Help:Tree/a', 'Help:Tree/b', 'Help talk:Tree', 'Help talk:Tree/a']) {
      await edit(admin, title, title)
    }
    await edit(admin, 'Help:Wood/b', 'in the way')
    const answer = await move('Help:Tree', 'Help:Wood', { movetalk: true, movesubpages: true })
    assert.equal(answer.ok().at('move.talkto'), 'Help talk:Wood')
    assert.deepEqual(answer.at('move.subpages.0'), { from: 'Help:Tree/a', to: 'Help:Wood/a' })
    assert.equal(answer.at('move.subpages.1.errors.0.code'), 'articleexists')
    assert.deepEqual(answer.at('move.subpages-talk'), [{ from: 'Help talk:Tree/a', to: 'Help talk:Wood/a' }])
    assert.equal(await textOf(admin, 'Help talk:Wood/a'), 'Help talk:Tree/a')
    assert.equal(await textOf(admin, 'Help:Tree/b'), 'Help:Tree/b')
  })

  test('a talk page that cannot move does not keep its page', async () => {
    for (const title of ['Pair', 'Talk:Pair', 'Talk:Other pair']) await edit(admin, title, title)
    const answer = await move('Pair', 'Other pair', { movetalk: true })
    assert.equal(answer.ok().at('move.talkmove-errors.0.code'), 'articleexists')
    assert.equal(await textOf(admin, 'Other pair'), 'Pair')
    assert.equal(await textOf(admin, 'Talk:Pair'), 'Talk:Pair')
  })

  test('a page that moves below itself is no subpage that moves after', async () => {
    for (const title of ['Help:Root', 'Help:Root/a']) await edit(admin, title, title)
    const answer = await move('Help:Root', 'Help:Root/new', { movesubpages: true })
    assert.deepEqual(answer.ok().at('move.subpages'), [{ from: 'Help:Root/a', to: 'Help:Root/new/a' }])
  })

  test('namespaces without subpages say so, and names that get too long too', async () => {
    await edit(admin, 'Flat', 'x')
    const answer = await move('Flat', 'Flat 2', { movesubpages: true })
    assert.equal(answer.ok().at('move.subpages.errors.0.code'), 'namespace-nosubpages')
    for (const title of ['Help:Short', 'Help:Short/sub']) await edit(admin, title, title)
    const long = await move('Help:Short', `Help:${'L'.repeat(253)}`, { movesubpages: true })
    assert.equal(long.ok().at('move.subpages.0.errors.0.code'), 'movepage-invalid-target-title')
    assert.equal(await textOf(admin, 'Help:Short/sub'), 'Help:Short/sub')
  })
})

describe('protection and watchlists', () => {
  test('go along, and stay with the redirect', async () => {
    await edit(admin, 'Guarded', 'x')
    const protections = 'edit=sysop|move=sysop'
    ;(await act(admin, 'protect', { title: 'Guarded', protections, cascade: true })).ok()
    ;(await move('Guarded', 'Guarded 2', { reason: 'r' })).ok()
    const wanted = [
      { type: 'edit', level: 'sysop', expiry: 'infinity', cascade: true },
      { type: 'move', level: 'sysop', expiry: 'infinity' },
    ]
    assert.deepEqual((await info(admin, 'Guarded 2')).protection, wanted)
    assert.deepEqual((await info(admin, 'Guarded')).protection, wanted)
    const [entry] = await logs(admin, 'Guarded 2')
    assert.equal(`${entry?.type}/${entry?.action}`, 'protect/move_prot')
    assert.deepEqual(entry?.params, { oldtitle_ns: 0, oldtitle_title: 'Guarded' })
  })

  test('who watches the page watches it at its new title', async () => {
    await edit(bob, 'Seen', 'x', { watchlist: 'watch' })
    ;(await move('Seen', 'Seen 2', { watchlist: 'nochange' })).ok()
    assert.equal((await info(bob, 'Seen 2')).watched, true)
    assert.equal((await info(bob, 'Seen')).watched, true)
    assert.equal((await info(bob, 'Talk:Seen 2')).watched, true)
    assert.equal((await info(admin, 'Seen 2')).watched, false)
  })

  test('the mover watches both titles, or neither, as they ask', async () => {
    await edit(bob, 'Choice', 'x', { watchlist: 'nochange' })
    ;(await move('Choice', 'Choice 2', { watchlist: 'watch' })).ok()
    assert.equal((await info(admin, 'Choice')).watched, true)
    assert.equal((await info(admin, 'Choice 2')).watched, true)
    ;(await move('Choice 2', 'Choice', { watchlist: 'unwatch' })).ok()
    assert.equal((await info(admin, 'Choice')).watched, false)
    assert.equal((await info(admin, 'Choice 2')).watched, false)
  })

  test('a title that was protected from creation is not any more', async () => {
    await edit(admin, 'Free', 'x')
    ;(await act(admin, 'protect', { title: 'Reserved', protections: 'create=sysop' })).ok()
    assert.deepEqual(codes(await move('Free', 'Reserved', {}, bob)), ['protectedpage', 'protectedtitle'])
    ;(await move('Free', 'Reserved')).ok()
    ;(await act(admin, 'delete', { title: 'Reserved' })).ok()
    await edit(bob, 'Reserved', 'free again')
  })
})

describe('links', () => {
  const backlinks = async (title: string, namespace: number): Promise<unknown[]> => {
    const answer = await admin.get({ action: 'query', list: 'backlinks', bltitle: title, blnamespace: namespace })
    return answer
      .ok()
      .list('query.backlinks')
      .map(one => (one as { title: string }).title)
  }

  test('of a moved page are those of its new title', async () => {
    await edit(admin, 'Linker', 'to [[Linked]]')
    await eventually(async () => (await backlinks('Linked', 0)).length === 1, 'the link')
    ;(await move('Linker', 'Help:Linker', { noredirect: true })).ok()
    await eventually(async () => (await backlinks('Linked', 12)).length === 1, 'the link from the new namespace')
    assert.deepEqual(await backlinks('Linked', 0), [])
  })

  test('to the new title lead to a page now, which their pages show', async () => {
    await edit(admin, 'Hoping', 'for [[Awaited]]')
    await eventually(async () => (await backlinks('Awaited', 0)).length === 1, 'the link')
    const { touched } = await info(admin, 'Hoping')
    await edit(admin, 'Coming', 'x')
    await new Promise(resolve => setTimeout(resolve, 1100))
    ;(await move('Coming', 'Awaited', { noredirect: true })).ok()
    const isTouched = async () => String((await info(admin, 'Hoping')).touched) > String(touched)
    await eventually(isTouched, 'the other look of a link')
  })
})

describe('what stands against it', () => {
  test('is said of both titles, all of it', async () => {
    await edit(admin, 'Wanted', 'x')
    await edit(admin, 'There', 'x')
    const refused = async (from: string, to: string, who = admin) => codes(await move(from, to, {}, who))
    assert.deepEqual(await refused('Wanted', 'Wanted'), ['selfmove'])
    assert.deepEqual(await refused('No such page', 'There'), ['missingtitle'])
    assert.deepEqual(await refused('Bad[', 'X'), ['invalidtitle'])
    assert.deepEqual(await refused('Wanted', 'wikipedia:X'), ['invalidtitle'])
    assert.deepEqual(await refused('Wanted', 'Special:X'), ['immobile-target-namespace', 'unsupportednamespace'])
    assert.deepEqual(await refused('Wanted', '#section'), ['movepage-invalid-target-title'])
    assert.deepEqual(await refused('Wanted', 'File:X.png'), ['nonfile-cannot-move-to-file'])
    assert.deepEqual(await refused('Wanted', 'There', people.nobody), ['articleexists', 'cantmove-anon', 'cantmove'])
    assert.deepEqual(keys(await move('Wanted', 'MediaWiki:X', {}, bob)), ['protectedinterface', 'protectedinterface'])
    await edit(admin, 'File:Page.png', 'x')
    assert.deepEqual(await refused('File:Page.png', 'Page.png'), ['nonfilenamespace'])
    assert.deepEqual(codes(await act(admin, 'move', { fromid: 99999999, to: 'X' })), ['nosuchpageid'])
    assert.deepEqual(codes(await move('Wanted', 'X', { tags: 'nope' })), ['badtags'])
  })

  test('protection from moving and from editing both do', async () => {
    for (const type of ['move', 'edit']) {
      const title = `Kept from ${type}`
      await edit(admin, title, 'x')
      ;(await act(admin, 'protect', { title, protections: `${type}=sysop` })).ok()
      assert.deepEqual(codes(await move(title, `${title} 2`, {}, bob)), ['protectedpage'])
      assert.equal(await textOf(admin, title), 'x')
    }
  })

  test('a change tag is on the empty revision, the log entry and the redirect', async () => {
    ;(await act(admin, 'managetags', { operation: 'create', tag: 'moved-so' })).ok()
    await edit(admin, 'Tagged', 'x')
    ;(await move('Tagged', 'Tagged 2', { tags: 'moved-so' })).ok()
    assert.deepEqual((await history(admin, 'Tagged 2'))[0]?.tags, ['moved-so'])
    assert.ok((await history(admin, 'Tagged'))[0]?.tags.includes('moved-so'))
    assert.deepEqual((await logs(admin, 'Tagged'))[0]?.tags, ['moved-so'])
  })
})

test('two moves to one title: one of them is refused', async () => {
  for (const title of ['Race 1', 'Race 2']) await edit(admin, title, title)
  const answers = await Promise.all([move('Race 1', 'Finish'), move('Race 2', 'Finish')])
  assert.deepEqual(answers.map(one => one.code ?? 'moved').sort(), ['articleexists', 'moved'])
})

test('the rules of the wiki hold afterwards', () => assertSound(people.wiki))
