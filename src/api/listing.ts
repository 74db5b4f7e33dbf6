// What every list of `query` has in common: where a page of it begins and ends, what is loaded for it, how a row is shown,
// where the next page goes on. A list is declared by `defineList`: how to find rows, what names their place, and its props.
import type { Shown, Viewer } from '../access/viewer.ts'
import { fail } from '../errors.ts'
import type { TimeKey, TimeWindow } from '../storage/key-range.ts'
import type { Wiki } from '../wiki.ts'
import { defineQuery, type Generated, nameOf, type QueryContext, type QueryModule } from './module.ts'
import { type ParamsOf, type ParamTable, p } from './params.ts'
import { list, type Tree } from './result.ts'
import { isTimestamp, type Timestamp } from './timestamps.ts'
import { parseWholeNumber } from './whole-number.ts'

/** One value of a list's parameter `prop`: what it has to load for a page of rows, and what it shows of each. */
export interface Prop<Row, Need = unknown> {
  /** Loads what all rows of a page need, in one statement. Props with the same function share what it loads. */
  readonly needs?: (context: QueryContext, rows: readonly Row[]) => Promise<Need>
  show(row: Row, viewer: Viewer, need: Need, wiki: Wiki): Tree
}

/** Declares a prop; the type of what it needs ends here. */
export const prop = <Row, Need = undefined>(of: Prop<Row, Need>): Prop<Row> => of as unknown as Prop<Row>

/**
 * What is shown of a guarded field: the marks `<name>hidden` and `suppressed` where it is hidden, and its value only for
 * who may see it.
 */
export function guarded<T>(name: string, shown: Shown<T>, show: (value: T) => Tree): Tree {
  if (shown.is === 'open') return show(shown.value)
  const marks = { [`${name}hidden`]: true, ...(shown.suppressed ? { suppressed: true } : {}) }
  return shown.is === 'withheld' ? marks : { ...marks, ...show(shown.value) }
}

/** Shows rows with these props, in order; one statement for each thing that they need, whatever the number of rows. */
export async function showRows<Row>(
  context: QueryContext,
  rows: readonly Row[],
  props: readonly Prop<Row>[],
): Promise<Tree[]> {
  const needs = new Map<Prop<Row>['needs'], unknown>()
  for (const { needs: load } of props) {
    if (load !== undefined && rows.length > 0 && !needs.has(load)) needs.set(load, await load(context, rows))
  }
  return rows.map(row => {
    const shown: Record<string, Tree[string]> = {}
    for (const one of props) Object.assign(shown, one.show(row, context.viewer, needs.get(one.needs), context.wiki))
    return withLast(shown, 'suppressed')
  })
}

function withLast(shown: Record<string, Tree[string]>, key: string): Tree {
  if (!(key in shown)) return shown
  const { [key]: value, ...rest } = shown
  return { ...rest, [key]: value }
}

/** The parameters of a list in the order of time. */
export const windowParams = {
  start: p.timestamp(),
  end: p.timestamp(),
  dir: p.oneOf(['newer', 'older'], { default: 'older' }),
}

/** The window that a request asks for; throws `badcontinue`. */
export const windowOf = (params: {
  readonly start?: Timestamp | undefined
  readonly end?: Timestamp | undefined
  readonly dir: 'newer' | 'older'
  readonly continue?: string | undefined
}): TimeWindow => ({
  direction: params.dir,
  start: params.start,
  end: params.end,
  from: params.continue === undefined ? undefined : readTimeKey(params.continue),
})

/** Where a list in the order of time goes on: `20261121231844|275`. */
export const timeKey = ({ timestamp, id }: TimeKey): string => `${timestamp}|${id}`

/** Reads what `timeKey` wrote; throws `badcontinue`. */
export function readTimeKey(text: string): TimeKey {
  const [timestamp, id] = continueParts(text, 2)
  return { timestamp: readTime(timestamp), id: readInteger(id) }
}

/** The parts of a continue value; throws `badcontinue` unless there are so many. */
export function continueParts(text: string, count: number): string[] {
  const parts = text.split('|')
  if (parts.length !== count) throw fail('apierror-badcontinue', [])
  return parts
}

