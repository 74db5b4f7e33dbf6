// The gates at which captchas are asked: edits, new pages, new links, new accounts.
import { problem } from '../errors.ts'
import { addedLinks } from '../filters/added-links.ts'
import type { AccountGate, EditAttempt, EditGate } from '../hooks.ts'
import type { Wiki } from '../wiki.ts'
import { type CaptchaAction, CaptchaAsked } from './captcha.ts'

/** Throws `CaptchaAsked` where an edit needs an answer and came without the right one. */
export function captchaOfEdits(wiki: Wiki): EditGate {
  return async attempt => {
    const { captcha } = wiki
    const { performer, passed } = attempt
    if (passed.has('captcha')) return []
    const action = await actionOf(wiki, attempt)
    if (action === undefined) return []
    if (!(await captcha.isRight(attempt.captcha, performer.now))) {
      throw new CaptchaAsked(await captcha.ask(performer.now), action)
    }
    passed.add('captcha')
    return []
  }
}

/** For what a captcha is asked; undefined where none is. */
async function actionOf(wiki: Wiki, attempt: EditAttempt): Promise<CaptchaAction | undefined> {
  const { viewer } = attempt.performer
  const { captcha } = wiki
  if (captcha.isTriggeredBy('edit', viewer)) return 'edit'
  if (attempt.page === undefined && captcha.isTriggeredBy('create', viewer)) return 'create'
  return captcha.isTriggeredBy('addurl', viewer) && (await addedLinks(wiki, attempt)).length > 0 ? 'addurl' : undefined
}

/** Refuses accounts without the right answer. */
export function captchaOfAccounts({ captcha }: Wiki): AccountGate {
  return async ({ performer, captcha: given }) => {
    const isAsked = captcha.isTriggeredBy('createaccount', performer.viewer)
    const mayPass = !isAsked || (await captcha.isRight(given, performer.now))
    return { problems: mayPass ? [] : [problem('captcha-createaccount-fail', [])], tags: [] }
  }
}
