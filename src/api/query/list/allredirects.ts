// query+allredirects: all redirects, in the order of where they lead.
import { fail } from '../../../errors.ts'
import type { PageId } from '../../../ids.ts'
import { type RedirectRow, redirectsByTarget, targetsOfRedirects } from '../../../pages/redirect-list-store.ts'
import { makeTitle } from '../../../pages/title.ts'
import { defineList, prop } from '../../listing.ts'
import { p } from '../../params.ts'
import { readContinue } from '../continue-value.ts'
import { titlePartOf } from '../title-part.ts'

type Row = Partial<RedirectRow> & Pick<RedirectRow, 'rd_namespace' | 'rd_title'>

export const allredirects = defineList({
  path: 'query+allredirects',
  prefix: 'ar',
  item: 'r',
  params: {
    continue: p.string(),
    from: p.string(),
    to: p.string(),
    prefix: p.string(),
    unique: p.boolean(),
    prop: p.oneOf(['ids', 'title', 'fragment', 'interwiki'], { multi: true, default: 'title' }),
    namespace: p.namespace({ default: '0', extraNamespaces: [-2, -1] }),
    limit: p.limit({ default: 10 }),
    dir: p.oneOf(['ascending', 'descending'], { default: 'ascending' }),
  },
  examples: {
    'action=query&list=allredirects&arfrom=B&arprop=ids|title': 'apihelp-query+allredirects-example-b',
    'action=query&list=allredirects&arunique=&arfrom=B': 'apihelp-query+allredirects-example-unique',
    'action=query&generator=allredirects&garunique=&garfrom=B': 'apihelp-query+allredirects-example-unique-generator',
    'action=query&generator=allredirects&garfrom=B': 'apihelp-query+allredirects-example-generator',
  },
  async find(context, given, limit): Promise<Row[]> {
    const { db, now, prefix } = context
    const single = given.prop.filter(name => name !== 'title')
    if (given.unique && single.length > 0) {
      throw fail('apierror-invalidparammix-cannotusewith', [`${prefix}prop=${single.join('|')}`, `${prefix}unique`])
    }
    const range = {
      from: titlePartOf(context, given.from, given.namespace),
      to: titlePartOf(context, given.to, given.namespace),
      prefix: titlePartOf(context, given.prefix, given.namespace),
      ascending: given.dir === 'ascending',
    }
    const query = { namespace: given.namespace, range, limit }
    if (given.unique) {
      const goOn = readContinue(given.continue, ['text'], now)
      return targetsOfRedirects(db, { ...query, at: goOn && { title: goOn[0] } })
    }
    const goOn = readContinue(given.continue, ['text', 'integer'], now)
    return redirectsByTarget(db, { ...query, at: goOn && { title: goOn[0], from: goOn[1] as PageId } })
  },
  continueAt: row => (row.rd_from === undefined ? row.rd_title : `${row.rd_title}|${row.rd_from}`),
  props: {
    ids: prop<Row>({ show: row => ({ fromid: row.rd_from }) }),
    title: prop<Row>({
      show: (row, _viewer, _need, wiki) => ({
        ns: row.rd_namespace,
        title: wiki.nameOf(makeTitle(row.rd_namespace, row.rd_title)),
      }),
    }),
    fragment: prop<Row>({ show: row => (row.rd_fragment ? { fragment: row.rd_fragment } : {}) }),
    interwiki: prop<Row>({ show: row => (row.rd_interwiki ? { interwiki: row.rd_interwiki } : {}) }),
  },
  generate: (_context, rows, given) =>
    given.unique
      ? { titles: rows.map(row => makeTitle(row.rd_namespace, row.rd_title)) }
      : { pageIds: rows.flatMap(row => row.rd_from ?? []).sort((a, b) => a - b) },
})
