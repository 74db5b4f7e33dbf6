// Rolling back: the page as it was before the edits of its last author.
import type { Performer, Permit } from '../access/permit.ts'
import { Viewer, valueFor } from '../access/viewer.ts'
import { type Timestamp, timestampOf } from '../api/timestamps.ts'
import type { Reverted } from '../changes/change.ts'
import { patrolRolledBack } from '../changes/patrol-store.ts'
import { record } from '../changes/record.ts'
import { Failure, fail, type Problem } from '../errors.ts'
import type { PageId, RevId } from '../ids.ts'
import { cutComment } from '../language/cut-comment.ts'
import { formatDateTime } from '../language/dates.ts'
import type { Content, Revision } from '../revisions/revision.ts'
import { newestByOthers, revisionById, revisionIdsBetween, textById } from '../revisions/revision-store.ts'
import { requireMayApply } from '../tags/allowed.ts'
import { markRevertedLater } from '../tags/reverted.ts'
import { tagsOfEdit } from '../tags/sources/index.ts'
import type { Wiki } from '../wiki.ts'
import { stateFor } from './page-state.ts'
import { type PageRow, pageByTitle, redirectsOfPages } from './page-store.ts'
import { redirectOf } from './redirect-title.ts'
import type { Title } from './title.ts'

export interface RollbackOrder {
  readonly title: Title
  /** Whose edits are taken back: so that nobody takes back what they have not seen. */
  readonly user: string
  /** Empty for one that tells what was done; `$1` to `$7` stand for the same as there. */
  readonly summary: string
  /** Whether recent changes shall show these edits, and the rollback, as those of a bot. */
  readonly markBot: boolean
  /** Checked already. */
  readonly tags: readonly string[]
}

export interface RolledBack {
  readonly pageId: PageId
  readonly summary: string
  readonly revId: RevId
  /** The latest revision before. */
  readonly oldRevId: RevId
  /** The one that the page is back at. */
  readonly targetRevId: RevId
}

/** How often it begins anew because somebody else was quicker. */
const attempts = 5

/**
 * Rolls back. Throws `missingtitle`, `alreadyrolled` (somebody else was the last author), `onlyauthor`, `notvisiblerev`,
 * and what the performer may not.
 */
export async function rollBack(wiki: Wiki, performer: Performer, order: RollbackOrder): Promise<RolledBack> {
  const permit = await permitToRollBack(wiki, performer, order)
  for (let attempt = 1; ; attempt++) {
    try {
      return await rollBackOnce(wiki, permit, order)
    } catch (error) {
      if (!(error instanceof Failure) || error.code !== 'editconflict') throw error
      if (attempt === attempts) throw fail('edit-conflict', [])
    }
  }
}

async function permitToRollBack(wiki: Wiki, performer: Performer, order: RollbackOrder): Promise<Permit<'rollback'>> {
  const { title } = order
  requireMayApply(performer, order.tags)
  const page = await pageByTitle(wiki.database.read, title)
  if (page === undefined) throw fail('apierror-missingtitle', [])
  const state = await stateFor(wiki, performer.viewer, { title, page, now: timestampOf(performer.now) })
  const problems: Problem[] = [...performer.problemsOn('edit', state)]
  for (const found of performer.problemsOn('rollback', state)) {
    if (!problems.some(known => JSON.stringify(known.message) === JSON.stringify(found.message))) problems.push(found)
  }
  if (problems.length > 0) throw new Failure(problems)
  return performer.permitOn('rollback', state)
}

/** What is rolled back, and what to. */
interface Found {
  readonly page: PageRow
  readonly current: Revision
  readonly target: Revision
  readonly content: Content
  readonly undone: readonly RevId[]
}

