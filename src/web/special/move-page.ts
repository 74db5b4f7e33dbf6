// Special:MovePage: gives a page another title, and its talk page and its subpages with it.
import type { Problem } from '../../errors.ts'
import type { HttpResponse } from '../../http/message.ts'
import { cutComment } from '../../language/cut-comment.ts'
import { type MoveOrder, movePage as move } from '../../pages/move.ts'
import { moveSubpages } from '../../pages/move-subpages.ts'
import { canExist, isTalk, parseTitle, type Title, talkOf } from '../../pages/title.ts'
import { articlePath, specialPath, specialTitle } from '../addresses.ts'
import { checkbox, hidden, hiddenToken, reasonField, textField } from '../form.ts'
import { answerForm } from '../form-page.ts'
import { type Html, html, nothing } from '../html.ts'
import { errorBox, isFailure, problemsBox, problemText, showMessage, successBox, warningBox } from '../notices.ts'
import { Links } from '../pieces.ts'
import { loadSubject, type Subject } from '../subject.ts'
import type { Visit } from '../visit.ts'
import { type SpecialPage, showSpecial } from './special-page.ts'

export const movePage: SpecialPage = { group: undefined, title: 'movepage', show }

async function show(visit: Visit, parameter: string): Promise<HttpResponse> {
  const { wiki } = visit
  const text = visit.text('wpOldTitle') ?? visit.text('target') ?? parameter
  const parsed = parseTitle(text, wiki.titles)
  const subject =
    parsed.ok && canExist(parsed.title) ? await loadSubject(visit, { ...parsed.title, fragment: '' }) : undefined
  if (subject?.page === undefined) {
    return showMessage(visit, {
      at: specialTitle('MovePage', parameter),
      special: 'MovePage',
      status: 404,
      title: visit.say('movepage'),
      text: visit.tell('x-no-page-to-move'),
    })
  }
  const problems = subject.performer.problemsOn('move', subject.state)
  if (problems.length > 0) return page(visit, subject, await problemsBox(visit, problems), 403)
  const show = (above: Html, status: number): HttpResponse =>
    page(visit, subject, html`${above}${form(visit, subject)}`, status)
  return answerForm(visit, {
    show,
    async carryOut() {
      const to = parseTitle(visit.get('wpNewTitle') ?? '', wiki.titles)
      if (!to.ok || to.title.interwiki !== '' || to.title.dbKey === '') {
        return show(errorBox(html`<p>${visit.say('badtitletext')}</p>`), 400)
      }
      return page(visit, subject, await carryOut(visit, subject, { ...to.title, fragment: '' }), 200)
    },
  })
}

function page(visit: Visit, subject: Subject, body: Html, status: number): HttpResponse {
  const name = visit.wiki.nameOf(subject.title)
  return showSpecial(visit, 'MovePage', name, {
    status,
    title: visit.say('move-page', name),
    subject,
    action: 'move',
    body,
  })
}

function form(visit: Visit, { title, pair }: Subject): Html {
  const { viewer, wiki } = visit
  const name = wiki.nameOf(title)
  const isFirst = !visit.wasPosted
  const box = (field: string, key: string, usual: boolean): Html =>
    checkbox(field, visit.say(key), isFirst ? usual : visit.isOn(field))
  const hasTalk = !isTalk(title) && pair.some(one => isTalk(one.title) && one.exists)
  return html`<form id="movepage" method="post" action="${specialPath(wiki, 'MovePage', {}, name)}">${hiddenToken(visit)}${hidden('wpOldTitle', name)}
<p>${visit.say('movepagetext')}</p>${textField({ name: 'wpNewTitle', label: visit.say('newtitle'), value: visit.get('wpNewTitle') ?? name, required: true, maxLength: 255 })}
${reasonField(visit, visit.get('wpReason') ?? '')}${viewer.may('suppressredirect') && box('wpLeaveRedirect', 'move-leave-redirect', true)}
${hasTalk && box('wpMovetalk', 'movetalk', true)}${viewer.may('move-subpages') && box('wpMovesubpages', 'x-move-subpages', false)}
<div class="buttons"><button class="primary">${visit.say('movepagebtn')}</button><a href="${articlePath(wiki, title)}">${visit.say('cancel')}</a></div></form>`
}

async function carryOut(visit: Visit, { title: from, performer, page: row }: Subject, to: Title): Promise<Html> {
  const { wiki, viewer } = visit
  const noRedirect = viewer.may('suppressredirect') && !visit.isOn('wpLeaveRedirect')
  const order: MoveOrder = { from, to, reason: cutComment(visit.get('wpReason') ?? ''), noRedirect, tags: [] }
  await move(wiki, performer, order)
  const others: Problem[] = []
  const talk = { from: talkOf(from), to: talkOf(to) }
  const ofTalk = talk.from && talk.to && !isTalk(from) ? { ...order, from: talk.from, to: talk.to } : undefined
  // What stands against moving these does not undo the move of the page.
  const collect = async (work: () => Promise<readonly Problem[]>): Promise<void> => {
    try {
      others.push(...(await work()))
    } catch (error) {
      if (!isFailure(error)) throw error
      others.push(...error.problems)
    }
  }
  if (ofTalk && visit.isOn('wpMovetalk')) {
    await collect(async () => {
      await move(wiki, performer, ofTalk)
      return []
    })
  }
  if (visit.isOn('wpMovesubpages')) {
    const except = row?.page_id ?? 0
    await collect(async () =>
      (await moveSubpages(wiki, performer, { ...order, except })).flatMap(one =>
        'problems' in one ? one.problems : [],
      ),
    )
  }
  const texts: Html[] = []
  for (const one of others) texts.push(await problemText(visit, one))
  const links = await Links.to(visit, [from, to])
  return html`${successBox(html`<p>${visit.tell('movepage-moved', links.page(from), links.page(to))}</p>`)}${texts.length > 0 ? warningBox(html`${texts}`) : nothing}`
}
