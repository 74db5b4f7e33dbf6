// What stands against doing something to a page: rights, namespaces, scripts of others, protection, blocks; in MediaWiki's order.
import { type Problem, problem } from '../errors.ts'
import type { PageId } from '../ids.ts'
import { NS } from '../pages/namespaces.ts'
import { configPage, isTalk, sameTitle, type Title } from '../pages/title.ts'
import { appliesToPage, appliesToRight } from '../users/blocks.ts'
import type { Performer } from './permit.ts'
import { implicitRights, type Right } from './rights.ts'

/** One protection of a page that is in force. */
export interface Restriction {
  /** The action it is about: `edit`, `move`, `upload`. */
  readonly type: string
  /** The level: `sysop`, `autoconfirmed`, or any right. */
  readonly level: string
  /** 14 digits or `infinity`. */
  readonly expiry: string
  readonly cascade: boolean
}

/** What must be known of a page to say who may do what to it. */
export interface PageState {
  readonly title: Title
  /** 0 when there is no page. */
  readonly id: PageId | 0
  /** Undefined for that which a page of this title would have. */
  readonly contentModel?: string
  readonly restrictions: readonly Restriction[]
  /** Why nobody may create this title, if so. */
  readonly titleProtection?: {
    readonly level: string
    readonly by: string
    readonly reason: string
    /** 14 digits or `infinity`. */
    readonly expiry?: string
  }
  /** What rules of the wiki's own have against an action on it. */
  readonly refusals?: (action: PageAction) => readonly Problem[]
  /** Pages that protect this one because they include it. */
  readonly cascadeSources?: readonly { readonly title: string; readonly restrictions: readonly Restriction[] }[]
}

/** What somebody may do to a page: what a right is for, and what no right is named after. */
export type PageAction = Right | 'create' | 'move-target' | 'unblock' | (typeof implicitRights)[number]

const isImplicit = (action: PageAction): boolean => (implicitRights as readonly string[]).includes(action)

/** A level of protection as the right that it asks for. */
const rightOfLevel = (level: string): Right =>
  (level === 'sysop' ? 'editprotected' : level === 'autoconfirmed' ? 'editsemiprotected' : level) as Right

/**
 * How much is looked at: `quick` leaves out blocks and the pages that protect this one, which is enough to say what to
 * offer and not enough to let somebody do it.
 */
export type Rigor = 'full' | 'quick'

/**
 * All that stands against an action on this page, in MediaWiki's order; empty when nothing does. `edit` on a missing page
 * is also a creation.
 */
export function pagePermissionProblems(
  performer: Performer,
  action: PageAction,
  page: PageState,
  rigor: Rigor = 'full',
): readonly Problem[] {
  // As MediaWiki: who may create is asked of the title alone, because an edit comes with it, which asks the rest.
  const ofThePage = action === 'create' ? [] : [namespaceProblems, scriptProblems]
  const problems: Problem[] = []
  const checks = [
    quickProblems,
    refusalsOf,
    ...ofThePage,
    restrictionProblems,
    ...(rigor === 'full' ? [cascadeProblems] : []),
    ownProblems,
    sessionProblems,
    ...(rigor === 'full' ? [blockProblems] : []),
  ]
  for (const check of checks) {
    for (const found of check(performer, action, page, rigor)) {
      const same = (known: Problem): boolean =>
        known.message.key === found.message.key &&
        JSON.stringify(known.message.params) === JSON.stringify(found.message.params)
      if (!problems.some(same)) problems.push(found)
    }
  }
  return problems
}

/** A bot password may be for some pages alone. */
function sessionProblems({ viewer }: Performer, action: PageAction, { title }: PageState): Problem[] {
  if (action === 'read' || viewer.onlyPages === undefined) return []
  return viewer.onlyPages.some(one => sameTitle(one, title)) ? [] : [problem('session-page-restricted', [])]
}

const refusalsOf = (_: Performer, action: PageAction, { refusals }: PageState): readonly Problem[] =>
  refusals?.(action) ?? []

/** What stands against it for lack of a right. */
function quickProblems(performer: Performer, action: PageAction, page: PageState): Problem[] {
  const { viewer } = performer
  if (action === 'move') return moveProblems(performer, page)
  if (action === 'move-target') return moveTargetProblems(performer, page)
  const creating = action === 'create' || (action === 'edit' && page.id === 0) ? createProblems(performer, page) : []
  const right = action as Right
  if (action === 'create' || isImplicit(action) || viewer.may(right)) return creating
  if (action === 'read') {
    return [problem('apierror-permissiondenied', [{ message: { key: `action-${action}`, params: [] } }])]
  }
  const groups = performer.groupsWith(right)
  return groups.length > 0
    ? [...creating, problem('badaccess-groups', [{ list: groups, type: 'comma' }, groups.length])]
    : [...creating, problem('badaccess-group0', [])]
}

function createProblems({ viewer }: Performer, page: PageState): Problem[] {
  const problems: Problem[] = []
  if (!viewer.may(isTalk(page.title) ? 'createtalk' : 'createpage')) {
    problems.push(problem(viewer.isRegistered ? 'nocreate-loggedin' : 'nocreatetext', []))
  }
  const { titleProtection } = page
  if (titleProtection !== undefined && !viewer.may(rightOfLevel(titleProtection.level))) {
    problems.push(problem('protectedpagetext', [rightOfLevel(titleProtection.level), 'create']))
  }
  return problems
}

const isRootUserPage = ({ title }: PageState): boolean => title.namespace === NS.user && !title.dbKey.includes('/')

