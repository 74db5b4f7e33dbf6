// The namespaces of a wiki: ids, names and what is special in each.

/** Ids of the built-in namespaces. Talk namespaces are the odd ones, each one above its subject. */
export const NS = {
  media: -2,
  special: -1,
  main: 0,
  talk: 1,
  user: 2,
  userTalk: 3,
  project: 4,
  projectTalk: 5,
  file: 6,
  fileTalk: 7,
  mediawiki: 8,
  mediawikiTalk: 9,
  template: 10,
  templateTalk: 11,
  help: 12,
  helpTalk: 13,
  category: 14,
  categoryTalk: 15,
} as const

/** One namespace. Names have spaces, never underscores; the main namespace has the empty name. */
export interface Namespace {
  readonly id: number
  /** The English name that is understood on every wiki. */
  readonly canonical: string
  /** The name on this wiki, as titles are shown. */
  readonly name: string
  readonly aliases: readonly string[]
  readonly case: 'first-letter' | 'case-sensitive'
  readonly subpages: boolean
  /** Whether its pages count as content (statistics, random page). */
  readonly content: boolean
  /** Whether its pages may not be transcluded. */
  readonly nonincludable: boolean
  /** Content model of new pages, where it is not decided by the title (see `defaultContentModel`). */
  readonly defaultContentModel?: string
  /** Content models of subpages by the end of their names, before all others. */
  readonly modelsOfSubpages?: readonly (readonly [ending: string, model: string])[]
  /** The right that every edit in it needs. */
  readonly protection?: string
}

/** All namespaces of one wiki; made by `namespaceTable`. */
export interface NamespaceTable {
  /** In order of id. */
  readonly all: readonly Namespace[]
  /** In order, with Special and Media. */
  readonly ids: readonly number[]
  readonly byId: ReadonlyMap<number, Namespace>
  /** Keys are made by `namespaceKey`. */
  readonly byName: ReadonlyMap<string, Namespace>
}

/** What a wiki adds or changes, as another wiki's siteinfo or a setting says it. Whatever is left out stays as it is. */
export interface NamespaceChange {
  readonly id: number
  readonly name?: string
  readonly canonical?: string
  readonly aliases?: readonly string[]
  readonly case?: Namespace['case']
  readonly subpages?: boolean
  readonly content?: boolean
  readonly nonincludable?: boolean
  readonly defaultContentModel?: string
  readonly modelsOfSubpages?: Namespace['modelsOfSubpages']
  readonly protection?: string
}

const builtIn: readonly (readonly [id: number, canonical: string, subpages: boolean])[] = [
  [NS.media, 'Media', false],
  [NS.special, 'Special', false],
  [NS.main, '', false],
  [NS.talk, 'Talk', true],
  [NS.user, 'User', true],
  [NS.userTalk, 'User talk', true],
  [NS.project, 'Project', true],
  [NS.projectTalk, 'Project talk', true],
  [NS.file, 'File', false],
  [NS.fileTalk, 'File talk', true],
  [NS.mediawiki, 'MediaWiki', true],
  [NS.mediawikiTalk, 'MediaWiki talk', true],
  [NS.template, 'Template', true],
  [NS.templateTalk, 'Template talk', true],
  [NS.help, 'Help', true],
  [NS.helpTalk, 'Help talk', true],
  [NS.category, 'Category', false],
  [NS.categoryTalk, 'Category talk', true],
]

const builtInAliases: Readonly<Record<number, readonly string[]>> = {
  [NS.file]: ['Image'],
  [NS.fileTalk]: ['Image talk'],
}

/**
 * The namespaces of a wiki of this site name (namespace 4 carries it), changed and extended.
 * A changed local name leaves the canonical name understood; a name given to a new namespace is its canonical name too.
 */
export function namespaceTable(siteName: string, changes: readonly NamespaceChange[] = []): NamespaceTable {
  const site = spaced(siteName)
  const namespaces = new Map<number, Namespace>()
  for (const [id, canonical, subpages] of builtIn) {
    const name = id === NS.project ? site : id === NS.projectTalk ? `${site} talk` : canonical
    namespaces.set(id, {
      id,
      canonical,
      name,
      aliases: builtInAliases[id] ?? [],
      case: 'first-letter',
      subpages,
      content: id === NS.main,
      nonincludable: false,
      protection: id === NS.mediawiki ? 'editinterface' : undefined,
    })
  }
  for (const change of changes) {
    const before = namespaces.get(change.id)
    const name = change.name === undefined ? (before?.name ?? String(change.id)) : spaced(change.name)
    namespaces.set(change.id, {
      id: change.id,
      canonical: change.canonical === undefined ? (before?.canonical ?? name) : spaced(change.canonical),
      name,
      aliases: [...new Set([...(before?.aliases ?? []), ...(change.aliases ?? []).map(spaced)])],
      case: change.case ?? before?.case ?? 'first-letter',
      subpages: change.subpages ?? before?.subpages ?? false,
      content: change.content ?? before?.content ?? false,
      nonincludable: change.nonincludable ?? before?.nonincludable ?? false,
      defaultContentModel: change.defaultContentModel ?? before?.defaultContentModel,
      modelsOfSubpages: change.modelsOfSubpages ?? before?.modelsOfSubpages,
      protection: change.protection ?? before?.protection,
    })
  }
  const all = [...namespaces.values()].sort((a, b) => a.id - b.id)
  const byName = new Map<string, Namespace>()
  // Local names win over aliases, aliases over canonical names.
  for (const namespace of all) if (namespace.canonical !== '') byName.set(namespaceKey(namespace.canonical), namespace)
  for (const namespace of all) for (const alias of namespace.aliases) byName.set(namespaceKey(alias), namespace)
  for (const namespace of all) if (namespace.name !== '') byName.set(namespaceKey(namespace.name), namespace)
  return {
    all,
    ids: all.map(namespace => namespace.id),
    byId: new Map(all.map(namespace => [namespace.id, namespace])),
    byName,
  }
}

const spaced = (name: string): string => name.replaceAll('_', ' ')

/** The key by which a name is looked up: case and the difference between space and underscore do not matter. */
export function namespaceKey(name: string): string {
  return name.replaceAll(' ', '_').toLowerCase()
}

/** The namespace that has this local name, canonical name or alias. The empty name is the main namespace. */
export function namespaceByName(table: NamespaceTable, name: string): Namespace | undefined {
  return name === '' ? table.byId.get(NS.main) : table.byName.get(namespaceKey(name))
}

/** The namespace of this id, if the wiki has it. */
export function namespaceById(table: NamespaceTable, id: number): Namespace | undefined {
  return table.byId.get(id)
}

/** The name in titles, without the colon; empty for the main namespace. A namespace that is not there is shown by its id. */
export function namespaceName(table: NamespaceTable, id: number): string {
  return table.byId.get(id)?.name ?? (id === NS.main ? '' : `Special:Badtitle/NS${id}`)
}

/** Whether it is a talk namespace. */
export function isTalkNamespace(id: number): boolean {
  return id > NS.main && id % 2 === 1
}

/** The talk namespace that belongs to a namespace; Special and Media have none. */
export function talkNamespace(id: number): number | undefined {
  if (id < 0) return undefined
  return isTalkNamespace(id) ? id : id + 1
}

/** The subject namespace that belongs to a namespace; a subject namespace (also Special and Media) is its own. */
export function subjectNamespace(id: number): number {
  return isTalkNamespace(id) ? id - 1 : id
}
