// action=compare: what is different between two texts of this wiki, or given ones.
import { tableDiff } from '../../diff/table.ts'
import { unifiedDiff } from '../../diff/unified.ts'
import { fail } from '../../errors.ts'
import { pageByTitle } from '../../pages/page-store.ts'
import { hiddenComment, hiddenContent, hiddenUser, suppressed } from '../../revisions/hidden-bits.ts'
import { type CompareParams, compareParams, sideOrders } from '../compare-params.ts'
import { type NamedRevision, type Side, SideFinder } from '../compare-sides.ts'
import { defineModule, type ReadContext } from '../module.ts'
import { parsedComments } from '../parsed-comment.ts'
import { content, keyValues, list, type Value } from '../result.ts'
import { isoTimestamp, type Timestamp } from '../timestamps.ts'

export const compare = defineModule({
  path: 'compare',
  mode: 'read',
  params: compareParams,
  atLeastOne: [
    ['fromtitle', 'fromid', 'fromrev', 'fromtext', 'fromslots'],
    ['totitle', 'toid', 'torev', 'totext', 'torelative', 'toslots'],
  ],
  examples: { 'action=compare&fromrev=1&torev=2': 'apihelp-compare-example-1' },

  async run(context, params) {
    const finder = new SideFinder(context, params)
    const { from, to } = await sidesOf(finder, params)
    const props = new Set(params.prop)
    const shown: Record<string, Value> = {
      ...(await showSide(context, 'from', from.shown, props)),
      ...(await showSide(context, 'to', to.shown, props)),
    }
    if (props.has('rel')) {
      // What was only sent has none before and none after.
      shown.prev = from.shown && (await finder.neighbour(from.shown, 'prev'))?.id
      shown.next = to.shown && (await finder.neighbour(to.shown, 'next'))?.id
    }
    if (props.has('diff') || props.has('diffsize')) showDifference(context, params, from, to, shown)
    // As MediaWiki: nothing at all is an empty list.
    return Object.values(shown).some(value => value !== undefined) ? shown : list('_v', [])
  },
})

type Props = ReadonlySet<CompareParams['prop'][number]>

async function sidesOf(finder: SideFinder, params: CompareParams): Promise<{ from: Side; to: Side }> {
  const orders = sideOrders(params)
  const from = await finder.find(orders.from)
  if (params.torelative === undefined) return { from, to: await finder.find(orders.to) }
  if (from.base === undefined) throw fail('apierror-compare-relative-to-nothing', [])
  const other = await finder.relative(from.base, params.torelative)
  return params.torelative === 'prev' ? { from: other, to: from } : { from, to: other }
}

/** What is told of a side. As MediaWiki: that something is hidden is told whatever was asked for. */
async function showSide(
  { wiki, viewer, db }: ReadContext,
  side: 'from' | 'to',
  named: NamedRevision | undefined,
  props: Props,
): Promise<Record<string, Value>> {
  if (named === undefined) return {}
  const { revision, title, isArchived } = named
  const shown: Record<string, Value> = {}
  if (props.has('ids')) {
    shown.id = (await pageByTitle(db, title))?.page_id ?? 0
    shown.revid = revision.id
  }
  if (props.has('title')) {
    shown.ns = title.namespace
    shown.title = wiki.nameOf(title)
  }
  if (props.has('size')) shown.size = revision.size
  if (props.has('timestamp')) shown.timestamp = isoTimestamp(revision.timestamp as Timestamp)
  const bits = revision.hiddenBits
  if ((bits & hiddenContent) !== 0) shown.texthidden = true
  if ((bits & hiddenUser) !== 0) shown.userhidden = true
  const actor = revision.actor.for(viewer)
  if (props.has('user') && actor.is !== 'withheld') {
    shown.user = actor.value.name
    shown.userid = actor.value.userId
  }
  if ((bits & hiddenComment) !== 0) shown.commenthidden = true
  const comment = revision.comment.for(viewer)
  if (comment.is !== 'withheld' && (props.has('comment') || props.has('parsedcomment'))) {
    if (props.has('comment')) shown.comment = comment.value
    ;[shown.parsedcomment] = await parsedComments(wiki, [{ comment: comment.value, page: title }])
  }
  const hidesAnything = (bits & (hiddenContent | hiddenUser | hiddenComment)) !== 0
  if (hidesAnything && (bits & suppressed) !== 0) shown.suppressed = true
  if (isArchived) shown.archive = true
  return Object.fromEntries(Object.entries(shown).map(([key, value]) => [side + key, value]))
}

function showDifference(
  context: ReadContext,
  { prop, slots, difftype }: CompareParams,
  from: Side,
  to: Side,
  shown: Record<string, Value>,
): void {
  const body = difference(context, difftype, from, to)
  const isWanted = slots === undefined || slots.includes('main')
  if (prop.includes('diffsize')) shown.diffsize = isWanted ? Buffer.byteLength(body) : 0
  if (!prop.includes('diff')) return
  if (slots === undefined) shown.body = content(body)
  else {
    // As MediaWiki: a slot that is the same on both sides has no difference at all.
    shown.bodies = keyValues('_v', 'diff', isWanted ? { main: body === '' ? false : body } : {})
  }
}

/** The difference as HTML; an empty string for equal texts. */
function difference({ wiki, request }: ReadContext, type: 'table' | 'unified', from: Side, to: Side): string {
  const say = (key: string, ...params: (string | number)[]): string =>
    wiki.messages.html({ key, params }, request.language)
  if (from.model === 'unknown' || to.model === 'unknown') {
    const why =
      from.model === to.model
        ? say('unsupported-content-diff', from.model)
        : say('unsupported-content-diff2', from.model, to.model)
    return `<tr><td colspan="4" class="error">${why}</td></tr>`
  }
  return type === 'unified'
    ? unifiedDiff(from.text, to.text)
    : tableDiff(from.text, to.text, {
        lineNumber: line => wiki.messages.html({ key: 'lineno', params: [{ num: line }] }, request.language),
      })
}
