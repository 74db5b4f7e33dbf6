// The ParserFunctions extension: conditions, sums and dates.

import { prefixedText } from '../context.ts'
import { decodeEntities } from '../entities.ts'
import { trimPhp } from '../frame.ts'
import { ExpressionError, evaluate } from './expression.ts'
import { argument, errorText, type FunctionCall, type ParserFunction } from './function.ts'
import { time, timeFormat } from './time.ts'

/** Only the branch that is chosen is expanded. */
const branch = (call: FunctionCall, number: number): string => argument(call, number) ?? ''

const isNumeric = (text: string): boolean => /^\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?\s*$/.test(text)

const isWhole = (...texts: readonly string[]): boolean => texts.every(text => /^\s*[-+]?\d+\s*$/.test(text))

/** Whether two values are equal: as numbers if both are some. */
function areEqual(one: string, other: string): boolean {
  if (one === other) return true
  if (!isNumeric(one) || !isNumeric(other)) return false
  // Whole numbers of up to 18 digits are compared to the last of them.
  if (isWhole(one, other) && one.trim().length <= 18 && other.trim().length <= 18) {
    return BigInt(one.trim().replace('+', '')) === BigInt(other.trim().replace('+', ''))
  }
  const equal = Number(one) === Number(other)
  // As PHP: numbers too large to be told apart are compared as texts.
  const isLarge = Math.abs(Number(one)) >= 2 ** 63 && (!Number.isFinite(Number(one)) || isWhole(one, other))
  return equal && !isLarge
}

const ifNotEmpty: ParserFunction = call => branch(call, call.first === '' ? 2 : 1)

const ifEqual: ParserFunction = call => branch(call, areEqual(call.first, branch(call, 1)) ? 2 : 3)

const errorPattern = /<(?:strong|span|p|div)\s(?:[^\s>]*\s+)*?class="(?:[^"\s>]*\s+)*?error(?:\s[^">]*)?"/

const ifError: ParserFunction = call => {
  if (call.first.length < 100_000 && errorPattern.test(call.first)) return branch(call, 1)
  return argument(call, 2) ?? call.first
}

const ifExist: ParserFunction = call => {
  const { expansion } = call
  const { titles } = expansion.context
  const name = titles.parse(decodeEntities(call.first))
  if (name?.interwiki !== '') return branch(call, 2)
  if (name.namespace === -2) return branch(call, expansion.file(name.text) ? 1 : 2)
  if (name.namespace >= 0) {
    if (!expansion.expensiveCall()) return branch(call, 2)
    expansion.pageLinks.set(prefixedText(name, titles), name)
  }
  return branch(call, expansion.pageExists(name) ? 1 : 2)
}

function ifExpression(call: FunctionCall): string {
  let value: number | undefined
  try {
    value = evaluate(call.first)
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error
    return errorText(call.expansion.message(error.key, ...error.parameters))
  }
  return branch(call, value !== undefined && value !== 0 ? 1 : 2)
}

const expression: ParserFunction = call => {
  try {
    const value = evaluate(call.first)
    return value === undefined ? '' : formatNumber(value)
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error
    return errorText(call.expansion.message(error.key, ...error.parameters))
  }
}

/** A number as PHP prints it: 14 digits that count. */
export function formatNumber(value: number): string {
  if (Number.isNaN(value)) return 'NAN'
  if (!Number.isFinite(value)) return value > 0 ? 'INF' : '-INF'
  if (Object.is(value, -0)) return '-0'
  const rounded = Number(value.toPrecision(14))
  const size = Math.abs(rounded)
  if (size >= 1e14 || (size < 1e-4 && size > 0)) {
    const [digits = '', exponent = '0'] = rounded.toExponential().split('e')
    return `${digits.includes('.') ? digits : `${digits}.0`}E${exponent}`
  }
  return String(rounded)
}

/** `{{#switch:value|case=result|case|case=result|#default=result|default}}`. */
const choose: ParserFunction = call => {
  const { expansion, frame, parts } = call
  const wanted = call.first
  let found = false
  let defaultFound = false
  let fallback: (() => string) | undefined
  let lastUnnamed: string | undefined
  for (const part of parts) {
    if (part.name === undefined) {
      lastUnnamed = trimPhp(expansion.expand(part.value, frame))
      const value = decodeEntities(lastUnnamed)
      if (areEqual(value, decodeEntities(wanted))) found = true
      else if (value === '#default') defaultFound = true
      continue
    }
    lastUnnamed = undefined
    const result = (): string => trimPhp(expansion.expand(part.value, frame))
    if (found) return result()
    const name = decodeEntities(trimPhp(expansion.expand(part.name, frame)))
    if (areEqual(name, decodeEntities(wanted))) return result()
    if (name === '#default' || defaultFound) {
      fallback = result
      defaultFound = false
    }
  }
  return lastUnnamed ?? fallback?.() ?? ''
}

/** `{{#rel2abs:../x|a/b}}`. */
const relativeToAbsolute: ParserFunction = call => {
  const { expansion } = call
  const from = argument(call, 1) || prefixedText(expansion.context.title, expansion.context.titles)
  let path = call.first.replace(/^[ /]+$|\/+$/g, '')
  if (path === '' || path === '.') return from
  if (!path.startsWith('/') && !/^\.{1,2}(?:\/|$)/.test(path)) return simplify(path, expansion)
  path = path.startsWith('/') ? `${from}${path}` : `${from}/${path}`
  return simplify(path, expansion)
}

function simplify(path: string, expansion: FunctionCall['expansion']): string {
  const out: string[] = []
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue
    if (part !== '..') out.push(part)
    else if (out.pop() === undefined) {
      return errorText(expansion.message('pfunc_rel2abs_invalid_depth', path))
    }
  }
  return out.join('/')
}

/** `{{#titleparts:a/b/c|count|first}}`. */
const titleParts: ParserFunction = call => {
  const { titles } = call.expansion.context
  const name = titles.parse(decodeEntities(call.first))
  if (!name) return call.first
  const pieces = prefixedText(name, titles).split('/')
  const bits = pieces.length > 25 ? [...pieces.slice(0, 24), pieces.slice(24).join('/')] : pieces
  const count = Number.parseInt(argument(call, 1) ?? '0', 10) || 0
  const first = Number.parseInt(argument(call, 2) ?? '0', 10) || 0
  const start = first > 0 ? first - 1 : first
  const rest = start === 0 ? bits : bits.slice(start)
  if (count === 0) return rest.join('/')
  return (count > 0 ? rest.slice(0, count) : rest.slice(0, count)).join('/')
}

/** Names are in any case. */
export const parserFunctions: ReadonlyMap<string, ParserFunction> = new Map([
  ['#if', ifNotEmpty],
  ['#ifeq', ifEqual],
  ['#iferror', ifError],
  ['#ifexist', ifExist],
  ['#ifexpr', ifExpression],
  ['#expr', expression],
  ['#switch', choose],
  ['#rel2abs', relativeToAbsolute],
  ['#titleparts', titleParts],
  ['#time', time(false)],
  ['#timel', time(true)],
  ['#timef', timeFormat],
  ['#timefl', timeFormat],
] as [string, ParserFunction][])
