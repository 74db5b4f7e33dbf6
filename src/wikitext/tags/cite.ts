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
  /** Counts the notes of the group since the last list. Undefined for text that follows a note that is not there. */
  readonly number: number | undefined
  readonly direction: string | undefined
  /** Set where the name was written, and is empty. */
  readonly isNamedEmpty: boolean
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
  /** How many of them have a number. */
  numbered: number
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
      group = { references: [], byName: new Map(), numbered: 0 }
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

const refAttributes = new Set(['name', 'group', 'follow', 'dir'])
const listAttributes = new Set(['group', 'responsive'])
const nestingLimit = 10

const noteId = (reference: Reference): string =>
  reference.name === undefined ? `cite_note-${reference.id}` : `cite_note-${anchorId(reference.name)}-${reference.id}`
const useId = (reference: Reference, use: number): string =>
  reference.name === undefined
    ? `cite_ref-${reference.id}`
    : `cite_ref-${anchorId(reference.name)}_${reference.id}-${use}`
const idAttribute = (id: string): string => armorAttribute(id)
const address = (id: string): string => escapeAttribute(`#${anchorFragment(id)}`)

export const ref: Tag = (tag, state) => {
  const cites = citations(state)
  if (cites.depth >= nestingLimit) return failure(state, 'cite_error_included_ref')
  const attributes = readAttributes(state.expansion.strip.unstripBoth(tag.attributes))
  if (attributes.has('extends')) state.expansion.track('cite-tracking-category-ref-extends')
  for (const key of attributes.keys()) {
    if (!refAttributes.has(key)) return failure(state, 'cite_error_ref_too_many_keys')
  }
  if (tag.inner?.includes('<ref') === true && /<ref\b[^>]*>(?![\s\S]*<\/ref)/i.test(tag.inner.slice(0, 100_000))) {
    return failure(state, 'cite_error_included_ref')
  }
  const name = attributes.get('name') ?? ''
  const text = tag.inner === undefined || tag.inner.trim() === '' ? undefined : tag.inner
  const follow = attributes.get('follow') ?? ''
  if (/^\d+$/.test(name) || /^\d+$/.test(follow)) return failure(state, 'cite_error_ref_numeric_key')
  if (name !== '' && follow !== '') return failure(state, 'cite_error_ref_follow_conflicts')
  const direction = attributes.get('dir')?.toLowerCase()
  if (direction !== undefined && direction !== 'ltr' && direction !== 'rtl') {
    return failure(state, 'cite_error_ref_invalid_dir', direction)
  }
  if (cites.listGroup !== undefined) return listRef(cites, name, text, attributes.get('group'), state)
  const group = cites.group(attributes.get('group') ?? '')
  if (follow !== '') return followRef(cites, group, follow, text, state)
  if (name === '' && tag.inner === undefined) return failure(state, 'cite_error_ref_no_key')
  if (name === '' && text === undefined) return failure(state, 'cite_error_ref_no_input')
  const made = { name: name === '' ? undefined : name, isNamedEmpty: name === '' && attributes.has('name'), direction }
  return mark(use(cites, group, made, text, state), attributes.get('group') ?? '', state)
}

type Made = Pick<Reference, 'name' | 'isNamedEmpty' | 'direction'>

function use(cites: Citations, group: Group, made: Made, text: string | undefined, state: PageState): Reference {
  const { name } = made
  const known = name === undefined ? undefined : group.byName.get(name)
  if (known) {
    known.uses++
    if (known.text === undefined) known.text = text
    else if (text !== undefined && text.trim() !== known.text.trim()) markDuplicate(known, state)
    return known
  }
  group.numbered++
  const reference = add(cites, group, made, group.numbered, text)
  if (name !== undefined) group.byName.set(name, reference)
  return reference
}

function add(
  cites: Citations,
  group: Group,
  made: Made,
  number: number | undefined,
  text: string | undefined,
): Reference {
  cites.count++
  const reference: Reference = { ...made, id: cites.count, number, uses: 1, text, more: [], error: '' }
  group.references.push(reference)
  return reference
}

function markDuplicate(reference: Reference, state: PageState): void {
  if (reference.error === '') {
    reference.error = failure(state, 'cite_error_references_duplicate_key', reference.name ?? '')
  }
}

function followRef(cites: Citations, group: Group, follow: string, text: string | undefined, state: PageState): string {
  if (text === undefined) return failure(state, 'cite_error_ref_no_input')
  const followed = group.byName.get(follow)
  if (followed) followed.more.push(text)
  else add(cites, group, { name: follow, isNamedEmpty: false, direction: undefined }, undefined, text)
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
  else if (text === undefined) error = failure(state, 'cite_error_empty_references_define', name, groupName)
  else if (!known) error = failure(state, 'cite_error_references_missing_key', name)
  else if (known.text === undefined) known.text = text
  else if (known.text.trim() !== text.trim()) markDuplicate(known, state)
  if (error !== '') cites.listErrors.push(error)
  return ''
}

