// What the props `links`, `templates` and `images` share: titles that pages refer to.
import type { PageId } from '../../ids.ts'
import { escapeWikitext } from '../../language/escape-wikitext.ts'
import type { LinkRow, LinksOfPages } from '../../links/links-of-pages-store.ts'
import { makeTitle, parseTitle, type Title } from '../../pages/title.ts'
import type { Reader } from '../../storage/database.ts'
import { defineProp, type QueryContext, type QueryModule } from '../module.ts'
import { p } from '../params.ts'
import { readContinue } from './continue-value.ts'
import { narrowedTo } from './namespace-filter.ts'

const common = {
  limit: p.limit({ default: 10 }),
  continue: p.string(),
  dir: p.oneOf(['ascending', 'descending'], { default: 'ascending' }),
}
const directed = (titles: string) => ({
  limit: common.limit,
  continue: common.continue,
  [titles]: p.string({ multi: true }),
  dir: common.dir,
})

interface Given {
  readonly limit: number
  readonly continue?: string | undefined
  readonly dir: 'ascending' | 'descending'
  readonly namespace?: readonly number[] | undefined
}
type Asked = Given & Readonly<Record<string, unknown>>

export interface LinkedTitles {
  readonly name: 'links' | 'templates' | 'images'
  readonly prefix: string
  /** The parameter that names titles which alone are asked for. */
  readonly titlesParam: 'titles' | 'templates' | 'images'
  /** Files have one namespace, which no parameter names. */
  readonly isFiles?: boolean
  readonly examples: Readonly<Record<string, string>>
  find(db: Reader, of: LinksOfPages): Promise<LinkRow[]>
}

/** Declares one of them. */
export function defineLinkedTitles(of: LinkedTitles): QueryModule {
  const namespace = p.namespace({ multi: true, extraNamespaces: [-2, -1] })
  const params = of.isFiles ? directed(of.titlesParam) : { namespace, ...directed(of.titlesParam) }
  return defineProp({
    path: `query+${of.name}`,
    prefix: of.prefix,
    params,
    cache: 'public',
    examples: of.examples,

    async run(context, given) {
      const { rows, next } = await find(of, context, given as unknown as Asked)
      for (const row of rows) {
        const title = makeTitle(row.namespace, row.title)
        const item = { ns: row.namespace, title: context.wiki.nameOf(title) }
        if (!context.add(row.from, of.name, of.prefix, item)) {
          return context.continueWith('continue', placeOf(of, row))
        }
      }
      if (next !== undefined) context.continueWith('continue', placeOf(of, next))
    },

    async generate(context, given) {
      const { rows, next } = await find(of, context, given as unknown as Asked)
      if (next !== undefined) context.continueWith('continue', placeOf(of, next))
      return { titles: rows.map(row => makeTitle(row.namespace, row.title)) }
    },
  })
}

const placeOf = (of: LinkedTitles, row: LinkRow): string =>
  of.isFiles ? `${row.from}|${row.title}` : `${row.from}|${row.namespace}|${row.title}`

async function find(
  of: LinkedTitles,
  context: QueryContext,
  given: Asked,
): Promise<{ rows: readonly LinkRow[]; next: LinkRow | undefined }> {
  const at = readPlace(of, given.continue, context)
  const asked = given[of.titlesParam] as readonly string[] | undefined
  const titles = asked === undefined || asked.length === 0 ? undefined : titlesOf(of, context, asked)
  if (titles?.length === 0) return { rows: [], next: undefined }
  const rows = await of.find(context.db, {
    pages: context.pages.goodIds,
    namespaces: narrowedTo(given.namespace),
    titles,
    ascending: given.dir === 'ascending',
    at,
    limit: given.limit + 1,
  })
  return { rows: rows.slice(0, given.limit), next: rows[given.limit] }
}

function readPlace(of: LinkedTitles, raw: string | undefined, { now }: QueryContext): LinkRow | undefined {
  if (of.isFiles) {
    const place = readContinue(raw, ['integer', 'text'], now)
    return place && { from: place[0] as PageId, namespace: 6, title: place[1] }
  }
  const place = readContinue(raw, ['integer', 'integer', 'text'], now)
  return place && { from: place[0] as PageId, namespace: place[1], title: place[2] }
}

/** The titles that were asked for; warns of what is none, or no file. */
function titlesOf(of: LinkedTitles, { wiki, warn }: QueryContext, texts: readonly string[]): Title[] {
  return texts.flatMap(text => {
    const parsed = parseTitle(text, wiki.titles)
    const isOne = parsed.ok && parsed.title.interwiki === '' && (!of.isFiles || parsed.title.namespace === 6)
    if (isOne) return [parsed.title]
    warn({ key: of.isFiles ? 'apiwarn-notfile' : 'apiwarn-invalidtitle', params: [escapeWikitext(text)] })
    return []
  })
}
