// The addresses of files: what everybody may see of them. A hidden or deleted version is not there, for nobody.
import { Viewer, valueFor } from '../access/viewer.ts'
import type { FileVersion } from '../files/file.ts'
import { type FileAddress, readFileAddress } from '../files/file-address.ts'
import { fileByName, oldVersionsByNames } from '../files/file-store.ts'
import { Thumbnails } from '../files/thumbnail.ts'
import type { HttpRequest, HttpResponse } from '../http/message.ts'
import type { Reader } from '../storage/database.ts'
import type { Wiki } from '../wiki.ts'
import { sendBytes, sendFile } from './file-response.ts'

/** Answers an address below `/images/`. */
export async function answerImage(wiki: Wiki, request: HttpRequest): Promise<HttpResponse> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return { status: 405, headers: { Allow: 'GET, HEAD', ...plain }, body: '' }
  }
  if (!wiki.isPublic && !(await mayRead(wiki, request))) return notThere
  const rest = request.path.slice(request.path.indexOf('/images/') + '/images/'.length)
  const address = readFileAddress(rest)
  const version = address && (await versionAt(wiki.database.read, address))
  // As everybody sees it, whoever asks: at this address no cache could tell readers apart.
  const content = version && valueFor(version.content, Viewer.public)
  if (address === undefined || content === undefined) return notThere
  const { isPublic } = wiki
  const scaled = address.width === undefined ? undefined : await thumbnailsOf(wiki).of(content, address.width)
  if (scaled !== undefined) return sendBytes(request, scaled, `${content.sha1}-${address.width}`, isPublic)
  return (await sendFile(wiki, request, { content, name: address.name, isPublic })) ?? notThere
}

const plain = { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' }
const notThere: HttpResponse = { status: 404, headers: plain, body: 'There is no file at this address.\n' }

const thumbnails = new WeakMap<Wiki, Thumbnails>()
function thumbnailsOf(wiki: Wiki): Thumbnails {
  const known = thumbnails.get(wiki) ?? new Thumbnails(wiki.files)
  thumbnails.set(wiki, known)
  return known
}

async function versionAt(db: Reader, { name, archiveName }: FileAddress): Promise<FileVersion | undefined> {
  if (archiveName === undefined) return fileByName(db, name)
  return (await oldVersionsByNames(db, name, [archiveName]))[0]
}

async function mayRead({ sessions, accounts, now }: Wiki, { cookies, ip }: HttpRequest): Promise<boolean> {
  const session = await sessions.open(cookies, now())
  return (await accounts.viewerOf(session, ip, now())).may('read')
}
