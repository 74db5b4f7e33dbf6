// How versions of files are answered by action=revisiondelete: what is hidden now, and what this viewer may see of it.
import { makeFileToken } from '../access/file-token.ts'
import { valueFor } from '../access/viewer.ts'
import { archiveIdOf, extensionOf, type FileVersion } from '../files/file.ts'
import { filePath } from '../files/file-address.ts'
import type { HiddenFileItem } from '../files/hide.ts'
import { encodeForUrl, type Title } from '../pages/title.ts'
import { guard, hiddenComment, hiddenContent, hiddenUser } from '../revisions/hidden-bits.ts'
import { showMissing, showResult } from './hidden-items.ts'
import type { WriteContext } from './module.ts'
import type { Tree } from './result.ts'
import { isoTimestamp, type Timestamp } from './timestamps.ts'

/** An old version. */
export function showHiddenOldVersion(context: WriteContext, item: HiddenFileItem, on: Title): Tree {
  if ('missing' in item) return showMissing(item.id, item.missing, context.request.style)
  const { file, bits, result } = item
  const { archiveName = '' } = file
  const isHidden = (bits & hiddenContent) !== 0
  const url = isHidden ? hiddenFileAddress(context, on, archiveName) : filePath(file, context.wiki.config.scriptPath)
  return {
    status: 'Success',
    ...showResult(result, context.request.style),
    id: Number(archiveIdOf(archiveName)),
    title: context.wiki.nameOf(on),
    archivename: archiveName,
    timestamp: isoTimestamp(file.timestamp as Timestamp),
    width: file.width,
    height: file.height,
    size: file.size,
    ...showHidden(context, file, bits, url),
  }
}

/** A version of a deleted file. As MediaWiki: what the database keeps as numbers are strings here. */
export function showHiddenArchivedFile(context: WriteContext, item: HiddenFileItem, on: Title): Tree {
  if ('missing' in item) return showMissing(item.id, item.missing, context.request.style)
  const { id, file, bits, result } = item
  const content = valueFor(file.content, context.viewer)
  const key = content === undefined ? '' : `${content.sha1}.${extensionOf(file.name)}`
  return {
    status: 'Success',
    ...showResult(result, context.request.style),
    id,
    title: context.wiki.nameOf(on),
    timestamp: isoTimestamp(file.timestamp as Timestamp),
    width: String(file.width),
    height: String(file.height),
    size: String(file.size),
    ...showHidden(context, file, bits, hiddenFileAddress(context, on, key)),
  }
}

// What was changed just now counts, not what was read before: values are guarded anew.
function showHidden({ viewer }: WriteContext, file: FileVersion, bits: number, url: string): Tree {
  const actor = valueFor(file.actor, viewer)
  const comment = valueFor(file.comment, viewer)
  const user = actor && valueFor(guard(actor, bits, hiddenUser), viewer)
  const text = comment === undefined ? undefined : valueFor(guard(comment, bits, hiddenComment), viewer)
  const isOpen = [file.content, guard(url, bits, hiddenContent)].every(one => one.for(viewer).is !== 'withheld')
  return {
    userhidden: (bits & hiddenUser) !== 0,
    commenthidden: (bits & hiddenComment) !== 0,
    contenthidden: (bits & hiddenContent) !== 0,
    ...(isOpen ? { url } : {}),
    ...(user === undefined ? {} : { userid: user.userId, user: user.name }),
    ...(text === undefined ? {} : { comment: text }),
  }
}

/** Where who may see it opens a file that is not at its own address. */
function hiddenFileAddress({ wiki, request, now }: WriteContext, on: Title, key: string): string {
  const token = makeFileToken(request.session.secret, key, now)
  const target = encodeURIComponent(wiki.nameOf(on)).replaceAll('%20', '+')
  const query = `target=${target}&file=${encodeURIComponent(key).replaceAll('!', '%21')}&token=${encodeURIComponent(token)}`
  return `${wiki.config.scriptPath}/index.php?title=${encodeForUrl('Special:RevisionDelete')}&${query}`
}
