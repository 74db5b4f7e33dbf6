// list=xlooks, which MediaWiki has not: who looked at what is hidden, and when.
import { fail } from '../../../errors.ts'
import { keptLooks, type LookFilter } from '../../../hiding/look-store.ts'
import type { LogId, RevId, UserId } from '../../../ids.ts'
import { escapeWikitext } from '../../../language/escape-wikitext.ts'
import { NS } from '../../../pages/namespaces.ts'
import { makeTitle, parseTitle } from '../../../pages/title.ts'
import { suppressed } from '../../../revisions/hidden-bits.ts'
import { fieldsOf } from '../../../revisions/visibility.ts'
import type { Reader } from '../../../storage/database.ts'
import { type UserRow, userById, userByName } from '../../../users/user-store.ts'
import { timeKey, windowOf, windowParams } from '../../listing.ts'
import { defineQuery, type QueryContext } from '../../module.ts'
import { p } from '../../params.ts'
import { list } from '../../result.ts'
import { isoTimestamp, type Timestamp } from '../../timestamps.ts'

export const xlooks = defineQuery({
  path: 'query+xlooks',
  cache: 'private',
  group: 'list',
  prefix: 'xl',
  beyond: true,
  params: {
    user: p.user({ allow: ['name', 'id'] }),
    revid: p.id<RevId>()(),
    logid: p.id<LogId>()(),
    file: p.string(),
    ...windowParams,
    limit: p.limit({ default: 10 }),
    continue: p.string(),
  },
  atMostOne: [['revid', 'logid', 'file']],
  examples: {
    'action=query&list=xlooks&xlrevid=12345': 'apihelp-query+xlooks-example-revision',
    'action=query&list=xlooks&xlfile=Example.png': 'apihelp-query+xlooks-example-file',
    'action=query&list=xlooks&xluser=Example&xllimit=50': 'apihelp-query+xlooks-example-user',
  },

  async run(context, params) {
    const { db, viewer, wiki, now } = context
    const performer = await wiki.performer(viewer, context.request.http.ip, now)
    performer.permit('suppressionlog', { evenIfBlocked: true })
    const { user: name, limit } = params
    const user = name === undefined ? undefined : await userOf(db, name)
    if (name !== undefined && user === undefined) return list('look', [])
    const filter = { userId: user?.user_id, ...thingAsked(context, params) }
    const found = await keptLooks(db, filter, windowOf(params), limit + 1)
    const next = found[limit]
    if (next !== undefined) {
      context.continueWith('continue', timeKey({ timestamp: next.timestamp, id: next.lookId }))
    }
    return list(
      'look',
      found.slice(0, limit).map(look => ({
        id: look.lookId,
        timestamp: isoTimestamp(look.timestamp as Timestamp),
        userid: look.userId,
        user: look.user,
        type: look.kind,
        item: look.id,
        ...(look.file === undefined ? {} : { title: wiki.nameOf(makeTitle(NS.file, look.file)) }),
        fields: list('f', fieldsOf(look.bits)),
        ...((look.bits & suppressed) === 0 ? {} : { suppressed: true }),
        by: look.by,
      })),
    )
  },
})

/** What the looks are at; throws `invalidtitle` for what is no name of a file. */
function thingAsked(
  { wiki }: QueryContext,
  { revid, logid, file }: { readonly revid?: RevId; readonly logid?: LogId; readonly file?: string },
): Pick<LookFilter, 'thing' | 'file'> {
  if (revid !== undefined) return { thing: { kind: 'revision', id: revid } }
  if (logid !== undefined) return { thing: { kind: 'logging', id: logid } }
  if (file === undefined) return {}
  const parsed = parseTitle(file, wiki.titles, NS.file)
  if (!parsed.ok || parsed.title.namespace !== NS.file) throw fail('apierror-invalidtitle', [escapeWikitext(file)])
  return { file: parsed.title.dbKey }
}

/** The account of a name, or of `#5`. */
const userOf = (db: Reader, name: string): Promise<UserRow | undefined> =>
  /^#\d+$/.test(name) ? userById(db, Number(name.slice(1)) as UserId) : userByName(db, name)
