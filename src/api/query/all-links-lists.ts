// What the lists `alllinks`, `alltransclusions` and `allfileusages` share: all that is linked to, included or shown.
import { fail } from '../../errors.ts'
import { type AllLinks, type AnyLinkRow, allFileUses, type TargetPlace } from '../../links/all-links-store.ts'
import { NS } from '../../pages/namespaces.ts'
import { makeTitle } from '../../pages/title.ts'
import type { Reader } from '../../storage/database.ts'
import { defineList, prop } from '../listing.ts'
import type { QueryContext, QueryModule } from '../module.ts'
import { p } from '../params.ts'
import { readContinue } from './continue-value.ts'
import { titlePartOf } from './title-part.ts'

const before = {
  continue: p.string(),
  from: p.string(),
  to: p.string(),
  prefix: p.string(),
  unique: p.boolean(),
  prop: p.oneOf(['ids', 'title'], { multi: true, default: 'title' }),
}
const after = {
  limit: p.limit({ default: 10 }),
  dir: p.oneOf(['ascending', 'descending'], { default: 'ascending' }),
}

interface Given {
  readonly continue?: string | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly prefix?: string | undefined
  readonly unique: boolean
  readonly prop: readonly ('ids' | 'title')[]
  readonly dir: 'ascending' | 'descending'
}

const props = {
  ids: prop<AnyLinkRow>({ show: row => ({ fromid: row.from }) }),
  title: prop<AnyLinkRow>({
    show: (row, _viewer, _need, wiki) => ({
      ns: row.namespace,
      title: wiki.nameOf(makeTitle(row.namespace, row.title)),
    }),
  }),
}

const generated = (_context: unknown, rows: readonly AnyLinkRow[], given: Given) =>
  given.unique
    ? { titles: rows.map(row => makeTitle(row.namespace, row.title)) }
    : { pageIds: rows.flatMap(row => row.from ?? []).sort((a, b) => a - b) }

/** Throws `invalidparammix`, `invalidtitle`. */
function queryOf(context: QueryContext, given: Given, namespace: number, limit: number): AllLinks {
  const { prefix } = context
  if (given.unique && given.prop.includes('ids')) {
    throw fail('apierror-invalidparammix-cannotusewith', [`${prefix}prop=ids`, `${prefix}unique`])
  }
  return {
    namespace,
    range: {
      from: titlePartOf(context, given.from, namespace),
      to: titlePartOf(context, given.to, namespace),
      prefix: titlePartOf(context, given.prefix, namespace),
      ascending: given.dir === 'ascending',
    },
    unique: given.unique,
    limit,
  }
}

const examplesOf = (name: string, prefix: string): Record<string, string> => ({
  [`action=query&list=${name}&${prefix}from=B&${prefix}prop=ids|title`]: `apihelp-query+${name}-example-b`,
  [`action=query&list=${name}&${prefix}unique=&${prefix}from=B`]: `apihelp-query+${name}-example-unique`,
  [`action=query&generator=${name}&g${prefix}unique=&g${prefix}from=B`]: `apihelp-query+${name}-example-unique-generator`,
  [`action=query&generator=${name}&g${prefix}from=B`]: `apihelp-query+${name}-example-generator`,
})

export interface AllTitlesList {
  readonly name: 'alllinks' | 'alltransclusions'
  readonly prefix: string
  /** The namespace that is asked for where none is named. */
  readonly namespace: string
  find(db: Reader, of: AllLinks, at: TargetPlace | undefined): Promise<AnyLinkRow[]>
}

/** Declares a list of links to titles. */
export const defineAllTitles = (of: AllTitlesList): QueryModule =>
  defineList({
    path: `query+${of.name}`,
    prefix: of.prefix,
    item: of.name === 'alllinks' ? 'l' : 't',
    params: { ...before, namespace: p.namespace({ default: of.namespace, extraNamespaces: [-2, -1] }), ...after },
    examples: examplesOf(of.name, of.prefix),
    find(context, given, limit) {
      const query = queryOf(context, given, given.namespace, limit)
      if (given.unique) {
        const place = readContinue(given.continue, ['text'], context.now)
        return of.find(context.db, query, place && { title: place[0] })
      }
      const place = readContinue(given.continue, ['integer', 'integer'], context.now)
      return of.find(context.db, query, place && { target: place[0], from: place[1] })
    },
    continueAt: row => (row.from === undefined ? row.title : `${row.target}|${row.from}`),
    props,
    generate: generated,
  })

/** Declares the list of uses of files. */
export const defineAllFileUses = (name: 'allfileusages', prefix: string): QueryModule =>
  defineList({
    path: `query+${name}`,
    prefix,
    item: 'f',
    params: { ...before, ...after },
    examples: examplesOf(name, prefix),
    find(context, given, limit) {
      const query = queryOf(context, given, NS.file, limit)
      if (given.unique) {
        const place = readContinue(given.continue, ['text'], context.now)
        return allFileUses(context.db, query, place && { title: place[0] })
      }
      const place = readContinue(given.continue, ['text', 'integer'], context.now)
      return allFileUses(context.db, query, place && { title: place[0], from: place[1] })
    },
    continueAt: row => (row.from === undefined ? row.title : `${row.title}|${row.from}`),
    props,
    generate: generated,
  })
