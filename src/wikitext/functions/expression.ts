// `{{#expr:…}}`: sums in text, by two stacks of operators and operands.

import { decodeEntities } from '../entities.ts'

/** A sum that cannot be worked out: a message key with its parameters. */
export class ExpressionError extends Error {
  readonly key: string
  readonly parameters: readonly string[]

  constructor(key: string, ...parameters: string[]) {
    super(`${key} ${parameters.join(' ')}`)
    this.key = key
    this.parameters = parameters
  }
}

interface Operator {
  readonly name: string
  readonly precedence: number
  readonly apply: (stack: number[]) => number
}

const take = (stack: number[], name: string): number => {
  const value = stack.pop()
  if (value === undefined) throw new ExpressionError('pfunc_expr_missing_operand', name)
  return value
}

const binary = (name: string, precedence: number, work: (left: number, right: number) => number): Operator => ({
  name,
  precedence,
  apply: stack => {
    const right = take(stack, name)
    return work(take(stack, name), right)
  },
})

const unary = (name: string, precedence: number, work: (value: number) => number): Operator => ({
  name,
  precedence,
  apply: stack => work(take(stack, name)),
})

const truth = (value: boolean): number => (value ? 1 : 0)

const divide = (name: string, left: number, right: number): number => {
  if (right === 0) throw new ExpressionError('pfunc_expr_division_by_zero', name)
  return left / right
}

const inRange = (name: string, value: number, from: number, to: number): number => {
  if (value < from || value > to) throw new ExpressionError('pfunc_expr_invalid_argument', name)
  return value
}

/** Rounds half away from zero, at a place right of the point (or left of it, below 0). */
function round(value: number, places: number): number {
  const digits = Math.max(-20, Math.min(20, Math.trunc(places)))
  const factor = 10 ** Math.abs(digits)
  const scaled = digits >= 0 ? value * factor : value / factor
  const away = Math.sign(scaled) * Math.round(Number(Math.abs(scaled).toPrecision(15)))
  return digits >= 0 ? away / factor : away * factor
}

const unaryOperators: ReadonlyMap<string, Operator> = new Map(
  [
    unary('not', 9, value => truth(value === 0)),
    unary('sin', 9, Math.sin),
    unary('cos', 9, Math.cos),
    unary('tan', 9, Math.tan),
    unary('asin', 9, value => Math.asin(inRange('asin', value, -1, 1))),
    unary('acos', 9, value => Math.acos(inRange('acos', value, -1, 1))),
    unary('atan', 9, Math.atan),
    unary('exp', 9, Math.exp),
    unary('ln', 9, value => {
      if (value <= 0) throw new ExpressionError('pfunc_expr_invalid_argument_ln', 'ln')
      return Math.log(value)
    }),
    unary('abs', 9, Math.abs),
    unary('floor', 9, Math.floor),
    unary('ceil', 9, Math.ceil),
    unary('trunc', 9, Math.trunc),
    unary('sqrt', 9, value => {
      if (value < 0) throw new ExpressionError('pfunc_expr_not_a_number', 'sqrt')
      return Math.sqrt(value)
    }),
  ].map(operator => [operator.name, operator]),
)

const minus = unary('-', 10, value => -value)
const plus = unary('+', 10, value => value)

const binaryOperators: ReadonlyMap<string, Operator> = new Map(
  [
    binary('e', 10, (left, right) => left * 10 ** right),
    binary('^', 8, (left, right) => left ** right),
    binary('*', 7, (left, right) => left * right),
    binary('/', 7, (left, right) => divide('/', left, right)),
    binary('div', 7, (left, right) => divide('div', left, right)),
    binary('mod', 7, (left, right) => {
      const divisor = Math.trunc(right)
      if (divisor === 0) throw new ExpressionError('pfunc_expr_division_by_zero', 'mod')
      return Math.trunc(left) % divisor
    }),
    binary('fmod', 7, (left, right) => {
      if (right === 0) throw new ExpressionError('pfunc_expr_division_by_zero', 'fmod')
      return left % right
    }),
    binary('+', 6, (left, right) => left + right),
    binary('-', 6, (left, right) => left - right),
    binary('round', 5, round),
    binary('<', 4, (left, right) => truth(left < right)),
    binary('>', 4, (left, right) => truth(left > right)),
    binary('<=', 4, (left, right) => truth(left <= right)),
    binary('>=', 4, (left, right) => truth(left >= right)),
    binary('=', 4, (left, right) => truth(left === right)),
    binary('<>', 4, (left, right) => truth(left !== right)),
    binary('!=', 4, (left, right) => truth(left !== right)),
    binary('and', 3, (left, right) => truth(left !== 0 && right !== 0)),
    binary('or', 2, (left, right) => truth(left !== 0 || right !== 0)),
  ].map(operator => [operator.name, operator]),
)

