// The text of a message as a template: what stands between its `{{…}}` and `$1`, parsed once and then filled in quickly.

/** A piece of a template. */
type Node =
  | string
  | { readonly is: 'param'; readonly index: number }
  | { readonly is: 'plural'; readonly count: Template; readonly forms: readonly Form[] }
  | { readonly is: 'gender'; readonly of: Template; readonly forms: readonly Template[] }
  | { readonly is: 'grammar'; readonly form: Template; readonly word: Template }
  | { readonly is: 'other'; readonly name: string; readonly colon: boolean; readonly args: readonly Template[] }
export type Template = readonly Node[]
/** A form of a plural; `exactly` is set in forms such as `0=none`. */
interface Form {
  readonly exactly: number | undefined
  readonly text: Template
}

/** What a template asks for while it is filled in. */
export interface Filling {
  /** The parameter `$index` as text, or `undefined` where there is none. */
  param(index: number): string | undefined
  /** The same as a number, where it is one, before the language wrote it in its own way. */
  count(index: number): number | undefined
  pluralForm(count: number): number
  /** 0 for the masculine form, 1 for the feminine, 2 for neither. */
  genderForm(of: string): 0 | 1 | 2
  inflect(word: string, form: string): string
  /** The value of another `{{name}}` or `{{name:first|second}}`, or `undefined` to leave it as it is written. */
  variable(name: string, args: readonly string[]): string | undefined
}

/** Parses the text of a message. Anything that is no complete `{{…}}` or `$1` is text. */
export function compile(text: string): Template {
  const nodes: Node[] = []
  let at = 0
  const addText = (piece: string): void => {
    if (piece === '') return
    const last = nodes.length - 1
    const before = nodes[last]
    if (typeof before === 'string') nodes[last] = before + piece
    else nodes.push(piece)
  }
  for (const found of text.matchAll(/\$(\d{1,2})|\{\{/g)) {
    if (found.index < at) continue
    addText(text.slice(at, found.index))
    at = found.index
    if (found[1] !== undefined) {
      nodes.push({ is: 'param', index: Number(found[1]) })
      at += found[0].length
      continue
    }
    const end = closing(text, at)
    if (end < 0) continue
    nodes.push(compileBraces(text.slice(at, end)))
    at = end
  }
  addText(text.slice(at))
  return nodes
}

/** Where the `{{` at `start` is closed (behind its `}}`), or -1. */
function closing(text: string, start: number): number {
  let depth = 0
  for (let i = start; i < text.length - 1; i++) {
    const two = text.slice(i, i + 2)
    if (two === '{{') {
      depth++
      i++
    } else if (two === '}}') {
      depth--
      i++
      if (depth === 0) return i + 1
    }
  }
  return -1
}

/** The parts of a text between `|` that stand in no inner braces or brackets. */
function split(text: string): string[] {
  const parts: string[] = []
  let depth = 0
  let from = 0
  for (let i = 0; i < text.length; i++) {
    const two = text.slice(i, i + 2)
    if (two === '{{' || two === '[[') {
      depth++
      i++
    } else if (two === '}}' || two === ']]') {
      depth--
      i++
    } else if (text[i] === '|' && depth === 0) {
      parts.push(text.slice(from, i))
      from = i + 1
    }
  }
  parts.push(text.slice(from))
  return parts
}

function compileBraces(source: string): Node {
  const [head = '', ...rest] = split(source.slice(2, -2))
  const colon = head.indexOf(':')
  const name = (colon < 0 ? head : head.slice(0, colon)).trim()
  const first = colon < 0 ? undefined : head.slice(colon + 1)
  switch (name.toUpperCase()) {
    case 'PLURAL':
      if (first !== undefined) return { is: 'plural', count: compile(first.trim()), forms: rest.map(compileForm) }
      break
    case 'GENDER':
      if (first !== undefined) return { is: 'gender', of: compile(first.trim()), forms: rest.map(compile) }
      break
    case 'GRAMMAR':
      if (first !== undefined) return { is: 'grammar', form: compile(first.trim()), word: compile(rest[0] ?? '') }
      break
    default:
  }
  const args = [...(first === undefined ? [] : [first]), ...rest].map(compile)
  return { is: 'other', name, colon: first !== undefined, args }
}

function compileForm(text: string): Form {
  const explicit = /^\s*(\d+)\s*=/.exec(text)
  if (!explicit) return { exactly: undefined, text: compile(text) }
  return { exactly: Number(explicit[1]), text: compile(text.slice(explicit[0].length)) }
}

/** The text with everything filled in. A parameter that was not given stays as `$1`. */
export function fill(template: Template, filling: Filling): string {
  let text = ''
  for (const node of template) text += typeof node === 'string' ? node : fillNode(node, filling)
  return text
}

function fillNode(node: Exclude<Node, string>, filling: Filling): string {
  switch (node.is) {
    case 'param':
      return filling.param(node.index) ?? `$${node.index}`
    case 'plural':
      return fillPlural(node.count, node.forms, filling)
    case 'gender': {
      const form = filling.genderForm(fill(node.of, filling))
      // Languages with two forms have no neutral one: the first stands for it.
      const chosen = node.forms[form] ?? (form === 2 ? node.forms[0] : node.forms.at(-1))
      return chosen ? fill(chosen, filling) : ''
    }
    case 'grammar':
      return filling.inflect(fill(node.word, filling), fill(node.form, filling))
    default: {
      const args = node.args.map(arg => fill(arg, filling))
      const value = filling.variable(node.name, args)
      if (value !== undefined) return value
      return `{{${node.name}${args.map((arg, index) => (index === 0 && node.colon ? ':' : '|') + arg).join('')}}}`
    }
  }
}

function fillPlural(count: Template, forms: readonly Form[], filling: Filling): string {
  const [only] = count
  const param = count.length === 1 && typeof only === 'object' && only.is === 'param' ? only.index : undefined
  const known = param === undefined ? undefined : filling.count(param)
  // A parameter that was not given is no count, though its name has a digit.
  const missing = param !== undefined && filling.param(param) === undefined
  const number = known ?? (missing ? Number.NaN : Number(fill(count, filling).replace(/[^\d.-]/g, '')))
  const exact = forms.find(form => form.exactly === number)
  if (exact) return fill(exact.text, filling)
  const counted = forms.filter(form => form.exactly === undefined)
  const chosen = counted[Math.min(filling.pluralForm(number), counted.length - 1)]
  return chosen ? fill(chosen.text, filling) : ''
}