/** A number of a continue value. */
export function readInteger(text = ''): number {
  // As MediaWiki: only as a continue value writes it, without zeros in front.
  const value = /^(?:0|-?[1-9]\d*)$/.test(text) ? parseWholeNumber(text) : undefined
  if (value === undefined) throw fail('apierror-badcontinue', [])
  return value
}

/** Further than any list reaches: databases skip whole numbers of rows only. */
export const furthestOffset = 2 ** 31

/** A time of a continue value. */
export function readTime(text = ''): Timestamp {
  if (!isTimestamp(text)) throw fail('apierror-badcontinue', [])
  return text
}

interface ListDeclaration<P extends ParamTable, Row> {
  /** `query+recentchanges`. */
  readonly path: string
  readonly prefix: string
  readonly params: P
  /** The name of an item in XML. */
  readonly item: string
  readonly examples: Readonly<Record<string, string>>
  readonly deprecated?: boolean
  /** For answers that are for one reader alone. */
  readonly cache?: 'private'
  /** The answer stands beside `query`, not in it. */
  readonly atTop?: boolean
  readonly atLeastOne?: readonly (readonly (keyof P & string)[])[]
  readonly exactlyOne?: readonly (readonly (keyof P & string)[])[]
  readonly atMostOne?: readonly (readonly (keyof P & string)[])[]
  /** Rows in order, at most `limit`: one more than a page, so that it is known whether there is a next one. */
  find(context: QueryContext, params: ParamsOf<P>, limit: number): Promise<readonly Row[]>
  /** The value of the parameter `continue` for a page that begins with this row. */
  continueAt(row: Row, params: ParamsOf<P>): string
  /** The parameter that the next page is asked for with, where that is not `continue`. */
  readonly continueBy?: keyof P & string
  /** Shown of each row, whatever is asked for. */
  readonly always?: Prop<Row>
  /** By the value of the parameter `prop`, in the order in which they are shown. */
  readonly props: Readonly<Record<string, Prop<Row>>>
  /** Which of them a request asks for; by default the values of `prop`. */
  asked?(params: ParamsOf<P>): readonly string[]
  /** The pages or revisions that the rows are about, for a list that can be a generator. */
  generate?(context: QueryContext, rows: readonly Row[], params: ParamsOf<P>): Generated | Promise<Generated>
}

/** Declares a list of `query` with the parameters `limit`, `continue` and, where it has props, `prop`. */
export function defineList<const P extends ParamTable, Row>(of: ListDeclaration<P, Row>): QueryModule {
  const { find, continueAt, continueBy = 'continue', always, props, asked, generate, item, atTop, ...declared } = of
  const page = async (context: QueryContext, params: ParamsOf<P>): Promise<readonly Row[]> => {
    const { limit } = params as { limit: number }
    const rows = await find(context, params, limit + 1)
    const next = rows[limit]
    if (next === undefined) return rows
    context.continueWith(continueBy, continueAt(next, params))
    return rows.slice(0, limit)
  }
  const propsOf = (params: ParamsOf<P>): Prop<Row>[] => {
    const names = new Set(asked?.(params) ?? (params as { prop?: readonly string[] }).prop ?? [])
    const wanted = Object.entries(props).filter(([name]) => names.has(name))
    return [...(always === undefined ? [] : [always]), ...wanted.map(([, one]) => one)]
  }
  return defineQuery<P>({
    ...declared,
    group: 'list',
    async run(context, params) {
      const rows = await page(context, params)
      const shown = await showRows(context, rows, propsOf(params))
      const fitting = shown.findIndex(value => !context.fits(value))
      if (fitting >= 0) context.continueWith(continueBy, continueAt(rows[fitting] as Row, params))
      const answer = list(item, fitting < 0 ? shown : shown.slice(0, fitting))
      if (!atTop) return answer
      context.top(nameOf(of), answer)
      return undefined
    },
    ...(generate === undefined
      ? {}
      : { generate: async (context, params) => generate(context, await page(context, params), params) }),
  })
}
