// Editing a page: from what somebody asks to a recorded revision, and never over what somebody else wrote meanwhile.
import { hash } from 'node:crypto'
import type { PageState } from '../access/page-permissions.ts'
import type { Performer, Permit } from '../access/permit.ts'
import { Viewer } from '../access/viewer.ts'
import { type Timestamp, timestampOf } from '../api/timestamps.ts'
import type { CaptchaAnswer } from '../captcha/captcha.ts'
import type { NewLogEntry, Recorded } from '../changes/change.ts'
import { record } from '../changes/record.ts'
import { Failure, fail } from '../errors.ts'
import { passEdit } from '../hooks.ts'
import type { RevId } from '../ids.ts'
import type { Revision } from '../revisions/revision.ts'
import { textById } from '../revisions/revision-store.ts'
import type { Reader } from '../storage/database.ts'
import { requireMayApply } from '../tags/allowed.ts'
import { markRevertedLater } from '../tags/reverted.ts'
import { tagsOfEdit } from '../tags/sources/index.ts'
import { applyWatch, type WatchChoice, watchAfter } from '../watchlist/watch.ts'
import type { Wiki } from '../wiki.ts'
import { automaticSummary } from './automatic-summary.ts'
import { type Composed, composeText, textToStore } from './compose.ts'
import { contentModel as contentModelOf } from './content-models.ts'
import { lastDeletion } from './deletion-store.ts'
import { resolveConflict } from './edit-conflict.ts'
import { type PageHead, pageHead } from './page-head-store.ts'
import { stateFor } from './page-state.ts'
import { type PageRow, redirectsOfPages } from './page-store.ts'
import { redirectOf } from './redirect-title.ts'
import { defaultContentModel, prefixedDbKey, type Title } from './title.ts'

/** What somebody asks to be done to a page. */
export interface EditOrder {
  readonly title: Title
  /** The whole new text, or that of `section`. */
  readonly text?: string | undefined
  readonly append?: string | undefined
  readonly prepend?: string | undefined
  /** `new`, a number, or `T-` and a number. */
  readonly section?: string | undefined
  readonly sectionTitle?: string | undefined
  readonly undo?: RevId | undefined
  readonly undoAfter?: RevId | undefined
  readonly summary?: string | undefined
  readonly minor: boolean
  readonly bot: boolean
  /** Checked already. */
  readonly tags: readonly string[]
  readonly createOnly: boolean
  readonly noCreate: boolean
  readonly recreate: boolean
  readonly baseRevId?: RevId | undefined
  readonly baseTimestamp?: Timestamp | undefined
  readonly startTimestamp?: Timestamp | undefined
  readonly contentModel?: string | undefined
  readonly contentFormat?: string | undefined
  /** Hex, of the text or of `prepend` and `append` together. */
  readonly md5?: string | undefined
  /** Whether `editconflict` tells what the latest revision is. */
  readonly tellConflict?: boolean
  /** The answer to a captcha that was asked before. */
  readonly captcha?: CaptchaAnswer | undefined
  /** Whether the performer watches the page afterwards; nothing changes where it is left out. */
  readonly watch?: WatchChoice | undefined
}

/** What became of it. */
export interface Edited {
  readonly title: Title
  readonly contentModel: string
  readonly pageId: number
  /** Undefined when the text was the same already, so that nothing was recorded. */
  readonly recorded?: Recorded
  readonly isNew: boolean
  readonly oldRevId: RevId | 0
  readonly timestamp: string
  /** Whether the performer watches the page now, as MediaWiki says it: of somebody without an account too. */
  readonly watched: boolean
}

/** The page as it is when an edit begins. */
export interface Current {
  readonly page: PageRow | undefined
  /** Its latest revision. */
  readonly revision: Revision | undefined
  readonly model: string
  /** Whether the performer watches it, where that is known. */
  readonly isWatched?: boolean | undefined
  /** The text, loaded when it is first asked for. */
  text(): Promise<string>
}

/** How often an edit begins anew because somebody else was quicker; each time it sees what they wrote. */
const attempts = 20

/**
 * Edits a page. Throws what stands against it: permission problems, `editconflict`, `articleexists`, `missingtitle`,
 * `pagedeleted`, `nosuchsection` …; a race with another edit is resolved as a conflict would be, or begins anew.
 */
export async function edit(wiki: Wiki, performer: Performer, order: EditOrder): Promise<Edited> {
  const passed = new Set<string>()
  for (let attempt = 1; ; attempt++) {
    try {
      return await editOnce(wiki, performer, order, passed)
    } catch (error) {
      const lostRace = error instanceof LostRace
      if (!lostRace) throw error
      if (attempt === attempts) throw fail('edit-conflict', [])
    }
  }
}

