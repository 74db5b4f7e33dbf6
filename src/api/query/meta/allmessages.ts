// query+allmessages: the texts of the interface, as they are written and as pages of this wiki change them.
import { fail } from '../../../errors.ts'
import { upperFirst } from '../../../language/first-letter.ts'
import { isValidLanguageCode } from '../../../language/languages.ts'
import { messagePages } from '../../../pages/message-page-store.ts'
import { NS } from '../../../pages/namespaces.ts'
import { latestTexts } from '../../../pages/page-text-store.ts'
import { makeTitle } from '../../../pages/title.ts'
import { titleFilter } from '../../list-filters.ts'
import { defineQuery, type QueryContext } from '../../module.ts'
import { type ParamsOf, p } from '../../params.ts'
import { content, list, type Value } from '../../result.ts'

const params = {
  messages: p.string({ multi: true, default: '*' }),
  prop: p.oneOf(['default'], { multi: true }),
  enableparser: p.boolean(),
  nocontent: p.boolean(),
  includelocal: p.boolean(),
  args: p.string({ multi: true, allowsDuplicates: true }),
  filter: p.string(),
  customised: p.oneOf(['all', 'modified', 'unmodified'], { default: 'all' }),
  lang: p.string(),
  from: p.string(),
  to: p.string(),
  title: p.string(),
  prefix: p.string(),
}
type Params = ParamsOf<typeof params>

export const allmessages = defineQuery({
  path: 'query+allmessages',
  group: 'meta',
  prefix: 'am',
  params,
  cache: 'anon-public-user-private',
  examples: {
    'action=query&meta=allmessages&amprefix=ipb-': 'apihelp-query+allmessages-example-ipb',
    'action=query&meta=allmessages&ammessages=august|mainpage&amlang=de': 'apihelp-query+allmessages-example-de',
  },

  async run(context, given) {
    const { wiki, db } = context
    const language = languageOf(context, given.lang)
    titleFilter(context, given.title)
    const pages = new Set(await messagePages(db))
    const pageOf = pageNames(language, wiki.config.language)
    const keys = keysAsked(context, given, [...pages])
    const wanted = keys.filter(key => isWanted(key, given, pages.has(pageOf(normal(key)))))
    const customised = wanted.filter(key => pages.has(pageOf(normal(key))))
    const needsText = !given.nocontent || given.prop !== undefined
    const texts = needsText
      ? await latestTexts(
          db,
          customised.map(key => makeTitle(NS.mediawiki, pageOf(normal(key)))),
        )
      : []
    const textByPage = new Map([...texts].map(([title, text]) => [title.dbKey, text]))
    const shown: Value[] = []
    for (const key of wanted) {
      const page = pageOf(normal(key))
      const message = showMessage(context, given, {
        key,
        language,
        custom: textByPage.get(page),
        isCustom: pages.has(page),
      })
      if (!context.fits(message)) {
        context.continueWith('from', key)
        break
      }
      shown.push(message)
    }
    return list('message', shown)
  },
})

/** Throws `invalidlang`. */
function languageOf({ wiki, viewer, request, prefix }: QueryContext, lang: string | undefined): string {
  if (lang === undefined) return request.language
  if (!isValidLanguageCode(lang)) throw fail('apierror-invalidlang', [`${prefix}lang`])
  return wiki.languageOf(lang, viewer)
}

/** Keys begin in lower case, with underscores. */
const normal = (key: string): string => {
  const joined = key.replaceAll(' ', '_')
  return joined.charAt(0).toLowerCase() + joined.slice(1)
}

/** The page that changes a message in a language. */
const pageNames =
  (language: string, contentLanguage: string) =>
  (key: string): string =>
    language === contentLanguage ? upperFirst(key) : `${upperFirst(key)}/${language}`

function keysAsked({ wiki }: QueryContext, given: Params, pages: readonly string[]): string[] {
  if (!given.messages.includes('*')) return [...given.messages].filter(key => key !== '')
  const known = wiki.messages.keys().filter(key => !key.startsWith('@'))
  const local = given.includelocal ? pages.map(normal) : []
  return [...new Set([...known, ...local])].sort()
}

function isWanted(key: string, { prefix, filter, from, to, customised }: Params, isCustom: boolean): boolean {
  if (prefix !== undefined && !key.startsWith(prefix)) return false
  if (filter !== undefined && !key.includes(filter)) return false
  if ((from !== undefined && key < from) || (to !== undefined && key > to)) return false
  return customised === 'all' || (customised === 'modified') === isCustom
}

function showMessage(
  { wiki }: QueryContext,
  given: Params,
  { key, language, custom, isCustom }: { key: string; language: string; custom: string | undefined; isCustom: boolean },
): Record<string, Value> {
  const shown: Record<string, Value> = { name: key, normalizedname: normal(key) }
  const written = wiki.messages.shipped.source(normal(key), language)
  if (given.customised !== 'all' && isCustom) shown.customised = true
  if (written === undefined && !isCustom) {
    shown.missing = true
    return shown
  }
  if (!given.nocontent) shown.content = content(textOf(wiki, given, { key: normal(key), language, custom, written }))
  if (given.prop?.includes('default') && isCustom) {
    if (written === undefined) shown.defaultmissing = true
    else shown.default = written
  }
  return shown
}

function textOf(
  wiki: QueryContext['wiki'],
  { args = [], enableparser }: Params,
  of: { key: string; language: string; custom: string | undefined; written: string | undefined },
): string {
  if (enableparser) return wiki.messages.wikitext({ key: of.key, params: args }, of.language)
  const text = of.custom ?? of.written ?? ''
  return text.replace(/\$(\d)/g, (whole, index: string) => args[Number(index) - 1] ?? whole)
}
