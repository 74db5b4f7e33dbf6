// The files of texts: one a language, `en.json` the complete one, `qqq.json` what each text is for.
import { readFileSync } from 'node:fs'
import type { Catalog } from './messages.ts'

/** Reads catalogs from a folder, each when it is first asked for. The languages are those that have a file. */
export function catalogFolder(folder: URL): (language: string) => Catalog | undefined {
  return language => {
    // A language's code comes from requests and must not name any other file.
    if (!/^[a-z][a-z0-9-]*$/.test(language)) return undefined
    let text: string
    try {
      text = readFileSync(new URL(`${language}.json`, folder), 'utf8')
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
      throw error
    }
    return readCatalog(text)
  }
}

/** The texts of a file; `@metadata` is about the file. */
export function readCatalog(text: string): Catalog {
  const { '@metadata': _, ...texts } = JSON.parse(text) as Record<string, string>
  return texts
}

/** The texts that come with the software. */
export const shippedCatalogs = catalogFolder(new URL('../../i18n/', import.meta.url))
