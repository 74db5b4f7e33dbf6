// A difference as one preformatted text, as action=compare&difftype=unified shows it.

import { escapePreformatted } from './html.ts'
import { diffLines, type Effort, usualEffort } from './lines.ts'
import { contextLines, endOfContext, groupHunks, linesOf } from './table.ts'

/** One table row over all four columns with the unified difference in it; an empty string for equal texts. */
export function unifiedDiff(a: string, b: string, effort: Effort = usualEffort()): string {
  const left = linesOf(a)
  const right = linesOf(b)
  const out: string[] = []
  const show = (mark: ' ' | '-' | '+', lines: readonly string[]) => {
    for (const line of lines) out.push(`${mark}${escapePreformatted(line)}\n`)
  }
  for (const group of groupHunks(diffLines(left, right, effort))) {
    const first = group[0]
    const last = group.at(-1)
    if (first === undefined || last === undefined) continue
    const lead = Math.min(contextLines, first.aStart)
    const trail = endOfContext(last.aEnd, left.length) - last.aEnd
    const aStart = first.aStart - lead
    const bStart = first.bStart - lead
    out.push(`@@ -${aStart + 1},${last.aEnd + trail - aStart} +${bStart + 1},${last.bEnd + trail - bStart} @@\n`)
    let at = aStart
    for (const hunk of group) {
      show(' ', left.slice(at, hunk.aStart))
      show('-', left.slice(hunk.aStart, hunk.aEnd))
      show('+', right.slice(hunk.bStart, hunk.bEnd))
      at = hunk.aEnd
    }
    show(' ', left.slice(at, at + trail))
  }
  return out.length === 0 ? '' : `<tr><td colspan="4"><pre>${out.join('')}</pre></td></tr>`
}
