// What somebody may do to pages, for the props that test actions.
import type { PageAction, PageState, Rigor } from '../../access/page-permissions.ts'
import type { Performer } from '../../access/permit.ts'
import type { Problem } from '../../errors.ts'
import type { PageId } from '../../ids.ts'
import { cascadeSourcesOf } from '../../pages/cascade-store.ts'
import { type PageRow, restrictionsOfPages, titleProtections } from '../../pages/page-store.ts'
import type { Title } from '../../pages/title.ts'
import type { Reader } from '../../storage/database.ts'
import type { ReadContext } from '../module.ts'
import { showNotice } from '../problems.ts'
import { list, type Tree, type Value } from '../result.ts'

/** A page as a prop sees it: there or not. */
export interface PossiblePage {
  readonly title: Title
  readonly row: PageRow | undefined
}
export const titleKey = (title: Pick<Title, 'namespace' | 'dbKey'>): string => `${title.namespace}:${title.dbKey}`

/** What protects each page, by `titleKey`; three statements for all pages together. */
export async function statesOfPages(
  db: Reader,
  pages: readonly PossiblePage[],
  now: string,
): Promise<Map<string, PageState>> {
  const ids = pages.flatMap(({ row }) => (row === undefined ? [] : [row.page_id]))
  const missing = pages.filter(({ row }) => row === undefined).map(({ title }) => title)
  const restrictions = await restrictionsOfPages(db, ids, now)
  const protections = new Map(
    (await titleProtections(db, missing, now)).map(row => [`${row.pt_namespace}:${row.pt_title}`, row]),
  )
  const cascades = await cascadeSourcesOf(
    db,
    pages.map(({ title }) => title),
    now,
  )
  return new Map(
    pages.map(({ title, row }) => {
      const key = titleKey(title)
      const cascadeSources = cascades.get(key)
      const found = protections.get(key)
      const titleProtection = found && {
        level: found.pt_create_perm,
        by: found.pt_by,
        reason: found.pt_reason,
        expiry: found.pt_expiry,
      }
      const id: PageId | 0 = row?.page_id ?? 0
      const state: PageState = {
        title,
        id,
        restrictions: row === undefined ? [] : (restrictions.get(row.page_id) ?? []),
        ...(row === undefined ? {} : { contentModel: row.page_content_model }),
        ...(titleProtection ? { titleProtection } : {}),
        ...(cascadeSources === undefined ? {} : { cascadeSources }),
      }
      return [key, state]
    }),
  )
}

export type ActionsDetail = 'boolean' | 'full' | 'quick'

/** What becomes of each action: whether it may be done, or all that stands against it. */
export function showActions(
  context: Pick<ReadContext, 'request'>,
  performer: Performer,
  state: PageState,
  actions: readonly string[],
  detail: ActionsDetail,
): Tree {
  const { style } = context.request
  // As MediaWiki: the old format has no form for a list of errors.
  const listed = style.format === 'bc' ? { ...style, format: 'plaintext' as const } : style
  const shown: Record<string, Value> = {}
  for (const action of actions) {
    const problems = problemsOf(performer, action, state, detail === 'quick' ? 'quick' : 'full')
    shown[action] =
      detail === 'boolean'
        ? problems.length === 0
        : list(
            'error',
            problems.map(problem => showNotice({ ...problem, module: '' }, listed, false)),
          )
  }
  return shown
}

/** Actions are named as rights are; one that nobody has heard of is a right that nobody has. */
const problemsOf = (performer: Performer, action: string, state: PageState, rigor: Rigor): readonly Problem[] =>
  performer.problemsOn(action as PageAction, state, rigor)
