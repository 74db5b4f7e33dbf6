// What all lists of revisions share: their parameters, and how a revision is shown to its viewer.
import { valueFor } from '../../access/viewer.ts'
import { fail } from '../../errors.ts'
import type { RevId, TextId } from '../../ids.ts'
import type { Title } from '../../pages/title.ts'
import { suppressed } from '../../revisions/hidden-bits.ts'
import type { Revision } from '../../revisions/revision.ts'
import { revisionById, textsByIds } from '../../revisions/revision-store.ts'
import { tagsOfRevisions } from '../../revisions/revision-tags-store.ts'
import type { QueryContext } from '../module.ts'
import { type ParamsOf, p } from '../params.ts'
import { parsedComments } from '../parsed-comment.ts'
import { keyValues, list, type Value } from '../result.ts'
import { isoTimestamp, type Timestamp } from '../timestamps.ts'
import { type RevisionContext, showOldForm, showSha1, showSlot } from './revision-content.ts'
import type { DiffBudget } from './revision-diff.ts'

export const revisionPropNames = [
  'ids',
  'flags',
  'timestamp',
  'user',
  'userid',
  'size',
  'slotsize',
  'sha1',
  'slotsha1',
  'contentmodel',
  'comment',
  'parsedcomment',
  'content',
  'tags',
  'roles',
  'parsetree',
] as const
export type RevisionPropName = (typeof revisionPropNames)[number]

/** The parameters that all lists of revisions share, in MediaWiki's order. */
export const revisionParams = {
  prop: p.oneOf(revisionPropNames, {
    multi: true,
    default: 'ids|timestamp|flags|comment|user',
    deprecatedValues: ['parsetree'],
  }),
  slots: p.oneOf(['main'], { multi: true, allSpecifier: '*' }),
  'contentformat-{slot}': p.perValue({ variable: 'slot', of: 'slots' }, p.contentFormat()),
  limit: p.lateLimit(),
  expandtemplates: p.boolean({ deprecated: true }),
  generatexml: p.boolean({ deprecated: true }),
  parse: p.boolean({ deprecated: true }),
  section: p.string(),
  diffto: p.string({ deprecated: true }),
  difftotext: p.string({ deprecated: true }),
  difftotextpst: p.boolean({ deprecated: true }),
  contentformat: p.contentFormat({ deprecated: true }),
}
type RevisionParams = ParamsOf<typeof revisionParams>

/** What a request wants to know of revisions; made by `revisionProps`. */
export interface RevisionProps {
  readonly wants: ReadonlySet<RevisionPropName>
  /** The slots that are shown apart; undefined for the old form, in which all stands on the revision itself. */
  readonly slots: readonly string[] | undefined
  /** The formats that were asked for, by slot. */
  readonly formats: ReadonlyMap<string, string>
  /** In the old form. */
  readonly format: string | undefined
  readonly section: string | undefined
  readonly expandTemplates: boolean
  readonly parse: boolean
  readonly parseTree: boolean
  /** `content` and what else needs texts. */
  readonly needsText: boolean
  readonly diffTo: DiffTarget | undefined
  /** Undefined where the client asked for none. */
  readonly limit: number | undefined
}
export type DiffTarget =
  | { readonly kind: 'prev' | 'next' | 'cur' }
  | { readonly kind: 'revision'; readonly revision: Revision }
  | {
      readonly kind: 'text'
      readonly text: string
      readonly preSave: boolean
      /** What it was said to be in. */
      readonly format: string | undefined
    }

/** Whose warnings and errors the shared parameters are. */
export interface RevisionPropsContext extends Pick<QueryContext, 'prefix' | 'db' | 'viewer' | 'warn' | 'asGenerator'> {
  /** How warnings of deprecation name the module: `action=query&prop=revisions`. */
  readonly feature: string
}

/**
 * Reads the shared parameters. Throws `diffto`, `nosuchrevid`, and `invalidparammix` for options of the old form together
 * with slots; warns where the old form is asked for something that now stands in a slot.
 */
