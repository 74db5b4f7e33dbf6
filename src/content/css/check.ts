// Whether a style sheet may be used by pages that anybody writes: only what is known to be harmless, and nothing that loads.
import { fontProperties, functions, groupingRules, pageProperties, properties, pseudos, units } from './properties.ts'
import { CssError, type CssFault, type CssToken, cssTokens } from './tokens.ts'

/** The first thing in a style sheet that is not allowed; undefined for one that is harmless. */
export function cssFault(text: string): CssFault | undefined {
  try {
    new Checker(cssTokens(text), text.length).rules(0)
    return undefined
  } catch (error) {
    if (error instanceof CssError) return error.fault
    throw error
  }
}

const closing: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' }
/** Blocks in blocks; what lies deeper is no style sheet that anybody wrote. */
const deepest = 20

class Checker {
  readonly #tokens: readonly CssToken[]
  readonly #end: number
  #at = 0
  constructor(tokens: readonly CssToken[], end: number) {
    this.#tokens = tokens
    this.#end = end
  }

  /** Rules up to the end, or to the brace that closes the block around them. */
  rules(depth: number): void {
    if (depth > deepest) throw new CssError('unrecognized-rule', this.#place)
    for (;;) {
      this.#skipSpace()
      const token = this.#tokens[this.#at]
      if (token === undefined) {
        if (depth > 0) throw new CssError('unexpected-eof-in-block', this.#end)
        return
      }
      if (is(token, '}') && depth > 0) {
        this.#at++
        return
      }
      if (token.kind === 'at') this.#atRule(token, depth)
      else {
        checkSelectors(this.#prelude(), token.at)
        this.#declarations(properties)
      }
    }
  }

  #atRule(token: CssToken, depth: number): void {
    this.#at++
    const prelude = this.#prelude()
    if (groupingRules.has(token.value)) {
      checkCondition(prelude, token)
      this.rules(depth + 1)
    } else if (token.value === 'keyframes') this.#keyframes(prelude, token)
    else if (token.value === 'font-face') this.#fontFace(prelude, token)
    else if (token.value === 'page') this.#declarations(pageProperties)
    else throw new CssError('unrecognized-rule', token.at)
  }

  #keyframes(prelude: readonly CssToken[], { at }: CssToken): void {
    const [name, ...more] = withoutSpace(prelude)
    if (name === undefined || more.length > 0 || (name.kind !== 'ident' && name.kind !== 'string')) {
      throw new CssError('unrecognized-rule', at)
    }
    for (;;) {
      this.#skipSpace()
      const token = this.#tokens[this.#at]
      if (token === undefined) throw new CssError('unexpected-eof-in-block', this.#end)
      if (is(token, '}')) {
        this.#at++
        return
      }
      const isStep = (one: CssToken): boolean =>
        one.kind === 'percentage' || is(one, ',') || (one.kind === 'ident' && /^(from|to)$/.test(one.value))
      if (!withoutSpace(this.#prelude()).every(isStep)) throw new CssError('invalid-selector-list', token.at)
      this.#declarations(properties)
    }
  }

  /** Fonts get names of their own, so that no page changes the font of another. */
  #fontFace(prelude: readonly CssToken[], { at }: CssToken): void {
    if (withoutSpace(prelude).length > 0) throw new CssError('unrecognized-rule', at)
    this.#declarations(fontProperties, (property, value) => {
      const [family] = withoutSpace(value)
      return property !== 'font-family' || family?.value.toLowerCase().startsWith('templatestyles') === true
    })
  }

  /** The tokens before a block, whose brace is taken, too. */
  #prelude(): CssToken[] {
    const taken: CssToken[] = []
    for (const open: string[] = []; ; this.#at++) {
      const token = this.#tokens[this.#at]
      if (token === undefined || (open.length === 0 && (is(token, ';') || is(token, '}')))) {
        throw new CssError('unrecognized-rule', taken[0]?.at ?? this.#place)
      }
      if (open.length === 0 && is(token, '{')) {
        this.#at++
        return taken
      }
      follow(open, token, 'unrecognized-rule')
      taken.push(token)
    }
  }

  /** Declarations and the brace that closes their block. */
  #declarations(
    known: ReadonlySet<string>,
    isAllowed: (property: string, value: readonly CssToken[]) => boolean = () => true,
  ): void {
    for (;;) {
      this.#skipSpace()
      const token = this.#tokens[this.#at]
      if (token === undefined) throw new CssError('unexpected-eof-in-block', this.#end)
      this.#at++
      if (is(token, '}')) return
      if (is(token, ';')) continue
      if (token.kind !== 'ident' || !known.has(token.value)) {
        throw new CssError('unrecognized-property', token.at, token.value)
      }
      this.#skipSpace()
      if (!is(this.#tokens[this.#at], ':')) throw new CssError('expected-colon', this.#place)
      this.#at++
      const value = this.#value(token.value)
      if (withoutSpace(value).length === 0) throw new CssError('missing-value-for-property', token.at, token.value)
      if (!isAllowed(token.value, value)) throw new CssError('bad-value-for-property', token.at, token.value)
    }
  }

  #value(property: string): CssToken[] {
    const taken: CssToken[] = []
    for (const open: string[] = []; ; this.#at++) {
      const token = this.#tokens[this.#at]
      if (token === undefined) throw new CssError('unexpected-eof-in-block', this.#end)
      if (open.length === 0 && (is(token, ';') || is(token, '}'))) return taken
      follow(open, token, 'bad-value-for-property', property)
      if (!isInValue(token, this.#tokens[this.#at + 1])) {
        throw new CssError('bad-value-for-property', token.at, property)
      }
      taken.push(token)
    }
  }

  get #place(): number {
    return this.#tokens[this.#at]?.at ?? this.#end
  }
  #skipSpace(): void {
    while (this.#tokens[this.#at]?.kind === 'space') this.#at++
  }
}

const is = (token: CssToken | undefined, delim: string): boolean => token?.kind === 'delim' && token.value === delim
const withoutSpace = (tokens: readonly CssToken[]): CssToken[] => tokens.filter(token => token.kind !== 'space')

/** Keeps in mind which brackets are open. */
function follow(open: string[], token: CssToken, why: CssFault['why'], name?: string): void {
  if (token.kind === 'function') open.push(')')
  else if (token.kind === 'delim' && closing[token.value] !== undefined) open.push(closing[token.value] ?? '')
  else if (token.kind === 'delim' && /[)\]}]/.test(token.value) && open.pop() !== token.value) {
    throw new CssError(why, token.at, name)
  }
  if (open.length > deepest) throw new CssError(why, token.at, name)
}

