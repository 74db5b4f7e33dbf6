// What the API tells of a version of a file: the values of the parameter `prop` of the modules about files.
import { type Viewer, valueFor } from '../access/viewer.ts'
import type { FileContent, FileMetadata, FileVersion } from '../files/file.ts'
import { hexOfBase36 } from '../files/file.ts'
import { filePath, scaledSize, thumbnailPath } from '../files/file-address.ts'
import { NS } from '../pages/namespaces.ts'
import { pageUrl } from '../pages/page-address.ts'
import { makeTitle, type Title, titleText } from '../pages/title.ts'
import { hiddenContent, suppressed } from '../revisions/hidden-bits.ts'
import type { Wiki } from '../wiki.ts'
import { guarded } from './listing.ts'
import { list, type Tree, type Value } from './result.ts'
import { isoTimestamp, type Timestamp } from './timestamps.ts'

/** All values of `prop`, in the order of paraminfo. */
export const fileProps = [
  'timestamp',
  'user',
  'userid',
  'comment',
  'parsedcomment',
  'canonicaltitle',
  'url',
  'size',
  'dimensions',
  'sha1',
  'mime',
  'thumbmime',
  'mediatype',
  'metadata',
  'commonmetadata',
  'extmetadata',
  'archivename',
  'bitdepth',
  'uploadwarning',
  'badfile',
] as const
export type FileProp = (typeof fileProps)[number]

/** The values but for some, in the same order. */
export const filePropsWithout = <const Left extends FileProp>(...left: readonly Left[]): Exclude<FileProp, Left>[] =>
  fileProps.filter((one): one is Exclude<FileProp, Left> => !(left as readonly FileProp[]).includes(one))

/** Bounds of a scaled picture, in pixels. */
export interface Scale {
  readonly width?: number | undefined
  readonly height?: number | undefined
}

/** How a version is told of. */
export interface Showing {
  readonly wiki: Wiki
  readonly viewer: Viewer
  readonly props: ReadonlySet<FileProp>
  readonly scale?: Scale | undefined
  /** The page of the file, where there is one: its short address is told with the others. */
  readonly pageId?: number | undefined
  /** The comments as HTML, by version; wanted for `parsedcomment`. */
  readonly parsed?: ReadonlyMap<FileVersion, string>
  /** The parts of `extmetadata` that are told; all where none is named. */
  readonly extended?: readonly string[] | undefined
  /** What the wiki says to who would upload the same name again. */
  readonly warning?: string | undefined
}

/** One version, as far as its reader may know it. */
export function showFileVersion(version: FileVersion, showing: Showing): Tree {
  const { props, viewer } = showing
  const shown: Record<string, Value> = {}
  if (props.has('timestamp')) shown.timestamp = isoTimestamp(version.timestamp as Timestamp)
  if (props.has('user') || props.has('userid')) {
    const user = guarded('user', version.actor.for(viewer), ({ name, userId }) => ({
      ...(props.has('user') ? { user: name } : {}),
      ...(props.has('userid') ? { userid: userId } : {}),
    }))
    Object.assign(shown, user)
  }
  if (props.has('size') || props.has('dimensions')) {
    Object.assign(shown, { size: version.size, width: version.width, height: version.height })
  }
  if (props.has('comment') || props.has('parsedcomment')) {
    const comment = guarded('comment', version.comment.for(viewer), value => ({
      ...(props.has('parsedcomment') ? { parsedcomment: showing.parsed?.get(version) ?? '' } : {}),
      ...(props.has('comment') ? { comment: value } : {}),
    }))
    Object.assign(shown, comment)
  }
  if (props.has('uploadwarning')) shown.html = showing.warning ?? ''
  const isHidden = (version.hiddenBits & hiddenContent) !== 0
  if (isHidden) shown.filehidden = true
  const anyHidden = isHidden || shown.userhidden === true || shown.commenthidden === true
  if ((version.hiddenBits & suppressed) !== 0 && anyHidden) shown.suppressed = true
  // As MediaWiki: of a hidden content nothing more is told here, not even to who may see it.
  const content = isHidden ? undefined : valueFor(version.content, viewer)
  return Object.assign(shown, content === undefined ? {} : showContent(version, content, showing))
}

/** A file that is only known by its name. */
export const showMissingFile = (wiki: Wiki, name: string, props: ReadonlySet<FileProp>): Tree => ({
  ...(props.has('uploadwarning') ? { html: '' } : {}),
  ...(props.has('canonicaltitle') ? { canonicaltitle: wiki.nameOf(makeTitle(NS.file, name)) } : {}),
  ...(props.has('url')
    ? { descriptionurl: pageUrl(makeTitle(NS.file, name), wiki.titles.namespaces, wiki.config) }
    : {}),
  filemissing: true,
})

