// A file on its way to a browser: in whole or in part, and so that nothing in it can act for this wiki.
import type { FileContent } from '../files/file.ts'
import type { HttpRequest, HttpResponse } from '../http/message.ts'
import type { Wiki } from '../wiki.ts'

/** What browsers may show of themselves; all else they are told to save. */
const shownTypes = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/svg+xml', 'text/plain'])

export interface FileToSend {
  readonly content: Pick<FileContent, 'sha1' | 'mime'>
  /** The name to save it under. */
  readonly name: string
  /** Whether any cache may keep it, to be asked again each time. */
  readonly isPublic: boolean
}

/** Nothing in a file may run, send forms, or ask for anything, wherever it is opened. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"

/** The answer with a content, or the part of it that is asked for. */
export async function sendFile(
  { files }: Wiki,
  { method, headers: asked }: HttpRequest,
  file: FileToSend,
): Promise<HttpResponse | undefined> {
  const { sha1, mime } = file.content
  const size = await files.sizeOf(sha1)
  if (size === undefined) return undefined
  const tag = `"${sha1}"`
  const headers = { ...headersOf(mime, tag, file.isPublic), 'Content-Disposition': disposition(mime, file.name) }
  if (isKnown(asked, tag)) return { status: 304, headers, body: '' }
  const isFresh = asked['if-range'] === undefined || asked['if-range'] === tag
  const range = isFresh ? rangeOf(asked.range, size) : undefined
  if (range === 'none') {
    return { status: 416, headers: { ...headers, 'Content-Range': `bytes */${size}` }, body: '' }
  }
  const { start, end } = range ?? { start: 0, end: size - 1 }
  const length = end - start + 1
  const body = method === 'HEAD' || length === 0 ? '' : await files.read(sha1, { start, end })
  const sized = { ...headers, 'Content-Length': String(length) }
  if (range === undefined) return { status: 200, headers: sized, body }
  return { status: 206, headers: { ...sized, 'Content-Range': `bytes ${start}-${end}/${size}` }, body }
}

/** A picture that was made here, whole. */
export function sendBytes(
  { method, headers: asked }: HttpRequest,
  { mime, bytes }: { readonly mime: string; readonly bytes: Buffer },
  name: string,
  isPublic: boolean,
): HttpResponse {
  const tag = `"${name}"`
  const headers = { ...headersOf(mime, tag, isPublic), 'Content-Length': String(bytes.length) }
  if (isKnown(asked, tag)) return { status: 304, headers: headersOf(mime, tag, isPublic), body: '' }
  return { status: 200, headers, body: method === 'HEAD' ? '' : bytes }
}

const headersOf = (mime: string, tag: string, isPublic: boolean): Record<string, string> => ({
  'Content-Type': mime === 'text/plain' ? 'text/plain; charset=utf-8' : mime,
  'Content-Security-Policy': policy,
  // Old versions can be hidden at any time: a cache has to ask. What is sent is just what was uploaded.
  'Cache-Control': `${isPublic ? 'public' : 'private'}, no-cache, no-transform`,
  'Accept-Ranges': 'bytes',
  ETag: tag,
})

const isKnown = ({ 'if-none-match': tags }: HttpRequest['headers'], tag: string): boolean =>
  tags?.split(',').some(one => one.trim().replace(/^W\//, '') === tag) ?? false

function disposition(mime: string, name: string): string {
  const kind = shownTypes.has(mime) ? 'inline' : 'attachment'
  const plain = name.replace(/[^\w.-]/g, '_')
  return `${kind}; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name).replaceAll("'", '%27')}`
}

/** The bytes that a header asks for; several ranges, or none that is understood, stand for the whole. */
function rangeOf(header: string | undefined, size: number): { start: number; end: number } | 'none' | undefined {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '') ?? []
  if (from === '' && to === '') return undefined
  if (from === '') {
    const last = Math.min(Number(to), size)
    return last === 0 ? 'none' : { start: size - last, end: size - 1 }
  }
  const start = Number(from)
  const end = to === '' ? size - 1 : Math.min(Number(to), size - 1)
  if (start >= size) return 'none'
  return start > end ? undefined : { start, end }
}
