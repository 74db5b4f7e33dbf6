// action=markpatrolled: says that somebody has looked at a change, from the button below a difference.
import { patrol } from '../../changes/patrol.ts'
import { changeToPatrolOfRevision } from '../../changes/patrol-store.ts'
import type { HttpResponse } from '../../http/message.ts'
import type { RcId } from '../../ids.ts'
import type { Title } from '../../pages/title.ts'
import type { Revision } from '../../revisions/revision.ts'
import { pathOf } from '../addresses.ts'
import { hidden, hiddenToken, submitButton } from '../form.ts'
import { type Html, html, nothing } from '../html.ts'
import { showPage } from '../layout.ts'
import { lostSessionBox, showMessage, successBox } from '../notices.ts'
import { loadSubject } from '../subject.ts'
import type { Visit } from '../visit.ts'

export async function markPatrolled(visit: Visit, title: Title): Promise<HttpResponse> {
  const { wiki } = visit
  const subject = await loadSubject(visit, title)
  const frame = { title: visit.say('markedaspatrolled'), at: title, subject, robots: 'noindex,nofollow' } as const
  const id = visit.id('rcid')
  if (!visit.wasPosted || id === undefined) {
    const text = visit.tell('x-mark-patrolled-where')
    return showMessage(visit, { ...frame, status: 400, text })
  }
  if (!visit.isOurForm('patrol')) return showPage(visit, { ...frame, status: 400, body: lostSessionBox(visit) })
  visit.mustBeWritable()
  const done = await patrol(wiki, subject.performer, { rcId: id as RcId }, [])
  return showPage(visit, {
    ...frame,
    body: successBox(html`<p>${visit.say('markedaspatrolledtext', wiki.nameOf(done.title))}</p>`),
  })
}

/** The button for a revision that nobody has looked at; nothing for who may not say so. */
export async function patrolButton(visit: Visit, title: Title, revision: Revision): Promise<Html> {
  const { viewer, wiki } = visit
  if (!viewer.may('patrol')) return nothing
  const change = await changeToPatrolOfRevision(visit.db, revision.id)
  if (change === undefined || change.rc_patrolled !== 0) return nothing
  if (change.actor_name === viewer.name && !viewer.may('autopatrol')) return nothing
  return html`<form class="patrollink" method="post" action="${pathOf(wiki, title, { action: 'markpatrolled' })}">${hiddenToken(visit, 'patrol')}${hidden('rcid', change.rc_id)}
${submitButton(visit.say('markaspatrolleddiff'), { quiet: true })}</form>`
}
