// What must be known of a page to say who may do what to it: rights and protection, and what rules of the wiki's own say.
import type { PageAction, PageState } from '../access/page-permissions.ts'
import type { Viewer } from '../access/viewer.ts'
import type { Problem } from '../errors.ts'
import type { Reader } from '../storage/database.ts'
import type { Wiki } from '../wiki.ts'
import { type PageRow, stateOfPage, unprotectedState } from './page-store.ts'
import type { Title } from './title.ts'

/** The state of a page for this viewer, its gates included. `now` is 14 digits. */
export async function stateFor(
  wiki: Wiki,
  viewer: Viewer,
  of: {
    readonly title: Title
    readonly page: PageRow | undefined
    readonly now: string
    readonly db?: Reader
    /** Where it is known that no protection of the page, which is there, is in force. */
    readonly isUnprotected?: boolean
  },
): Promise<PageState> {
  const { title, page, now, db = wiki.database.read, isUnprotected = false } = of
  const state =
    page !== undefined && isUnprotected ? unprotectedState(title, page) : await stateOfPage(db, title, page, now)
  return withRefusals(wiki, viewer, state)
}

/** A state with what the gates have against this viewer. Many may be asked at once: the lists are looked up once for all. */
export async function withRefusals(wiki: Wiki, viewer: Viewer, state: PageState): Promise<PageState> {
  const { page: gates } = wiki.gates
  if (gates.length === 0 || viewer.isSoftware) return state
  const asked = await Promise.all(gates.map(gate => gate(viewer, state.title, state.id !== 0)))
  const refusals = (action: PageAction): Problem[] => asked.flatMap(refuses => refuses(action))
  return { ...state, refusals }
}
