// `<ref>` and `<references>`: notes in the text, and the list of them.

import { anchorFragment, anchorId } from '../anchor.ts'
import { escapeAttribute, escapeText } from '../escape.ts'
import type { Frame } from '../frame.ts'
import type { PageState } from '../page-state.ts'
import { armorAttribute, readAttributes } from '../passes/attributes.ts'
import { parseInner } from './inner.ts'
import type { Tag } from './tag.ts'

/** One note. */
interface Reference {
  readonly name: string | undefined
  /** Counts the notes of the page. */
  readonly id: number
  /** Counts the notes of the group since the last list. */
  readonly number: number
  /** How often it was used. */
  uses: number
  text: string | undefined
  /** Further parts, from `follow`. */
  more: string[]
  error: string
}

interface Group {
  readonly references: Reference[]
  readonly byName: Map<string, Reference>
}

/** The notes of one page while it is rendered. */
class Citations {
  readonly groups = new Map<string, Group>()
  count = 0
  /** The group of the list that is being read: notes within it only say their text. */
  listGroup: string | undefined
  listErrors: string[] = []
  depth = 0

  group(name: string): Group {
    let group = this.groups.get(name)
    if (!group) {
      group = { references: [], byName: new Map() }
      this.groups.set(name, group)
    }
    return group
  }
}

const ofPage = new WeakMap<PageState, Citations>()

function citations(state: PageState): Citations {
  let found = ofPage.get(state)
  if (!found) {
    found = new Citations()
    ofPage.set(state, found)
  }
  return found
}

function failure(state: PageState, key: string, ...parameters: string[]): string {
  state.expansion.track('cite-tracking-category-cite-error')
  const message = state.expansion.message(key, ...parameters.map(escapeText))
  const language = escapeAttribute(state.expansion.context.language ?? 'en')
  return `<span class="error mw-ext-cite-error" lang="${language}" dir="ltr">${state.expansion.message('cite_error', message)}</span>`
}

const refAttributes = new Set(['name', 'group', 'follow', 'dir', 'extends', 'details'])
const listAttributes = new Set(['group', 'responsive'])
const nestingLimit = 10

const normalize = (name: string | undefined): string => (name ?? '').trim().replace(/[ _]+/g, '_')
const noteId = (reference: Reference): string =>
  reference.name === undefined ? `cite_note-${reference.id}` : `cite_note-${anchorId(reference.name)}-${reference.id}`
const useId = (reference: Reference, use: number): string =>
  reference.name === undefined
    ? `cite_ref-${reference.id}`
    : `cite_ref-${anchorId(reference.name)}_${reference.id}-${use}`
const idAttribute = (id: string): string => armorAttribute(id)
const address = (id: string): string => escapeAttribute(`#${anchorFragment(id)}`)

export const ref: Tag = (tag, state, frame) => {
  const cites = citations(state)
  if (cites.depth >= nestingLimit) return failure(state, 'cite_error_included_ref')
  const attributes = readAttributes(state.expansion.strip.unstripBoth(tag.attributes))
  for (const key of attributes.keys()) {
    if (!refAttributes.has(key)) return failure(state, 'cite_error_ref_too_many_keys')
  }
  if (tag.inner?.includes('<ref') === true && /<ref\b[^>]*>(?![\s\S]*<\/ref)/i.test(tag.inner.slice(0, 100_000))) {
    return failure(state, 'cite_error_included_ref')
  }
  const name = normalize(attributes.get('name'))
  const text = tag.inner === undefined || tag.inner.trim() === '' ? undefined : tag.inner
  const follow = normalize(attributes.get('follow'))
  if (/^\d+$/.test(name) || /^\d+$/.test(follow)) return failure(state, 'cite_error_ref_numeric_key')
  if (name !== '' && follow !== '') return failure(state, 'cite_error_ref_follow_conflicts')
  if (cites.listGroup !== undefined) return listRef(cites, name, text, attributes.get('group'), state)
  const group = cites.group(attributes.get('group') ?? '')
  if (follow !== '') return followRef(group, follow, text, state)
  if (name === '' && tag.inner === undefined) return failure(state, 'cite_error_ref_no_key')
  if (name === '' && text === undefined) return failure(state, 'cite_error_ref_no_input')
  const reference = use(cites, group, name === '' ? undefined : name, text, state)
  return mark(reference, attributes.get('group') ?? '', state, frame)
}

function use(
  cites: Citations,
  group: Group,
  name: string | undefined,
  text: string | undefined,
  state: PageState,
): Reference {
  const known = name === undefined ? undefined : group.byName.get(name)
  if (known) {
    known.uses++
    if (known.text === undefined) known.text = text
    else if (text !== undefined && text.trim() !== known.text.trim() && known.error === '') {
      known.error = failure(state, 'cite_error_references_duplicate_key', name ?? '')
    }
    return known
  }
  cites.count++
  const reference: Reference = {
    name,
    id: cites.count,
    number: group.references.length + 1,
    uses: 1,
    text,
    more: [],
    error: '',
  }
  group.references.push(reference)
  if (name !== undefined) group.byName.set(name, reference)
  return reference
}