/** Somebody else recorded between our look at the page and our transaction. */
class LostRace extends Error {}

async function editOnce(wiki: Wiki, performer: Performer, order: EditOrder, passed: Set<string>): Promise<Edited> {
  const db = wiki.database.read
  const now = timestampOf(performer.now)
  const head = await pageHead(db, order.title, { userId: performer.viewer.userId, now })
  const page = head?.page
  const current = currentOf(db, order, head, wiki)
  const askedModel = checkFormat(order, current, wiki)
  checkExistence(order, page)
  const { title } = order
  const state = await stateFor(wiki, performer.viewer, {
    title,
    page,
    now,
    isUnprotected: head?.isUnprotected ?? false,
  })
  const permit = performer.permitOn('edit', state)
  if (page === undefined) await checkDeletedMeanwhile(db, order)
  const composed = await composeText(wiki, performer, order, current, askedModel)
  requireMayApply(performer, order.tags)
  const model = composed.model ?? askedModel
  requireMayHaveModel(performer, current, { ...state, contentModel: model })
  const merged = await resolveConflict(db, performer, order, current, composed)
  const text = await textToStore(wiki, performer, order.title, { model, text: merged })
  const gateTags = await passEdit(wiki.gates, {
    performer,
    title: order.title,
    page,
    model,
    text,
    summary: composed.summary,
    before: () => current.text(),
    captcha: order.captcha,
    passed,
  })
  return save({ wiki, permit, order, current, model, gateTags, asked: { ...composed, text: merged }, text, now })
}

/** Asked of the page as it will be: what runs for others is made by few, and not by naming its content model. */
function requireMayHaveModel(performer: Performer, current: Current, after: PageState): void {
  if (after.contentModel === current.model) return
  const problems = [...performer.problemsOn('editcontentmodel', after), ...performer.problemsOn('edit', after)]
  if (!performer.viewer.may('editcontentmodel') || problems.length > 0) {
    throw fail('apierror-cantchangecontentmodel', [])
  }
}

function checkExistence(order: EditOrder, page: PageRow | undefined): void {
  if (order.createOnly && page !== undefined) throw fail('apierror-articleexists', [])
  if (order.noCreate && page === undefined) throw fail('apierror-missingtitle', [])
}

function currentOf(db: Reader, order: EditOrder, head: PageHead | undefined, wiki: Wiki): Current {
  const revision = head?.latest
  let text: Promise<string> | undefined
  return {
    page: head?.page,
    revision,
    isWatched: head?.isWatched,
    model: head?.page.page_content_model ?? defaultContentModel(order.title, wiki.titles.namespaces),
    text: () => {
      text ??= loadText(db, revision)
      return text
    },
  }
}

async function loadText(db: Reader, revision: Revision | undefined): Promise<string> {
  if (revision === undefined) return ''
  // The latest revision's text cannot be hidden; whoever edits it works on it as it is.
  const content = revision.content.for(Viewer.system('an edit continues the latest text'))
  return content.is === 'withheld' ? '' : textById(db, content.value.textId)
}

/** The content model of the new revision; throws for one that nobody writes in, and for a format that it has not. */
function checkFormat(order: EditOrder, current: Current, wiki: Wiki): string {
  const model = order.contentModel ?? current.model
  const format = order.contentFormat
  const known = contentModelOf(model)
  if (!known.isEditable)
    throw fail('apierror-no-direct-editing', [model, prefixedDbKey(order.title, wiki.titles.namespaces)])
  if (format !== undefined && !known.formats.includes(format)) {
    throw fail('apierror-badformat', [format, model, prefixedDbKey(order.title, wiki.titles.namespaces)])
  }
  return model
}

async function checkDeletedMeanwhile(db: Reader, order: EditOrder): Promise<void> {
  if (order.startTimestamp === undefined || order.recreate) return
  const deleted = await lastDeletion(db, order.title)
  if (deleted !== undefined && deleted > order.startTimestamp) throw fail('apierror-pagedeleted', [])
}

interface Save {
  readonly wiki: Wiki
  readonly permit: Permit<'edit'>
  readonly order: EditOrder
  readonly current: Current
  readonly model: string
  /** Tags that rules of the wiki's own give. */
  readonly gateTags: readonly string[]
  readonly asked: Composed
  /** As it is stored. */
  readonly text: string
  readonly now: Timestamp
}

