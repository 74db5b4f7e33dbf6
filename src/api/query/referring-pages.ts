// What the props `linkshere`, `transcludedin` and `fileusage` share: pages that refer to those of the request.
import { fail } from '../../errors.ts'
import {
  type ReferenceKind,
  type ReferenceRow,
  referencesToMany,
  type TargetPlace,
} from '../../links/backlinks-store.ts'
import { NS } from '../../pages/namespaces.ts'
import { titleOfPage } from '../../pages/page-store.ts'
import { defineProp, type QueryContext, type QueryModule } from '../module.ts'
import { type ParamsOf, p } from '../params.ts'
import { list, type Value } from '../result.ts'
import { type ContinueKind, readContinue } from './continue-value.ts'

const params = {
  prop: p.oneOf(['pageid', 'title', 'redirect'], { multi: true, default: 'pageid|title|redirect' }),
  namespace: p.namespace({ multi: true }),
  show: p.oneOf(['redirect', '!redirect'], { multi: true }),
  limit: p.limit({ default: 10 }),
  continue: p.string(),
}
type Params = ParamsOf<typeof params>

export interface ReferringPages {
  readonly name: 'linkshere' | 'transcludedin' | 'fileusage'
  readonly prefix: string
  readonly kind: ReferenceKind
  readonly examples: Readonly<Record<string, string>>
}

/** Declares one of them. */
export const defineReferringPages = ({ name, prefix, kind, examples }: ReferringPages): QueryModule =>
  defineProp({
    path: `query+${name}`,
    prefix,
    params,
    cache: 'public',
    examples,

    async run(context, given) {
      const { rows, next, continueAt } = await find(kind, context, given)
      const entries = new Map(context.pages.possible.map(({ id, title }) => [`${title.namespace}:${title.dbKey}`, id]))
      for (const row of rows) {
        const page = entries.get(`${row.target_namespace}:${row.target_title}`)
        if (page === undefined || context.add(page, name, prefix, showPage(context, given, row))) continue
        return context.continueWith('continue', continueAt(row))
      }
      if (next !== undefined) context.continueWith('continue', continueAt(next))
    },

    async generate(context, given) {
      const { rows, next, continueAt } = await find(kind, context, given)
      if (next !== undefined) context.continueWith('continue', continueAt(next))
      return { titles: rows.map(titleOfPage) }
    },
  })

function showPage({ wiki }: QueryContext, { prop }: Params, row: ReferenceRow): Value {
  const shown: Record<string, Value> = {}
  if (prop.includes('pageid')) shown.pageid = row.page_id
  if (prop.includes('title')) {
    shown.ns = row.page_namespace
    shown.title = wiki.nameOf(titleOfPage(row))
  }
  if (prop.includes('redirect')) shown.redirect = row.page_is_redirect !== 0
  // As MediaWiki: nothing at all is an empty list.
  return prop.length === 0 ? list('_v', []) : shown
}

interface Found {
  readonly rows: readonly ReferenceRow[]
  readonly next: ReferenceRow | undefined
  continueAt(row: ReferenceRow): string
}

async function find(kind: ReferenceKind, context: QueryContext, given: Params): Promise<Found> {
  const isFile = kind === 'file'
  // As MediaWiki: from no namespace at all nothing refers to a page.
  const asked = given.namespace?.length === 0 ? [] : context.pages.possible.map(one => one.title)
  const targets = asked.filter(title => !isFile || title.namespace === NS.file)
  const [first] = targets
  // As MediaWiki: what is the same for all pages does not stand in the continue value.
  const oneTitle = targets.every(title => title.dbKey === first?.dbKey)
  const oneNamespace = isFile || targets.every(title => title.namespace === first?.namespace)
  const byNamespace = (given.namespace?.length ?? 0) > 1
  const kinds: ContinueKind[] = [
    ...(oneNamespace ? [] : ['integer' as const]),
    ...(oneTitle ? [] : ['text' as const]),
    ...(byNamespace ? ['integer' as const] : []),
  ]
  // As MediaWiki: where there is nothing to look for, nobody looks where to begin.
  const goOn = targets.length === 0 ? undefined : readContinue(given.continue, [...kinds, 'integer'], context.now)
  const show = new Set(given.show)
  if (show.size > 1) throw fail('apierror-show', [])
  const at: TargetPlace | undefined = goOn && {
    namespace: oneNamespace ? (first?.namespace ?? 0) : Number(goOn[0]),
    title: oneTitle ? (first?.dbKey ?? '') : String(goOn.at(byNamespace ? -3 : -2)),
    fromNamespace: byNamespace ? Number(goOn.at(-2)) : undefined,
    page: Number(goOn.at(-1)),
  }
  const rows =
    targets.length === 0
      ? []
      : await referencesToMany(
          context.db,
          {
            kind,
            targets,
            namespaces: given.namespace,
            redirects: show.size === 0 ? undefined : show.has('redirect'),
            ascending: true,
            at,
            limit: given.limit + 1,
          },
          byNamespace,
        )
  return {
    rows: rows.slice(0, given.limit),
    next: rows[given.limit],
    continueAt: row =>
      [
        ...(oneNamespace ? [] : [row.target_namespace]),
        ...(oneTitle ? [] : [row.target_title]),
        ...(byNamespace ? [row.from_namespace] : []),
        row.page_id,
      ].join('|'),
  }
}