function followRef(group: Group, follow: string, text: string | undefined, state: PageState): string {
  const followed = group.byName.get(follow)
  if (text === undefined) return failure(state, 'cite_error_ref_no_input')
  if (!followed) return failure(state, 'cite_error_ref_follow_unknown', follow)
  followed.more.push(text)
  return ''
}

/** A note within the list itself gives its text to one that the page used before. */
function listRef(
  cites: Citations,
  name: string,
  text: string | undefined,
  written: string | undefined,
  state: PageState,
): string {
  const groupName = cites.listGroup ?? ''
  const group = cites.group(groupName)
  const known = group.byName.get(name)
  let error = ''
  if (written !== undefined && written !== groupName)
    error = failure(state, 'cite_error_references_group_mismatch', written)
  else if (name === '') error = failure(state, 'cite_error_references_no_key')
  else if (text === undefined) error = failure(state, 'cite_error_empty_references_define', name)
  else if (!known) error = failure(state, 'cite_error_references_missing_key', name)
  else if (known.text === undefined) known.text = text
  else if (known.text.trim() !== text.trim()) error = failure(state, 'cite_error_references_duplicate_key', name)
  if (error !== '') cites.listErrors.push(error)
  return ''
}

function mark(reference: Reference, groupName: string, state: PageState, _frame: Frame): string {
  const label = groupName === '' ? String(reference.number) : `${escapeText(groupName)} ${reference.number}`
  const id = idAttribute(useId(reference, reference.uses - 1))
  const html =
    `<sup id="${id}" class="reference"><a href="${address(noteId(reference))}">` +
    `<span class="cite-bracket">&#91;</span>${label}<span class="cite-bracket">&#93;</span></a></sup>`
  return state.expansion.strip.add('general', 'ref', html)
}

export const references: Tag = (tag, state, frame) => {
  const cites = citations(state)
  const attributes = readAttributes(state.expansion.strip.unstripBoth(tag.attributes))
  for (const key of attributes.keys()) {
    if (!listAttributes.has(key)) return failure(state, 'cite_error_references_invalid_parameters')
  }
  const groupName = attributes.get('group') ?? ''
  cites.listErrors = []
  if (tag.inner !== undefined && tag.inner.trim() !== '' && cites.listGroup === undefined) {
    cites.listGroup = groupName
    parseInner(tag.inner, state, frame)
    cites.listGroup = undefined
  }
  const errors = cites.listErrors
  const isResponsive = attributes.get('responsive') !== '0'
  const list = listOf(cites, groupName, isResponsive, state, frame)
  const html = [list, ...errors].filter(part => part !== '').join('<br />\n')
  return html === '' ? '' : state.expansion.strip.add('general', 'references', html)
}

const fewReferences = 10

function listOf(cites: Citations, groupName: string, isResponsive: boolean, state: PageState, frame: Frame): string {
  const group = cites.groups.get(groupName)
  if (!group || group.references.length === 0) return ''
  const items: string[] = []
  // A note's text may hold notes of its own, which join the list while it is written.
  for (let at = 0; at < group.references.length; at++) {
    const reference = group.references[at]
    if (reference) items.push(listItem(cites, reference, state, frame))
  }
  cites.groups.delete(groupName)
  const list = `<ol class="references">\n${items.join('')}</ol>`
  if (!isResponsive) return list
  const columns = items.length > fewReferences ? ' mw-references-columns' : ''
  return `<div class="mw-references-wrap${columns}">${list}</div>`
}

function listItem(cites: Citations, reference: Reference, state: PageState, frame: Frame): string {
  const id = idAttribute(noteId(reference))
  const links =
    reference.uses === 1
      ? `<a href="${address(useId(reference, 0))}">↑</a>`
      : `↑ ${Array.from(
          { length: reference.uses },
          (_, number) => `<sup><a href="${address(useId(reference, number))}">${reference.number}.${number}</a></sup>`,
        ).join(' ')}`
  const back = `<span class="mw-cite-backlink">${links}</span>`
  if (reference.text === undefined) {
    const error = failure(state, 'cite_error_references_no_text', reference.name ?? '')
    return `<li id="${id}">${back} ${error}</li>\n`
  }
  cites.depth++
  const texts = [reference.text, ...reference.more].map(text => parseInner(text, state, frame).replace(/\n+$/, ''))
  cites.depth--
  const error = reference.error === '' ? '' : ` ${reference.error}`
  return `<li id="${id}">${back} <span class="reference-text">${texts.join(' ')}${error}</span>\n</li>\n`
}

/** The list of notes that no `<references>` asked for, at the end of the page. */
export function leftReferences(state: PageState, frame: Frame): string {
  const cites = ofPage.get(state)
  if (!cites) return ''
  let out = ''
  for (const name of [...cites.groups.keys()]) {
    const group = cites.groups.get(name)
    if (!group || group.references.length === 0) continue
    if (name === '') out += `\n${listOf(cites, name, true, state, frame)}`
    else out += `<br />${failure(state, 'cite_error_group_refs_without_references', name)}`
  }
  return out
}
