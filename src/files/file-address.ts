// The addresses of files, as MediaWiki's, and back: which version an address means, and at which size.
import { encodeForUrl } from '../pages/title.ts'
import { archiveNameOf, extensionOf, type FileContent, hashFolders } from './file.ts'

/** What an address below `/images/` means. */
export interface FileAddress {
  /** With underscores. */
  readonly name: string
  readonly archiveName: string | undefined
  /** The width of a scaled picture. */
  readonly width: number | undefined
}

type Version = Pick<FileAddress, 'name' | 'archiveName'>

/** The path of a version: `/images/5/5e/Name.png`. */
export const filePath = ({ name, archiveName }: Version, scriptPath: string): string =>
  archiveName === undefined
    ? `${scriptPath}/images/${hashFolders(name)}/${encodeForUrl(name)}`
    : `${scriptPath}/images/archive/${hashFolders(name)}/${encodeArchiveName(archiveName)}`

/** The path of a version at another width: `/images/thumb/5/5e/Name.png/120px-Name.png`. */
export function thumbnailPath(version: Version, width: number, scriptPath: string): string {
  const { name, archiveName } = version
  const file = archiveName === undefined ? encodeForUrl(name) : encodeArchiveName(archiveName)
  const drawn = extensionOf(name) === 'svg' ? '.png' : ''
  const folder = archiveName === undefined ? '' : '/archive'
  return `${scriptPath}/images/thumb${folder}/${hashFolders(name)}/${file}/${width}px-${encodeForUrl(name)}${drawn}`
}

/** As MediaWiki: here the mark between time and name is encoded. */
const encodeArchiveName = (archiveName: string): string => encodeForUrl(archiveName).replaceAll('!', '%21')

/** Reads the path of an address, still encoded; undefined for one that no file can have. */
export function readFileAddress(path: string): FileAddress | undefined {
  let parts: string[]
  try {
    parts = path.split('/').map(decodeURIComponent)
  } catch {
    return undefined
  }
  const take = (word: string): boolean => {
    if (parts[0] !== word) return false
    parts = parts.slice(1)
    return true
  }
  const isThumbnail = take('thumb')
  const isOld = take('archive')
  const [one, two, file, scaled, ...more] = parts
  if (file === undefined || more.length > 0 || isThumbnail !== (scaled !== undefined)) return undefined
  const [, time, ofTime] = /^(\d{14})!(.+)$/s.exec(file) ?? []
  const name = isOld ? ofTime : file
  if (name === undefined || `${one}/${two}` !== hashFolders(name)) return undefined
  const width = scaled === undefined ? undefined : widthOf(scaled, name)
  if (isThumbnail && width === undefined) return undefined
  return { name, archiveName: isOld ? archiveNameOf(time ?? '', name) : undefined, width }
}

function widthOf(scaled: string, name: string): number | undefined {
  const [, digits = '', of] = /^([1-9]\d{0,4})px-(.+)$/s.exec(scaled) ?? []
  return of === name || of === `${name}.png` ? Number(digits) : undefined
}

/** The size of a picture within these bounds, in its proportions; as it is where none is given. */
export function scaledSize(
  { width, height, mime }: Pick<FileContent, 'width' | 'height' | 'mime'>,
  bounds: { readonly width?: number | undefined; readonly height?: number | undefined },
): { readonly width: number; readonly height: number } {
  if (width === 0 || height === 0) return { width, height }
  const fits = Math.min((bounds.width ?? Infinity) / width, (bounds.height ?? Infinity) / height)
  const scale = Number.isFinite(fits) ? (mime === 'image/svg+xml' ? fits : Math.min(1, fits)) : 1
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}
