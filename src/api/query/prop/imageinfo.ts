// query+imageinfo: the versions of files, and what is known of each.
import { fail } from '../../../errors.ts'
import type { FileVersion } from '../../../files/file.ts'
import { filesByNames, oldVersionsOfFiles } from '../../../files/file-store.ts'
import { badFiles } from '../../../pages/bad-files.ts'
import { NS } from '../../../pages/namespaces.ts'
import { pagesByTitles, redirectsOfPages } from '../../../pages/page-store.ts'
import { makeTitle, parseTitle } from '../../../pages/title.ts'
import {
  type FileProp,
  fileProps,
  type Scale,
  showFileVersion,
  showMissingFile,
  uploadWarningHtml,
} from '../../file-props.ts'
import { defineProp, type PropContext, type QueryContext } from '../../module.ts'
import { type ParamsOf, p } from '../../params.ts'
import { parsedComments } from '../../parsed-comment.ts'
import type { Tree } from '../../result.ts'
import { isoTimestamp, type Timestamp } from '../../timestamps.ts'
import { readContinue } from '../continue-value.ts'

const params = {
  prop: p.oneOf(fileProps, { multi: true, default: 'timestamp|user' }),
  limit: p.limit({ default: 1 }),
  start: p.timestamp(),
  end: p.timestamp(),
  urlwidth: p.integer({ default: -1 }),
  urlheight: p.integer({ default: -1 }),
  metadataversion: p.string({ default: '1' }),
  extmetadatalanguage: p.string({ default: 'en' }),
  extmetadatamultilang: p.boolean(),
  extmetadatafilter: p.string({ multi: true }),
  urlparam: p.string({ default: '' }),
  badfilecontexttitle: p.string(),
  continue: p.string(),
  localonly: p.boolean(),
}
type Params = ParamsOf<typeof params>

export const imageinfo = defineProp({
  path: 'query+imageinfo',
  prefix: 'ii',
  params,
  cache: 'public',
  examples: {
    'action=query&titles=File:Albert%20Einstein%20Head.jpg&prop=imageinfo': 'apihelp-query+imageinfo-example-simple',
    'action=query&titles=File:Test.jpg&prop=imageinfo&iilimit=50&iiend=2007-12-31T23:59:59Z&iiprop=timestamp|user|url':
      'apihelp-query+imageinfo-example-dated',
  },

  async run(context, given) {
    const props: ReadonlySet<FileProp> = new Set(given.prop)
    const bad = props.has('badfile') ? await badFilesFor(context, given.badfilecontexttitle) : undefined
    const from = readContinue(given.continue, ['text', 'timestamp'], context.now)
    const entries = context.pages.possible
      .filter(one => one.title.namespace === NS.file)
      .sort((a, b) => (a.title.dbKey < b.title.dbKey ? -1 : 1))
    const isOnly = entries.length === 1
    const asked = from === undefined ? entries : entries.filter(one => one.title.dbKey >= from[0])
    const targets = await targetsOf(context)
    const names = [...asked.map(one => one.title.dbKey), ...[...targets.values()].map(one => one.name)]
    const files = await versionsOf(context, [...new Set(names)], given, from)
    const parsed = props.has('parsedcomment')
      ? await parsedOf(
          context,
          [...files.values()].flatMap(one => one.versions),
        )
      : new Map()
    for (const { id, title } of asked) {
      const name = title.dbKey
      const target = files.has(name) ? undefined : targets.get(id)
      const file = files.get(target?.name ?? name)
      if (!context.set(id, 'imagerepository', file === undefined ? '' : 'local')) return goOn(context, name)
      if (bad !== undefined && !context.set(id, 'badfile', bad.has(name))) return goOn(context, name)
      if (file === undefined) {
        if (props.has('uploadwarning') || bad !== undefined) {
          context.add(id, 'imageinfo', 'ii', showMissingFile(context.wiki, name, props))
        }
        continue
      }
      const showing = { ...showingOf(context, given, props, target?.pageId ?? id, name), parsed }
      const shown: { version: FileVersion; tree: Tree }[] = file.versions
        .slice(0, given.limit)
        .map(version => ({ version, tree: showFileVersion(version, showing) }))
      for (const { version, tree } of shown) {
        if (!context.add(id, 'imageinfo', 'ii', tree)) return goOn(context, name, version.timestamp, isOnly)
      }
      const next = file.versions[given.limit]
      // As MediaWiki: only of a single file do older versions follow.
      if (next !== undefined && isOnly) return goOn(context, name, next.timestamp, true)
    }
  },
})

