// The fields in which somebody says what is to be hidden and what shown, and what they said in them.
import { hiddenComment, hiddenContent, hiddenUser, suppressed } from '../../revisions/hidden-bits.ts'
import { type HideableField, hideableFields, type VisibilityOrder } from '../../revisions/visibility.ts'
import { radioFields } from '../form.ts'
import { type Html, html } from '../html.ts'
import { warningBox } from '../notices.ts'
import type { Visit } from '../visit.ts'

/** Whether all of what is meant is hidden, none, or some. */
export type VisibilityState = 'hide' | 'show' | 'some'

const bitOf: Readonly<Record<HideableField, number>> = {
  comment: hiddenComment,
  content: hiddenContent,
  user: hiddenUser,
}

/** What the fields say. */
export function visibilityAsked(visit: Visit): VisibilityOrder {
  const asked = (value: string): HideableField[] => hideableFields.filter(field => visit.get(`set-${field}`) === value)
  const suppress = visit.get('set-suppress')
  return {
    hide: asked('hide'),
    show: asked('show'),
    suppress: suppress === 'hide' ? true : suppress === 'show' ? false : undefined,
  }
}

export const asksNothing = ({ hide, show, suppress }: VisibilityOrder): boolean =>
  hide.length + show.length === 0 && suppress === undefined

export const nothingAskedBox = (visit: Visit): Html => warningBox(html`<p>${visit.say('x-nothing-chosen')}</p>`)

/**
 * The fields: for the text or action, the comment and the user, and for who may, whether from administrators too. `stateOf`
 * says what a bit is now, where that is known; then all fields begin with leaving it so, else with what was sent.
 */
export function visibilityFields(
  visit: Visit,
  { isLog, stateOf }: { readonly isLog: boolean; readonly stateOf?: (bit: number) => VisibilityState },
): Html {
  const legends: Readonly<Record<HideableField, string>> = {
    content: isLog ? 'revdelete-hide-name' : 'revdelete-hide-text',
    comment: 'revdelete-hide-comment',
    user: 'revdelete-hide-user',
  }
  const threeWays = (field: HideableField | 'suppress', legend: string, bit: number, key: string): Html => {
    const same =
      stateOf === undefined ? visit.say('x-leave-as-is') : visit.say(`${key}-same`, stateNow(visit, stateOf(bit)))
    const choices = [
      { value: 'same', label: same },
      { value: 'hide', label: visit.say(`${key}-set`) },
      { value: 'show', label: visit.say(`${key}-unset`) },
    ]
    const name = `set-${field}`
    return radioFields(name, visit.say(legend), choices, stateOf === undefined ? (visit.get(name) ?? 'same') : 'same')
  }
  const fields = hideableFields.map(field => threeWays(field, legends[field], bitOf[field], 'revdelete-radio'))
  const suppression =
    visit.viewer.may('suppressrevision') && threeWays('suppress', 'revdelete-hide-restricted', suppressed, 'x-suppress')
  return html`<div class="ways">${fields}${suppression}</div>`
}

const stateNow = (visit: Visit, state: VisibilityState): string => visit.say(`x-state-${state}`)
