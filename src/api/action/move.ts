// action=move: gives a page another title, and its talk page and its subpages too.
import { Failure, fail } from '../../errors.ts'
import type { PageId } from '../../ids.ts'
import { type MoveOrder, movePage } from '../../pages/move.ts'
import { moveSubpages } from '../../pages/move-subpages.ts'
import { pageById, pageByTitle, titleOfPage } from '../../pages/page-store.ts'
import { isTalk, type Title, talkOf } from '../../pages/title.ts'
import { defineModule, type WriteContext } from '../module.ts'
import { titleOfText } from '../page-of.ts'
import { p } from '../params.ts'
import { showStatusErrors } from '../problems.ts'
import { list, type Tree, type Value } from '../result.ts'
import { watchAfterChange, watchParams } from '../watch-params.ts'

export const move = defineModule({
  path: 'move',
  mode: 'write',
  params: {
    from: p.string(),
    fromid: p.id<PageId>()(),
    to: p.string({ required: true }),
    reason: p.string({ default: '' }),
    movetalk: p.boolean(),
    movesubpages: p.boolean(),
    noredirect: p.boolean(),
    ...watchParams,
    // Says nothing here: the warnings that it is for are about the files of another wiki.
    ignorewarnings: p.boolean(),
    tags: p.tags(),
    token: p.token('csrf'),
  },
  exactlyOne: [['from', 'fromid']],
  examples: {
    'action=move&from=Badtitle&to=Goodtitle&token=123ABC&reason=Misspelled%20title&movetalk=&noredirect=':
      'apihelp-move-example-move',
  },

  async run(context, params) {
    const { wiki, performer, db } = context
    const { reason, tags, watchlist: choice, noredirect: noRedirect } = params
    const { title: from, pageId } = await pageToMove(context, params)
    const to = { ...titleOfText(context, params.to), fragment: '' }
    const order = { from, to, reason, noRedirect, tags }
    const moved = await movePage(wiki, performer, order)
    const talk = { from: talkOf(from), to: talkOf(to) }
    const hasTalk = !isTalk(from) && talk.from !== undefined && (await pageByTitle(db, talk.from)) !== undefined
    const answer: Record<string, Value> = {
      from: wiki.nameOf(from),
      to: wiki.nameOf(to),
      reason,
      redirectcreated: moved.redirectCreated,
      moveoverredirect: moved.overRedirect,
    }
    const ofTalk =
      talk.from === undefined || talk.to === undefined ? undefined : { ...order, from: talk.from, to: talk.to }
    if (params.movetalk && hasTalk && ofTalk !== undefined) Object.assign(answer, await moveTalk(context, ofTalk))
    if (params.movesubpages) {
      answer.subpages = await showSubpages(context, order, pageId)
      if (params.movetalk && ofTalk !== undefined) answer['subpages-talk'] = await showSubpages(context, ofTalk, pageId)
    }
    for (const title of [from, to]) await watchAfterChange(context, { title, choice, preference: 'watchmoves' })
    return answer
  },
})

async function pageToMove(
  context: WriteContext,
  params: { from?: string | undefined; fromid?: PageId | undefined },
): Promise<{ title: Title; pageId: PageId }> {
  const { db } = context
  if (params.from !== undefined) {
    const title = { ...titleOfText(context, params.from), fragment: '' }
    const row = await pageByTitle(db, title)
    if (row === undefined) throw fail('apierror-missingtitle', [])
    return { title, pageId: row.page_id }
  }
  const id = params.fromid as PageId
  const row = id > 0 ? await pageById(db, id) : undefined
  if (row === undefined) throw fail('apierror-nosuchpageid', [id])
  return { title: titleOfPage(row), pageId: row.page_id }
}

/** What stands against moving the talk page does not undo the move of the page. */
async function moveTalk({ wiki, performer, request }: WriteContext, order: MoveOrder): Promise<Tree> {
  try {
    const moved = await movePage(wiki, performer, order)
    return {
      talkfrom: wiki.nameOf(order.from),
      talkto: wiki.nameOf(order.to),
      talkmoveoverredirect: moved.overRedirect,
    }
  } catch (error) {
    if (error instanceof Failure) return { 'talkmove-errors': showStatusErrors(error.problems, request.style) }
    throw error
  }
}

async function showSubpages(
  { wiki, performer, request }: WriteContext,
  order: MoveOrder,
  except: PageId,
): Promise<Value> {
  try {
    const moved = await moveSubpages(wiki, performer, { ...order, except })
    const shown = moved.map(one => ({
      from: wiki.nameOf(one.from),
      ...('to' in one ? { to: wiki.nameOf(one.to) } : { errors: showStatusErrors(one.problems, request.style) }),
    }))
    return list('subpage', shown)
  } catch (error) {
    if (error instanceof Failure) return { errors: showStatusErrors(error.problems, request.style) }
    throw error
  }
}
