// The parser functions that ask the store: sizes, protections, members of categories and groups, files.

import { type FactQuestion, type PageName, prefixedText } from '../context.ts'
import { decodeEntities } from '../entities.ts'
import { escapeWikitext } from '../escape.ts'
import { groupDigits } from '../variables.ts'
import { argument, type FunctionCall, type ParserFunction, rest } from './function.ts'

const pageOf = (call: FunctionCall, text: string): PageName | undefined =>
  text === '' ? call.expansion.context.title : call.expansion.context.titles.parse(decodeEntities(text))

/** As MediaWiki: what is said of a page makes the page a template, so that this one is rendered anew with it. */
function dependOn(title: PageName, call: FunctionCall): void {
  const { expansion } = call
  expansion.transcluded.set(prefixedText(title, expansion.context.titles), title)
}

/** A number as it is shown: with `R` among the arguments without separators. */
const shownNumber = (number: string, options: readonly string[]): string =>
  number === '' ? '0' : options.includes('R') ? number : groupDigits(number)

const pageSize: ParserFunction = call => {
  const title = call.expansion.context.titles.parse(decodeEntities(call.first))
  if (!title) return '0'
  if (!call.expansion.expensiveCall()) return '0'
  dependOn(title, call)
  return shownNumber(call.expansion.fact({ kind: 'pagesize', title }), rest(call))
}

type OfPage = Exclude<Extract<FactQuestion, { title: PageName }>, { action: string } | { of: string }>['kind']

/** What a revision's variable says of another page. */
const ofOtherPage =
  (kind: OfPage, show: (answer: string) => string = answer => answer): ParserFunction =>
  call => {
    const title = pageOf(call, call.first)
    if (title?.interwiki !== '' || !call.expansion.expensiveCall()) return ''
    dependOn(title, call)
    const answer = call.expansion.fact({ kind, title })
    return answer === '' ? '' : show(answer)
  }

const protection =
  (kind: 'protectionlevel' | 'protectionexpiry'): ParserFunction =>
  call => {
    const title = pageOf(call, argument(call, 1) ?? '')
    if (!title) return ''
    const isOwn = argument(call, 1) === undefined
    if (!isOwn && !call.expansion.expensiveCall()) return ''
    return call.expansion.fact({ kind, title, action: call.first.toLowerCase() })
  }

const members = new Set(['all', 'pages', 'subcats', 'files'] as const)
type Members = 'all' | 'pages' | 'subcats' | 'files'

const isMembers = (word: string): word is Members => members.has(word as Members)

const pagesInCategory: ParserFunction = call => {
  const title = call.expansion.context.titles.parse(decodeEntities(call.first), 14)
  const options = rest(call)
  if (title?.namespace !== 14) return '0'
  if (!call.expansion.expensiveCall()) return '0'
  const of = options.map(option => option.toLowerCase()).find(isMembers) ?? 'all'
  return shownNumber(call.expansion.fact({ kind: 'pagesincategory', title, of }), options)
}

const numberInGroup: ParserFunction = call => {
  const group = call.first.toLowerCase()
  return shownNumber(call.expansion.fact({ kind: 'numberingroup', group }), rest(call))
}

const filePath: ParserFunction = call => {
  const { expansion } = call
  const name = expansion.context.titles.parse(decodeEntities(call.first), 6)
  const file = name && name.namespace === 6 ? expansion.file(name.text) : undefined
  if (!file) return ''
  const options = rest(call)
  const width = options.map(option => /^(\d+)(?:px)?$/.exec(option)?.[1]).find(found => found !== undefined)
  const url = width === undefined ? file.url : (file.thumbnail?.(Number(width), undefined) ?? file.url)
  const address = /^https?:/i.test(url) ? url : `${expansion.context.server ?? ''}${url}`
  return options.includes('nowiki') ? { text: escapeWikitext(address), as: 'literal' } : address
}

/** Functions whose names are in any case. */
export const factFunctions = new Map<string, ParserFunction>([
  ['filepath', filePath],
  ['protectionlevel', protection('protectionlevel')],
  ['protectionexpiry', protection('protectionexpiry')],
  ['pageid', ofOtherPage('pageid')],
])

/** Functions whose names must be written exactly so. */
export const factFunctionsInCapitals = new Map<string, ParserFunction>([
  ['PAGESIZE', pageSize],
  ['PAGESINCATEGORY', pagesInCategory],
  ['PAGESINCAT', pagesInCategory],
  ['NUMBERINGROUP', numberInGroup],
  ['NUMINGROUP', numberInGroup],
  ['CASCADINGSOURCES', ofOtherPage('cascadingsources')],
  ['PROTECTIONLEVEL', protection('protectionlevel')],
  ['PROTECTIONEXPIRY', protection('protectionexpiry')],
  ['REVISIONID', ofOtherPage('revisionid')],
  ['REVISIONUSER', ofOtherPage('revisionuser')],
  ['REVISIONTIMESTAMP', ofOtherPage('revisiontimestamp')],
  ['REVISIONYEAR', ofOtherPage('revisiontimestamp', time => time.slice(0, 4))],
  ['REVISIONMONTH', ofOtherPage('revisiontimestamp', time => time.slice(4, 6))],
  ['REVISIONMONTH1', ofOtherPage('revisiontimestamp', time => String(Number(time.slice(4, 6))))],
  ['REVISIONDAY', ofOtherPage('revisiontimestamp', time => String(Number(time.slice(6, 8))))],
  ['REVISIONDAY2', ofOtherPage('revisiontimestamp', time => time.slice(6, 8))],
])
