// The form in which a page is edited, and what stands around it: previews, differences, what went wrong.
import { tableDiff } from '../../diff/table.ts'
import { escapeHtml } from '../../language/message-text.ts'
import { articlePath, pathOf, specialPath } from '../addresses.ts'
import { checkbox, hidden, hiddenToken, textField } from '../form.ts'
import { flag, type Html, html, trusted } from '../html.ts'
import type { Subject } from '../subject.ts'
import type { Visit } from '../visit.ts'
import type { Draft } from './draft.ts'

export interface EditForm {
  readonly draft: Draft
  /** Whether the browser holds something that is saved nowhere. */
  readonly isUnsaved: boolean
  /** After a conflict the second box has what its author wrote. */
  readonly isConflict: boolean
  /** What must be answered to save. */
  readonly captcha?: Html | undefined
}

export function editForm(visit: Visit, subject: Subject, { draft, isUnsaved, isConflict, captcha }: EditForm): Html {
  const { title, page } = subject
  const { viewer, wiki } = visit
  const label = visit.say(
    isConflict ? 'x-conflict-theirs' : draft.section === 'new' ? 'x-new-section-text' : 'x-edit-text',
  )
  return html`<form id="editform" method="post" action="${pathOf(wiki, title, { action: 'submit' })}" data-unsaved="${isUnsaved ? 'yes' : 'no'}">
${hiddenToken(visit)}${hidden('wpSection', draft.section)}${hidden('editRevId', draft.base)}${hidden('wpStarttime', draft.start)}
${draft.undo > 0 && html`${hidden('undo', draft.undo)}${hidden('undoafter', draft.undoAfter)}`}${draft.recreate && hidden('wpRecreate', 1)}
${draft.section === 'new' && textField({ name: 'wpSectionTitle', label: visit.say('x-new-section-title'), value: draft.sectionTitle, maxLength: 255 })}
<div class="field wide"><label for="wpTextbox1">${label}</label>${textBox('wpTextbox1', draft.text)}</div>
${draft.own !== undefined && html`<div class="field wide"><label for="wpTextbox2">${visit.say('yourtext')}</label>${textBox('wpTextbox2', draft.own)}</div>`}
${textField({ name: 'wpSummary', label: visit.say('summary'), value: draft.summary, maxLength: 500, help: visit.say('x-summary-help') })}
<div class="inline-checks">${page !== undefined && viewer.may('minoredit') && checkbox('wpMinoredit', visit.say('minoredit'), draft.minor)}
${viewer.isRegistered && viewer.may('editmywatchlist') && checkbox('wpWatchthis', visit.say('watchthis'), draft.watch)}</div>
${captcha}<div class="buttons"><button class="primary" name="wpSave" value="1">${visit.say(page === undefined ? 'savearticle' : 'savechanges')}</button>
<button name="wpPreview" value="1">${visit.say('showpreview')}</button><button name="wpDiff" value="1">${visit.say('showdiff')}</button>
<a href="${articlePath(wiki, title)}">${visit.say('cancel')}</a></div></form>`
}

/** A browser drops the first line break of a text box: there is one more, so that none is lost. */
const textBox = (name: string, text: string, isReadOnly = false): Html =>
  html`<textarea id="${name}" name="${name}" rows="25" cols="80" spellcheck="true"${flag('readonly', isReadOnly)}>
${text}</textarea>`

/** The text for who may not change it. */
export const sourceBox = (visit: Visit, text: string): Html =>
  html`<div class="field wide"><label for="wpTextbox1">${visit.say('x-source')}</label>${textBox('wpTextbox1', text, true)}</div>`

/** What stands above the form for somebody without an account. */
export const anonymousNotice = (visit: Visit, subject: Subject): Html => {
  const returnto = visit.wiki.nameOf(subject.title)
  const link = (name: 'UserLogin' | 'CreateAccount', key: string): Html =>
    html`<a href="${specialPath(visit.wiki, name, { returnto })}">${visit.say(key)}</a>`
  return html`<div class="warning"><p>${visit.tell('x-anonymous-edit', link('UserLogin', 'x-log-in'), link('CreateAccount', 'x-create-an-account'))}</p></div>`
}

/** A difference of two texts that no revision has. */
export function textDiff(visit: Visit, before: string, after: string, heads: readonly [string, string]): Html {
  const rows = tableDiff(before, after, { lineNumber: n => escapeHtml(visit.say('lineno', n)) })
  const [left, right] = heads
  return html`<div class="scroll"><table class="diff"><colgroup><col class="diff-marker"><col class="diff-content"><col class="diff-marker"><col class="diff-content"></colgroup>
<thead><tr><th colspan="2" scope="col" class="diff-otitle">${left}</th><th colspan="2" scope="col" class="diff-ntitle">${right}</th></tr></thead>
<tbody>${rows === '' ? html`<tr><td colspan="4" class="diff-notice">${visit.say('diff-empty')}</td></tr>` : trusted(rows)}</tbody></table></div>`
}
