// The pieces of forms: labelled fields, and the token without which nothing is changed.
import type { TokenType } from '../access/tokens.ts'
import { flag, type Html, type HtmlValue, html } from './html.ts'
import type { Visit } from './visit.ts'

/** The hidden field with the token. */
export const hiddenToken = (visit: Visit, type: TokenType = 'csrf'): Html => hidden('token', visit.token(type))

export const hidden = (name: string, value: string | number): Html =>
  html`<input type="hidden" name="${name}" value="${value}">`

export interface Field {
  readonly name: string
  /** Where a page has several fields of the name. */
  readonly id?: string
  readonly label: HtmlValue
  readonly value?: string | undefined
  /** Said below the field, and read out with it. */
  readonly help?: HtmlValue
  readonly type?: 'text' | 'password' | 'email' | 'search' | 'number' | 'date'
  readonly required?: boolean
  readonly maxLength?: number
  readonly autocomplete?: string
  /** The field where a keyboard begins. */
  readonly focus?: boolean
}

/** A line of text with its label. */
export function textField(field: Field): Html {
  const {
    name,
    id = `f-${name}`,
    label,
    value = '',
    help,
    type = 'text',
    required = false,
    maxLength,
    autocomplete,
    focus,
  } = field
  return html`<div class="field"><label for="${id}">${label}</label>
<input type="${type}" id="${id}" name="${name}" value="${value}"${flag('required', required)}${
    maxLength !== undefined && html` maxlength="${maxLength}"`
  }${autocomplete !== undefined && html` autocomplete="${autocomplete}"`}${focus === true && html` autofocus`}${
    help !== undefined && html` aria-describedby="${id}-help"`
  }>${help !== undefined && html`<p class="help" id="${id}-help">${help}</p>`}</div>`
}

export interface Choice {
  readonly value: string
  readonly label: HtmlValue
}

/** One of a few, in a list that opens. */
export function selectField(name: string, label: HtmlValue, choices: readonly Choice[], chosen: string): Html {
  return html`<div class="field"><label for="f-${name}">${label}</label>
<select id="f-${name}" name="${name}">${choices.map(
    one => html`<option value="${one.value}"${flag('selected', one.value === chosen)}>${one.label}</option>`,
  )}</select></div>`
}

/** Something that is so or not. */
export function checkbox(name: string, label: HtmlValue, isOn: boolean, value = '1'): Html {
  const id = `f-${name}`
  return html`<div class="check"><input type="checkbox" id="${id}" name="${name}" value="${value}"${flag('checked', isOn)}><label for="${id}">${label}</label></div>`
}

/** One of a few, all of them in sight. */
export function radioFields(name: string, legend: HtmlValue, choices: readonly Choice[], chosen: string): Html {
  return html`<fieldset class="radios"><legend>${legend}</legend>${choices.map(
    one =>
      html`<div class="check"><input type="radio" id="f-${name}-${one.value}" name="${name}" value="${one.value}"${flag(
        'checked',
        one.value === chosen,
      )}><label for="f-${name}-${one.value}">${one.label}</label></div>`,
  )}</fieldset>`
}

/** Why something is done; as long as a comment may be. */
export const reasonField = (visit: Visit, value = '', key = 'x-reason'): Html =>
  textField({ name: 'wpReason', label: visit.say(key), value, maxLength: 500 })

export const submitButton = (label: string, options: { name?: string; value?: string; quiet?: boolean } = {}): Html =>
  html`<button${options.name !== undefined && html` name="${options.name}" value="${options.value ?? '1'}"`} class="${
    options.quiet === true ? 'quiet' : 'primary'
  }">${label}</button>`
