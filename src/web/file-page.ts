// What the page of a file shows besides its text: the file, its versions, and where it is used.
import { Viewer, valueFor } from '../access/viewer.ts'
import type { FileContent, FileVersion } from '../files/file.ts'
import { filePath, scaledSize, thumbnailPath } from '../files/file-address.ts'
import { fileByName, oldVersionsOf } from '../files/file-store.ts'
import { referencesTo } from '../links/backlinks-store.ts'
import { NS } from '../pages/namespaces.ts'
import { titleOfPage } from '../pages/page-store.ts'
import { makeTitle, type Title } from '../pages/title.ts'
import { specialPath } from './addresses.ts'
import { type Html, html, nothing } from './html.ts'
import { Links, peopleAndSummaries, shown, shownActor, time } from './pieces.ts'
import type { Visit } from './visit.ts'

const mostVersions = 100
const mostUses = 100
/** Pixels that a picture has on its page. */
const shownBounds = { width: 800, height: 600 }

export interface FilePart {
  /** The file itself, above the text of its page. */
  readonly above: Html
  /** Its versions and uses, below. */
  readonly below: Html
}

/** The parts of a file's page; nothing where no file has this title. */
export async function filePart(visit: Visit, title: Title): Promise<FilePart> {
  const file = title.namespace === NS.file ? await fileByName(visit.db, title.dbKey) : undefined
  const content = file && valueFor(file.content, Viewer.public)
  if (file === undefined || content === undefined) return { above: nothing, below: nothing }
  const old = await oldVersionsOf(visit.db, title.dbKey, { limit: mostVersions })
  return {
    above: fileBox(visit, file, content),
    below: html`${await versionTable(visit, title, [file, ...old])}${await usesOf(visit, title)}`,
  }
}

function fileBox(visit: Visit, file: FileVersion, content: FileContent): Html {
  const { scriptPath } = visit.wiki.config
  const path = filePath(file, scriptPath)
  const { width, height } = scaledSize(content, shownBounds)
  const source = width < content.width ? thumbnailPath(file, width, scriptPath) : path
  const picture =
    content.width > 0 &&
    html`<a href="${path}"><img src="${source}" width="${width}" height="${height}" alt="${visit.wiki.nameOf(makeTitle(NS.file, file.name))}"></a>`
  return html`<div class="file-box" id="file">${picture}<p><a href="${path}">${visit.say('x-file-original')}</a> (${sizeText(visit, file)}; ${content.mime})</p></div>`
}

const sizeText = (visit: Visit, { size, width, height }: FileVersion): string =>
  width > 0 ? visit.say('x-file-size', width, height, size) : visit.say('x-file-bytes', size)

async function versionTable(visit: Visit, title: Title, versions: readonly FileVersion[]): Promise<Html> {
  const { viewer, wiki } = visit
  const [links, comments] = await peopleAndSummaries(visit, title, versions)
  const rows = versions.map(
    (one, index) =>
      html`<tr><td>${one.archiveName === undefined && html`<strong>${visit.say('filehist-current')}</strong> `}${versionLink(visit, title, one)}</td><td>${sizeText(visit, one)}</td><td>${shownActor(visit, links, one.actor)}</td><td>${comments[index]}</td></tr>`,
  )
  const heads = ['datetime', 'dimensions', 'user', 'comment'].map(
    name => html`<th scope="col">${visit.say(`filehist-${name}`)}</th>`,
  )
  const again = specialPath(wiki, 'Upload', { wpDestFile: title.dbKey })
  return html`<section id="filehistory"><h2>${visit.say('filehist')}</h2><table class="wikitable filehistory"><thead><tr>${heads}</tr></thead><tbody>${rows}</tbody></table>${
    viewer.may('upload') && html`<p><a href="${again}">${visit.say('x-file-new-version')}</a></p>`
  }</section>`
}

/** A version at its own address; a hidden one at the page that opens it, for who may see it. */
function versionLink(visit: Visit, title: Title, version: FileVersion): Html {
  const { wiki } = visit
  const label = time(visit, version.timestamp)
  const content = version.content.for(visit.viewer)
  const target = wiki.nameOf(title)
  const href =
    content.is === 'open'
      ? filePath(version, wiki.config.scriptPath)
      : specialPath(wiki, 'RevisionDelete', { target, file: version.archiveName ?? '' })
  const link = shown(visit, content, () => html`<a href="${href}">${label}</a>`, 'x-file-hidden')
  return content.is === 'withheld' ? html`${label} ${link}` : link
}

async function usesOf(visit: Visit, title: Title): Promise<Html> {
  const rows = await referencesTo(visit.db, {
    kind: 'file',
    targets: [title],
    namespaces: undefined,
    redirects: undefined,
    ascending: true,
    limit: mostUses,
    at: undefined,
  })
  const titles = rows.map(titleOfPage)
  const links = await Links.to(visit, titles)
  const list = html`<ul>${titles.map(one => html`<li>${links.page(one)}</li>`)}</ul>`
  return html`<section id="filelinks"><h2>${visit.say('imagelinks')}</h2>${titles.length === 0 ? html`<p>${visit.say('nolinkstoimage')}</p>` : list}</section>`
}