async function rollBackOnce(wiki: Wiki, permit: Permit<'rollback'>, order: RollbackOrder): Promise<RolledBack> {
  const db = wiki.database.read
  const { viewer } = permit.performer
  const found = await find(wiki, permit, order)
  const { page, current, target, content, undone } = found
  const before =
    page.page_is_redirect === 0 ? undefined : (await redirectsOfPages(db, [page.page_id])).get(page.page_id)
  const redirect = redirectOf(target.contentModel, await textById(db, content.textId), wiki)
  const rolledBack: Reverted = { oldest: undone[0] ?? current.id, newest: current.id }
  const { tags, reverted } = await tagsOfEdit(db, {
    pageId: page.page_id,
    before: { size: page.page_len, redirect: before, model: page.page_content_model },
    after: { size: target.size, redirect, model: target.contentModel, sha1: content.sha1 },
    rolledBack,
  })
  const summary = summaryOf(wiki, order, found)
  const now = timestampOf(permit.performer.now)
  const timestamp = current.timestamp > now ? current.timestamp : now
  const asBot = order.markBot && viewer.may('markbotedits')
  const change = {
    permit,
    on: order.title,
    summary: cutComment(summary),
    flags: {
      minor: viewer.may('minoredit'),
      bot: asBot || (order.markBot && viewer.may('bot')),
      patrolled: viewer.may('autopatrol'),
    },
    timestamp,
  }
  const { revId } = await wiki.database.write(async tx => {
    const recorded = await record(tx, {
      ...change,
      revision: {
        page: page.page_id,
        parent: current.id,
        text: { textId: content.textId },
        sha1: content.sha1,
        length: target.size,
        parentLength: page.page_len,
        contentModel: target.contentModel,
        redirect,
        wasRedirect: page.page_is_redirect !== 0,
        random: 0,
      },
      tags: [...order.tags, ...tags],
      reverted,
    })
    await patrolRolledBack(tx, page.page_id, target, asBot)
    if (target.contentModel !== page.page_content_model) {
      const params = { oldmodel: page.page_content_model, newmodel: target.contentModel }
      const log = { type: 'contentmodel', action: 'change', params, pageId: page.page_id } as const
      await record(tx, { ...change, log, tags: [], flags: {} })
    }
    return recorded
  })
  if (revId === undefined) throw new Error('a rollback left no revision')
  markRevertedLater(wiki, revId)
  return { pageId: page.page_id, summary, revId, oldRevId: current.id, targetRevId: target.id }
}

async function find(wiki: Wiki, permit: Permit<'rollback'>, order: RollbackOrder): Promise<Found> {
  const db = wiki.database.read
  const page = await pageByTitle(db, order.title)
  const current = page === undefined ? undefined : await revisionById(db, page.page_latest)
  if (page === undefined || current === undefined) throw fail('apierror-missingtitle', [])
  // What is hidden from the performer is as nobody's: no guess at the name succeeds.
  const author = valueFor(current.actor, permit.performer.viewer)
  if (author === undefined || author.name !== order.user) throw alreadyRolled(wiki, order, current)
  const target = await newestByOthers(db, page.page_id, author.id)
  if (target === undefined) throw fail('cantrollback', [])
  const content = target.content.for(Viewer.public)
  // As MediaWiki: nothing that is hidden comes back, whoever could see it.
  if (content.is !== 'open' || target.actor.isHidden) throw fail('notvisiblerev', [])
  const same = valueFor(current.content, Viewer.public)?.sha1 === content.value.sha1
  if (same && page.page_content_model === target.contentModel) throw alreadyRolled(wiki, order, current)
  const undone = await revisionIdsBetween(db, page.page_id, target, current)
  return { page, current, target, content: content.value, undone }
}

/** The refusal names the last author only where everybody may know them. */
function alreadyRolled(wiki: Wiki, order: RollbackOrder, current: Revision): Failure {
  const last = valueFor(current.actor, Viewer.public)?.name ?? ''
  return fail('alreadyrolled', [escaped(wiki.nameOf(order.title)), escaped(order.user), escaped(last)])
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#039;',
}
const escaped = (text: string): string => text.replace(/[&<>"']/g, one => entities[one] ?? one)

/** What was done, or what somebody says of it. Names that not everybody may know are not in it. */
function summaryOf(wiki: Wiki, order: RollbackOrder, { current, target, undone }: Found): string {
  const { language } = wiki.config
  const by = valueFor(current.actor, Viewer.public)?.name
  const to = valueFor(target.actor, Viewer.public)?.name ?? ''
  const when = ({ timestamp }: Revision): string => formatDateTime(timestamp as Timestamp, language)
  const params = [to, by ?? '', `${target.id}`, when(target), `${current.id}`, when(current), `${undone.length}`]
  if (order.summary !== '') {
    return order.summary.replace(/\$([1-7])/g, (_, digit: string) => params[Number(digit) - 1] ?? '').trim()
  }
  return wiki.messages.wikitext({ key: by === undefined ? 'revertpage-nouser' : 'revertpage', params }, language)
}