export async function revisionProps(context: RevisionPropsContext, params: RevisionParams): Promise<RevisionProps> {
  const { prefix } = context
  if (context.asGenerator) return { ...nothing, limit: params.limit?.(bareBounds) }
  const wants = new Set(params.prop)
  if (params.slots !== undefined) refuseOldOptions(params, prefix)
  const diffTo = await diffTarget(context, params)
  const needsText = wants.has('content') || wants.has('parsetree') || diffTo !== undefined
  if (params.slots === undefined && (needsText || slotProps.some(name => wants.has(name)))) {
    context.warn({ key: 'apiwarn-deprecation-missingparam', params: [`${prefix}slots`] }, 'deprecation', {
      feature: `${context.feature}&!${prefix}slots`,
    })
  }
  const parse = needsText && params.parse
  const bounds = parse ? parseBounds : needsText ? textBounds : bareBounds
  return {
    wants,
    slots: params.slots,
    formats: params['contentformat-{slot}'],
    format: params.contentformat,
    section: params.section,
    expandTemplates: params.expandtemplates,
    parse,
    parseTree: wants.has('parsetree') || (needsText && params.generatexml),
    needsText,
    diffTo,
    limit: params.limit?.(bounds) ?? (parse ? 1 : undefined),
  }
}
/** As MediaWiki: a generator looks at none of them but the limit, because it shows nothing. */
const nothing: Omit<RevisionProps, 'limit'> = {
  wants: new Set(),
  slots: undefined,
  formats: new Map(),
  format: undefined,
  section: undefined,
  expandTemplates: false,
  parse: false,
  parseTree: false,
  needsText: false,
  diffTo: undefined,
}
const slotProps = ['slotsize', 'slotsha1', 'contentmodel'] as const
const parseBounds = { max: 1, highMax: 1 }
const textBounds = { max: 50, highMax: 500 }
const bareBounds = { max: 500, highMax: 5000 }

function refuseOldOptions(params: RevisionParams, prefix: string): void {
  const given =
    (params.prop.includes('parsetree') ? 'prop=parsetree' : undefined) ??
    oldOptions.find(name => params[name] !== undefined && params[name] !== false)
  if (given !== undefined) throw fail('apierror-invalidparammix-cannotusewith', [prefix + given, `${prefix}slots`])
}
const oldOptions = [
  'expandtemplates',
  'generatexml',
  'parse',
  'diffto',
  'difftotext',
  'difftotextpst',
  'contentformat',
] as const

async function diffTarget(context: RevisionPropsContext, params: RevisionParams): Promise<DiffTarget | undefined> {
  const { diffto, difftotext } = params
  if (difftotext !== undefined) {
    return { kind: 'text', text: difftotext, preSave: params.difftotextpst, format: params.contentformat }
  }
  if (diffto === undefined) return undefined
  if (diffto === 'prev' || diffto === 'next' || diffto === 'cur') return { kind: diffto }
  if (!/^\d+$/.test(diffto)) throw fail('apierror-baddiffto', [context.prefix])
  const id = Number(diffto) as RevId
  if (id === 0) return { kind: 'cur' }
  const revision = await revisionById(context.db, id)
  if (revision === undefined) throw fail('apierror-nosuchrevid', [diffto])
  if (revision.content.for(context.viewer).is !== 'withheld') return { kind: 'revision', revision }
  context.warn({ key: 'apiwarn-difftohidden', params: [id] })
  return undefined
}

/** A revision and the page that it is or was of. */
export interface RevisionOnPage {
  readonly revision: Revision
  readonly page: Title
}

/**
 * How revisions are shown, in the order given: a fixed number of statements, however many there are. Throws
 * `nosuchsection` in the old form.
 */
