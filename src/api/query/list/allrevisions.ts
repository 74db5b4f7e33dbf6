// list=allrevisions: the revisions of all pages.
import { type Contribution, contributionsOf, revisionsOfAllPages } from '../../../revisions/contributions-store.ts'
import { actorNamed } from '../../../users/named-actor.ts'
import { notActorOf, someOf } from '../../list-filters.ts'
import { timeKey, windowOf, windowParams } from '../../listing.ts'
import { defineQuery, type QueryContext } from '../../module.ts'
import { type ParamsOf, p } from '../../params.ts'
import { showByPage } from '../grouped-revisions.ts'
import { type RevisionProps, revisionParams, revisionProps } from '../revision-props.ts'

const params = {
  ...revisionParams,
  user: p.user({ allow: ['name', 'ip', 'temp', 'interwiki', 'id'] }),
  namespace: p.namespace({ multi: true }),
  ...windowParams,
  excludeuser: p.user({ allow: ['name', 'ip', 'temp', 'interwiki', 'id'] }),
  continue: p.string(),
  generatetitles: p.boolean(),
}
type Params = ParamsOf<typeof params>

export const allrevisions = defineQuery({
  path: 'query+allrevisions',
  warnsTwice: true,
  group: 'list',
  prefix: 'arv',
  params,
  atMostOne: [['user', 'excludeuser']],
  examples: {
    'action=query&list=allrevisions&arvuser=Example&arvlimit=50': 'apihelp-query+allrevisions-example-user',
    'action=query&list=allrevisions&arvdir=newer&arvlimit=50': 'apihelp-query+allrevisions-example-ns-any',
  },

  async run(context, given) {
    const { rows, props, feature } = await find(context, given)
    const listed = rows.map(({ revision, title }) => ({ revision, page: title, pageId: revision.page }))
    return showByPage({ ...context, feature }, listed, props, index => goOnWith(context, rows[index]))
  },

  async generate(context, given) {
    const { rows } = await find(context, given)
    return given.generatetitles
      ? { titles: rows.map(({ title }) => title) }
      : { revIds: rows.map(({ revision }) => revision.id) }
  },
})

interface Found {
  readonly rows: readonly Contribution[]
  readonly props: RevisionProps
  readonly feature: string
}

/** One page of revisions; says where the next one begins. */
async function find(context: QueryContext, given: Params): Promise<Found> {
  const { db, viewer } = context
  const feature = 'action=query&list=allrevisions'
  const props = await revisionProps({ ...context, feature }, given)
  const window = windowOf(given)
  const limit = props.limit ?? 10
  const actor = given.user === undefined ? undefined : await actorNamed(db, given.user)
  if (given.user !== undefined && actor === undefined) return { rows: [], props, feature }
  const filter = { namespaces: someOf(given.namespace), notActor: await notActorOf(db, given.excludeuser) }
  const rows =
    actor === undefined
      ? await revisionsOfAllPages(db, viewer, filter, window, limit + 1)
      : await contributionsOf(db, viewer, actor, filter, window, limit + 1)
  goOnWith(context, rows[limit])
  return { rows: rows.slice(0, limit), props, feature }
}

function goOnWith(context: QueryContext, row: Contribution | undefined): void {
  if (row !== undefined) context.continueWith('continue', timeKey(row.revision))
}