function moveProblems({ viewer }: Performer, page: PageState): Problem[] {
  const problems: Problem[] = []
  const { namespace } = page.title
  if (isRootUserPage(page) && !viewer.may('move-rootuserpages')) problems.push(problem('cant-move-user-page', []))
  if (namespace === NS.file && !viewer.may('movefile')) problems.push(problem('movenotallowedfile', []))
  if (namespace === NS.category && !viewer.may('move-categorypages')) {
    problems.push(problem('cant-move-category-page', []))
  }
  if (!viewer.may('move')) problems.push(problem(viewer.isRegistered ? 'movenotallowed' : 'movenologintext', []))
  return problems
}

function moveTargetProblems({ viewer }: Performer, page: PageState): Problem[] {
  if (!viewer.may('move')) return [problem('movenotallowed', [])]
  if (isRootUserPage(page) && !viewer.may('move-rootuserpages')) return [problem('cant-move-to-user-page', [])]
  if (page.title.namespace === NS.category && !viewer.may('move-categorypages')) {
    return [problem('cant-move-to-category-page', [])]
  }
  return []
}

function namespaceProblems({ viewer }: Performer, action: PageAction, page: PageState): Problem[] {
  if (page.title.namespace === NS.special) return [problem('ns-specialprotected', [])]
  if (page.title.namespace === NS.mediawiki && action !== 'read' && !viewer.may('editinterface')) {
    return [problem('protectedinterface', [action])]
  }
  return []
}

const models: Readonly<Record<string, 'css' | 'js' | 'json'>> = { css: 'css', javascript: 'js', json: 'json' }

/** What one may do to the scripts and styles of others: it changes nothing of what they do. */
const harmless: readonly PageAction[] = ['read', 'patrol', 'delete', 'deleterevision']

/** Site scripts and styles, and those of users: what runs for others. */
function scriptProblems({ viewer }: Performer, action: PageAction, page: PageState): Problem[] {
  const { title } = page
  const kind = models[page.contentModel ?? configPage(title)?.model ?? '']
  if (kind === undefined) return []
  if (title.namespace === NS.mediawiki) {
    const needed = action !== 'read' && action !== 'patrol'
    return !needed || viewer.may(`editsite${kind}`) ? [] : [problem(`site${kind}protected`, [action])]
  }
  if (title.namespace !== NS.user || !title.dbKey.includes('/') || harmless.includes(action)) return []
  const own = viewer.isRegistered && title.dbKey.startsWith(`${viewer.name.replaceAll(' ', '_')}/`)
  if (own) {
    return viewer.may(`editmyuser${kind}`) || viewer.may(`edituser${kind}`)
      ? []
      : [problem(`mycustom${kind}protected`, [action])]
  }
  return viewer.may(`edituser${kind}`) ? [] : [problem(`custom${kind}protected`, [action])]
}

function restrictionProblems({ viewer }: Performer, action: PageAction, page: PageState): Problem[] {
  return page.restrictions
    .filter(restriction => restriction.type === action && restriction.level !== '')
    .flatMap(({ level, cascade }) => {
      // Whoever changes a page that protects others changes which: that is protecting.
      const needed = viewer.may(rightOfLevel(level)) && cascade ? 'protect' : rightOfLevel(level)
      return viewer.may(needed) ? [] : [problem('protectedpagetext', [needed, action])]
    })
}

function cascadeProblems({ viewer }: Performer, action: PageAction, page: PageState): Problem[] {
  const sources = (page.cascadeSources ?? []).filter(source =>
    source.restrictions.some(one => one.type === action && !viewer.may(rightOfLevel(one.level))),
  )
  if (sources.length === 0) return []
  const pages = sources.map(source => `* [[:${source.title}]]\n`).join('')
  return [problem('cascadeprotected', [sources.length, pages, action])]
}

/** What stands against single actions because something stands against others. */
function ownProblems(performer: Performer, action: PageAction, page: PageState, rigor: Rigor): Problem[] {
  const cannotEdit = (): boolean => pagePermissionProblems(performer, 'edit', page, rigor).length > 0
  switch (action) {
    case 'protect':
      return cannotEdit() ? [problem('protect-cantedit', [])] : []
    case 'create': {
      const { titleProtection } = page
      return titleProtection === undefined || performer.viewer.may(rightOfLevel(titleProtection.level))
        ? []
        : [problem('titleprotected', [titleProtection.by, titleProtection.reason])]
    }
    case 'delete': {
      const isProtected =
        restrictionProblems(performer, 'edit', page).length > 0 ||
        (rigor === 'full' && cascadeProblems(performer, 'edit', page).length > 0)
      return isProtected ? [problem('deleteprotected', [])] : []
    }
    case 'undelete':
      return [
        ...(cannotEdit() ? [problem('undelete-cantedit', [])] : []),
        ...(page.id === 0 && pagePermissionProblems(performer, 'create', page, rigor).length > 0
          ? [problem('undelete-cantcreate', [])]
          : []),
      ]
    default:
      return []
  }
}

/** What no block keeps anybody from; unblocking looks at the block itself. */
const unblockable: readonly PageAction[] = ['read', 'purge', 'unblock']

function blockProblems(performer: Performer, action: PageAction, page: PageState): Problem[] {
  if (unblockable.includes(action)) return []
  const { viewer } = performer
  const isOwnTalk =
    page.title.namespace === NS.userTalk &&
    sameTitle(page.title, { ...page.title, dbKey: viewer.name.replaceAll(' ', '_') })
  const applying = performer.blocks.filter(
    one =>
      appliesToRight(one, action) ??
      appliesToPage(one, { id: page.id, namespace: page.title.namespace, isOwnTalk: isOwnTalk && action === 'edit' }),
  )
  return performer.blockedByAll(applying)
}
