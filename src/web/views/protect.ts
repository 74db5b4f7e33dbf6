// action=protect: who may edit, move or create a page, and until when.
import { parseExpiry } from '../../api/expiry.ts'
import { fail } from '../../errors.ts'
import type { HttpResponse } from '../../http/message.ts'
import { NS } from '../../pages/namespaces.ts'
import { mayGiveLevel, type Protection, permitToProtect, protectPage } from '../../pages/protect.ts'
import type { Title } from '../../pages/title.ts'
import { articlePath, pathOf } from '../addresses.ts'
import { checkbox, hiddenToken, reasonField, selectField, textField } from '../form.ts'
import { answerForm } from '../form-page.ts'
import { type Html, html } from '../html.ts'
import { showPage } from '../layout.ts'
import { problemsBox, successBox } from '../notices.ts'
import { sayTime } from '../pieces.ts'
import { loadSubject, type Subject } from '../subject.ts'
import type { Visit } from '../visit.ts'

export async function protect(visit: Visit, title: Title): Promise<HttpResponse> {
  const subject = await loadSubject(visit, title)
  const heading = visit.say('protect-title', visit.wiki.nameOf(title))
  const frame = { title: heading, at: title, action: 'protect', robots: 'noindex,nofollow' } as const
  const problems = subject.performer.problemsOn('protect', subject.state)
  if (problems.length > 0) {
    return showPage(visit, { ...frame, subject, status: 403, body: await problemsBox(visit, problems) })
  }
  return answerForm(visit, {
    show: (above, status) =>
      showPage(visit, { ...frame, subject, status, body: html`${above}${form(visit, subject)}` }),
    async carryOut() {
      await protectAsAsked(visit, subject)
      const changed = await loadSubject(visit, title)
      const done = successBox(html`<p>${visit.say('x-protection-changed')}</p>`)
      return showPage(visit, { ...frame, subject: changed, body: html`${done}${form(visit, changed)}` })
    },
  })
}

const restrictionLevels = ['', 'autoconfirmed', 'sysop']

/** What the page can be protected from. */
function typesOf({ page, title }: Subject): string[] {
  if (page === undefined) return ['create']
  return title.namespace === NS.file ? ['edit', 'move', 'upload'] : ['edit', 'move']
}

async function protectAsAsked(visit: Visit, subject: Subject): Promise<void> {
  const { wiki } = visit
  const protections = typesOf(subject).map((type): Protection => {
    const level = visit.get(`level-${type}`) ?? ''
    if (!mayGiveLevel(visit.viewer, level)) throw fail('apierror-protect-invalidlevel', [level])
    const text = visit.text(`expiry-${type}`) ?? 'infinite'
    const parsed = parseExpiry(text, visit.now)
    if (!parsed.ok)
      throw parsed.reason === 'past' ? fail('apierror-pastexpiry', [text]) : fail('apierror-invalidexpiry', [text])
    return { type, level, expiry: parsed.expiry }
  })
  const { permit } = await permitToProtect(wiki, subject.performer, subject.title)
  await protectPage(wiki, permit, {
    title: subject.title,
    protections,
    cascade: visit.isOn('cascade'),
    reason: visit.get('wpReason') ?? '',
    tags: [],
  })
}

function form(visit: Visit, subject: Subject): Html {
  const { title, state, page } = subject
  const restrictions =
    state.titleProtection === undefined
      ? state.restrictions
      : [
          {
            type: 'create',
            level: state.titleProtection.level,
            expiry: state.titleProtection.expiry ?? 'infinity',
            cascade: false,
          },
        ]
  const sections = typesOf(subject).map(type => {
    const now = restrictions.find(one => one.type === type)
    const choices = restrictionLevels
      .filter(level => mayGiveLevel(visit.viewer, level))
      .map(level => ({
        value: level,
        label: visit.say(level === '' ? 'protect-default' : `protect-level-${level}`),
      }))
    const until = now === undefined || now.expiry === 'infinity' ? '' : isoDate(now.expiry)
    return html`<fieldset><legend>${visit.say(`restriction-${type}`)}</legend>
${selectField(`level-${type}`, visit.say('x-protect-level'), choices, visit.get(`level-${type}`) ?? now?.level ?? '')}
${textField({ name: `expiry-${type}`, label: visit.say('x-protect-expiry'), value: visit.get(`expiry-${type}`) ?? until, help: visit.say('x-expiry-help') })}
${now !== undefined && now.expiry !== 'infinity' && html`<p class="help">${visit.say('protect-expiring', sayTime(visit, now.expiry))}</p>`}</fieldset>`
  })
  const cascades = restrictions.some(one => one.cascade)
  return html`<form method="post" action="${pathOf(visit.wiki, title, { action: 'protect' })}">${hiddenToken(visit)}${sections}
${page !== undefined && checkbox('cascade', visit.say('protect-cascade'), cascades)}${reasonField(visit, visit.get('wpReason') ?? '')}
<div class="buttons"><button class="primary">${visit.say('protect-submit')}</button><a href="${articlePath(visit.wiki, title)}">${visit.say('cancel')}</a></div></form>`
}

const isoDate = (timestamp: string): string =>
  `${timestamp.slice(0, 4)}-${timestamp.slice(4, 6)}-${timestamp.slice(6, 8)} ${timestamp.slice(8, 10)}:${timestamp.slice(10, 12)}:${timestamp.slice(12, 14)}`
