// What help says of a parameter besides what it is for: its type, how many values it takes, its bounds, its default.

import { escapeHtml } from '../../language/message-text.ts'
import type { MessageParam, MessageRenderer } from '../../language/messages.ts'
import type { ContentModels } from '../../pages/content-models.ts'
import { type Param, valuesAtRunTime } from '../params.ts'
import type { Described, ModuleTree } from './module-tree.ts'
import { sortedValues } from './paraminfo.ts'
import { noteText, submodulesOf } from './texts.ts'

/** What the notes need to know of the wiki, and how they are shown. */
export interface NotesContext {
  readonly tree: ModuleTree
  readonly messages: MessageRenderer
  readonly tags: readonly string[]
  readonly contentModels: ContentModels
  /** A message as HTML. */
  show(key: string, ...params: MessageParam[]): string
  /** Where a module is explained. */
  helpPath(module: string): string
}

/** What the declaration says of a parameter, as HTML, one note after another. */
export function parameterNotes(module: Described, param: Param<unknown>, context: NotesContext): string[] {
  const { show } = context
  const info = (param.extra.info as readonly { name: string; values?: readonly number[] }[] | undefined) ?? []
  const values = valuesOf(module, param, context)
  return [
    ...templateNotes(module, param, context),
    ...info.map(note => noteText(module, note).message).map(({ key, params }) => show(String(key), ...params)),
    ...(param.required ? [show('paramvalidator-help-required')] : []),
    ...(values === undefined ? typeNotes(param, context) : [valuesNote(values, param, context)]),
    ...(param.multi ? multiNotes(param, values?.length, context) : []),
    ...rangeNotes(param, context),
    ...defaultNotes(param, context),
  ]
}

/** Whose values stand in the name of the parameter. */
function templateNotes({ prefix }: Described, { template }: Param<unknown>, { show }: NotesContext): string[] {
  if (template === undefined) return []
  const of: MessageParam = { plaintext: prefix + template.of }
  const variable: MessageParam = {
    message: { key: 'api-help-param-templated-var-first', params: [{ plaintext: template.variable }, of] },
  }
  return [show('api-help-param-templated', 1, { list: [variable], type: 'text' })]
}

interface ListedValue {
  readonly value: string | number
  /** The module that it stands for. */
  readonly module?: string
}

/** The values that a parameter chooses from, if it does. */
function valuesOf(module: Described, param: Param<unknown>, context: NotesContext): readonly ListedValue[] | undefined {
  if (typeof param.extra.submodules === 'string') {
    return submodulesOf(module, param.extra.submodules, context.tree).map(one => ({
      value: one.name,
      module: one.path,
    }))
  }
  const values =
    valuesAtRunTime(param, context) ??
    (Array.isArray(param.type) ? sortedValues(param.type, param.deprecatedValues) : undefined)
  return values?.map(value => ({ value }))
}

function valuesNote(values: readonly ListedValue[], { multi }: Param<unknown>, context: NotesContext): string {
  const shown = values.map(({ value, module }): MessageParam => {
    if (module === undefined) return { plaintext: value }
    return {
      raw: `<a href="${escapeHtml(context.helpPath(module))}" dir="ltr" lang="en">${escapeHtml(String(value))}</a>`,
    }
  })
  return context.show('paramvalidator-help-type-enum', multi ? 2 : 1, { list: shown, type: 'comma' }, values.length)
}

function typeNotes(param: Param<unknown>, { messages, show }: NotesContext): string[] {
  const count = param.multi ? 2 : 1
  const type = param.type === 'text' ? 'string' : String(param.type)
  const subtypes = (param.extra.subtypes as readonly string[] | undefined) ?? []
  const named = subtypes.map(
    (subtype): MessageParam => ({ message: { key: `paramvalidator-help-type-user-subtype-${subtype}`, params: [] } }),
  )
  const key = `paramvalidator-help-type-${type}`
  if (!messages.has(key)) return []
  if (type === 'user') return [show(key, count, { list: named, type: 'text' }, named.length)]
  if (type !== 'title' || typeof param.extra.mustExist !== 'boolean') return [show(key, count)]
  return [show(key, count), show(`paramvalidator-help-type-title-${param.extra.mustExist ? '' : 'no-'}must-exist`)]
}

/** A list of values that are few enough to be given all at once needs no word about how many. */
function multiNotes(
  { lowLimit, highLimit, allSpecifier }: Param<unknown>,
  listed: number | undefined,
  { show }: NotesContext,
): string[] {
  return [
    ...(listed === undefined ? [show('paramvalidator-help-multi-separate')] : []),
    ...(listed === undefined || listed > lowLimit
      ? [show('paramvalidator-help-multi-max', { num: lowLimit }, { num: highLimit })]
      : []),
    ...(allSpecifier === undefined ? [] : [show('paramvalidator-help-multi-all', allSpecifier)]),
  ]
}

function rangeNotes({ type, min, max, highMax, multi }: Param<unknown>, { show }: NotesContext): string[] {
  if (type === 'limit') {
    if (max === undefined) return []
    return highMax === undefined || highMax === max
      ? [show('api-help-param-limit', { num: max })]
      : [show('api-help-param-limit2', { num: max }, { num: highMax })]
  }
  const bound = min === undefined ? (max === undefined ? undefined : 'max') : max === undefined ? 'min' : 'minmax'
  if (bound === undefined) return []
  const count = multi ? 2 : 1
  return [show(`paramvalidator-help-type-number-${bound}`, count, { num: min ?? 0 }, { num: max ?? 0 })]
}

function defaultNotes({ default: value, type }: Param<unknown>, { show }: NotesContext): string[] {
  if (value === undefined || typeof value === 'boolean' || type === 'tags') return []
  return value === ''
    ? [show('paramvalidator-help-default-empty')]
    : [show('paramvalidator-help-default', { raw: `<kbd>${escapeHtml(String(value))}</kbd>` })]
}
