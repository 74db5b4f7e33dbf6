// What a file is, by its first bytes: its type, its size in pixels, what it tells of itself. Names prove nothing.
import type { FileFacts, FileMetadata } from './file.ts'
import { inspectSvg } from './svg.ts'

/** So many bytes of a file are looked at. */
export const inspectedBytes = 16 * 1024 * 1024

/** The types that are known, and the extensions that a file of each may have. */
export const extensionsOfTypes: Readonly<Record<string, readonly string[]>> = {
  'image/png': ['png'],
  'image/jpeg': ['jpg'],
  'image/gif': ['gif'],
  'image/webp': ['webp'],
  'image/svg+xml': ['svg'],
  'application/pdf': ['pdf'],
  'text/plain': ['txt'],
}

const plain = (mime: string, mediaType: FileFacts['mediaType']): FileFacts => ({
  mime,
  mediaType,
  width: 0,
  height: 0,
  bits: 0,
  metadata: [],
})

/** What the bytes are, which are the first of a file, or all of it. */
export function inspect(bytes: Buffer): FileFacts {
  if (bytes.subarray(0, 8).equals(pngSignature)) return inspectPng(bytes)
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return inspectJpeg(bytes)
  if (/^GIF8[79]a/.test(bytes.toString('latin1', 0, 6))) return inspectGif(bytes)
  if (bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP') return inspectWebp(bytes)
  if (bytes.toString('latin1', 0, 5) === '%PDF-') return plain('application/pdf', 'OFFICE')
  return inspectText(bytes)
}

function inspectText(bytes: Buffer): FileFacts {
  const unknown = plain('application/octet-stream', 'OFFICE')
  if (bytes.subarray(0, 65_536).includes(0)) return unknown
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return unknown
  }
  const svg = inspectSvg(text)
  if (svg !== undefined) {
    return { mime: 'image/svg+xml', mediaType: 'DRAWING', bits: 0, metadata: [], ...svg }
  }
  return plain(/^\s*<(?:!doctype\s+html|html|head|body|script)\b/i.test(text) ? 'text/html' : 'text/plain', 'TEXT')
}

const pngSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const colorTypes: Readonly<Record<number, string>> = {
  0: 'greyscale',
  2: 'truecolour',
  3: 'index-coloured',
  4: 'greyscale-alpha',
  6: 'truecolour-alpha',
}

function inspectPng(bytes: Buffer): FileFacts {
  if (bytes.length < 33) return plain('application/octet-stream', 'OFFICE')
  const bits = bytes.readUInt8(24)
  let frameCount = 0
  let loopCount = 1
  for (let at = 8; at + 12 <= bytes.length; at += 12 + bytes.readUInt32BE(at)) {
    const kind = bytes.toString('latin1', at + 4, at + 8)
    if (kind === 'IDAT' || kind === 'IEND') break
    if (kind === 'acTL' && at + 16 <= bytes.length) {
      frameCount = bytes.readUInt32BE(at + 8)
      loopCount = bytes.readUInt32BE(at + 12)
    }
  }
  return {
    mime: 'image/png',
    mediaType: 'BITMAP',
    width: bytes.readUInt32BE(16),
    height: bytes.readUInt32BE(20),
    bits,
    metadata: [
      { name: 'frameCount', value: frameCount },
      { name: 'loopCount', value: loopCount },
      { name: 'duration', value: 0 },
      { name: 'bitDepth', value: bits },
      { name: 'colorType', value: colorTypes[bytes.readUInt8(25)] ?? 'unknown' },
      versionOf('_MW_PNG_VERSION', 1),
    ],
  }
}

const versionOf = (name: string, value: number): FileMetadata[number] => ({
  name: 'metadata',
  value: [{ name, value }],
})

/** Whether a marker begins a frame, which tells the size; DHT, JPG and DAC look alike and do not. */
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)

function inspectJpeg(bytes: Buffer): FileFacts {
  const metadata: FileMetadata = [{ name: 'MEDIAWIKI_EXIF_VERSION', value: 2 }]
  const facts: FileFacts = { ...plain('image/jpeg', 'BITMAP'), metadata }
  for (let at = 2; at + 9 < bytes.length; ) {
    if (bytes[at] !== 0xff) break
    const marker = bytes.readUInt8(at + 1)
    if (isFrame(marker)) {
      const height = bytes.readUInt16BE(at + 5)
      return { ...facts, bits: bytes.readUInt8(at + 4), height, width: bytes.readUInt16BE(at + 7) }
    }
    // A fill byte, and what has no length.
    if (marker === 0xff) at += 1
    else if ((marker >= 0xd0 && marker <= 0xd8) || marker === 0x01) at += 2
    else at += 2 + bytes.readUInt16BE(at + 2)
  }
  return facts
}

function inspectGif(bytes: Buffer): FileFacts {
  if (bytes.length < 13) return plain('application/octet-stream', 'OFFICE')
  const flags = bytes.readUInt8(10)
  const { frames, looped, hundredths } = walkGif(bytes, 13 + tableSize(flags))
  return {
    mime: 'image/gif',
    mediaType: 'BITMAP',
    width: bytes.readUInt16LE(6),
    height: bytes.readUInt16LE(8),
    bits: (flags & 7) + 1,
    metadata: [
      { name: 'frameCount', value: frames },
      { name: 'looped', value: looped },
      { name: 'duration', value: hundredths / 100 },
      versionOf('_MW_GIF_VERSION', 1),
    ],
  }
}

const tableSize = (flags: number): number => ((flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1))

function walkGif(bytes: Buffer, from: number): { frames: number; looped: boolean; hundredths: number } {
  let frames = 0
  let looped = false
  let hundredths = 0
  let at = from
  const skipBlocks = (): void => {
    while (at < bytes.length && bytes[at] !== 0) at += 1 + (bytes[at] ?? 0)
    at += 1
  }
  while (at < bytes.length) {
    const kind = bytes[at]
    if (kind === 0x2c && at + 10 < bytes.length) {
      frames += 1
      at += 11 + tableSize(bytes.readUInt8(at + 9))
    } else if (kind === 0x21) {
      const label = bytes[at + 1]
      if (label === 0xf9 && at + 6 < bytes.length) hundredths += bytes.readUInt16LE(at + 4)
      if (label === 0xff && bytes.toString('latin1', at + 3, at + 14) === 'NETSCAPE2.0') looped = true
      at += 2
    } else break
    skipBlocks()
  }
  return { frames, looped, hundredths }
}

function inspectWebp(bytes: Buffer): FileFacts {
  const kind = bytes.toString('latin1', 12, 16)
  const found = bytes.length < 30 ? undefined : webpSize(kind, bytes)
  const { width, height } = found ?? { width: 0, height: 0 }
  const compression = kind === 'VP8 ' ? 'lossy' : kind === 'VP8L' ? 'lossless' : 'unknown'
  return {
    mime: 'image/webp',
    mediaType: 'BITMAP',
    width,
    height,
    bits: 0,
    metadata: [
      { name: 'compression', value: compression },
      { name: 'width', value: width },
      { name: 'height', value: height },
      versionOf('_MW_WEBP_VERSION', 2),
    ],
  }
}

function webpSize(kind: string, bytes: Buffer): { width: number; height: number } | undefined {
  if (kind === 'VP8 ') return { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff }
  if (kind === 'VP8L') {
    const packed = bytes.readUInt32LE(21)
    return { width: (packed & 0x3fff) + 1, height: ((packed >>> 14) & 0x3fff) + 1 }
  }
  if (kind === 'VP8X') return { width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 }
  return undefined
}