function goOn(context: PropContext, name: string, timestamp = '99991231235959', isOnly = false): void {
  if (isOnly) context.continueWith('start', isoTimestamp(timestamp as Timestamp))
  else context.continueWith('continue', `${name}|${timestamp}`)
}

/** The files to which pages of the file namespace lead, by the ids of these pages: where there is no file, that one is shown. */
async function targetsOf({
  db,
  pages,
}: PropContext): Promise<Map<number, { name: string; pageId: number | undefined }>> {
  const leading = pages.good.filter(one => one.title.namespace === NS.file && one.row.page_is_redirect !== 0)
  const found = await redirectsOfPages(
    db,
    leading.map(one => one.row.page_id),
  )
  const targets = [...found].filter(([, title]) => title.namespace === NS.file && title.interwiki === '')
  const rows = await pagesByTitles(
    db,
    targets.map(([, title]) => title),
  )
  const pageIds = new Map(rows.map(row => [row.page_title, row.page_id]))
  return new Map(targets.map(([id, { dbKey }]) => [id, { name: dbKey, pageId: pageIds.get(dbKey) }]))
}

interface File {
  readonly versions: readonly FileVersion[]
}

/** The versions of each file, the newest first, one more than are asked for. */
async function versionsOf(
  { db }: QueryContext,
  names: readonly string[],
  { limit, start, end }: Params,
  from: readonly [name: string, timestamp: Timestamp] | undefined,
): Promise<Map<string, File>> {
  const current = await filesByNames(db, names)
  const old = await oldVersionsOfFiles(db, [...current.keys()], { limit: limit + 1, newest: start, oldest: end })
  const isWithin = ({ timestamp }: FileVersion, newest: string | undefined): boolean =>
    (newest === undefined || timestamp <= newest) && (end === undefined || timestamp >= end)
  return new Map(
    [...current].map(([name, version]) => {
      const newest = from !== undefined && from[0] === name ? from[1] : start
      const versions = [version, ...(old.get(name) ?? [])].filter(one => isWithin(one, newest))
      return [name, { versions: versions.slice(0, limit + 1) }]
    }),
  )
}

/** The comments of versions as HTML, as far as the reader may see them. */
export async function parsedOf(
  { wiki, viewer }: QueryContext,
  versions: readonly FileVersion[],
): Promise<Map<FileVersion, string>> {
  const readable = versions.flatMap(version => {
    const comment = version.comment.for(viewer)
    return comment.is === 'withheld' ? [] : [{ version, comment: comment.value }]
  })
  const parsed = await parsedComments(
    wiki,
    readable.map(({ version, comment }) => ({ comment, page: makeTitle(NS.file, version.name) })),
  )
  return new Map(readable.map(({ version }, index) => [version, parsed[index] ?? '']))
}

function showingOf(context: PropContext, given: Params, props: ReadonlySet<FileProp>, id: number, name: string) {
  const { wiki, viewer } = context
  return {
    wiki,
    viewer,
    props,
    pageId: id > 0 ? id : undefined,
    scale: scaleOf(context, given, name),
    extended: given.extmetadatafilter,
    warning: props.has('uploadwarning') ? uploadWarningHtml(wiki, makeTitle(NS.file, name)) : undefined,
  }
}

/** Throws `urlparamnormal` for a width that no picture can have. */
export function scaleOf(
  { warn, prefix }: QueryContext,
  { urlwidth, urlheight, urlparam }: Pick<Params, 'urlwidth' | 'urlheight' | 'urlparam'>,
  name: string,
): Scale | undefined {
  const [, digits] = /^([1-9]\d*)px$/.exec(urlparam) ?? []
  // As MediaWiki: 0 is as good as nothing.
  const isUnclear = digits === undefined && urlparam !== '' && urlparam !== '0'
  if (isUnclear) warn({ key: 'apiwarn-badurlparam', params: [prefix, name] })
  if (urlwidth === -1 && urlheight === -1) {
    if (isUnclear) throw fail('apierror-urlparamnormal', [name])
    return digits === undefined ? undefined : { width: Number(digits) }
  }
  const width = urlwidth === -1 ? undefined : urlwidth
  const height = urlheight === -1 ? undefined : urlheight
  if ((width ?? 1) < 1 || (height ?? 1) < 1) throw fail('apierror-urlparamnormal', [name])
  return { width, height }
}

/** The files that are not to be shown in a page. Throws for what is no title. */
async function badFilesFor({ db, wiki, prefix }: QueryContext, context: string | undefined): Promise<Set<string>> {
  const parsed = context === undefined ? undefined : parseTitle(context, wiki.titles)
  if (parsed?.ok === false) throw fail('apierror-bad-badfilecontexttitle', [prefix])
  return badFiles(db, wiki.titles, parsed?.title)
}