function showContent(version: FileVersion, content: FileContent, showing: Showing): Tree {
  const { wiki, props, pageId, scale } = showing
  const { server, scriptPath } = wiki.config
  const title = makeTitle(NS.file, version.name)
  const path = filePath(version, scriptPath)
  return {
    ...(props.has('canonicaltitle') ? { canonicaltitle: wiki.nameOf(title) } : {}),
    ...(props.has('url')
      ? {
          ...(scale === undefined ? {} : showThumbnail(version, content, scale, wiki)),
          url: server + path,
          descriptionurl: pageUrl(title, wiki.titles.namespaces, wiki.config),
          ...(pageId ? { descriptionshorturl: `${server}${scriptPath}/index.php?curid=${pageId}` } : {}),
        }
      : {}),
    ...(props.has('thumbmime') && scale !== undefined && props.has('url') ? showThumbMime(content, scale) : {}),
    ...showFacts(content, props, {
      extended: () => partsOf(showExtended(version.timestamp, nameWithoutExtension(version)), showing.extended),
      archiveName: version.archiveName,
    }),
  }
}

const partsOf = (tree: Tree, names: readonly string[] = []): Tree =>
  names.length === 0 ? tree : Object.fromEntries(Object.entries(tree).filter(([name]) => names.includes(name)))

/** What is told of a content, and what MediaWiki tells of the version in the midst of it. */
export const showFacts = (
  content: FileContent,
  props: ReadonlySet<FileProp>,
  { extended, archiveName }: { extended(): Tree; readonly archiveName?: string | undefined },
): Tree => ({
  ...(props.has('sha1') ? { sha1: hexOfBase36(content.sha1) } : {}),
  ...(props.has('metadata') ? { metadata: showMetadata(content.metadata) } : {}),
  ...(props.has('commonmetadata') ? { commonmetadata: list('metadata', []) } : {}),
  ...(props.has('extmetadata') ? { extmetadata: extended() } : {}),
  ...(props.has('mime') ? { mime: content.mime } : {}),
  ...(props.has('mediatype') ? { mediatype: content.mediaType } : {}),
  ...(props.has('archivename') && archiveName !== undefined ? { archivename: archiveName } : {}),
  ...(props.has('bitdepth') ? { bitdepth: content.bits } : {}),
})

const nameWithoutExtension = ({ name }: FileVersion): string =>
  titleText(makeTitle(NS.file, name)).replace(/\.[^.]*$/, '')

/** As MediaWiki: where the file itself is shown, its own type is told, too. */
function showThumbMime(content: FileContent, scale: Scale): Tree {
  const { mime } = content
  if (showsWhole(content, scaledSize(content, scale).width)) return { thumbmime: mime, mime }
  return { thumbmime: mime === 'image/svg+xml' ? 'image/png' : mime }
}

const showsWhole = (content: FileContent, width: number): boolean =>
  content.mime !== 'image/svg+xml' && width >= content.width

function showThumbnail(version: FileVersion, content: FileContent, scale: Scale, { config }: Wiki): Tree {
  const { width, height } = scaledSize(content, scale)
  const path = showsWhole(content, width)
    ? filePath(version, config.scriptPath)
    : thumbnailPath(version, width, config.scriptPath)
  return { thumburl: config.server + path, thumbwidth: width, thumbheight: height }
}

/** Names with values; a value may be such a list again. */
export const showMetadata = (metadata: FileMetadata): Value =>
  list(
    'metadata',
    metadata.map(({ name, value }) => ({
      name,
      value: Array.isArray(value) ? showMetadata(value as FileMetadata) : (value as string | number | boolean),
    })),
  )

/** What the wiki itself knows of a file, in the form in which others tell what they read in it. */
export const showExtended = (timestamp: string, objectName: string): Tree => ({
  DateTime: { value: isoTimestamp(timestamp as Timestamp), source: 'mediawiki-metadata', hidden: '' },
  ObjectName: { value: objectName, source: 'mediawiki-metadata' },
})

/** What the wiki says to who would upload a file to a name that is taken, as HTML. */
export const uploadWarningHtml = ({ messages, config, nameOf }: Wiki, title: Title): string =>
  `<p>${messages.html({ key: 'fileexists', params: [nameOf(title)] }, config.language)}\n</p>`
