// A file: what it is by its content, and each version of it: who put it there, when, and which of that is hidden.
import { createHash } from 'node:crypto'
import type { Guarded } from '../access/viewer.ts'
import type { Actor } from '../revisions/revision.ts'

/** What a file tells of itself: names with values, which may be such lists again. In MediaWiki's words. */
export type FileMetadata = readonly MetadataEntry[]
export interface MetadataEntry {
  readonly name: string
  readonly value: string | number | boolean | FileMetadata
}

export type MediaType = 'BITMAP' | 'DRAWING' | 'OFFICE' | 'TEXT'

/** What a file is, by its content alone. */
export interface FileFacts {
  /** `image/png`. */
  readonly mime: string
  readonly mediaType: MediaType
  /** Pixels; 0 for what is no picture. */
  readonly width: number
  readonly height: number
  /** Bits of a sample; 0 where nobody knows. */
  readonly bits: number
  readonly metadata: FileMetadata
}

/** The content of one version. */
export interface FileContent extends FileFacts {
  /** 31 digits in base 36: under this name the bytes are kept. */
  readonly sha1: string
}

/** One version of a file. */
export interface FileVersion {
  /** With underscores, without a namespace. */
  readonly name: string
  /** `20261121231844!Name.png`: the name of a version that another one took the place of. */
  readonly archiveName: string | undefined
  /** 14 digits. */
  readonly timestamp: string
  /** Bytes. As MediaWiki: size and dimensions are shown even where the content is hidden. */
  readonly size: number
  readonly width: number
  readonly height: number
  readonly hiddenBits: number
  readonly actor: Guarded<Actor>
  readonly comment: Guarded<string>
  readonly content: Guarded<FileContent>
}

/** A version of a file that was deleted. */
export interface ArchivedFile extends FileVersion {
  readonly id: number
}

/** The extension in lower case, as the types of files know it; empty for none. */
export function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.')
  const extension = dot < 0 ? '' : name.slice(dot + 1).toLowerCase()
  return extension === 'jpeg' ? 'jpg' : extension
}

/** A SHA-1 as MediaWiki keeps it: 31 digits in base 36. */
export const base36OfHex = (hex: string): string => BigInt(`0x${hex}`).toString(36).padStart(31, '0')

/** The same in 40 hex digits. */
export function hexOfBase36(base36: string): string {
  let value = 0n
  for (const digit of base36) value = value * 36n + BigInt(Number.parseInt(digit, 36))
  return value.toString(16).padStart(40, '0')
}

/** The folders that MediaWiki puts a name into: `5/5e`. */
export function hashFolders(name: string): string {
  const hash = createHash('md5').update(name).digest('hex')
  return `${hash.slice(0, 1)}/${hash.slice(0, 2)}`
}

/** The name under which a version is kept when another one takes its place. */
export const archiveNameOf = (timestamp: string, name: string): string => `${timestamp}!${name}`

/** The time in the name of an old version, which is its id where parts of it are hidden. */
export const archiveIdOf = (archiveName: string): string => archiveName.slice(0, archiveName.indexOf('!'))
