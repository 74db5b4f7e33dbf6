// action=edit: changes a page or makes one.

import { type CaptchaAnswer, CaptchaAsked, showChallenge } from '../../captcha/captcha.ts'
import { fail } from '../../errors.ts'
import type { PageId, RevId } from '../../ids.ts'
import { edit as editPage } from '../../pages/edit.ts'
import { pageByTitle, redirectsOfPages } from '../../pages/page-store.ts'
import { canExist, type Title } from '../../pages/title.ts'
import { defineModule, type WriteContext } from '../module.ts'
import { titleOrPageId } from '../page-of.ts'
import { p } from '../params.ts'
import { isoTimestamp, type Timestamp } from '../timestamps.ts'
import { watchChoiceOf, watchParams } from '../watch-params.ts'

export const edit = defineModule({
  path: 'edit',
  mode: 'write',
  params: {
    title: p.string(),
    pageid: p.id<PageId>()(),
    section: p.string(),
    sectiontitle: p.string(),
    text: p.text(),
    summary: p.string(),
    tags: p.tags(),
    minor: p.boolean(),
    notminor: p.boolean(),
    bot: p.boolean(),
    baserevid: p.id<RevId>()(),
    basetimestamp: p.timestamp(),
    starttimestamp: p.timestamp(),
    recreate: p.boolean(),
    createonly: p.boolean(),
    nocreate: p.boolean(),
    watch: p.boolean({ deprecated: true }),
    unwatch: p.boolean({ deprecated: true }),
    ...watchParams,
    md5: p.string(),
    prependtext: p.text(),
    appendtext: p.text(),
    undo: p.integer({ min: 0, enforceRange: true }),
    undoafter: p.integer({ min: 0, enforceRange: true }),
    redirect: p.boolean(),
    contentformat: p.contentFormat(),
    contentmodel: p.contentModel(),
    token: p.token('csrf'),
    returnto: p.title(),
    returntoquery: p.string({ default: '' }),
    returntoanchor: p.string({ default: '' }),
    captchaword: p.ofCaptcha(p.string()),
    captchaid: p.ofCaptcha(p.string()),
    xconflict: p.beyond(p.boolean()),
  },
  exactlyOne: [['title', 'pageid']],
  atLeastOne: [['text', 'appendtext', 'prependtext', 'undo']],
  examples: {
    'action=edit&title=Test&summary=test%20summary&text=article%20content&baserevid=1234567&token=123ABC':
      'apihelp-edit-example-edit',
    'action=edit&title=Test&summary=NOTOC&minor=&prependtext=__NOTOC__%0A&basetimestamp=2007-08-24T12:34:54Z&token=123ABC':
      'apihelp-edit-example-prepend',
    'action=edit&title=Test&undo=13585&undoafter=13579&basetimestamp=2007-08-24T12:34:54Z&token=123ABC':
      'apihelp-edit-example-undo',
  },

  async run(context, params) {
    const named = await titleOrPageId(context, params)
    const title = params.redirect ? await followed(context, named, params) : named
    const edited = await editPage(context.wiki, context.performer, {
      title,
      text: params.text,
      append: params.appendtext,
      prepend: params.prependtext,
      section: params.section,
      sectionTitle: params.sectiontitle,
      undo: params.undo as RevId | undefined,
      undoAfter: params.undoafter as RevId | undefined,
      summary: params.summary,
      minor: params.minor,
      bot: params.bot,
      tags: params.tags,
      createOnly: params.createonly,
      noCreate: params.nocreate,
      recreate: params.recreate,
      // As MediaWiki: 0 is no revision.
      baseRevId: params.baserevid || undefined,
      baseTimestamp: params.basetimestamp,
      startTimestamp: params.starttimestamp,
      contentModel: params.contentmodel,
      contentFormat: params.contentformat,
      md5: params.md5,
      tellConflict: params.xconflict,
      captcha: captchaAnswer(context, params),
      watch: watchChoiceOf(params),
    }).catch(askedFor)
    if (edited instanceof CaptchaAsked) return { captcha: showChallenge(edited.challenge), result: 'Failure' }
    const { recorded } = edited
    return {
      ...(edited.isNew ? { new: true } : {}),
      result: 'Success',
      pageid: edited.pageId,
      title: context.wiki.nameOf(edited.title),
      contentmodel: edited.contentModel,
      ...(recorded === undefined
        ? { nochange: true }
        : {
            oldrevid: edited.oldRevId,
            newrevid: recorded.revId ?? 0,
            newtimestamp: isoTimestamp(edited.timestamp as Timestamp),
          }),
      ...(edited.watched ? { watched: true } : {}),
    }
  },
})

/** As MediaWiki: under the names of the form, too, of which the API says that it does not know them. */
function captchaAnswer(
  { request }: WriteContext,
  { captchaid, captchaword }: { captchaid?: string | undefined; captchaword?: string | undefined },
): CaptchaAnswer | undefined {
  const id = captchaid ?? request.values.get('wpCaptchaId')
  return id === undefined ? undefined : { id, word: captchaword ?? request.values.get('wpCaptchaWord') ?? '' }
}

/** That a captcha is asked is an answer, not an error. */
function askedFor(error: unknown): CaptchaAsked {
  if (error instanceof CaptchaAsked) return error
  throw error
}

/** Where a redirect leads: only what adds to a page may be done through one. */
async function followed(
  context: WriteContext,
  title: Title,
  params: { appendtext?: string | undefined; prependtext?: string | undefined; section?: string | undefined },
): Promise<Title> {
  const { db, wiki } = context
  if (params.appendtext === undefined && params.prependtext === undefined && params.section !== 'new') {
    throw fail('apierror-redirect-appendonly', [])
  }
  const row = await pageByTitle(db, title)
  const target = row === undefined ? undefined : (await redirectsOfPages(db, [row.page_id])).get(row.page_id)
  if (target === undefined) return title
  const redirects = { from: wiki.nameOf(title), to: wiki.nameOf(target) }
  if (target.interwiki !== '' || !canExist(target)) {
    throw fail('apierror-edit-invalidredirect', [redirects.from, redirects.to], { redirects })
  }
  context.top('redirects', redirects)
  return { ...target, fragment: '' }
}
