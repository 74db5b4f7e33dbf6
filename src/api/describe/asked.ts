// From what a request names to modules: `edit`, `query+info`, `query+*`.
import { fail } from '../../errors.ts'
import { childPath, type Described, type ModuleTree } from './module-tree.ts'

/** Told of a name that is no module; the help ends there, paraminfo warns. */
export type Refuse = (
  key: 'apierror-badmodule-badsubmodule' | 'apierror-badmodule-nosubmodules',
  params: readonly string[],
) => void

/** The modules that were asked for, once each: `edit`, `query+*` for all of a level, `query+**` for all below. */
export function modulesAsked(tree: ModuleTree, asked: readonly string[], refuse: Refuse): readonly Described[] {
  const found = new Map<string, Described>()
  const add = (modules: readonly Described[]): void => {
    for (const module of modules) found.set(module.path, module)
  }
  const named: string[] = []
  let isWild = false
  for (const path of asked) {
    const wild = /^(?:(.*)\+)?(\*\*?)$/s.exec(path)
    if (wild === null) named.push(path)
    else {
      isWild = true
      add(modulesBelow(tree, wild[1] ?? 'main', wild[2] === '**', refuse).filter(one => !one.beyond))
    }
  }
  for (const path of named) {
    const module = moduleAt(tree, path, refuse)
    if (module !== undefined) add([module])
  }
  // As MediaWiki: where all of a level are asked for, all are in order.
  return isWild ? [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1)) : [...found.values()]
}

/** The modules of the next level below a module, or of all levels. */
export function modulesBelow(tree: ModuleTree, parent: string, all: boolean, refuse: Refuse): readonly Described[] {
  const module = moduleAt(tree, parent, refuse)
  if (module === undefined) return []
  if (module.submodules.length === 0) {
    refuse('apierror-badmodule-nosubmodules', [parent])
    return []
  }
  const below = module.submodules.flatMap(name => tree.get(childPath(parent, name)) ?? [])
  return all
    ? below.flatMap(one => [one, ...(one.submodules.length > 0 ? modulesBelow(tree, one.path, true, refuse) : [])])
    : below
}

/** Refuses where there is no such module. */
function moduleAt(tree: ModuleTree, path: string, refuse: Refuse): Described | undefined {
  if (path === '') {
    refuse('apierror-badmodule-badsubmodule', ['main', ''])
    return undefined
  }
  const steps = path.split('+')
  let at = 'main'
  for (const [index, step] of steps.entries()) {
    if (step === 'main' && steps.length === 1) break
    const parent = tree.get(at)
    if (parent === undefined || parent.submodules.length === 0) {
      refuse('apierror-badmodule-nosubmodules', [at])
      return undefined
    }
    if (!parent.submodules.includes(step)) {
      refuse('apierror-badmodule-badsubmodule', [at, step])
      return undefined
    }
    at = index === 0 ? step : `${at}+${step}`
  }
  return tree.get(at)
}

/** The modules that help is asked about, each followed by those below it where these are wanted, too. */
export function helpAsked(
  tree: ModuleTree,
  asked: readonly string[],
  below: { readonly submodules: boolean; readonly recursive: boolean },
  refuse: Refuse,
): { readonly modules: readonly Described[]; readonly top: ReadonlySet<string> } {
  const named = modulesAsked(tree, asked, refuse)
  const isDeep = below.submodules || below.recursive
  const modules = named.flatMap(module =>
    isDeep && module.submodules.length > 0
      ? [module, ...modulesBelow(tree, module.path, below.recursive, refuse)]
      : [module],
  )
  return { modules: [...new Set(modules)], top: new Set(named.map(one => one.path)) }
}

/** Ends a request for a module that there is not. */
export const refuseModule: Refuse = (key, params) => {
  const [parent = '', name = ''] = params
  throw key === 'apierror-badmodule-badsubmodule' ? fail(key, [parent, name]) : fail(key, [parent])
}
