// Pages that are translations of others, by their titles: they are made from what they translate, and not by hand.
import type { PageAction } from '../access/page-permissions.ts'
import { problem } from '../errors.ts'
import type { PageGate } from '../hooks.ts'
import { parseTitle } from '../pages/title.ts'
import type { Wiki } from '../wiki.ts'

/** What may be done to a translation all the same: nothing of it changes the text or the title. */
const harmless: ReadonlySet<PageAction> = new Set<PageAction>([
  'read',
  'deletedtext',
  'deletedhistory',
  'deleterevision',
  'suppressrevision',
  'viewsuppressed',
  'patrol',
  'patrolmarks',
])

/**
 * The gate of translated pages. A form of the setting is a title in which `$1` stands for the page that is translated
 * and `$2` for the code of a language: `$1/$2`, `Help:$1/$2`.
 */
export function translatedPages(wiki: Wiki, forms: readonly string[]): PageGate {
  const patterns = forms.map(patternOfForm)
  return async (_, title) => {
    const name = wiki.nameOf(title)
    const source = patterns.map(pattern => sourceOf(pattern, name)).find(one => one !== undefined)
    const parsed = source === undefined ? undefined : parseTitle(source, wiki.titles)
    if (source === undefined || !parsed?.ok) return () => []
    const refused = [problem('tpt-target-page', [`:${wiki.nameOf(parsed.title)}`, addressOf(wiki, source, name)])]
    return action => (harmless.has(action) ? [] : refused)
  }
}

/** Where the translation is changed. */
function addressOf({ config }: Wiki, source: string, name: string): string {
  const query = new URLSearchParams({
    title: 'Special:Translate',
    group: `page-${source}`,
    action: 'page',
    filter: '',
    language: name.slice(name.lastIndexOf('/') + 1),
  })
  return `${config.scriptPath}/index.php?${query}`
}

interface FormPattern {
  readonly regex: RegExp
  /** What is translated, with `$1` for what was found. */
  readonly source: string
}

/** Codes of languages, as titles end in them. */
const languageCode = '[a-z]{2,3}(?:-[a-z0-9]{2,8})*'

function patternOfForm(form: string): FormPattern {
  const escaped = form.replace(/[\^.*+?()[\]{}|/\\]/g, '\\$&')
  // `.+` goes as far as it can and comes back once: nothing in it backtracks for long.
  const pattern = escaped.replace('$1', '(?<page>.+)').replace('$2', `(?<language>${languageCode})`)
  return { regex: new RegExp(`^${pattern}$`, 'su'), source: form.replace(/\/?\$2/, '') }
}

function sourceOf({ regex, source }: FormPattern, name: string): string | undefined {
  const page = regex.exec(name)?.groups?.page
  return page === undefined ? undefined : source.replace('$1', () => page)
}
