// query+duplicatefiles: files with the same content as others.
import { type DuplicateRow, duplicatesOf } from '../../../files/file-store.ts'
import { NS } from '../../../pages/namespaces.ts'
import { makeTitle } from '../../../pages/title.ts'
import { guarded } from '../../listing.ts'
import { defineProp, type QueryContext } from '../../module.ts'
import { type ParamsOf, p } from '../../params.ts'
import { isoTimestamp, type Timestamp } from '../../timestamps.ts'
import { readContinue } from '../continue-value.ts'

const params = {
  limit: p.limit({ default: 10 }),
  continue: p.string(),
  dir: p.oneOf(['ascending', 'descending'], { default: 'ascending' }),
  localonly: p.boolean(),
}

export const duplicatefiles = defineProp({
  path: 'query+duplicatefiles',
  prefix: 'df',
  params,
  examples: {
    'action=query&titles=File:Albert_Einstein_Head.jpg&prop=duplicatefiles':
      'apihelp-query+duplicatefiles-example-simple',
    'action=query&generator=allimages&prop=duplicatefiles': 'apihelp-query+duplicatefiles-example-generated',
  },

  async run(context, given) {
    const ids = new Map(context.pages.possible.map(({ id, title }) => [title.dbKey, id]))
    const { rows, next } = await find(context, given)
    for (const row of rows) {
      const shown = {
        name: row.name,
        timestamp: isoTimestamp(row.timestamp as Timestamp),
        shared: false,
        ...guarded('user', row.user.for(context.viewer), user => ({ user })),
      }
      const page = ids.get(row.of)
      if (page !== undefined && !context.add(page, 'duplicatefiles', 'df', shown)) {
        return context.continueWith('continue', `${row.of}|${row.name}`)
      }
    }
    if (next !== undefined) context.continueWith('continue', `${next.of}|${next.name}`)
  },

  async generate(context, given) {
    const { rows, next } = await find(context, given)
    if (next !== undefined) context.continueWith('continue', `${next.of}|${next.name}`)
    return { titles: rows.map(row => makeTitle(NS.file, row.name)) }
  },
})

async function find(
  { db, pages, now }: QueryContext,
  given: ParamsOf<typeof params>,
): Promise<{ rows: readonly DuplicateRow[]; next: DuplicateRow | undefined }> {
  const place = readContinue(given.continue, ['text', 'text'], now)
  const names = pages.possible.filter(one => one.title.namespace === NS.file).map(one => one.title.dbKey)
  if (names.length === 0) return { rows: [], next: undefined }
  const rows = await duplicatesOf(db, names, {
    ascending: given.dir === 'ascending',
    at: place && { of: place[0], name: place[1] },
    limit: given.limit + 1,
  })
  return { rows: rows.slice(0, given.limit), next: rows[given.limit] }
}
