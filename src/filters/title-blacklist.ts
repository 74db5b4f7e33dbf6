// The list of titles that nobody may make, on MediaWiki:Titleblacklist, and its exceptions on MediaWiki:Titlewhitelist.
import type { PageAction } from '../access/page-permissions.ts'
import type { Viewer } from '../access/viewer.ts'
import { list, type Tree } from '../api/result.ts'
import { type ErrorKey, errors, fail, type Problem } from '../errors.ts'
import type { AccountGate, EditGate, MoveGate, PageGate } from '../hooks.ts'
import { escapeWikitext } from '../language/escape-wikitext.ts'
import { NS } from '../pages/namespaces.ts'
import { makeTitle, sameTitle, type Title } from '../pages/title.ts'
import type { Wiki } from '../wiki.ts'
import { candidates, readTitleList, standsAgainst, type TitleEntry, type TitleUse } from './blacklist-lines.ts'
import { ListPage } from './list-pages.ts'
import type { PatternMatcher } from './pattern-matcher.ts'

/** The list of titles: its gates, and what it says of a title. */
export interface TitleBlacklist {
  readonly page: PageGate
  readonly edit: EditGate
  readonly move: MoveGate
  readonly account: AccountGate
  /** The line that stands against a use of a title; `evenIfExempt` for whoever asks. */
  lineAgainst(viewer: Viewer, title: Title, use: TitleUse, evenIfExempt: boolean): Promise<TitleEntry | undefined>
}

export function titleBlacklist(wiki: Wiki, matcher: PatternMatcher): TitleBlacklist {
  const read = async (text: string) => (await readTitleList(text)).entries
  const refused = new ListPage('Titleblacklist', read)
  const allowed = new ListPage('Titlewhitelist', read)
  const exempt = new Set(wiki.config.titleBlacklistExempts)

  /** The entries that match a title, in their order; none for who is exempt or where an exception matches. */
  async function entriesFor(viewer: Viewer, title: Title, evenIfExempt = false): Promise<readonly TitleEntry[]> {
    if (!evenIfExempt && viewer.groups.some(group => exempt.has(group))) return []
    const db = wiki.database.read
    const found = await matching(matcher, await refused.list(db), wiki.nameOf(title))
    if (found.length === 0) return []
    const exceptions = await matching(matcher, await allowed.list(db), wiki.nameOf(title))
    return exceptions.length > 0 ? [] : found.filter(one => !(one.autoconfirmed && viewer.may('autoconfirmed')))
  }

  const lineAgainst: TitleBlacklist['lineAgainst'] = async (viewer, title, use, evenIfExempt) =>
    (await entriesFor(viewer, title, evenIfExempt)).find(one => standsAgainst(one, use))

  return {
    lineAgainst,
    page: async (viewer, title, exists) => {
      const entries = await entriesFor(viewer, title)
      return action => {
        const use = useOf(action, exists)
        const entry = use && entries.find(one => standsAgainst(one, use))
        return entry === undefined ? [] : [editProblem(entry, wiki.nameOf(title))]
      }
    },
    edit: async ({ title, text }) => {
      const isList = [refused, allowed].some(list => sameTitle(title, list.title))
      // A list with a line that cannot be read would not do what its author thinks. As MediaWiki.
      if (isList && (await readTitleList(text)).invalid.length > 0) throw fail('hookaborted', [])
      return []
    },
    move: async ({ performer, from, to }) => {
      const { viewer } = performer
      const entry = (await lineAgainst(viewer, to, 'move', false)) ?? (await lineAgainst(viewer, from, 'edit', false))
      const params = entry && [escapeWikitext(entry.line), wiki.nameOf(from), wiki.nameOf(to)]
      return { problems: params ? [refusal('titleblacklist-forbidden-move', params)] : [], tags: [] }
    },
    account: async ({ performer, name }) => {
      const title = makeTitle(NS.user, name.replaceAll(' ', '_'))
      const entry = await lineAgainst(performer.viewer, title, 'new-account', false)
      if (entry === undefined) return { problems: [], tags: [] }
      const params = [escapeWikitext(entry.line), name]
      const found = refusal('titleblacklist-forbidden-new-account', params)
      return { problems: [withMessageOf(entry, found)], tags: [] }
    },
  }
}

async function matching(
  matcher: PatternMatcher,
  entries: readonly TitleEntry[],
  name: string,
): Promise<readonly TitleEntry[]> {
  const possible = candidates(entries, name)
  const sensitive = possible.filter(one => one.caseSensitive)
  const others = possible.filter(one => !one.caseSensitive)
  const found = new Set<TitleEntry>()
  for (const [some, flags] of [
    [sensitive, 'su'],
    [others, 'isu'],
  ] as const) {
    const matches = await matcher.match(
      some.map(one => one.pattern),
      flags,
      name,
    )
    for (const [index, one] of some.entries()) if ((matches[index]?.length ?? 0) > 0) found.add(one)
  }
  return possible.filter(one => found.has(one))
}

function useOf(action: PageAction, exists: boolean): TitleUse | undefined {
  if (action === 'create' || action === 'createpage' || action === 'createtalk') return 'create'
  if (action === 'edit') return exists ? 'edit' : 'create'
  if (action === 'upload') return exists ? 'reupload' : 'upload'
  return undefined
}

const refusal = (key: ErrorKey, params: readonly string[], data?: Tree): Problem => ({
  code: errors[key].code,
  message: { key, params },
  ...(data === undefined ? {} : { data }),
})

/** An entry may name a message of its own. */
const withMessageOf = ({ message }: TitleEntry, found: Problem): Problem =>
  message === undefined ? found : { ...found, message: { ...found.message, key: message } }

function editProblem(entry: TitleEntry, name: string): Problem {
  const key = entry.message ?? 'titleblacklist-forbidden-edit'
  return withMessageOf(
    entry,
    refusal('titleblacklist-forbidden-edit', [escapeWikitext(entry.line), name], {
      message: { key, params: list('_v', [entry.line, name]) },
      line: entry.line,
      // In English whatever the language: it is for programs.
      info: 'The list of titles forbids this one.',
    }),
  )
}
