// Plants the secrets: pages, revisions, log entries and accounts, hidden and suppressed by the verbs that people use.
import { Performer } from '../access/permit.ts'
import { allRights } from '../access/rights.ts'
import { Viewer } from '../access/viewer.ts'
import { answerApi } from '../api/request.ts'
import { timestampOf } from '../api/timestamps.ts'
import { record } from '../changes/record.ts'
import { hideReason } from '../hiding/reason.ts'
import type { LogId, RevId, UserId } from '../ids.ts'
import { hideLogEntries } from '../logs/hide.ts'
import { deletePage } from '../pages/delete.ts'
import { edit } from '../pages/edit.ts'
import { parseTitle, type Title } from '../pages/title.ts'
import { hideRevisions } from '../revisions/hide.ts'
import type { HideableField } from '../revisions/visibility.ts'
import { manageTag } from '../tags/manage.ts'
import { retag } from '../tags/retag.ts'
import { addAccount } from '../users/add-account.ts'
import { placeBlock } from '../users/block.ts'
import { blockTargetOf } from '../users/block-target.ts'
import { answerIndex } from '../web/entry.ts'
import type { Wiki } from '../wiki.ts'
import { httpRequest } from './http-request.ts'
import { type FilePlanter, type PlantedFiles, plantFiles, sendAs } from './plant-files.ts'
import { type Secret, secret, secretNumber, sha1Of } from './secrets.ts'

/** What was planted, and the names by which it can be asked for. */
export interface Planted {
  readonly secrets: readonly Secret[]
  readonly titles: readonly string[]
  readonly pageIds: readonly number[]
  readonly revIds: readonly RevId[]
  /** By title, those of each page that was planted. */
  readonly revisionsOf: ReadonlyMap<string, readonly RevId[]>
  readonly logIds: readonly LogId[]
  /** Names of accounts whose every deed is hidden: asking for them must find nothing. */
  readonly hiddenUsers: readonly string[]
  /** For each of them a name like it, of nobody. */
  readonly nobodies: ReadonlyMap<string, string>
  readonly tag: string
  /** The account that planted, which has scripts of its own. */
  readonly keeper: string
  readonly files: PlantedFiles
}

class Planter implements FilePlanter {
  readonly #wiki: Wiki
  readonly #random: (bytes: number) => string
  readonly secrets: Secret[] = []
  readonly titles: string[] = []
  readonly pageIds = new Set<number>()
  readonly revIds: RevId[] = []
  readonly revisionsOf = new Map<string, RevId[]>()
  readonly logIds: LogId[] = []
  readonly hiddenUsers: string[] = []
  readonly nobodies = new Map<string, string>()
  constructor(wiki: Wiki) {
    this.#wiki = wiki
    this.#random = wiki.random
  }

  mark(kind: string): string {
    return `Zq${kind}${this.#random(6)}`
  }

  hideUser(name: string, nobody: string): void {
    this.hiddenUsers.push(name)
    this.nobodies.set(name, nobody)
  }

