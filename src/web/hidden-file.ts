// Versions of files that are not at their own addresses: hidden ones and deleted ones, for who may see them.
import { makeFileToken, matchesFileToken } from '../access/file-token.ts'
import { fail } from '../errors.ts'
import { extensionOf, type FileVersion } from '../files/file.ts'
import { archivedOfNameWithContent } from '../files/file-archive-store.ts'
import { oldVersionsByNames } from '../files/file-store.ts'
import type { HttpResponse } from '../http/message.ts'
import { NS } from '../pages/namespaces.ts'
import { parseTitle } from '../pages/title.ts'
import { pathOf, specialTitle } from './addresses.ts'
import { sendFile } from './file-response.ts'
import { html } from './html.ts'
import { showMessage } from './notices.ts'
import type { Visit } from './visit.ts'

/**
 * The file that the parameters `target` and `file` name: an old version, or a deleted one by its hash; undefined where they
 * name none. Throws for who may not know what was deleted; who comes without a token of their session is asked first,
 * because another site could have sent them.
 */
export async function hiddenFile(
  visit: Visit,
  special: 'RevisionDelete' | 'Undelete',
): Promise<HttpResponse | undefined> {
  const key = visit.get('file')
  const parsed = parseTitle(visit.get('target') ?? '', visit.wiki.titles)
  if (key === undefined || !parsed.ok || parsed.title.namespace !== NS.file) return undefined
  const performer = await visit.performer()
  performer.permit('deletedhistory', { evenIfBlocked: true })
  performer.permit('deletedtext', { evenIfBlocked: true })
  const name = parsed.title.dbKey
  const version = key.includes('!') ? await oldVersion(visit, name, key) : await deletedVersion(visit, name, key)
  const content = version?.content.for(visit.viewer)
  const at = specialTitle(special)
  if (content === undefined || content.is === 'withheld') {
    return showMessage(visit, { at, special, status: 404, title: visit.say('badtitle'), text: visit.tell('x-no-file') })
  }
  if (!matchesFileToken(visit.session.secret, key, visit.get('token') ?? '')) {
    visit.token()
    const token = makeFileToken(visit.session.secret, key, visit.now)
    const href = pathOf(visit.wiki, at, { target: visit.wiki.nameOf(parsed.title), file: key, token })
    const text = html`<p><a href="${href}">${visit.say('x-open-hidden-file', visit.wiki.nameOf(parsed.title))}</a></p>`
    return showMessage(visit, { at, special, status: 200, title: visit.say('revisiondelete'), text })
  }
  const sent = await sendFile(visit.wiki, visit.http, { content: content.value, name, isPublic: false })
  if (sent === undefined) throw fail('filerevert-badversion', [])
  return { ...sent, headers: { ...sent.headers, 'Cache-Control': 'private, no-store, no-transform' } }
}

async function oldVersion({ db }: Visit, name: string, archiveName: string): Promise<FileVersion | undefined> {
  return (await oldVersionsByNames(db, name, [archiveName]))[0]
}

async function deletedVersion({ db, viewer }: Visit, name: string, key: string): Promise<FileVersion | undefined> {
  const sha1 = key.slice(0, -`.${extensionOf(name)}`.length)
  if (`${sha1}.${extensionOf(name)}` !== key) return undefined
  return (await archivedOfNameWithContent(db, viewer, { name, sha1 }))[0]
}
