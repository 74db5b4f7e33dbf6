// The table rows of a difference, as action=compare and the difference page show it.

import { escapeChanged, escapeContext, showBlanks } from './html.ts'
import { diffLines, type Effort, type Hunk, splitLines, usualEffort } from './lines.ts'
import { diffWords } from './words.ts'

/** How many common lines are shown before and after a change. */
export const contextLines = 2

/** More rows than this are not made: all changes that are left then share one. */
const mostRows = 30_000

export interface TableOptions {
  /** The words for "Line n:"; n counts from 1. HTML. */
  readonly lineNumber: (n: number) => string
  readonly effort?: Effort
}

/**
 * The `<tr>` rows, each with a newline behind it, that show what b changes in a; an empty string for equal texts.
 * Four columns: marker and text of a, marker and text of b.
 */
export function tableDiff(a: string, b: string, { lineNumber, effort = usualEffort() }: TableOptions): string {
  const left = linesOf(a)
  const right = linesOf(b)
  const rows: string[] = []
  // Lines take at most half, so that something is left for words.
  const lineEffort = { left: effort.left / 2 }
  const hunks = boundRows(diffLines(left, right, lineEffort))
  effort.left = effort.left / 2 + lineEffort.left

  const showContext = (from: number, to: number) => {
    for (let i = from; i < to; i++) rows.push(contextRow(left[i] ?? ''))
  }
  for (const group of groupHunks(hunks)) {
    const [first] = group
    if (first === undefined) continue
    const lead = Math.min(contextLines, first.aStart)
    rows.push(lineNumberRow(first.aStart - lead + 1, first.bStart - lead + 1, lineNumber))
    let at = first.aStart - lead
    for (const hunk of group) {
      showContext(at, hunk.aStart)
      pushChanges(rows, left.slice(hunk.aStart, hunk.aEnd), right.slice(hunk.bStart, hunk.bEnd), effort)
      at = hunk.aEnd
    }
    showContext(at, endOfContext(at, left.length))
  }
  return rows.join('')
}

/** Where the context behind a change that ends at `at` ends. */
export function endOfContext(at: number, length: number): number {
  // As MediaWiki: as many lines as two hunks could have between them are all shown, behind the last hunk too.
  return length - at <= contextLines * 2 ? length : at + contextLines
}

/** The hunks up to the bound of rows; if there are more, one for all the rest. */
function boundRows(hunks: readonly Hunk[]): readonly Hunk[] {
  let rows = 0
  const first = hunks.findIndex(({ aStart, aEnd, bStart, bEnd }) => {
    rows += Math.max(aEnd - aStart, bEnd - bStart) + contextLines * 2
    return rows > mostRows
  })
  const [from, to] = [hunks[first], hunks.at(-1)]
  if (from === undefined || to === undefined) return hunks
  return [...hunks.slice(0, first), { aStart: from.aStart, aEnd: to.aEnd, bStart: from.bStart, bEnd: to.bEnd }]
}

function pushChanges(rows: string[], deleted: readonly string[], added: readonly string[], effort: Effort): void {
  const count = Math.max(deleted.length, added.length)
  if (count > mostRows) {
    rows.push(changeRow(foldLines(deleted, 'del'), foldLines(added, 'ins')))
  } else if (deleted.length > 0 && added.length > 0) {
    const marked = diffWords(deleted, added, effort)
    for (let n = 0; n < count; n++) rows.push(changeRow(marked.deleted[n], marked.added[n]))
  } else {
    for (const line of deleted) rows.push(changeRow(markLine(line, 'del'), undefined))
    for (const line of added) rows.push(changeRow(undefined, markLine(line, 'ins')))
  }
}

/** A carriage return at the end of a line is no difference. */
export function linesOf(text: string): string[] {
  return splitLines(text.replaceAll('\r\n', '\n'))
}

/** Hunks that are shown together, because the context of one reaches that of the next. */
export function groupHunks(hunks: readonly Hunk[]): Hunk[][] {
  const groups: Hunk[][] = []
  let end = -Infinity
  for (const hunk of hunks) {
    if (hunk.aStart - end <= contextLines * 2) groups.at(-1)?.push(hunk)
    else groups.push([hunk])
    end = hunk.aEnd
  }
  return groups
}

function markLine(line: string, tag: 'del' | 'ins'): string {
  return `<${tag} class="diffchange">${escapeChanged(line)}</${tag}>`
}

function foldLines(lines: readonly string[], tag: 'del' | 'ins'): string | undefined {
  return lines.length === 0 ? undefined : markLine(lines.join('\n'), tag)
}

function lineNumberRow(left: number, right: number, lineNumber: (n: number) => string): string {
  return (
    `<tr><td colspan="2" class="diff-lineno" id="mw-diff-left-l${left}">${lineNumber(left)}</td>\n` +
    `<td colspan="2" class="diff-lineno">${lineNumber(right)}</td></tr>\n`
  )
}

function contextRow(line: string): string {
  const cell = line === '' ? '<br>' : `<div>${showBlanks(escapeContext(line))}</div>`
  return (
    `<tr><td class="diff-marker"></td><td class="diff-context diff-side-deleted">${cell}</td>` +
    `<td class="diff-marker"></td><td class="diff-context diff-side-added">${cell}</td></tr>\n`
  )
}

function changeRow(deleted: string | undefined, added: string | undefined): string {
  return `<tr>${changeCell(deleted, '−', 'deleted')}${changeCell(added, '+', 'added')}</tr>\n`
}

function changeCell(html: string | undefined, marker: string, side: 'deleted' | 'added'): string {
  if (html === undefined) return `<td colspan="2" class="diff-side-${side}"></td>`
  return (
    `<td class="diff-marker" data-marker="${marker}"></td>` +
    `<td class="diff-${side}line diff-side-${side}"><div>${showBlanks(html)}</div></td>`
  )
}
