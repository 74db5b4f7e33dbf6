// Special:Upload: the form that takes a file, and what there is to warn of before it is published.
import type { FileContent } from '../../files/file.ts'
import { isFileKey, stash, stashedOf, takeContent } from '../../files/stash.ts'
import { permitUpload, upload as publish, requireUploader, titleForUpload } from '../../files/upload.ts'
import { type UploadWarnings, warningsOf } from '../../files/upload-checks.ts'
import type { HttpResponse } from '../../http/message.ts'
import { NS } from '../../pages/namespaces.ts'
import { makeTitle, titleText } from '../../pages/title.ts'
import { articlePath, specialPath } from '../addresses.ts'
import { checkbox, hidden, hiddenToken, textField } from '../form.ts'
import { answerForm } from '../form-page.ts'
import { type Html, html, joined } from '../html.ts'
import { errorBox, warningBox } from '../notices.ts'
import { Links } from '../pieces.ts'
import { redirectTo } from '../redirect.ts'
import type { Visit } from '../visit.ts'
import { type SpecialPage, showSpecial } from './special-page.ts'

export const upload: SpecialPage = {
  group: 'wiki',
  isFor: viewer => viewer.may('upload'),
  title: 'upload',
  show,
}

async function show(visit: Visit, parameter: string): Promise<HttpResponse> {
  // Throws for who may not, before they choose a file.
  requireUploader(visit.wiki, await visit.performer())
  const name = visit.text('wpDestFile') ?? parameter
  return answerForm(visit, {
    show: (above, status) => page(visit, { name }, above, status),
    carryOut: () => carryOut(visit),
  })
}

interface Received {
  readonly content: FileContent
  readonly size: number
  /** The key of a file that waits since it was sent. */
  readonly filekey: string | undefined
  /** What it was called where it comes from. */
  readonly name: string
}

/** What came with the form, or waits since it was sent the first time; undefined for neither. */
async function received(visit: Visit): Promise<Received | undefined> {
  const file = visit.http.files.get('wpUploadFile')
  if (file !== undefined && file.size > 0) {
    return { ...(await takeContent(visit.wiki.files, [file.path])), filekey: undefined, name: file.name }
  }
  const filekey = visit.text('wpFilekey')
  if (filekey === undefined || !isFileKey(filekey)) return undefined
  const { content, size, name } = await stashedOf(visit.db, visit.viewer.userId, filekey)
  return { content, size, filekey, name }
}

async function carryOut(visit: Visit): Promise<HttpResponse> {
  const { wiki, db, viewer } = visit
  const file = await received(visit)
  const asked = visit.text('wpDestFile') ?? file?.name ?? ''
  if (file === undefined) {
    return page(visit, { name: asked }, errorBox(html`<p>${visit.say('x-upload-no-file')}</p>`), 400)
  }
  const named = await titleForUpload(wiki, { asked, ...file })
  const permit = await permitUpload(wiki, await visit.performer(), named.title)
  const warnings = await warningsOf(db, viewer, { ...named, sha1: file.content.sha1 })
  if (Object.keys(warnings).length > 0 && !visit.isOn('wpIgnoreWarning')) {
    // The stash is an account's: somebody without one chooses the file again.
    const filekey =
      file.filekey ??
      (viewer.userId === 0 ? undefined : (await stash(wiki, viewer.userId, { ...file, wasShown: false })).key)
    const box = warningBox(html`<h2>${visit.say('uploadwarning')}</h2>${await warningList(visit, warnings)}`)
    return page(visit, { name: titleText(named.title), filekey }, box, 200)
  }
  const comment = visit.get('wpUploadDescription') ?? ''
  await publish(wiki, permit, {
    title: named.title,
    content: file.content,
    size: file.size,
    comment,
    pageText: comment,
    tags: [],
    watch: 'preferences',
    stashKey: file.filekey,
  })
  return redirectTo(articlePath(wiki, named.title))
}

/** What there is to warn of, in words. */
async function warningList(visit: Visit, warnings: UploadWarnings): Promise<Html> {
  const { exists, duplicate = [] } = warnings
  const fileTitle = (name: string) => makeTitle(NS.file, name)
  const names = [...(exists === undefined ? [] : [exists.name]), ...duplicate]
  const links = await Links.to(visit, names.map(fileTitle))
  const link = (name: string): Html => links.page(fileTitle(name))
  const said: Html[] = []
  if (warnings.badfilename !== undefined) said.push(visit.tell('x-warn-badfilename', warnings.badfilename))
  if (exists?.as === 'exists') said.push(visit.tell('x-warn-exists', link(exists.name)))
  else if (exists?.as === 'page-exists') said.push(visit.tell('x-warn-page-exists', link(exists.name)))
  else if (exists?.as === 'exists-normalized') said.push(visit.tell('x-warn-similar', link(exists.name)))
  else if (exists !== undefined) said.push(visit.tell('x-warn-poor-name'))
  if (warnings.nochange !== undefined) said.push(visit.tell('x-warn-nochange'))
  if (warnings.duplicateversions !== undefined) said.push(visit.tell('x-warn-duplicateversions'))
  if (warnings.wasDeleted !== undefined) said.push(visit.tell('x-warn-was-deleted'))
  if (duplicate.length > 0) said.push(visit.tell('x-warn-duplicate', joined(duplicate.map(link), visit.comma)))
  if (warnings.duplicateArchive !== undefined) said.push(visit.tell('x-warn-duplicate-archive'))
  return html`<ul>${said.map(one => html`<li>${one}</li>`)}</ul>`
}

function page(
  visit: Visit,
  { name, filekey }: { readonly name: string; readonly filekey?: string | undefined },
  above: Html,
  status: number,
): HttpResponse {
  const { wiki } = visit
  const types = wiki.config.fileExtensions.join(visit.comma)
  const accept = wiki.config.fileExtensions.map(one => `.${one}`).join(',')
  const source =
    filekey === undefined
      ? html`<div class="field"><label for="f-wpUploadFile">${visit.say('sourcefilename')}</label>
<input type="file" id="f-wpUploadFile" name="wpUploadFile" accept="${accept}" required></div>`
      : html`${hidden('wpFilekey', filekey)}${checkbox('wpIgnoreWarning', visit.say('ignorewarnings'), false)}`
  const description = visit.get('wpUploadDescription') ?? ''
  const form = html`<form id="upload" method="post" enctype="multipart/form-data" action="${specialPath(wiki, 'Upload')}">${hiddenToken(visit)}
${source}${textField({ name: 'wpDestFile', label: visit.say('destfilename'), value: name, maxLength: 240 })}
<div class="field"><label for="f-wpUploadDescription">${visit.say('x-upload-summary')}</label>
<textarea id="f-wpUploadDescription" name="wpUploadDescription" rows="6">${description}</textarea></div>
${filekey === undefined && checkbox('wpIgnoreWarning', visit.say('ignorewarnings'), visit.isOn('wpIgnoreWarning'))}
<div class="buttons"><button class="primary">${visit.say('uploadbtn')}</button></div></form>`
  return showSpecial(visit, 'Upload', '', {
    status,
    title: visit.say('upload'),
    body: html`${above}<p>${visit.say('x-upload-types', types)}</p>${form}`,
  })
}