export async function showRevisions(
  context: RevisionContext,
  revisions: readonly RevisionOnPage[],
  props: RevisionProps,
): Promise<Value[]> {
  const facts = { ...(await loadFacts(context, revisions, props)), diffs: { left: 1 } }
  const shown: Value[] = []
  for (const [index, one] of revisions.entries()) shown.push(await showRevision(context, one, props, facts, index))
  return shown
}

interface Facts {
  readonly texts: ReadonlyMap<TextId, string>
  readonly tags: ReadonlyMap<RevId, readonly string[]> | undefined
  /** By the place of the revision. */
  readonly parsedComments: readonly string[] | undefined
}

async function loadFacts(
  { wiki, db, viewer }: RevisionContext,
  revisions: readonly RevisionOnPage[],
  props: RevisionProps,
): Promise<Facts> {
  const textIds: TextId[] = []
  if (props.needsText) {
    for (const { revision } of revisions) {
      const content = revision.content.for(viewer)
      if (content.is !== 'withheld') textIds.push(content.value.textId)
    }
  }
  return {
    texts: await textsByIds(db, textIds),
    tags: props.wants.has('tags')
      ? await tagsOfRevisions(
          db,
          revisions.map(one => one.revision.id),
        )
      : undefined,
    parsedComments: props.wants.has('parsedcomment')
      ? await parsedComments(
          wiki,
          revisions.map(({ revision, page }) => ({ comment: valueFor(revision.comment, viewer) ?? '', page })),
        )
      : undefined,
  }
}

async function showRevision(
  context: RevisionContext,
  { revision, page }: RevisionOnPage,
  props: RevisionProps,
  facts: Facts & { readonly diffs: DiffBudget },
  index: number,
): Promise<Value> {
  const { wants } = props
  const { viewer } = context
  const shown: Record<string, Value> = {}
  let anyHidden = false
  if (wants.has('ids')) {
    shown.revid = revision.id
    shown.parentid = revision.parent
  }
  if (wants.has('flags')) shown.minor = revision.minor
  if (wants.has('user') || wants.has('userid')) {
    const actor = revision.actor.for(viewer)
    if (actor.is !== 'open') {
      shown.userhidden = true
      anyHidden = true
    }
    if (actor.is !== 'withheld') {
      if (wants.has('user')) shown.user = actor.value.name
      if (actor.value.userId === 0) shown.anon = true
      if (wants.has('userid')) shown.userid = actor.value.userId
    }
  }
  if (wants.has('timestamp')) shown.timestamp = isoTimestamp(revision.timestamp as Timestamp)
  if (wants.has('size')) shown.size = revision.size
  if (wants.has('sha1') && showSha1(shown, revision, viewer)) anyHidden = true
  if (wants.has('roles')) shown.roles = list('_v', ['main'])
  if (props.slots === undefined) {
    if (await showOldForm(context, shown, { revision, page }, props, facts)) anyHidden = true
  } else if (props.needsText || slotProps.some(name => wants.has(name))) {
    const slots = new Map<string, Value>()
    if (props.slots.includes('main')) {
      const { slot, hidden } = showSlot(context, revision, props, facts.texts)
      slots.set('main', slot)
      if (hidden) anyHidden = true
    }
    shown.slots = keyValues('slot', 'role', slots)
  }
  if (wants.has('comment') || wants.has('parsedcomment')) {
    const comment = revision.comment.for(viewer)
    if (comment.is !== 'open') {
      shown.commenthidden = true
      anyHidden = true
    }
    if (comment.is !== 'withheld') {
      if (wants.has('comment')) shown.comment = comment.value
      if (facts.parsedComments !== undefined) shown.parsedcomment = facts.parsedComments[index]
    }
  }
  if (facts.tags !== undefined) shown.tags = list('tag', facts.tags.get(revision.id) ?? [])
  if (anyHidden && (revision.hiddenBits & suppressed) !== 0) shown.suppressed = true
  // As MediaWiki: what says nothing has no keys that would make it a map.
  return Object.keys(shown).length === 0 ? list('_v', []) : shown
}
