// Titles as the wikitext engine has them, and its title rules for this wiki.
import type { TitleRules as EngineTitleRules, PageName } from '../wikitext/index.ts'
import { interwikiUrls } from './interwikis.ts'
import { namespaceById, namespaceByName } from './namespaces.ts'
import { specialPageOf } from './special-page-names.ts'
import { makeTitle, parseTitle, type Title, type TitleRules, titleText } from './title.ts'

const rulesCache = new WeakMap<TitleRules, EngineTitleRules>()

/** A title as the engine has it. */
export const pageNameOf = (title: Title): PageName => ({
  namespace: title.namespace,
  interwiki: title.interwiki,
  text: titleText(title),
  fragment: title.fragment === '' ? undefined : title.fragment,
})

/** A title as the house has it. */
export const titleOf = (name: PageName): Title =>
  makeTitle(name.namespace, name.text.replaceAll(' ', '_'), name.fragment ?? '', name.interwiki)

/** The title rules as the engine asks for them. */
export function engineTitleRules(rules: TitleRules): EngineTitleRules {
  const known = rulesCache.get(rules)
  if (known !== undefined) return known
  const made: EngineTitleRules = {
    parse(text, defaultNamespace) {
      const parsed = parseTitle(text, rules, defaultNamespace)
      return parsed.ok ? pageNameOf(parsed.title) : undefined
    },
    namespaceName: id => namespaceById(rules.namespaces, id)?.name,
    namespaceId: name => namespaceByName(rules.namespaces, name)?.id,
    hasSubpages: id => namespaceById(rules.namespaces, id)?.subpages ?? false,
    specialPage: text => {
      const found = specialPageOf(text.replaceAll(' ', '_'))
      const slash = text.indexOf('/')
      return found && (slash < 0 ? found.name : found.name + text.slice(slash))
    },
    interwiki: prefix => {
      const url = interwikiUrls.get(prefix)
      return url === undefined ? undefined : { url }
    },
  }
  rulesCache.set(rules, made)
  return made
}
