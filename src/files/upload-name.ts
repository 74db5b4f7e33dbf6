// The name that a file is uploaded to: cleaned as MediaWiki does, with an extension that says what is in it.
import { NS } from '../pages/namespaces.ts'
import { makeTitle, parseTitle, type Title, type TitleRules, titleText } from '../pages/title.ts'
import { extensionOf } from './file.ts'
import { extensionsOfTypes } from './file-type.ts'

/** Extensions of programs and of what servers run: refused wherever they stand in a name. */
const prohibitedExtensions: ReadonlySet<string> = new Set(
  `html htm js jsb mhtml mht xhtml xht php phtml php3 php4 php5 phps phar shtml jhtml pl py cgi exe scr dll msi vbs bat
  com pif cmd vxd cpl xml`.split(/\s+/),
)

/** What a name is, or what is wrong with it. */
export type UploadName =
  | {
      readonly ok: true
      readonly title: Title
      /** The name as it was asked for differs from the title's. */
      readonly wasCleaned: boolean
    }
  | { readonly ok: false; readonly why: 'illegal-filename'; readonly filtered: string }
  | { readonly ok: false; readonly why: 'filename-tooshort' | 'filename-toolong' | 'filetype-missing' }
  | {
      readonly ok: false
      readonly why: 'filetype-banned'
      readonly banned: readonly string[]
      readonly extension: string
    }

/** In bytes: an archived version has its time before the name. */
const longestName = 240

/** Characters that a title may have and a file name may not: separators of paths, and `:` which some systems take so. */
const illegalInNames = /[:/\\]/g
const illegalInTitles = /[^ %!"$&'()*,\-./0-9;=?@A-Z^_`a-z~+\u0080-\u{10ffff}]/gu

/** The name without the characters that no file can have. */
const stripped = (name: string): string => name.replace(illegalInNames, '-').replace(illegalInTitles, '-').trim()

/** Finds the title for a file of this type that is asked to be called so. `allowed` are the wiki's extensions. */
export function uploadName(
  asked: string,
  mime: string,
  { titles, allowed }: { readonly titles: TitleRules; readonly allowed: readonly string[] },
): UploadName {
  const ofNamespace = parseTitle(asked, titles, NS.file)
  const local = ofNamespace.ok && ofNamespace.title.namespace === NS.file ? titleText(ofNamespace.title) : asked
  if (Buffer.byteLength(local) > longestName) return { ok: false, why: 'filename-toolong' }
  const filtered = stripped(local)
  const parsed = parseTitle(`File:${filtered}`, titles, NS.file)
  if (!parsed.ok || parsed.title.dbKey === '' || parsed.title.namespace !== NS.file) {
    return { ok: false, why: 'illegal-filename', filtered: local }
  }
  const parts = parsed.title.dbKey.split('.')
  const extensions = parts.slice(1)
  let name = parsed.title.dbKey
  if (extensions.length === 0) {
    const [natural] = extensionsOfTypes[mime] ?? []
    if (natural === undefined) return { ok: false, why: 'filetype-missing' }
    extensions.push(natural)
    name += `.${natural}`
  }
  const last = extensions.at(-1) ?? ''
  if (last.trim() === '') return { ok: false, why: 'filetype-missing' }
  const banned = extensions.map(one => one.toLowerCase()).filter(one => prohibitedExtensions.has(one))
  if (banned.length > 0 || !allowed.includes(last.toLowerCase())) {
    return { ok: false, why: 'filetype-banned', banned, extension: last.toLowerCase() }
  }
  if (name.length - last.length - 1 < 1) return { ok: false, why: 'filename-tooshort' }
  if (Buffer.byteLength(name) > longestName) return { ok: false, why: 'filename-toolong' }
  const title = makeTitle(NS.file, name)
  return { ok: true, title, wasCleaned: comparable(asked) !== name }
}

/** As MediaWiki: blanks, underscores and the first letter are no difference. */
function comparable(asked: string): string {
  const name = asked.replaceAll(' ', '_')
  const [first = ''] = name
  return first.toUpperCase() + name.slice(first.length)
}

/** Whether the extension of a name fits what is in the file. */
export const fitsType = (name: string, mime: string): boolean =>
  (extensionsOfTypes[mime] ?? []).includes(extensionOf(name))
