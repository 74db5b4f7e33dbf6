// What is wrong with a file that somebody uploads, and what they are warned of before it is published.
import { type Viewer, valueFor } from '../access/viewer.ts'
import { NS } from '../pages/namespaces.ts'
import { pageByTitle } from '../pages/page-store.ts'
import { makeTitle, type Title } from '../pages/title.ts'
import type { Reader } from '../storage/database.ts'
import type { FileDepot } from './depot.ts'
import { extensionOf, type FileContent } from './file.ts'
import { archivedWithContent, wasDeleted } from './file-archive-store.ts'
import { fileByName, filesByNames, filesWithContent, timesOfContent } from './file-store.ts'
import { inspectedBytes } from './file-type.ts'
import { type SvgProblem, svgProblem } from './svg.ts'
import { fitsType } from './upload-name.ts'

/** Why a content is refused: the key of a message and its parameters. */
export type ContentProblem =
  | readonly ['filetype-mime-mismatch', extension: string, mime: string]
  | readonly ['filetype-badmime', mime: string]
  | readonly ['uploadscripted']
  | SvgProblem

/** What a browser could take for a page, whatever the file is called. */
const markup = /<(?:a\s+href|body|head|html|img|pre|script|table|title)\b|<!doctype\s|javascript\s*:/i

/** What is wrong with a content that is to have a name with this extension, or with none. */
export async function contentProblem(
  depot: FileDepot,
  { sha1, mime }: FileContent,
  extension: string,
): Promise<ContentProblem | undefined> {
  if (mime === 'text/html') return ['filetype-badmime', mime]
  if (extension !== '' && !fitsType(`x.${extension}`, mime)) return ['filetype-mime-mismatch', extension, mime]
  const isText = mime === 'text/plain' || mime === 'image/svg+xml'
  const bytes = await depot.begin(sha1, isText ? inspectedBytes : 1024)
  if (mime === 'image/svg+xml') return svgProblem(bytes.toString('utf8'))
  // As MediaWiki: text is looked at as a whole; of other files the beginning, by which browsers guess.
  return markup.test(bytes.toString('latin1')) ? ['uploadscripted'] : undefined
}

/** What somebody is warned of. Names have underscores. */
export interface UploadWarnings {
  /** The name that the file would get. */
  readonly badfilename?: string
  /** Something has this name or one that is easily taken for it; the word says what. */
  readonly exists?: {
    readonly as: 'exists' | 'page-exists' | 'exists-normalized' | 'thumb' | 'thumb-name' | 'bad-prefix'
    readonly name: string
  }
  /** The time of the current version, which has the same content. */
  readonly nochange?: string
  /** The times of older versions with the same content. */
  readonly duplicateversions?: readonly string[]
  readonly wasDeleted?: string
  /** Other files with the same content. */
  readonly duplicate?: readonly string[]
  /** A deleted file with the same content; empty where its name is hidden from who asks. */
  readonly duplicateArchive?: string
}

/** Beginnings of names that cameras give. */
const cameraNames = /^(?:CIMG|DSC_|DSCF|DSCN|DUW|IMG|JD|MGP|PICT)/

const mostDuplicates = 100

/** All that is to be warned of. */
export async function warningsOf(
  db: Reader,
  viewer: Viewer,
  upload: { readonly title: Title; readonly wasCleaned: boolean; readonly sha1: string },
): Promise<UploadWarnings> {
  const { dbKey: name } = upload.title
  const current = await fileByName(db, name)
  const exists = current === undefined ? await similarName(db, name) : ({ as: 'exists', name } as const)
  const currentContent = current === undefined ? undefined : valueFor(current.content, viewer)
  const same =
    current === undefined ? [] : await timesOfContent(db, viewer, { name, sha1: upload.sha1, limit: mostDuplicates })
  const others = (await filesWithContent(db, upload.sha1, mostDuplicates)).filter(one => one.name !== name)
  const deleted = await archivedWithContent(db, viewer, upload.sha1)
  const isDeleted = current === undefined && (await wasDeleted(db, name))
  return {
    ...(upload.wasCleaned ? { badfilename: name } : {}),
    ...(exists === undefined ? {} : { exists }),
    ...(current !== undefined && currentContent?.sha1 === upload.sha1 ? { nochange: current.timestamp } : {}),
    ...(same.length === 0 ? {} : { duplicateversions: same }),
    ...(isDeleted ? { wasDeleted: name } : {}),
    // As MediaWiki: who sends the same file again is told that nothing would change, not where else it is.
    ...(others.length === 0 || currentContent?.sha1 === upload.sha1 ? {} : { duplicate: others.map(one => one.name) }),
    ...(deleted === undefined
      ? {}
      : { duplicateArchive: deleted.content.for(viewer).is === 'withheld' ? '' : deleted.name }),
  }
}

/** What has a name like that, where no file has the name itself. */
async function similarName(db: Reader, name: string): Promise<UploadWarnings['exists']> {
  if ((await pageByTitle(db, makeTitle(NS.file, name))) !== undefined) return { as: 'page-exists', name }
  const dot = name.lastIndexOf('.')
  const part = name.slice(0, dot)
  const written = name.slice(dot + 1)
  const normal = extensionOf(name)
  const withThumb = /^\d+px-(.+)$/.exec(part)?.[1]
  const alternatives = [...new Set([normal, ...(normal === 'jpg' ? ['jpeg'] : [])])]
    .flatMap(extension => [extension, extension.toUpperCase()])
    .filter(extension => extension !== written)
    .map(extension => `${part}.${extension}`)
  const larger = withThumb === undefined ? [] : [`${withThumb}.${written}`]
  const found = await filesByNames(db, [...alternatives, ...larger])
  const other = alternatives.find(one => found.has(one))
  if (other !== undefined) return { as: 'exists-normalized', name: other }
  if (withThumb !== undefined) return { as: larger.some(one => found.has(one)) ? 'thumb' : 'thumb-name', name }
  return cameraNames.test(part) ? { as: 'bad-prefix', name } : undefined
}
