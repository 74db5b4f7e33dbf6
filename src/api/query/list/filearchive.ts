// query+filearchive: the versions of files that were deleted.
import { type Viewer, valueFor } from '../../../access/viewer.ts'
import { fail } from '../../../errors.ts'
import { type ArchivedFile, type FileContent, hexOfBase36 } from '../../../files/file.ts'
import { listArchived } from '../../../files/file-archive-store.ts'
import { NS } from '../../../pages/namespaces.ts'
import { makeTitle } from '../../../pages/title.ts'
import { hiddenComment, hiddenContent, hiddenUser, suppressed } from '../../../revisions/hidden-bits.ts'
import { fileHash } from '../../file-hash.ts'
import { showMetadata } from '../../file-props.ts'
import { defineList, prop } from '../../listing.ts'
import type { QueryContext } from '../../module.ts'
import { type ParamsOf, p } from '../../params.ts'
import type { Tree } from '../../result.ts'
import { isoTimestamp, type Timestamp } from '../../timestamps.ts'
import { readContinue } from '../continue-value.ts'
import { parsedOf } from '../prop/imageinfo.ts'
import { titlePartOf } from '../title-part.ts'

const params = {
  from: p.string(),
  to: p.string(),
  prefix: p.string(),
  dir: p.oneOf(['ascending', 'descending'], { default: 'ascending' }),
  sha1: p.string(),
  sha1base36: p.string(),
  prop: p.oneOf(
    [
      'sha1',
      'timestamp',
      'user',
      'size',
      'dimensions',
      'description',
      'parseddescription',
      'mime',
      'mediatype',
      'metadata',
      'bitdepth',
      'archivename',
    ],
    { multi: true, default: 'timestamp' },
  ),
  limit: p.limit({ default: 10 }),
  continue: p.string(),
}
type Params = ParamsOf<typeof params>

/** A prop of the content, for who may see it. */
const ofContent = (show: (content: FileContent, row: ArchivedFile) => Tree) =>
  prop<ArchivedFile>({
    show: (row, viewer) => {
      const content = valueFor(row.content, viewer)
      return content === undefined ? {} : show(content, row)
    },
  })

// As MediaWiki: what the database keeps as numbers are strings here.
const sizes = ofContent((_content, { size, width, height }) => ({
  size: String(size),
  height: String(height),
  width: String(width),
}))

export const filearchive = defineList({
  path: 'query+filearchive',
  cache: 'private',
  prefix: 'fa',
  params,
  item: 'fa',
  examples: { 'action=query&list=filearchive': 'apihelp-query+filearchive-example-simple' },

  async find(context, given, limit) {
    const { db, viewer, now } = context
    requireRights(viewer, given)
    const place = readContinue(given.continue, ['text', 'timestamp', 'integer'], now)
    const ascending = given.dir === 'ascending'
    const range = {
      from: titlePartOf(context, given.from, NS.file),
      to: titlePartOf(context, given.to, NS.file),
      prefix: titlePartOf(context, given.prefix, NS.file),
      ascending,
    }
    const at = place && { name: place[0], timestamp: place[1], id: place[2] }
    return listArchived(db, { range: [range], sha1: fileHash(given), viewer, ascending, at, limit })
  },
  continueAt: row => `${row.name}|${row.timestamp}|${row.id}`,
  always: prop<ArchivedFile>({
    show: (row, _viewer, _need, wiki) => ({
      id: row.id,
      name: row.name,
      ns: NS.file,
      title: wiki.nameOf(makeTitle(NS.file, row.name)),
      ...marksOf(row.hiddenBits),
    }),
  }),
  props: {
    parseddescription: prop<ArchivedFile, ReadonlyMap<unknown, string>>({
      needs: (context: QueryContext, rows) => parsedOf(context, rows),
      show: (row, viewer, parsed) => {
        const comment = valueFor(row.comment, viewer)
        return comment === undefined ? {} : { parseddescription: parsed.get(row) ?? '', description: comment }
      },
    }),
    description: prop<ArchivedFile>({
      show: (row, viewer) => {
        const comment = valueFor(row.comment, viewer)
        return comment === undefined ? {} : { description: comment }
      },
    }),
    user: prop<ArchivedFile>({
      show: (row, viewer) => {
        const actor = valueFor(row.actor, viewer)
        return actor === undefined ? {} : { userid: actor.userId, user: actor.name }
      },
    }),
    sha1: ofContent(({ sha1 }) => ({ sha1: hexOfBase36(sha1) })),
    timestamp: prop<ArchivedFile>({ show: row => ({ timestamp: isoTimestamp(row.timestamp as Timestamp) }) }),
    size: sizes,
    dimensions: sizes,
    mediatype: ofContent(({ mediaType }) => ({ mediatype: mediaType })),
    metadata: ofContent(({ metadata }) => ({ metadata: showMetadata(metadata) })),
    bitdepth: ofContent(({ bits }) => ({ bitdepth: String(bits) })),
    mime: ofContent(({ mime }) => ({ mime })),
    archivename: prop<ArchivedFile>({
      show: ({ archiveName }) => (archiveName === undefined ? {} : { archivename: archiveName }),
    }),
  },
})

/** What is known of deleted versions besides that there were some is for who may read about deleted pages. */
function requireRights(viewer: Viewer, { prop }: Params): void {
  if (!viewer.may('deletedhistory') && (prop.includes('description') || prop.includes('parseddescription'))) {
    throw fail('apierror-cantview-deleted-description', [])
  }
  if (!viewer.may('deletedtext') && !viewer.may('undelete') && prop.includes('metadata')) {
    throw fail('apierror-cantview-deleted-metadata', [])
  }
}

function marksOf(bits: number): Tree {
  return {
    ...((bits & hiddenContent) === 0 ? {} : { filehidden: true }),
    ...((bits & hiddenComment) === 0 ? {} : { commenthidden: true }),
    ...((bits & hiddenUser) === 0 ? {} : { userhidden: true }),
    ...((bits & suppressed) === 0 ? {} : { suppressed: true }),
  }
}
