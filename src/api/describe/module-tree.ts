// The modules of the API as one tree: the main module, actions, formats, and what stands below `query`.

import { paramsOfFormat } from '../format-of.ts'
import { formatNames } from '../formats/index.ts'
import { type ActionModule, type ModuleRegistry, nameOf, type QueryModule } from '../module.ts'
import type { ParamTable } from '../params.ts'
import names from './names.json' with { type: 'json' }

/** What MediaWiki calls things: the class of a module, its pages of help, the messages that are not named by rule. */
export interface ModuleNames {
  readonly class: string
  /** Pages of mediawiki.org. */
  readonly help: readonly string[]
  /** Message keys of the texts about parameters, where they are not named by module and parameter. */
  readonly keys?: Readonly<Record<string, string>>
  /** Parameters of these messages before the usual ones. */
  readonly lead?: Readonly<Record<string, readonly unknown[]>>
  /** More messages about a parameter. */
  readonly more?: Readonly<Record<string, readonly string[]>>
  /** For those whose parameters depend on how somebody logs in: what is done. */
  readonly dynamic?: string
  /** What is said of the module at length, where that is another message than the usual. */
  readonly extended?: string
  /** More messages about the module; they are told `dynamic` and the type of its token besides. */
  readonly description?: readonly string[]
}

/** A module as it is described. */
export interface Described {
  /** `main`, `edit`, `query+revisions`, `json`. */
  readonly path: string
  readonly name: string
  readonly group: 'action' | 'format' | 'prop' | 'list' | 'meta' | undefined
  readonly prefix: string
  readonly params: ParamTable
  readonly names: ModuleNames
  readonly examples: Readonly<Record<string, string>>
  readonly needsRead: boolean
  readonly isWrite: boolean
  readonly mustBePosted: boolean
  readonly canGenerate: boolean
  readonly internal: boolean
  readonly deprecated: boolean
  /** Whether MediaWiki has no such module. */
  readonly beyond: boolean
  /** The names of the modules below. */
  readonly submodules: readonly string[]
}

export type ModuleTree = ReadonlyMap<string, Described>

const trees = new WeakMap<ModuleRegistry, ModuleTree>()

/** All modules by path. */
export function moduleTree(registry: ModuleRegistry): ModuleTree {
  const known = trees.get(registry)
  if (known !== undefined) return known
  const all = [
    describeMain(registry),
    ...registry.actions.map(module => describeAction(module, registry)),
    ...formatNames.map(describeFormat),
    ...registry.queries.map(describeQuery),
  ]
  const tree = new Map(all.map(one => [one.path, one]))
  trees.set(registry, tree)
  return tree
}

const known = names as unknown as Readonly<Record<string, ModuleNames>>
const namesOf = (path: string): ModuleNames =>
  Object.hasOwn(known, path) ? (known[path] ?? unnamed(path)) : unnamed(path)
const unnamed = (path: string): ModuleNames => ({ class: path, help: [] })

const plain = {
  needsRead: true,
  isWrite: false,
  mustBePosted: false,
  canGenerate: false,
  internal: false,
  beyond: false,
}

function describeMain(registry: ModuleRegistry): Described {
  return {
    ...plain,
    path: 'main',
    name: 'main',
    group: undefined,
    prefix: '',
    params: registry.main,
    names: namesOf('main'),
    examples: {
      'action=help': 'apihelp-help-example-main',
      'action=help&recursivesubmodules=1': 'apihelp-help-example-recursive',
    },
    needsRead: false,
    deprecated: false,
    submodules: [...registry.actions.map(nameOf), ...formatNames],
  }
}

const common = (module: ActionModule | QueryModule) => ({
  path: module.path,
  name: nameOf(module),
  prefix: module.prefix ?? '',
  params: module.params,
  names: namesOf(module.path),
  examples: module.examples,
  needsRead: module.needsRead !== false,
  internal: module.internal ?? false,
  deprecated: module.deprecated ?? false,
  beyond: module.beyond ?? false,
})

function describeAction(module: ActionModule, registry: ModuleRegistry): Described {
  return {
    ...plain,
    ...common(module),
    group: 'action',
    isWrite: module.isWrite ?? module.mode === 'write',
    mustBePosted: module.mustBePosted ?? module.mode === 'write',
    submodules: module.path === 'query' ? registry.queries.map(nameOf) : [],
  }
}

function describeQuery(module: QueryModule): Described {
  return {
    ...plain,
    ...common(module),
    group: module.group,
    canGenerate: module.canGenerate ?? false,
    submodules: [],
  }
}

function describeFormat(name: string): Described {
  return {
    ...plain,
    path: name,
    name,
    group: 'format',
    prefix: '',
    params: paramsOfFormat(name),
    names: namesOf(name),
    examples: { [`action=query&meta=siteinfo&siprop=namespaces&format=${name}`]: 'apihelp-format-example-generic' },
    deprecated: false,
    submodules: [],
  }
}

/** The module that a module's submodule stands below, as `query` for `query+info`; undefined for the main module. */
export function parentOf(path: string): string | undefined {
  if (path === 'main') return undefined
  const plus = path.lastIndexOf('+')
  return plus < 0 ? 'main' : path.slice(0, plus)
}

/** The path of a submodule. */
export const childPath = (parent: string, name: string): string => (parent === 'main' ? name : `${parent}+${name}`)
