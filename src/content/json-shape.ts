// The shapes that content models in JSON must have: what must be there, and of what kind.
import { type Problem, problem } from '../errors.ts'
import { prepareJson } from './json.ts'
import type { JsonValue } from './json-text.ts'
import { type ContentModel, defineContentModel } from './model.ts'

/** `text?` may be left out; `text[]` is a list of texts; a shape in a list is that of each of its items. */
export type Shape = { readonly [member: string]: Kind | readonly [Shape] }
type Kind = `${'text' | 'boolean' | 'object' | 'text[]' | 'any'}${'' | '?'}`

/** A content model whose text is an object in JSON of this shape, among others. */
export const defineJsonModel = (name: string, shape: Shape, own: Partial<ContentModel> = {}): ContentModel =>
  defineContentModel({
    name,
    formats: ['application/json'],
    prepare: (text, options) => prepareJson(text, options, value => shapeProblem(value, shape, '')),
    ...own,
  })

/** What is not of this shape: code `parseerror`. */
export function shapeProblem(value: JsonValue, shape: Shape, path: string): Problem | undefined {
  if (value.kind !== 'object') return wrong(path === '' ? '{}' : path)
  for (const [member, kind] of Object.entries(shape)) {
    const found = value.members.get(member)
    const at = path === '' ? member : `${path}.${member}`
    const problem = typeof kind === 'string' ? memberProblem(found, kind, at) : itemsProblem(found, kind[0], at)
    if (problem !== undefined) return problem
  }
  return undefined
}

function memberProblem(value: JsonValue | undefined, kind: Kind, path: string): Problem | undefined {
  if (value === undefined) return kind.endsWith('?') ? undefined : wrong(path)
  return isOf(value, kind.replace('?', '')) ? undefined : wrong(path)
}

function isOf(value: JsonValue, kind: string): boolean {
  switch (kind) {
    case 'text':
      return value.kind === 'string'
    case 'boolean':
      return value.kind === 'literal' && /^(true|false)$/.test(value.text)
    case 'object':
      return value.kind === 'object'
    case 'text[]':
      return value.kind === 'array' && value.items.every(item => item.kind === 'string')
    default:
      return true
  }
}

function itemsProblem(value: JsonValue | undefined, shape: Shape, path: string): Problem | undefined {
  if (value?.kind !== 'array') return wrong(path)
  for (const [index, item] of value.items.entries()) {
    const problem = shapeProblem(item, shape, `${path}[${index}]`)
    if (problem !== undefined) return problem
  }
  return undefined
}

const wrong = (path: string): Problem =>
  problem('apierror-contentserializationexception', [{ message: { key: 'x-content-member', params: [path] } }])
