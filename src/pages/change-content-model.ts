// Changing the content model of a page: the same text, read otherwise from now on.
import { createHash } from 'node:crypto'
import type { Performer, Permit } from '../access/permit.ts'
import { Viewer } from '../access/viewer.ts'
import { timestampOf } from '../api/timestamps.ts'
import { record } from '../changes/record.ts'
import { Failure, fail, type Problem } from '../errors.ts'
import type { LogId, PageId, RevId } from '../ids.ts'
import { cutComment } from '../language/cut-comment.ts'
import { revisionById, textById } from '../revisions/revision-store.ts'
import { requireMayApply } from '../tags/allowed.ts'
import { markRevertedLater } from '../tags/reverted.ts'
import { tagsOfEdit } from '../tags/sources/index.ts'
import type { Wiki } from '../wiki.ts'
import { storedText } from './compose.ts'
import { withReason } from './null-revision.ts'
import { stateFor } from './page-state.ts'
import { type PageRow, pageByTitle, redirectsOfPages } from './page-store.ts'
import { redirectOf } from './redirect-title.ts'
import type { Title } from './title.ts'

export interface ContentModelOrder {
  readonly title: Title
  readonly model: string
  readonly reason: string
  readonly bot: boolean
  /** Checked already. */
  readonly tags: readonly string[]
}

export interface ContentModelChanged {
  readonly pageId: PageId
  readonly revId: RevId
  readonly logId: LogId
}

/** How often it begins anew because somebody else was quicker. */
const attempts = 5

/**
 * Changes the content model of a page. Throws `changecontentmodel-missingtitle`, `nochanges`, what says that the text is
 * not of that model, and what the performer may not.
 */
export async function changeContentModel(
  wiki: Wiki,
  performer: Performer,
  order: ContentModelOrder,
): Promise<ContentModelChanged> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await changeOnce(wiki, performer, order)
    } catch (error) {
      if (!(error instanceof Failure) || error.code !== 'editconflict') throw error
      if (attempt === attempts) throw fail('edit-conflict', [])
    }
  }
}

async function changeOnce(wiki: Wiki, performer: Performer, order: ContentModelOrder): Promise<ContentModelChanged> {
  const db = wiki.database.read
  const { title, model } = order
  const page = await pageByTitle(db, title)
  if (page === undefined) throw fail('apierror-changecontentmodel-missingtitle', [])
  const permit = await permitToChange(wiki, performer, order, page)
  if (page.page_content_model === model) throw fail('apierror-nochanges', [])
  const latest = await revisionById(db, page.page_latest)
  const content = latest?.content.for(Viewer.public)
  // The latest text cannot be hidden.
  if (latest === undefined || content === undefined || content.is === 'withheld') throw new Error('a page has no text')
  const text = storedText(model, await textById(db, content.value.textId), wiki.config)
  const bytes = new TextEncoder().encode(text)
  const sha1 = createHash('sha1').update(bytes).digest('hex')
  const redirect = redirectOf(model, text, wiki)
  const wasRedirect = page.page_is_redirect !== 0
  const before = wasRedirect ? (await redirectsOfPages(db, [page.page_id])).get(page.page_id) : undefined
  const { tags, reverted } = await tagsOfEdit(db, {
    pageId: page.page_id,
    before: { size: page.page_len, redirect: before, model: page.page_content_model },
    after: { size: bytes.length, redirect, model, sha1 },
  })
  const now = timestampOf(performer.now)
  const { viewer } = performer
  const flags = { bot: order.bot && viewer.may('bot'), patrolled: viewer.may('autopatrol') }
  const change = { permit, on: title, timestamp: latest.timestamp > now ? latest.timestamp : now }
  const { revId, logId } = await wiki.database.write(async tx => {
    const edited = await record(tx, {
      ...change,
      summary: commentOf(wiki, performer, order, page),
      revision: {
        page: page.page_id,
        parent: page.page_latest,
        text: sha1 === content.value.sha1 ? { textId: content.value.textId } : bytes,
        sha1,
        length: bytes.length,
        parentLength: page.page_len,
        contentModel: model,
        redirect,
        wasRedirect,
        random: 0,
      },
      tags: [...order.tags, ...tags],
      reverted,
      flags,
    })
    const params = { oldmodel: page.page_content_model, newmodel: model }
    const logged = await record(tx, {
      ...change,
      summary: cutComment(order.reason),
      log: { type: 'contentmodel', action: 'change', params, pageId: page.page_id },
      tags: order.tags,
      flags,
    })
    return { revId: edited.revId, logId: logged.logId }
  })
  if (revId === undefined || logId === undefined) throw new Error('a change of the content model left no trace')
  if (reverted !== undefined) markRevertedLater(wiki, revId)
  return { pageId: page.page_id, revId, logId }
}

/** What stands against it is asked of the page as it is, and as it will be: what runs for others is for few to make. */
async function permitToChange(
  wiki: Wiki,
  performer: Performer,
  order: ContentModelOrder,
  page: PageRow,
): Promise<Permit<'editcontentmodel'>> {
  const now = timestampOf(performer.now)
  const state = await stateFor(wiki, performer.viewer, { title: order.title, page, now })
  const problems: Problem[] = []
  for (const after of [state, { ...state, contentModel: order.model }]) {
    for (const found of [...performer.problemsOn('editcontentmodel', after), ...performer.problemsOn('edit', after)]) {
      const known = problems.some(one => JSON.stringify(one.message) === JSON.stringify(found.message))
      if (!known) problems.push(found)
    }
  }
  if (problems.length > 0) throw new Failure(problems)
  requireMayApply(performer, order.tags)
  return performer.permitOn('editcontentmodel', state)
}

/** `Ada changed the content model of [[A]] from “wikitext” to “JSON”: reason`. */
function commentOf(
  wiki: Wiki,
  { viewer }: Performer,
  { title, model, reason }: ContentModelOrder,
  page: PageRow,
): string {
  const { language } = wiki.config
  const nameOf = (of: string): string =>
    wiki.messages.has(`content-model-${of}`)
      ? wiki.messages.wikitext({ key: `content-model-${of}`, params: [] }, language)
      : of
  const params = [
    viewer.name,
    viewer.name,
    `[[:${wiki.nameOf(title)}]]`,
    nameOf(page.page_content_model),
    nameOf(model),
  ]
  return withReason(wiki, wiki.messages.wikitext({ key: 'logentry-contentmodel-change', params }, language), reason)
}
