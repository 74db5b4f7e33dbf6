// The files that a page shows, as the wikitext engine wants to know them; a redirect of a file leads to the other one.
import { Viewer, valueFor } from '../access/viewer.ts'
import { NS } from '../pages/namespaces.ts'
import { pagesByTitles, redirectsOfPages } from '../pages/page-store.ts'
import { makeTitle } from '../pages/title.ts'
import type { Reader } from '../storage/database.ts'
import type { Wiki } from '../wiki.ts'
import type { FileInfo } from '../wikitext/index.ts'
import type { FileVersion } from './file.ts'
import { filePath, thumbnailPath } from './file-address.ts'
import { filesByNames } from './file-store.ts'

/** The files that these names (with blanks or underscores) stand for, by the name as it was given. */
async function filesShown(db: Reader, names: readonly string[]): Promise<Map<string, FileVersion>> {
  const keys = new Map(names.map(name => [name, name.replaceAll(' ', '_')]))
  const files = await filesByNames(db, [...new Set(keys.values())])
  const missing = [...new Set([...keys.values()].filter(key => !files.has(key)))]
  const targets = missing.length === 0 ? new Map<string, string>() : await redirectTargets(db, missing)
  const led = await filesByNames(db, [...new Set(targets.values())])
  const found = new Map<string, FileVersion>()
  for (const [name, key] of keys) {
    const file = files.get(key) ?? led.get(targets.get(key) ?? '')
    if (file !== undefined) found.set(name, file)
  }
  return found
}

/** Of names without a file those whose page leads to another file, and to which. */
async function redirectTargets(db: Reader, keys: readonly string[]): Promise<Map<string, string>> {
  const pages = await pagesByTitles(
    db,
    keys.map(key => makeTitle(NS.file, key)),
  )
  const redirects = pages.filter(page => page.page_is_redirect !== 0)
  const led = await redirectsOfPages(
    db,
    redirects.map(page => page.page_id),
  )
  return new Map(
    redirects.flatMap(page => {
      const target = led.get(page.page_id)
      return target?.namespace === NS.file && target.interwiki === '' ? [[page.page_title, target.dbKey]] : []
    }),
  )
}

/** What the engine is told of files. */
export async function fileInfo({ database, config }: Wiki, names: readonly string[]): Promise<Map<string, FileInfo>> {
  const found = new Map<string, FileInfo>()
  for (const [name, file] of await filesShown(database.read, names)) {
    const content = valueFor(file.content, Viewer.public)
    if (content === undefined) continue
    const { width, height, mime } = content
    found.set(name, {
      url: filePath(file, config.scriptPath),
      width,
      height,
      mime,
      thumbnail: wanted => thumbnailPath(file, wanted, config.scriptPath),
    })
  }
  return found
}

/** What a rendering with these files depends on: which file each name stands for, and its size; in one word each. */
export async function fileStamps({ database }: Wiki, names: readonly string[]): Promise<Map<string, string>> {
  const files = names.length === 0 ? new Map<string, FileVersion>() : await filesShown(database.read, names)
  return new Map(
    names.map(name => {
      const file = files.get(name)
      return [name, file === undefined ? '' : `${file.name}/${file.timestamp}`]
    }),
  )
}
