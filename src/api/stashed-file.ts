// What the API tells the owner of a file in the stash.
import type { StashedFile } from '../files/stash-store.ts'
import { NS } from '../pages/namespaces.ts'
import { pageUrl } from '../pages/page-address.ts'
import { makeTitle, titleText } from '../pages/title.ts'
import type { Wiki } from '../wiki.ts'
import { type FileProp, filePropsWithout, showExtended, showFacts } from './file-props.ts'
import type { Tree } from './result.ts'
import { isoTimestamp, type Timestamp } from './timestamps.ts'

/** What can be told of a file that has no name and no history yet. */
export const stashedProps = filePropsWithout(
  'user',
  'userid',
  'comment',
  'parsedcomment',
  'mediatype',
  'archivename',
  'uploadwarning',
)
const usual: ReadonlySet<FileProp> = new Set(stashedProps.filter(one => one !== 'thumbmime' && one !== 'badfile'))

/** A file in the stash. */
export function showStashed(wiki: Wiki, file: StashedFile, props = usual): Tree {
  const { content, timestamp } = file
  const title = makeTitle(NS.file, file.name)
  const place = pageUrl(makeTitle(NS.special, `UploadStash/file/${file.key}`), wiki.titles.namespaces, wiki.config)
  return {
    ...(props.has('timestamp') ? { timestamp: isoTimestamp(timestamp as Timestamp) } : {}),
    ...(props.has('size') || props.has('dimensions')
      ? { size: file.size, width: content.width, height: content.height }
      : {}),
    ...(props.has('canonicaltitle') ? { canonicaltitle: wiki.nameOf(title) } : {}),
    ...(props.has('url') ? { url: place, descriptionurl: place } : {}),
    ...showFacts(content, props, {
      extended: () => showExtended(timestamp, titleText(title).replace(/\.[^.]*$/, '')),
    }),
  }
}