function mark(reference: Reference, groupName: string, state: PageState): string {
  const label = groupName === '' ? String(reference.number) : `${escapeText(groupName)} ${reference.number}`
  // As MediaWiki: a name that was written and is empty leads nowhere.
  const id = reference.isNamedEmpty ? 'cite_ref-' : useId(reference, reference.uses - 1)
  const note = reference.isNamedEmpty ? 'cite_note-' : noteId(reference)
  const html =
    `<sup id="${idAttribute(id)}" class="reference"><a href="${address(note)}">` +
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
  if (cites.listGroup !== undefined) return ''
  cites.listErrors = []
  cites.listGroup = groupName
  if (tag.inner !== undefined && tag.inner.trim() !== '') parseInner(tag.inner, state, frame)
  const isResponsive = attributes.get('responsive') !== '0'
  const group = takeGroup(cites, groupName)
  const list = group ? listOf(group, isResponsive, state, frame) : ''
  cites.listGroup = undefined
  if (cites.listErrors.length === 0) return list === '' ? '' : state.expansion.strip.add('general', 'references', list)
  const html = `${list}\n${cites.listErrors.join('<br />\n')}`
  return state.expansion.strip.add('general', 'references', html)
}

/** The notes of a group, which begins anew. */
function takeGroup(cites: Citations, name: string): Group | undefined {
  const group = cites.groups.get(name)
  cites.groups.delete(name)
  return group && group.references.length > 0 ? group : undefined
}

const fewReferences = 10

function listOf(group: Group, isResponsive: boolean, state: PageState, frame: Frame): string {
  let unnamed = 0
  const items = group.references.map(reference => {
    const key = reference.name === undefined ? unnamed++ : undefined
    const isWritten = reference.isNamedEmpty ? { ...reference, name: String(key) } : reference
    return reference.number === undefined ? followingItem(reference, state, frame) : listItem(isWritten, state, frame)
  })
  const list = `<ol class="references">\n${items.join('')}</ol>`
  if (!isResponsive) return list
  const columns = items.length > fewReferences ? ' mw-references-columns' : ''
  return `<div class="mw-references-wrap${columns}">${list}</div>`
}

/** Text that follows a note that is not there. */
function followingItem(reference: Reference, state: PageState, frame: Frame): string {
  const id = idAttribute(`cite_note-${anchorId(reference.name ?? '')}`)
  return `<p id="${id}"><span class="reference-text">${textsOf(reference, state, frame)}</span>\n</p>\n`
}

function listItem(reference: Reference, state: PageState, frame: Frame): string {
  const direction = reference.direction === undefined ? '' : ` class="mw-cite-dir-${reference.direction}"`
  const item = `<li id="${idAttribute(noteId(reference))}"${direction}>`
  const back = `<span class="mw-cite-backlink">${backLinks(reference)}</span>`
  if (reference.text === undefined) {
    const error = failure(state, 'cite_error_references_no_text', reference.name ?? '')
    return `${item}${back} ${error}</li>\n`
  }
  const error = reference.error === '' ? '' : ` ${reference.error}`
  return `${item}${back} <span class="reference-text">${textsOf(reference, state, frame)}${error}</span>\n</li>\n`
}

function backLinks(reference: Reference): string {
  if (reference.uses === 1) return `<a href="${address(useId(reference, 0))}">↑</a>`
  const digits = String(reference.uses).length
  const links = Array.from({ length: reference.uses }, (_, use) => {
    const label = `${reference.number}.${String(use).padStart(digits, '0')}`
    return `<sup><a href="${address(useId(reference, use))}">${label}</a></sup>`
  })
  return `↑ ${links.join(' ')}`
}

function textsOf(reference: Reference, state: PageState, frame: Frame): string {
  const cites = citations(state)
  cites.depth++
  // The text stands within a line: what counts at the start of one does not count here.
  const inLine = state.expansion.strip.add('general', 'reference', '')
  const texts = [reference.text ?? '', ...reference.more].map(text => parseInner(inLine + text, state, frame))
  cites.depth--
  return texts.map(text => text.replace(/\n+$/, '')).join(' ')
}

/** The list of notes that no `<references>` asked for, at the end of the page. */
export function leftReferences(state: PageState, frame: Frame): string {
  const cites = ofPage.get(state)
  if (!cites) return ''
  let out = ''
  for (const name of [...cites.groups.keys()]) {
    const group = takeGroup(cites, name)
    if (!group) continue
    if (out === '') out = '\n'
    if (name === '') out += listOf(group, true, state, frame)
    else out += `<br />${failure(state, 'cite_error_group_refs_without_references', name)}`
  }
  return out
}