  title(text: string): Title {
    const parsed = parseTitle(text, this.#wiki.titles)
    if (!parsed.ok) throw new Error(`${text} is no title`)
    return parsed.title
  }

  /**
   * Somebody of whom the wiki shows nothing but what they did: an address. Of an account, lists of accounts may tell that
   * there is one.
   */
  stranger(): { mark: string; performer: Performer } {
    const words = Array.from({ length: 6 }, () =>
      (0x1000 + (Number.parseInt(this.#random(2), 16) & 0xefff)).toString(16),
    )
    const mark = `2001:DB8:${words.join(':').toUpperCase()}`
    return { mark, performer: this.performer(mark, 0, undefined) }
  }

  /** An account that may do everything, so that nothing but hiding stands between a reader and its deeds. */
  async account(name: string): Promise<Performer> {
    const now = timestampOf(this.#wiki.now())
    const { userId, actorId } = await this.#wiki.database.write(tx => addAccount(tx, { name, password: '', now }))
    return this.performer(name, userId, actorId)
  }

  performer(name: string, userId: UserId | 0, actorId: Viewer['actorId']): Performer {
    const rights = new Set(allRights.filter(right => right !== 'bot'))
    const viewer = new Viewer({ userId, actorId, name, groups: ['*', 'user'], rights })
    return new Performer({ viewer, ip: '192.0.2.77', blocks: [], now: this.#wiki.now() })
  }

  async write(
    by: Performer,
    title: string,
    text: string,
    summary: string,
    tags: readonly string[] = [],
  ): Promise<RevId> {
    const edited = await edit(this.#wiki, by, {
      title: this.title(title),
      text,
      summary,
      minor: false,
      bot: false,
      tags,
      createOnly: false,
      noCreate: false,
      recreate: true,
    })
    const id = edited.recorded?.revId
    if (id === undefined) throw new Error('an edit of the canary changed nothing')
    this.pageIds.add(edited.pageId)
    this.revIds.push(id)
    this.revisionsOf.set(title, [...(this.revisionsOf.get(title) ?? []), id])
    return id
  }

  async hide(
    by: Performer,
    title: string,
    id: RevId,
    hide: readonly HideableField[],
    suppress: boolean,
  ): Promise<void> {
    await this.readOpenly(title, id)
    const permit = by.permit('deleterevision')
    await this.#wiki.database.write(tx =>
      hideRevisions(tx, permit, { ...this.order(title, suppress), hide, ids: [String(id)] }),
    )
  }

  async hideLog(by: Performer, id: LogId, hide: readonly HideableField[], suppress: boolean): Promise<void> {
    const permit = by.permit('deletelogentry')
    await this.#wiki.database.write(tx =>
      hideLogEntries(tx, permit, { ...this.order('Special:Log', suppress), hide, ids: [String(id)] }),
    )
  }

  async hideTraces(title: string, { revId, logId }: { revId: RevId; logId: LogId }, suppress: boolean): Promise<void> {
    const keeper = this.performer('Canary keeper of files', 0, undefined)
    await this.hide(keeper, title, revId, ['comment', 'user'], suppress)
    await this.hideLog(keeper, logId, ['comment', 'user'], suppress)
  }

  /** Reads what is about to be hidden, as everybody may still do: nothing of it may stay where it was kept meanwhile. */
  async readOpenly(title: string, id: RevId): Promise<void> {
    const oldid = String(id)
    const api = (params: Readonly<Record<string, string>>) =>
      answerApi(this.#wiki, httpRequest({ door: 'api', params: { format: 'json', ...params }, method: 'GET' }))
    await api({ action: 'parse', oldid })
    await api({ action: 'compare', fromrev: oldid, torelative: 'prev' })
    const pages: Record<string, string>[] = [{ oldid }, { oldid, diff: 'prev' }, { action: 'history' }]
    for (const params of [...pages, { oldid, action: 'raw' }]) {
      await answerIndex(this.#wiki, httpRequest({ door: 'index', params: { title, ...params }, method: 'GET' }))
    }
  }

  order(title: string, suppress: boolean) {
    return {
      on: this.title(title),
      show: [],
      suppress: suppress ? true : undefined,
      reason: hideReason(this.#wiki.config, 'canary'),
      tags: [],
      timestamp: timestampOf(this.#wiki.now()),
    }
  }
}

/** Fills a wiki with secrets. The wiki is the canary's own: nothing is taken away again. */
export async function plant(wiki: Wiki): Promise<Planted> {
  const planter = new Planter(wiki)
  const keeper = await planter.account('Canary keeper')
  const tag = `canary-${wiki.random(4)}`
  const tagging = keeper.permit('managechangetags')
  const tagOrder = {
    operation: 'create',
    name: tag,
    reason: '',
    tags: [],
    mostUses: 0,
    timestamp: timestampOf(wiki.now()),
  } as const
  await wiki.database.write(tx => manageTag(tx, tagging, tagOrder))
  for (const suppress of [false, true]) {
    await plantRevisions(wiki, planter, keeper, suppress, tag)
    await plantLogEntries(wiki, planter, keeper, suppress)
  }
  await plantDeleted(wiki, planter, keeper)
  await plantScripts(wiki, planter, keeper)
  const sent = await plantHiddenAccount(wiki, planter, keeper)
  const planted = await plantFiles(wiki, planter, keeper)
  const files = { ...planted, titles: [...planted.titles, ...sent] }
  return {
    files,
    secrets: [...planter.secrets, ...files.secrets],
    titles: planter.titles,
    pageIds: [...planter.pageIds],
    revIds: planter.revIds,
    revisionsOf: planter.revisionsOf,
    logIds: planter.logIds,
    hiddenUsers: planter.hiddenUsers,
    nobodies: planter.nobodies,
    tag,
    keeper: keeper.viewer.name,
  }
}

async function plantRevisions(
  wiki: Wiki,
  planter: Planter,
  keeper: Performer,
  suppress: boolean,
  tag: string,
): Promise<void> {
  const level = suppress ? 'suppressed' : 'hidden'
  const title = `Canary ${level} ${wiki.random(3)}`
  planter.titles.push(title)
  const text = planter.mark('text')
  const comment = planter.mark('comment')
  const { mark: user, performer: hiddenUser } = planter.stranger()
  await planter.write(keeper, title, 'Line one.\n\nLine two.\n\n== Part ==\nLine three.', 'canary begins')
  const whole = `Line one.\n\n${text}\n\n== Part ==\nLine three.\n[[${text}]] {{${text}}} [[Category:${text}]]`
  const id = await planter.write(hiddenUser, title, whole, `${comment} [[${comment}]]`, [tag])
  await planter.write(keeper, title, 'Line one.\n\nLine two again.\n\n== Part ==\nLine three.', 'canary goes on')
  await planter.hide(keeper, title, id, ['content', 'comment', 'user'], suppress)
  const right = 'deletedhistory'
  planter.secrets.push(secret('text of a revision', text, level, 'deletedtext', whole))
  planter.secrets.push(secret('comment of a revision', comment, level, right))
  planter.secrets.push(secret('author of a revision', user, level, right))
  planter.hideUser(user, planter.stranger().mark)
  // Tagging a hidden revision leaves a log entry about it.
  const permit = keeper.permit('changetags')
  const edit = { add: [], remove: [tag], reason: 'canary', tags: [], timestamp: timestampOf(wiki.now()) }
  await wiki.database.write(tx => retag(tx, permit, { revId: id }, edit))
}

async function plantLogEntries(wiki: Wiki, planter: Planter, keeper: Performer, suppress: boolean): Promise<void> {
  const level = suppress ? 'suppressed' : 'hidden'
  const target = planter.mark('target')
  const comment = planter.mark('reason')
  const { mark: user, performer: hiddenUser } = planter.stranger()
  const permit = hiddenUser.permit('protect')
  const recorded = await wiki.database.write(tx =>
    record(tx, {
      permit,
      on: planter.title(target),
      summary: comment,
      log: {
        type: 'protect',
        action: 'protect',
        pageId: 0,
        params: { cascade: false, details: [{ type: 'create', level: 'sysop', expiry: 'infinity', cascade: false }] },
      },
      tags: [],
      flags: {},
      timestamp: timestampOf(wiki.now()),
    }),
  )
  if (recorded.logId === undefined) throw new Error('a log entry of the canary was not made')
  planter.logIds.push(recorded.logId)
  await planter.hideLog(keeper, recorded.logId, ['content', 'comment', 'user'], suppress)
  const right = 'deletedhistory'
  planter.secrets.push(secret('target of a log entry', target, level, right))
  planter.secrets.push(secret('reason of a log entry', comment, level, right))
  planter.secrets.push(secret('performer of a log entry', user, level, right))
  planter.hideUser(user, planter.stranger().mark)
}

async function plantDeleted(wiki: Wiki, planter: Planter, keeper: Performer): Promise<void> {
  const title = `Canary deleted ${wiki.random(3)}`
  planter.titles.push(title)
  // Of a length that nothing else has.
  const text = planter.mark('gone')
  const whole = `${text}${'.'.repeat(9000 + (Number.parseInt(wiki.random(2), 16) % 8000))}`
  const comment = planter.mark('gonecomment')
  const { performer: author } = planter.stranger()
  // Not the first revision: whose summary is in the log of creations, which a deletion does not touch.
  await planter.write(keeper, title, 'canary', 'canary begins')
  await planter.write(author, title, whole, comment)
  await planter.write(keeper, title, 'other text', 'canary goes on')
  await deletePage(wiki, keeper, { title: planter.title(title), reason: 'canary', tags: [] })
  planter.secrets.push(secret('text of a deleted page', text, 'deleted', 'deletedtext'))
  // As MediaWiki: who may know of deleted revisions may know the size and the hash of their texts.
  const hash = secret('hash of a deleted text', sha1Of(whole), 'deleted', 'deletedhistory', whole)
  planter.secrets.push({ ...hash, isOnPages: false })
  planter.secrets.push(secretNumber('size of a deleted text', whole.length, 'deletedhistory'))
  planter.secrets.push(secret('comment of a deleted page', comment, 'deleted', 'deletedhistory'))
}

/** Scripts and styles that pages load: what one said once, and one that was deleted. */
async function plantScripts(wiki: Wiki, planter: Planter, keeper: Performer): Promise<void> {
  const script = 'MediaWiki:Common.js'
  const text = planter.mark('script')
  await planter.write(keeper, script, 'one()', 'canary begins')
  const id = await planter.write(keeper, script, `secret('${text}')`, 'canary')
  await planter.write(keeper, script, 'two()', 'canary goes on')
  await planter.hide(keeper, script, id, ['content'], true)
  const style = `User:${keeper.viewer.name}/common.css`
  const gone = planter.mark('style')
  await planter.write(keeper, style, `.${gone} { color: red }`, 'canary')
  await planter.write(keeper, style, '.canary { color: red }', 'canary goes on')
  await deletePage(wiki, keeper, { title: planter.title(style), reason: 'canary', tags: [] })
  planter.secrets.push(
    { ...secret('text of a script', text, 'suppressed', 'deletedtext'), isOnPages: false },
    { ...secret('text of a style', gone, 'deleted', 'deletedtext'), isOnPages: false },
  )
}

/**
 * An account whose name is hidden with its block. That it is there and what it did must not be known either. Says the titles
 * of its files.
 */
async function plantHiddenAccount(wiki: Wiki, planter: Planter, keeper: Performer): Promise<string[]> {
  const name = planter.mark('account')
  const title = `Canary account ${wiki.random(3)}`
  planter.titles.push(title)
  const performer = await planter.account(name)
  await planter.write(keeper, title, 'canary', 'canary begins')
  await planter.write(performer, title, 'by somebody who is hidden', 'canary')
  await planter.write(keeper, title, 'canary goes on', 'canary goes on')
  const files = await sendAs(wiki, performer, keeper)
  await placeBlock(wiki, keeper.permit('block'), {
    target: await blockTargetOf(wiki.database.read, name),
    expiry: 'infinity',
    reason: 'canary',
    anonOnly: false,
    createAccount: true,
    autoblock: false,
    blockEmail: false,
    allowUserTalk: true,
    hideName: true,
    reblock: false,
    tags: [],
  })
  planter.secrets.push(secret('name of an account', name, 'account', 'hideuser'))
  planter.hideUser(name, planter.mark('account'))
  return files
}
