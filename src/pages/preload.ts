// What an edit box holds before anybody has written anything.

import type { Viewer } from '../access/viewer.ts'
import type { Wiki } from '../wiki.ts'
import { preloadText, tagsOf } from '../wikitext/index.ts'
import { contentModel } from './content-models.ts'
import { NS } from './namespaces.ts'
import { pageByTitle } from './page-store.ts'
import { latestTexts } from './page-text-store.ts'
import { redirectOf } from './redirect-title.ts'
import { defaultContentModel, parseTitle, type Title, titleText } from './title.ts'
import { expandContextOf } from './wikitext-context.ts'

/** What to start from, instead of nothing. */
export interface Preload {
  /** The page whose text is taken, as somebody typed it. */
  readonly from: string | undefined
  /** What `$1` and so on in that text become. */
  readonly parameters: readonly string[]
  readonly newSection: boolean
}

/** A text to start from. */
export interface Preloaded {
  readonly model: string
  readonly format: string
  readonly text: string
  /** Whether it is what the box would hold without asking for anything. */
  readonly isDefault: boolean
}

/** The text that the edit box of a page, or of a new section on it, starts with. */
export async function preloaded(
  wiki: Wiki,
  { viewer, now }: { readonly viewer: Viewer; readonly now: Date },
  title: Title,
  preload: Preload,
): Promise<Preloaded> {
  const model = defaultContentModel(title, wiki.titles.namespaces)
  const standard = (preload.newSection ? undefined : messageText(wiki, title)) ?? ''
  const other = preload.from === undefined ? undefined : await otherText(wiki, viewer, preload.from)
  const text =
    other === undefined || other.model !== model
      ? standard
      : contentModel(model).isWikitext
        ? preloadText(other.text, preload.parameters, tagsOf(expandContextOf(wiki, title, now).extensions))
        : other.text
  return { model, format: contentModel(model).formats[0] ?? '', text, isDefault: text === standard }
}

async function otherText(
  wiki: Wiki,
  viewer: Viewer,
  from: string,
): Promise<{ model: string; text: string } | undefined> {
  const parsed = parseTitle(from, wiki.titles)
  if (!parsed.ok || parsed.title.namespace < 0 || parsed.title.interwiki !== '' || !viewer.may('read')) return undefined
  const found = await textOf(wiki, parsed.title)
  if (found === undefined) {
    const text = messageText(wiki, parsed.title)
    return text === undefined ? undefined : { model: defaultContentModel(parsed.title, wiki.titles.namespaces), text }
  }
  const target = redirectOf(found.model, found.text, wiki)
  return target === undefined ? found : textOf(wiki, target)
}

async function textOf({ database }: Wiki, title: Title): Promise<{ model: string; text: string } | undefined> {
  const page = title.namespace < 0 || title.interwiki !== '' ? undefined : await pageByTitle(database.read, title)
  if (page === undefined) return undefined
  const [text] = (await latestTexts(database.read, [title])).values()
  return text === undefined ? undefined : { model: page.page_content_model, text }
}

/** What the interface says where a page of the MediaWiki namespace could say something else. */
export function messageText({ messages, config }: Wiki, title: Title): string | undefined {
  if (title.namespace !== NS.mediawiki) return undefined
  const text = titleText(title).replaceAll(' ', '_')
  return messages.source(text.charAt(0).toLowerCase() + text.slice(1), config.language)
}
