// query+allimages: all files, by name or by time.
import { Failure, fail, problem } from '../../../errors.ts'
import type { FileVersion } from '../../../files/file.ts'
import { type FileFilter, filesByName, filesByTime } from '../../../files/file-list-store.ts'
import { badFiles } from '../../../pages/bad-files.ts'
import { NS } from '../../../pages/namespaces.ts'
import { pagesByTitles } from '../../../pages/page-store.ts'
import { makeTitle } from '../../../pages/title.ts'
import { actorNamed } from '../../../users/named-actor.ts'
import { fileHash } from '../../file-hash.ts'
import { type FileProp, filePropsWithout, showFileVersion } from '../../file-props.ts'
import { defineQuery, type QueryContext } from '../../module.ts'
import { type ParamsOf, p } from '../../params.ts'
import { list } from '../../result.ts'
import { timestampOf } from '../../timestamps.ts'
import { readContinue } from '../continue-value.ts'
import { parsedOf } from '../prop/imageinfo.ts'
import { titlePartOf } from '../title-part.ts'

const params = {
  sort: p.oneOf(['name', 'timestamp'], { default: 'name' }),
  dir: p.oneOf(['ascending', 'descending', 'newer', 'older'], { default: 'ascending' }),
  from: p.string(),
  to: p.string(),
  continue: p.string(),
  start: p.timestamp(),
  end: p.timestamp(),
  prop: p.oneOf(filePropsWithout('thumbmime', 'archivename', 'uploadwarning'), {
    multi: true,
    default: 'timestamp|url',
  }),
  prefix: p.string(),
  minsize: p.integer(),
  maxsize: p.integer(),
  sha1: p.string(),
  sha1base36: p.string(),
  user: p.user({ allow: ['name', 'ip', 'temp', 'interwiki', 'id'] }),
  filterbots: p.oneOf(['all', 'bots', 'nobots'], { default: 'all' }),
  mime: p.string({ multi: true }),
  limit: p.limit({ default: 10 }),
}
type Params = ParamsOf<typeof params>

export const allimages = defineQuery({
  path: 'query+allimages',
  prefix: 'ai',
  group: 'list',
  params,
  cache: 'public',
  examples: {
    'action=query&list=allimages&aifrom=B': 'apihelp-query+allimages-example-b',
    'action=query&list=allimages&aiprop=user|timestamp|url&aisort=timestamp&aidir=older':
      'apihelp-query+allimages-example-recent',
    'action=query&list=allimages&aimime=image/png|image/gif': 'apihelp-query+allimages-example-mimetypes',
    'action=query&generator=allimages&gailimit=4&gaifrom=T&prop=imageinfo': 'apihelp-query+allimages-example-generator',
  },

  async run(context, given) {
    const { wiki, viewer, db } = context
    const props: ReadonlySet<FileProp> = new Set(given.prop)
    const rows = await page(context, given)
    const titles = rows.map(row => makeTitle(NS.file, row.name))
    const pages = props.has('url') ? await pagesByTitles(db, titles) : []
    const ids = new Map(pages.map(row => [row.page_title, row.page_id]))
    const parsed = props.has('parsedcomment') ? await parsedOf(context, rows) : new Map()
    const bad = props.has('badfile') ? await badFiles(db, wiki.titles) : undefined
    const items = []
    for (const row of rows) {
      const title = makeTitle(NS.file, row.name)
      const item = {
        name: row.name,
        ...showFileVersion(row, { wiki, viewer, props, parsed, pageId: ids.get(row.name) }),
        ...(bad?.has(row.name) ? { badfile: true } : {}),
        ns: NS.file,
        title: wiki.nameOf(title),
      }
      if (!context.fits(item)) {
        context.continueWith('continue', placeOf(row, given))
        break
      }
      items.push(item)
    }
    return list('img', items)
  },

  generate: async (context, given) => ({
    titles: (await page(context, given)).map(row => makeTitle(NS.file, row.name)),
  }),
})

const placeOf = ({ name, timestamp }: FileVersion, { sort }: Params): string =>
  sort === 'name' ? name : `${timestamp}|${name}`

async function page(context: QueryContext, given: Params): Promise<readonly FileVersion[]> {
  const rows = given.sort === 'name' ? await findByName(context, given) : await findByTime(context, given)
  const next = rows[given.limit]
  if (next !== undefined) context.continueWith('continue', placeOf(next, given))
  return rows.slice(0, given.limit)
}

const isAscending = ({ dir }: Params): boolean => dir === 'ascending' || dir === 'newer'

/** Throws `invalidparammix` for what is only of the other order. */
function refuse(context: QueryContext, given: Params, names: readonly (keyof Params & string)[], sort: string): void {
  const { prefix } = context
  for (const name of names) {
    if (given[name] === undefined || (name === 'filterbots' && given.filterbots === 'all')) continue
    throw fail('apierror-invalidparammix-mustusewith', [`${prefix}${name}`, `${prefix}sort=${sort}`])
  }
}

async function findByName(context: QueryContext, given: Params): Promise<FileVersion[]> {
  refuse(context, given, ['start', 'end', 'user', 'filterbots'], 'timestamp')
  const ascending = isAscending(given)
  const [goOn] = readContinue(given.continue, ['text'], context.now) ?? []
  const range = {
    from: titlePartOf(context, given.from, NS.file),
    to: titlePartOf(context, given.to, NS.file),
    prefix: titlePartOf(context, given.prefix, NS.file),
    ascending,
  }
  return filesByName(context.db, [range, { from: goOn, ascending }], filterOf(context, given), given.limit + 1)
}

async function findByTime(context: QueryContext, given: Params): Promise<FileVersion[]> {
  const { prefix, db, now, wiki } = context
  refuse(context, given, ['from', 'to', 'prefix'], 'name')
  if (given.user !== undefined && given.filterbots !== 'all') {
    const both = problem('apierror-invalidparammix-cannotusewith', [`${prefix}user`, `${prefix}filterbots`])
    // As MediaWiki: this one has a code of its own.
    throw new Failure([{ ...both, code: 'invalidparammix-cannotusewith' }])
  }
  const place = readContinue(given.continue, ['timestamp', 'text'], now)
  const actor = given.user === undefined ? undefined : await actorNamed(db, given.user)
  if (given.user !== undefined && actor === undefined) return []
  const window = {
    ascending: isAscending(given),
    start: given.start,
    end: given.end,
    from: place && { timestamp: place[0], name: place[1] },
  }
  const groups = Object.entries(wiki.config.groupRights).flatMap(([name, rights]) =>
    rights.includes('bot') ? [name] : [],
  )
  const bots =
    given.filterbots === 'all' ? undefined : { groups, are: given.filterbots === 'bots', now: timestampOf(now) }
  return filesByTime(db, window, { ...filterOf(context, given), actor, bots }, given.limit + 1)
}

const filterOf = ({ viewer }: QueryContext, given: Params): FileFilter => ({
  viewer,
  minSize: given.minsize,
  maxSize: given.maxsize,
  sha1: fileHash(given),
  mimes: given.mime === undefined || given.mime.length === 0 ? undefined : given.mime,
})