async function save(of: Save): Promise<Edited> {
  const { wiki, permit, order, current, model, asked, text, now } = of
  const { page, revision } = current
  const bytes = Buffer.from(text)
  const sha1 = hash('sha1', bytes)
  const viewer = permit.performer.viewer
  const watching = await watchAfter(wiki.database.read, viewer, {
    title: order.title,
    choice: order.watch ?? 'nochange',
    isNew: page === undefined,
    now,
    before: current.isWatched,
  })
  const answer = {
    title: order.title,
    contentModel: model,
    oldRevId: page?.page_latest ?? 0,
    timestamp: now,
    isNew: page === undefined,
    watched: watching.watched,
  } as const
  if (page !== undefined && revision !== undefined && model === current.model && (await isSameText(revision, sha1))) {
    if (watching.change !== undefined) {
      await wiki.database.write(tx => applyWatch(tx, viewer, order.title, watching))
    }
    return { ...answer, pageId: page.page_id }
  }
  const target = redirectOf(model, text, wiki)
  const before = page === undefined || page.page_is_redirect === 0 ? undefined : await redirectBefore(wiki, page)
  const { tags, reverted } = await tagsOfEdit(wiki.database.read, {
    pageId: page?.page_id,
    before: page === undefined ? undefined : { size: page.page_len, redirect: before, model: page.page_content_model },
    after: { size: bytes.length, redirect: target, model, sha1 },
    undone: asked.undone,
  })
  const facts = {
    isNew: page === undefined,
    before: page?.page_len ?? 0,
    // As MediaWiki: it quotes what was sent, before signatures are signed.
    text: asked.text,
    size: bytes.length,
    from: before,
    to: target,
  }
  const summary = asked.summary === '' && !isUndo(order) ? automaticSummary(wiki, facts) : asked.summary
  const timestamp = laterThan(now, revision)
  const modelLog = modelLogOf(current, model)
  const recorded = await wiki.database
    .write(async tx => {
      const recorded = await record(tx, {
        permit,
        on: order.title,
        summary,
        revision: {
          page: page?.page_id ?? 'new',
          parent: page?.page_latest ?? 0,
          text: bytes,
          sha1,
          length: bytes.length,
          parentLength: page?.page_len ?? 0,
          contentModel: model,
          redirect: target,
          wasRedirect: page !== undefined && page.page_is_redirect !== 0,
          random: page === undefined ? wiki.randomNumber() : 0,
        },
        tags: [...new Set([...order.tags, ...tags, ...of.gateTags])],
        reverted,
        flags: {
          minor: order.minor && page !== undefined && order.section !== 'new' && viewer.may('minoredit'),
          bot: order.bot && viewer.may('bot'),
          patrolled: viewer.may('autopatrol') || viewer.may('patrol'),
        },
        timestamp,
      })
      await applyWatch(tx, viewer, order.title, watching)
      if (modelLog !== undefined) {
        await record(tx, {
          permit,
          on: order.title,
          summary: asked.summary,
          log: { ...modelLog, pageId: recorded.pageId ?? 0 },
          tags: order.tags,
          flags: {},
          timestamp,
        })
      }
      return recorded
    })
    .catch((error: unknown) => {
      const code = error instanceof Failure ? error.code : ''
      throw code === 'editconflict' || code === 'articleexists' ? new LostRace() : error
    })
  if (reverted !== undefined && recorded.revId !== undefined) markRevertedLater(wiki, recorded.revId)
  return { ...answer, pageId: recorded.pageId ?? 0, recorded, timestamp }
}

/** The log entry of a page that gets another content model than it had, or than its title would give it. */
function modelLogOf({ page, model: before }: Current, after: string): NewLogEntry | undefined {
  if (before === after) return undefined
  return page === undefined
    ? { type: 'contentmodel', action: 'new', params: { oldmodel: false, newmodel: after } }
    : { type: 'contentmodel', action: 'change', params: { oldmodel: before, newmodel: after } }
}

const isUndo = (order: EditOrder): boolean => order.undo !== undefined && order.undo > 0

/** History is in the order of time: a revision is never older than its parent. */
function laterThan(now: Timestamp, parent: Revision | undefined): string {
  return parent !== undefined && parent.timestamp > now ? parent.timestamp : now
}

async function isSameText(revision: Revision, sha1: string): Promise<boolean> {
  const content = revision.content.for(Viewer.system('an edit compares with the latest text'))
  return content.is !== 'withheld' && content.value.sha1 === sha1
}

async function redirectBefore(wiki: Wiki, page: PageRow): Promise<Title | undefined> {
  return (await redirectsOfPages(wiki.database.read, [page.page_id])).get(page.page_id)
}