const open: Operator = {
  name: '(',
  precedence: -1,
  apply: () => {
    throw new ExpressionError('pfunc_expr_unclosed_bracket')
  },
}

const token = /\s+|([\d.]+)|([a-z]+)|(<=|>=|<>|!=|[-+*/^<>=()])|([\s\S])/giy

/** Works out a sum; undefined for an empty one. Throws an `ExpressionError`. */
export function evaluate(source: string): number | undefined {
  const text = decodeEntities(source).replaceAll('−', '-').replace(/&lt;/g, '<').replace(/&gt;/g, '>')
  const operands: number[] = []
  const operators: Operator[] = []
  let expectsOperand = true
  const apply = (operator: Operator): void => {
    operands.push(operator.apply(operands))
  }
  const push = (operator: Operator): void => {
    for (let last = operators.at(-1); last && operator.precedence <= last.precedence; last = operators.at(-1)) {
      operators.pop()
      apply(last)
    }
    operators.push(operator)
  }
  const operand = (value: number, written: string): void => {
    if (!expectsOperand) throw new ExpressionError('pfunc_expr_unexpected_number', written)
    operands.push(value)
    expectsOperand = false
  }
  for (const match of text.matchAll(token)) {
    if (operands.length > 100 || operators.length > 100) throw new ExpressionError('pfunc_expr_stack_exhausted')
    const [, number, word, sign, other] = match
    if (number !== undefined) operand(Number.parseFloat(number) || 0, number)
    else if (word !== undefined) {
      const name = word.toLowerCase()
      const before = unaryOperators.get(name)
      const between = binaryOperators.get(name)
      if (name === 'pi') operand(Math.PI, word)
      else if (name === 'e' && expectsOperand) operand(Math.E, word)
      else if (before) {
        if (!expectsOperand) throw new ExpressionError('pfunc_expr_unexpected_operator', word)
        operators.push(before)
      } else if (between) {
        if (expectsOperand) throw new ExpressionError('pfunc_expr_unexpected_operator', word)
        push(between)
        expectsOperand = true
      } else {
        throw new ExpressionError('pfunc_expr_unrecognised_word', word)
      }
    } else if (sign === '(') {
      if (!expectsOperand) throw new ExpressionError('pfunc_expr_unexpected_operator', '(')
      operators.push(open)
    } else if (sign === ')') {
      let last = operators.pop()
      while (last && last !== open) {
        apply(last)
        last = operators.pop()
      }
      if (!last) throw new ExpressionError('pfunc_expr_unexpected_closing_bracket')
      expectsOperand = false
    } else if (sign !== undefined) {
      if (expectsOperand && (sign === '-' || sign === '+')) {
        operators.push(sign === '-' ? minus : plus)
        continue
      }
      const between = binaryOperators.get(sign)
      if (expectsOperand || !between) throw new ExpressionError('pfunc_expr_unexpected_operator', sign)
      push(between)
      expectsOperand = true
    } else if (other !== undefined) {
      throw new ExpressionError('pfunc_expr_unrecognised_punctuation', other.replace(/[<>&]/g, ''))
    }
  }
  for (let last = operators.pop(); last; last = operators.pop()) {
    if (last === open) throw new ExpressionError('pfunc_expr_unclosed_bracket')
    apply(last)
  }
  return operands.at(-1)
}
