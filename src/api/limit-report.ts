// What a rendering cost, as action=parse reports it: as data, as a table and as a comment in the HTML.
import { escapeHtml } from '../language/message-text.ts'
import type { Message } from '../language/messages.ts'
import { defaultLimits, type Rendering } from '../wikitext/index.ts'
import type { ReadContext } from './module.ts'
import { list, type Tree, type Value } from './result.ts'
import { timestampOf } from './timestamps.ts'

/** How long it took to render a content. */
export interface Effort {
  readonly wallMilliseconds: number
}

/** One line: a name that MediaWiki gives it, how much was used and (for some) how much may be. */
interface Line {
  readonly name: string
  readonly values: readonly (string | number | boolean)[]
}

/** For how many seconds a rendering is good that does not depend on the time. */
const longest = 86_400

const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(3)

function workLines({ limits }: Rendering, { wallMilliseconds }: Effort): Line[] {
  return [
    { name: 'limitreport-walltime', values: [seconds(wallMilliseconds)] },
    { name: 'limitreport-ppvisitednodes', values: [limits.nodes, defaultLimits.nodes] },
    { name: 'limitreport-postexpandincludesize', values: [limits.includeSize, defaultLimits.includeSize] },
    { name: 'limitreport-templateargumentsize', values: [limits.argumentSize, defaultLimits.includeSize] },
    { name: 'limitreport-expansiondepth', values: [limits.expansionDepth, defaultLimits.expansionDepth] },
    { name: 'limitreport-expensivefunctioncount', values: [limits.expensive, defaultLimits.expensive] },
  ]
}

const keepLines = ({ maxAge }: Rendering, now: Date): Line[] => [
  { name: 'cachereport-timestamp', values: [timestampOf(now)] },
  { name: 'cachereport-ttl', values: [maxAge ?? longest] },
  { name: 'cachereport-transientcontent', values: [maxAge !== undefined] },
]

const profileOf = ({ wallMilliseconds }: Effort): string =>
  `100.00% ${wallMilliseconds.toFixed(3).padStart(8)}      1 -total`

/** `limitreportdata`. */
export function limitReportData(rendering: Rendering, effort: Effort, now: Date): Value {
  const lines = [
    ...workLines(rendering, effort),
    { name: 'limitreport-timingprofile', values: [profileOf(effort)] },
    ...keepLines(rendering, now),
  ]
  return list(
    'lr',
    lines.map(({ name, values }): Tree => ({ name, ...Object.fromEntries(values.entries()) })),
  )
}

/** `limitreporthtml`: a table in the language of the request. */
export function limitReportHtml({ wiki, request }: ReadContext, rendering: Rendering, effort: Effort): string {
  const say = (of: Message): string => wiki.messages.html(of, request.language)
  const rows = workLines(rendering, effort).map(({ name, values }) => {
    const params = values.map(value => ({ num: String(value) }))
    const shown = say({ key: [`${name}-value`, 'limitreport-value'], params })
    return `<tr><th>${say({ key: name, params: [] })}</th><td>${shown}</td></tr>`
  })
  const title = say({ key: 'limitreport-title', params: [] })
  return `<div class="mw-limitReportExplanation"><p>${title}\n</p></div><div class="preview-limit-report-wrapper"><table class="preview-limit-report wikitable"><tbody>${rows.join('')}</tbody></table></div>`
}

/**
 * The comments that stand behind the HTML; tools find them by their first words. As MediaWiki: what time went to is one of
 * its own, and so is how the rendering of a page is kept.
 */
export function limitReportComments(of: Rendering, effort: Effort, now: Date, isOfPage: boolean): string {
  const kept = keepLines(of, now)
  const show = (lines: readonly Line[]): string =>
    escapeHtml(lines.map(({ name, values }) => `${name}: ${values.join('/')}`).join('\n'))
  const work = show([...workLines(of, effort), ...(isOfPage ? [] : kept)])
  const times = show([{ name: 'limitreport-timingprofile', values: [profileOf(effort)] }])
  const comments = `\n<!-- \nNewPP limit report\n${work}\n-->\n<!--\n${times}\n-->\n`
  return isOfPage ? `${comments}\n<!-- ${show(kept)}\n -->\n` : comments
}
