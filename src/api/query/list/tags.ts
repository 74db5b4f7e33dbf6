// list=tags: the change tags, by name.
import { fallbackChain } from '../../../language/languages.ts'
import { escapeHtml } from '../../../language/message-text.ts'
import { NS } from '../../../pages/namespaces.ts'
import { renderPage } from '../../../pages/render-page.ts'
import { makeTitle } from '../../../pages/title.ts'
import { expandContextOf } from '../../../pages/wikitext-context.ts'
import { isNameless, isSetBySoftware, softwareTags } from '../../../tags/tag.ts'
import { tagsFrom } from '../../../tags/tag-list-store.ts'
import type { Wiki } from '../../../wiki.ts'
import { expandTemplates, presentHtml } from '../../../wikitext/index.ts'
import { defineList, prop } from '../../listing.ts'
import type { QueryContext } from '../../module.ts'
import { p } from '../../params.ts'
import { list } from '../../result.ts'

/** A tag that is defined, by the software or by hand, or that something has. */
interface ListedTag {
  readonly name: string
  readonly uses: number
  readonly isManual: boolean
  readonly isSoftware: boolean
}

export const tags = defineList({
  path: 'query+tags',
  prefix: 'tg',
  item: 'tag',
  params: {
    continue: p.string(),
    limit: p.limit({ default: 10 }),
    prop: p.oneOf(['displayname', 'description', 'hitcount', 'defined', 'source', 'active'], {
      multi: true,
      default: '',
    }),
  },
  examples: {
    'action=query&list=tags&tgprop=displayname|description|hitcount|defined': 'apihelp-query+tags-example-simple',
  },

  async find({ db, wiki }, given, limit): Promise<ListedTag[]> {
    const from = given.continue ?? ''
    const known = new Map((await tagsFrom(db, from, limit)).map(row => [row.ctd_name, row]))
    const names = [
      ...known.keys(),
      ...[...softwareTags, ...wiki.ruleTags].filter(name => !known.has(name) && name >= from),
    ]
    return names
      .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
      .slice(0, limit)
      .map(name => ({
        name,
        uses: known.get(name)?.ctd_count ?? 0,
        isManual: known.get(name)?.ctd_user_defined === 1,
        isSoftware: isSetBySoftware(name, wiki.ruleTags),
      }))
  },
  continueAt: tag => tag.name,
  always: prop<ListedTag>({ show: ({ name }) => ({ name }) }),
  props: {
    displayname: prop<ListedTag, TextsOfTags>({
      needs: textsOfTags,
      show: ({ name }, _viewer, texts) => ({ displayname: texts.names.get(name) ?? escapeHtml(name) }),
    }),
    description: prop<ListedTag, TextsOfTags>({
      needs: textsOfTags,
      show: ({ name }, _viewer, texts) => ({ description: texts.descriptions.get(name) ?? '' }),
    }),
    hitcount: prop<ListedTag>({ show: ({ uses }) => ({ hitcount: uses }) }),
    defined: prop<ListedTag>({ show: ({ isManual, isSoftware }) => ({ defined: isManual || isSoftware }) }),
    source: prop<ListedTag>({
      show: ({ isManual, isSoftware }) => ({
        source: list('_v', [...(isSoftware ? ['software', 'extension'] : []), ...(isManual ? ['manual'] : [])]),
      }),
    }),
    active: prop<ListedTag>({ show: ({ isManual, isSoftware }) => ({ active: isManual || isSoftware }) }),
  },
})

interface TextsOfTags {
  /** HTML; false for one that is not to be shown. */
  readonly names: ReadonlyMap<string, string | false>
  /** As MediaWiki: wikitext, whose templates are expanded. */
  readonly descriptions: ReadonlyMap<string, string>
}

/** The texts of tags in the language of who asks. Those that pages of the wiki give are whole wikitext. */
async function textsOfTags({ wiki, request, now }: QueryContext, tags: readonly ListedTag[]): Promise<TextsOfTags> {
  const { language } = request
  const names = new Map<string, string | false>()
  const descriptions = new Map<string, string>()
  for (const { name } of tags) {
    const [nameKey, descriptionKey] = [`tag-${name}`, `tag-${name}-description`]
    const ownName = wiki.messages.source(nameKey, language)
    if (isNameless(ownName)) names.set(name, false)
    else if (ownName !== undefined) names.set(name, await inlineText(wiki, nameKey, language, now))
    if (!wiki.messages.has(descriptionKey, language)) continue
    const text = wiki.messages.wikitext({ key: descriptionKey, params: [] }, language)
    const expanded = text.includes('{{') ? await expandTemplates(text, expandContextOf(wiki, noPage, now)) : { text }
    descriptions.set(name, expanded.text)
  }
  return { names, descriptions }
}

const noPage = makeTitle(NS.special, 'Tags')

/** Wikitext of one paragraph as HTML without one around, made safe. */
async function inlineText(wiki: Wiki, key: string, language: string, now: Date): Promise<string> {
  const message = { key, params: [] }
  const isPage = fallbackChain(language).some(code => wiki.messagePages.of(key, code) !== undefined)
  if (!isPage) return wiki.messages.html(message, language)
  const text = wiki.messages.wikitext(message, language)
  const rendering = await renderPage(wiki, { title: noPage, text, now })
  const html = presentHtml(rendering, { toc: 'none' }).trim()
  const [, inner] = /^<p>((?:(?!<\/?p>).)*)<\/p>$/s.exec(html) ?? []
  return inner === undefined ? html : inner.trim()
}
