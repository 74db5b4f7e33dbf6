// query+redirects: the redirects that lead to pages.
import { fail } from '../../../errors.ts'
import type { PageId } from '../../../ids.ts'
import { titleOfPage } from '../../../pages/page-store.ts'
import { type RedirectToRow, redirectsTo } from '../../../pages/redirect-list-store.ts'
import { defineProp, type QueryContext } from '../../module.ts'
import { type ParamsOf, p } from '../../params.ts'
import { list, type Value } from '../../result.ts'
import { type ContinueKind, readContinue } from '../continue-value.ts'

const params = {
  prop: p.oneOf(['pageid', 'title', 'fragment'], { multi: true, default: 'pageid|title' }),
  namespace: p.namespace({ multi: true }),
  show: p.oneOf(['fragment', '!fragment'], { multi: true }),
  limit: p.limit({ default: 10 }),
  continue: p.string(),
}
type Params = ParamsOf<typeof params>

export const redirects = defineProp({
  path: 'query+redirects',
  prefix: 'rd',
  params,
  examples: {
    'action=query&prop=redirects&titles=Main%20Page': 'apihelp-query+redirects-example-simple',
    'action=query&generator=redirects&titles=Main%20Page&prop=info': 'apihelp-query+redirects-example-generator',
  },

  async run(context, given) {
    const { rows, continueAt, next } = await find(context, given)
    const entries = new Map(context.pages.possible.map(({ id, title }) => [`${title.namespace}:${title.dbKey}`, id]))
    for (const row of rows) {
      const page = entries.get(`${row.rd_namespace}:${row.rd_title}`)
      if (page === undefined || context.add(page, 'redirects', 'rd', showRedirect(context, given, row))) continue
      return context.continueWith('continue', continueAt(row))
    }
    if (next !== undefined) context.continueWith('continue', continueAt(next))
  },

  async generate(context, given) {
    const { rows, continueAt, next } = await find(context, given)
    if (next !== undefined) context.continueWith('continue', continueAt(next))
    return { titles: rows.map(titleOfPage) }
  },
})

function showRedirect({ wiki }: QueryContext, { prop }: Params, row: RedirectToRow): Value {
  const shown = {
    ...(prop.includes('pageid') ? { pageid: row.rd_from } : {}),
    ...(prop.includes('title') ? { ns: row.page_namespace, title: wiki.nameOf(titleOfPage(row)) } : {}),
    ...(prop.includes('fragment') && row.rd_fragment !== '' ? { fragment: row.rd_fragment } : {}),
  }
  // As MediaWiki: nothing at all is an empty list.
  return Object.keys(shown).length === 0 ? list('_v', []) : shown
}

interface Found {
  readonly rows: readonly RedirectToRow[]
  readonly next: RedirectToRow | undefined
  continueAt(row: RedirectToRow): string
}

async function find({ db, pages, now }: QueryContext, given: Params): Promise<Found> {
  const show = new Set(given.show)
  if (show.size > 1) throw fail('apierror-show', [])
  const targets = pages.possible.map(one => one.title)
  const [first] = targets
  // As MediaWiki: what is the same for all pages does not stand in the continue value.
  const oneTitle = targets.every(title => title.dbKey === first?.dbKey)
  const oneNamespace = targets.every(title => title.namespace === first?.namespace)
  const kinds: ContinueKind[] = [...(oneNamespace ? [] : ['integer' as const]), ...(oneTitle ? [] : ['text' as const])]
  const goOn = readContinue(given.continue, [...kinds, 'integer'], now)
  const rows = await redirectsTo(db, {
    targets,
    namespaces: given.namespace,
    fragment: show.size === 0 ? undefined : show.has('fragment'),
    at: goOn && {
      namespace: oneNamespace ? (first?.namespace ?? 0) : Number(goOn[0]),
      title: oneTitle ? (first?.dbKey ?? '') : String(goOn.at(-2)),
      from: Number(goOn.at(-1)) as PageId,
    },
    limit: given.limit + 1,
  })
  return {
    rows: rows.slice(0, given.limit),
    next: rows[given.limit],
    continueAt: row =>
      [...(oneNamespace ? [] : [row.rd_namespace]), ...(oneTitle ? [] : [row.rd_title]), row.rd_from].join('|'),
  }
}