function isInValue(token: CssToken, next: CssToken | undefined): boolean {
  switch (token.kind) {
    case 'space':
    case 'ident':
    case 'string':
    case 'number':
    case 'percentage':
      return true
    case 'dimension':
      return units.has(token.value)
    case 'function':
      return functions.has(token.value)
    case 'hash':
      return /^(?:[\da-f]{3,4}|[\da-f]{6}|[\da-f]{8})$/.test(token.value)
    case 'delim':
      return token.value === '!' ? next?.value === 'important' : /[,/+*()[\]-]/.test(token.value)
    default:
      return false
  }
}

/** Conditions ask, and load nothing: only their parts must be such. */
function checkCondition(tokens: readonly CssToken[], { at }: CssToken): void {
  const isInCondition = (token: CssToken): boolean =>
    isInValue(token, undefined) ||
    (token.kind === 'delim' && /[:<>=]/.test(token.value)) ||
    (token.kind === 'function' && token.value === 'selector')
  if (withoutSpace(tokens).length === 0 || !tokens.every(isInCondition)) throw new CssError('unrecognized-rule', at)
}

function checkSelectors(tokens: readonly CssToken[], at: number): void {
  const parts = withoutSpace(tokens)
  const wrong = (): CssError => new CssError('invalid-selector-list', at)
  const [first, last] = [parts[0], parts.at(-1)]
  if (first === undefined || last === undefined) throw wrong()
  if (is(first, ',') || ['>', '+', '~', ',', '.', ':'].some(delim => is(last, delim))) throw wrong()
  let inAttribute = false
  for (const [index, token] of tokens.entries()) {
    const before = tokens[index - 1]
    if (is(token, '[')) inAttribute = true
    else if (is(token, ']')) inAttribute = false
    else if (inAttribute) {
      const isPart = token.kind !== 'delim' || /[=~|^$*]/.test(token.value)
      if (!isPart || token.kind === 'url' || token.kind === 'function') throw wrong()
    } else if (is(before, ':')) {
      const isName = token.kind === 'ident' || token.kind === 'function'
      if (!(is(token, ':') && !is(tokens[index - 2], ':')) && !(isName && pseudos.has(token.value))) throw wrong()
    } else if (is(before, '.')) {
      if (token.kind !== 'ident') throw wrong()
    } else if (token.kind === 'delim' ? !/[.:,>+~*()-]/.test(token.value) : !inSelector.has(token.kind)) throw wrong()
  }
}

/** Numbers and such stand in `:nth-child(2n + 1)`. */
const inSelector: ReadonlySet<CssToken['kind']> = new Set(['space', 'ident', 'hash', 'number', 'dimension', 'string'])
