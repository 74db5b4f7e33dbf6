// What stands against doing something to a page: rights, namespaces, scripts of others, protection, blocks; in MediaWiki's order.
import { type Problem, problem } from '../errors.ts'
import type { PageId } from '../ids.ts'
import { isTalk, sameTitle, type Title } from '../pages/title.ts'
import { appliesToPage } from '../users/blocks.ts'
import { groupsWith } from './group-names.ts'
import type { Performer } from './permit.ts'
import type { Right } from './rights.ts'

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
  readonly restrictions: readonly Restriction[]
  /** Why nobody may create this title, if so. */
  readonly titleProtection?: {
    readonly level: string
    readonly by: string
    readonly reason: string
    /** 14 digits or `infinity`. */
    readonly expiry?: string
  }
  /** Pages that protect this one because they include it. */
  readonly cascadeSources?: readonly { readonly title: string; readonly restrictions: readonly Restriction[] }[]
}

const nsUser = 2
const nsUserTalk = 3
const nsFile = 6
const nsMediaWiki = 8
const nsCategory = 14

/** A level of protection as the right that it asks for. */
const rightOfLevel = (level: string): Right =>
  (level === 'sysop' ? 'editprotected' : level === 'autoconfirmed' ? 'editsemiprotected' : level) as Right

/**
 * All that stands against `right` on this page, in MediaWiki's order; empty when nothing does. `edit` on a missing page
 * is also a creation.
 */
export function pagePermissionProblems(performer: Performer, right: Right, page: PageState): readonly Problem[] {
  const creating = right === 'edit' && page.id === 0
  const problems = creating ? createProblems(performer, page) : []
  for (const found of [
    ...quickProblems(performer, right, page),
    ...namespaceProblems(performer, right, page),
    ...scriptProblems(performer, right, page),
    ...restrictionProblems(performer, right, page),
    ...cascadeProblems(performer, right, page),
    ...blockProblems(performer, right, page),
  ]) {
    if (!problems.some(known => known.code === found.code && known.message.key === found.message.key)) {
      problems.push(found)
    }
  }
  return problems
}

function createProblems(performer: Performer, page: PageState): Problem[] {
  const { viewer } = performer
  const problems: Problem[] = []
  const talk = isTalk(page.title)
  if (!viewer.may(talk ? 'createtalk' : 'createpage')) {
    problems.push(problem(viewer.isRegistered ? 'nocreate-loggedin' : 'nocreatetext', []))
  }
  const { titleProtection } = page
  if (titleProtection !== undefined && !viewer.may(rightOfLevel(titleProtection.level))) {
    problems.push(problem('protectedpagetext', [rightOfLevel(titleProtection.level), 'create']))
  }
  return problems
}

function quickProblems(performer: Performer, right: Right, page: PageState): Problem[] {
  const { viewer } = performer
  if (right === 'move') return moveProblems(performer, page)
  if (viewer.may(right)) return []
  if (right === 'rollback' || right === 'read') {
    return [problem('apierror-permissiondenied', [{ message: { key: `action-${right}`, params: [] } }])]
  }
  const groups = groupsWith(right)
  return groups.length > 0
    ? [problem('badaccess-groups', [{ list: groups, type: 'comma' }, groups.length])]
    : [problem('badaccess-group0', [])]
}

function moveProblems({ viewer }: Performer, page: PageState): Problem[] {
  const problems: Problem[] = []
  if (page.title.namespace === nsUser && !page.title.dbKey.includes('/') && !viewer.may('move-rootuserpages')) {
    problems.push(problem('cant-move-user-page', []))
  }
  if (page.title.namespace === nsFile && !viewer.may('movefile')) problems.push(problem('movenotallowedfile', []))
  if (page.title.namespace === nsCategory && !viewer.may('move-categorypages')) {
    problems.push(problem('cant-move-category-page', []))
  }
  if (!viewer.may('move')) {
    if (!viewer.isRegistered) problems.push(problem('movenologintext', []))
    problems.push(problem('movenotallowed', []))
  }
  return problems
}

function namespaceProblems({ viewer }: Performer, right: Right, page: PageState): Problem[] {
  if (page.title.namespace < 0) return [problem('ns-specialprotected', [])]
  if (page.title.namespace === nsMediaWiki && changesContent(right) && !viewer.may('editinterface')) {
    return [problem('protectedinterface', [right])]
  }
  return []
}

const changesContent = (right: Right): boolean => right !== 'read' && right !== 'patrol' && right !== 'changetags'

/** Site scripts and styles, and those of users. */
function scriptProblems({ viewer }: Performer, right: Right, page: PageState): Problem[] {
  if (!changesContent(right)) return []
  const kind = /\.(css|js|json)$/.exec(page.title.dbKey)?.[1] as 'css' | 'js' | 'json' | undefined
  if (kind === undefined) return []
  if (page.title.namespace === nsMediaWiki) {
    return viewer.may(`editsite${kind}`) ? [] : [problem(`site${kind}protected`, [right])]
  }
  if (page.title.namespace !== nsUser || !page.title.dbKey.includes('/')) return []
  const own = viewer.isRegistered && page.title.dbKey.startsWith(`${viewer.name.replaceAll(' ', '_')}/`)
  if (own) {
    return viewer.may(`editmyuser${kind}`) || viewer.may(`edituser${kind}`)
      ? []
      : [problem(`mycustom${kind}protected`, [right])]
  }
  // Deleting, protecting and moving the scripts of others is the business of administrators.
  if (right === 'delete' || right === 'protect' || right === 'undelete') return []
  return viewer.may(`edituser${kind}`) ? [] : [problem(`custom${kind}protected`, [right])]
}

function restrictionProblems({ viewer }: Performer, right: Right, page: PageState): Problem[] {
  return page.restrictions
    .filter(restriction => restriction.type === right)
    .filter(
      ({ level }) => !viewer.may(rightOfLevel(level)) || (restrictionCascades(page, right) && !viewer.may('protect')),
    )
    .map(({ level }) => problem('protectedpagetext', [rightOfLevel(level), right]))
}
const restrictionCascades = (page: PageState, type: string): boolean =>
  page.restrictions.some(one => one.cascade && one.type === type && one.level !== '')

function cascadeProblems({ viewer }: Performer, right: Right, page: PageState): Problem[] {
  const sources = (page.cascadeSources ?? []).filter(source =>
    source.restrictions.some(one => one.type === right && !viewer.may(rightOfLevel(one.level))),
  )
  if (sources.length === 0) return []
  const pages = sources.map(source => `* [[:${source.title}]]\n`).join('')
  return [problem('cascadeprotected', [sources.length, pages, right])]
}

function blockProblems(performer: Performer, right: Right, page: PageState): Problem[] {
  if (right === 'read') return []
  const { viewer } = performer
  const isOwnTalk =
    page.title.namespace === nsUserTalk &&
    sameTitle(page.title, { ...page.title, dbKey: viewer.name.replaceAll(' ', '_') })
  const block = performer.blocks.find(one =>
    appliesToPage(one, { id: page.id, namespace: page.title.namespace, isOwnTalk: isOwnTalk && right === 'edit' }),
  )
  return block === undefined ? [] : [performer.blockedBy(block)]
}
