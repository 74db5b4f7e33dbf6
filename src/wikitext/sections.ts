// Cutting a page into sections and putting new text in their place: rvsection=, and section= of action=edit.

import { coreTags, type HeadingNode, preprocess } from './preprocessor.ts'

/** A section of a page. `start` and `end` are UTF-16 indices; its subsections lie within. */
export interface SectionCut {
  /** The number as in `section=`: `1`, `2` … with gaps where a heading stands inside of a template call. */
  readonly index: number
  /** 1 to 6. */
  readonly level: number
  readonly start: number
  readonly end: number
}

/** What may be said to read a page: the extension tags of the wiki, inside of which nothing is a heading. */
export interface SectionOptions {
  readonly tags?: ReadonlySet<string>
}

function cut(text: string, inclusion: boolean, tags: ReadonlySet<string>): SectionCut[] {
  // A heading needs an equals sign at the start of a line; most short texts have none.
  if (text[0] !== '=' && !text.includes('\n=') && !text.includes('>=')) return []
  const headings = preprocess(text, { inclusion, tags }).filter(
    (node): node is HeadingNode => typeof node !== 'string' && node.type === 'heading',
  )
  // Backwards with a stack of what follows, so that a page of 20,000 headings takes linear time.
  const ends: number[] = [text.length, text.length, text.length, text.length, text.length, text.length, text.length]
  const sections: SectionCut[] = []
  for (const { index, level, start } of headings.toReversed()) {
    sections.push({ index, level, start, end: ends[level] ?? text.length })
    for (let deeper = level; deeper <= 6; deeper++) ends[deeper] = start
  }
  return sections.reverse()
}

/** All sections of a page that can be fetched, in order, without section 0. */
export function sectionsOf(text: string, options: SectionOptions = {}): SectionCut[] {
  return cut(text, false, options.tags ?? coreTags)
}

/** Whether a string is a valid section id for `section=`: `0`, `12`, `T-3`. `new` is none. */
export const isSectionId = (id: string): boolean => /^(?:T-)?\d+$/.test(id)

const trimEnd = (text: string): string => text.replace(/[ \t\n\r\0\x0b]+$/, '')

interface Range {
  readonly text: string
  readonly start: number
  readonly end: number
}

function rangeOf(text: string, id: string, options: SectionOptions): Range | undefined {
  const match = /^(T-)?(\d+)$/.exec(id)
  if (!match) return undefined
  const inclusion = match[1] !== undefined
  const sections = cut(text, inclusion, options.tags ?? coreTags)
  const number = Number(match[2])
  if (number === 0) return { text, start: 0, end: sections[0]?.start ?? text.length }
  const found = sections.find(section => section.index === number)
  return found && { text, start: found.start, end: found.end }
}

/**
 * The text of a section without its trailing white space: `0` is what stands before the first heading, `3` the third
 * section with its subsections, `T-3` the third of the page read as if transcluded. Undefined: there is no such section.
 */
export function sectionOf(text: string, id: string | number, options: SectionOptions = {}): string | undefined {
  const range = rangeOf(text, String(id), options)
  return range && trimEnd(range.text.slice(range.start, range.end))
}

/**
 * The page with a section replaced. The new text loses its trailing white space and is followed by an empty line when
 * anything comes after it; empty text removes the section. Undefined: there is no such section.
 */
export function replaceSection(
  text: string,
  id: string | number,
  newText: string,
  options: SectionOptions = {},
): string | undefined {
  const range = rangeOf(text, String(id), options)
  if (!range) return undefined
  const before = range.text.slice(0, range.start)
  const rest = range.text.slice(range.end)
  const body = trimEnd(newText)
  return trimEnd(before + (body !== '' && rest !== '' ? `${body}\n\n` : body) + rest)
}

/**
 * The page with a new section at its end (section=new). An empty heading adds the text alone. A heading that is written
 * as one (`== T ==`) loses its equals signs.
 */
export function appendSection(text: string, heading: string, body: string): string {
  const title = bareHeading(heading)
  const added = title === '' ? body : `== ${title} ==\n\n${body}`
  const before = trimEnd(text)
  return before === '' ? trimEnd(added) : trimEnd(`${before}\n\n${added}`)
}

/** A heading without equals signs around it: `== T ==` is `T`, `=` and `==` are empty; `= T` stays as it is. */
export function bareHeading(heading: string): string {
  const trimmed = heading.trim()
  if (!trimmed.startsWith('=') || !trimmed.endsWith('=')) return heading
  let start = 0
  while (trimmed[start] === '=') start++
  let end = trimmed.length
  while (end > start && trimmed[end - 1] === '=') end--
  return trimmed.slice(start, end).trim()
}
