// list=tags: the change tags, by name.
import { escapeHtml } from '../../../language/message-text.ts'
import { softwareTags } from '../../../tags/tag.ts'
import { tagsFrom } from '../../../tags/tag-list-store.ts'
import type { Wiki } from '../../../wiki.ts'
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

  async find({ db }, given, limit): Promise<ListedTag[]> {
    const from = given.continue ?? ''
    const known = new Map((await tagsFrom(db, from, limit)).map(row => [row.ctd_name, row]))
    const names = [...known.keys(), ...softwareTags.filter(name => !known.has(name) && name >= from)]
    return names
      .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
      .slice(0, limit)
      .map(name => ({
        name,
        uses: known.get(name)?.ctd_count ?? 0,
        isManual: known.get(name)?.ctd_user_defined === 1,
        isSoftware: softwareTags.includes(name),
      }))
  },
  continueAt: tag => tag.name,
  always: prop<ListedTag>({ show: ({ name }) => ({ name }) }),
  props: {
    displayname: prop<ListedTag, string>({
      needs: languageOf,
      show: ({ name }, _viewer, language, wiki) => ({
        displayname: textOf(wiki, `tag-${name}`, language) ?? escapeHtml(name),
      }),
    }),
    description: prop<ListedTag, string>({
      needs: languageOf,
      show: ({ name }, _viewer, language, wiki) => ({
        description: textOf(wiki, `tag-${name}-description`, language) ?? '',
      }),
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

/** Texts are in the language of who asks. */
async function languageOf({ request }: QueryContext): Promise<string> {
  return request.language
}

/** A text of the wiki as HTML, made safe; undefined where there is none. */
const textOf = ({ messages }: Wiki, key: string, language: string): string | undefined =>
  messages.has(key, language) ? messages.html({ key, params: [] }, language) : undefined
