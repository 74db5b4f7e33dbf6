// What tests of actions on pages have in common: who acts, and what can be seen of it afterwards.
import assert from 'node:assert/strict'
import type { Answer, Client, Params } from './client.ts'
import { runCommand, startWiki, type TestWiki, type WikiOptions } from './server.ts'

/** A revision as `prop=revisions` shows it. */
export interface ShownRevision {
  readonly revid: number
  readonly parentid: number
  readonly minor: boolean
  readonly user?: string
  readonly timestamp: string
  readonly comment?: string
  readonly size: number
  readonly tags: readonly string[]
  readonly slots: { readonly main: { readonly contentmodel: string; readonly content?: string } }
}
/** A log entry as `list=logevents` shows it. */
export interface ShownEntry {
  readonly logid: number
  readonly type: string
  readonly action: string
  readonly title: string
  readonly logpage: number
  readonly revid?: number
  readonly user?: string
  readonly comment: string
  readonly params: Record<string, unknown>
  readonly tags: readonly string[]
}
/** A recent change as `list=recentchanges` shows it. */
export interface ShownChange {
  readonly rcid: number
  readonly type: string
  readonly revid: number
  readonly logaction?: string
  readonly bot: boolean
  readonly minor: boolean
  readonly patrolled: boolean
  readonly autopatrolled: boolean
  readonly user?: string
  readonly tags: readonly string[]
}

/** A wiki with its usual people. Bob is nobody special, Robot a bot, Rod an administrator who may not suppress. */
export interface Pages {
  readonly wiki: TestWiki
  readonly admin: Client
  readonly bob: Client
  readonly robot: Client
  readonly rod: Client
  readonly nobody: Client
}

/** Starts a wiki whose rules can be proved afterwards: `assertSound`. */
export async function startPages(options: WikiOptions = {}): Promise<Pages> {
  const wiki = await startWiki(options)
  const [admin, bob, robot] = await Promise.all([wiki.as('Admin'), wiki.as('Bob'), wiki.as('Robot')])
  const rod = await makeAdministrator(wiki, admin, 'Rod')
  return { wiki, admin, bob, robot, rod, nobody: wiki.client() }
}

async function makeAdministrator(wiki: TestWiki, admin: Client, name: string): Promise<Client> {
  const password = `${name}-password-1`
  const createtoken = await admin.token('createaccount')
  const form = { username: name, password, retype: password, createreturnurl: wiki.url, createtoken }
  const made = await admin.post({ action: 'createaccount', ...form })
  assert.equal(made.at('createaccount.status'), 'PASS', made.text)
  ;(await admin.write({ action: 'userrights', user: name, add: 'sysop' }, 'userrights')).ok()
  return wiki.client().login(name, password)
}

/** Edits a page, and answers the id of the new revision. */
export async function edit(who: Client, title: string, text: string, params: Params = {}): Promise<number> {
  const answer = await who.write({ action: 'edit', title, text, ...params })
  return Number(answer.ok().at('edit.newrevid') ?? 0)
}

/** Asks for an action with a token of its type; errors are answered by key and parameters. */
export const act = (who: Client, action: string, params: Params, token = 'csrf'): Promise<Answer> =>
  who.write({ action, errorformat: 'raw', ...params }, token)

/** The codes of all errors, in order. */
export const codes = (answer: Answer): string[] => answer.list('errors').map(one => (one as { code: string }).code)
/** The message keys of all errors, in order. */
export const keys = (answer: Answer): string[] => answer.list('errors').map(one => (one as { key: string }).key)
/** The message keys of all warnings, in order. */
export const warnings = (answer: Answer): string[] =>
  ((answer.at('warnings') ?? []) as { key: string }[]).map(one => one.key)

/** The revisions of a page, newest first; none of a page that is not there. */
export async function history(who: Client, title: string): Promise<ShownRevision[]> {
  const rvprop = 'ids|flags|timestamp|user|comment|size|content|tags|contentmodel'
  const answer = await who.get({
    action: 'query',
    prop: 'revisions',
    titles: title,
    rvlimit: 50,
    rvprop,
    rvslots: 'main',
  })
  return (answer.ok().at('query.pages.0.revisions') ?? []) as ShownRevision[]
}
/** The text of a page; undefined of one that is not there. */
export const textOf = async (who: Client, title: string): Promise<string | undefined> =>
  (await history(who, title))[0]?.slots.main.content

/** The log entries of a title, newest first. */
export async function logs(who: Client, title: string, params: Params = {}): Promise<ShownEntry[]> {
  const leprop = 'ids|title|type|user|comment|details|tags|timestamp'
  const answer = await who.get({ action: 'query', list: 'logevents', letitle: title, lelimit: 50, leprop, ...params })
  return answer.ok().list('query.logevents') as ShownEntry[]
}
/** `move/move` and so on. */
export const kinds = (entries: readonly ShownEntry[]): string[] => entries.map(one => `${one.type}/${one.action}`)

/** The recent changes of a title, newest first. */
export async function changes(who: Client, title: string): Promise<ShownChange[]> {
  const rcprop = 'ids|title|user|comment|flags|loginfo|tags|patrolled'
  const answer = await who.get({ action: 'query', list: 'recentchanges', rctitle: title, rclimit: 50, rcprop })
  return answer.ok().list('query.recentchanges') as ShownChange[]
}

/** What `prop=info` tells of a page, with its protection and whether the asker watches it. */
export async function info(who: Client, title: string): Promise<Record<string, unknown>> {
  const answer = await who.get({ action: 'query', titles: title, prop: 'info', inprop: 'protection|watched' })
  return answer.ok().at('query.pages.0') as Record<string, unknown>
}

/** Counts of the site. */
export async function statistics(who: Client): Promise<{ pages: number; articles: number; edits: number }> {
  const answer = await who.get({ action: 'query', meta: 'siteinfo', siprop: 'statistics' })
  return answer.ok().at('query.statistics') as { pages: number; articles: number; edits: number }
}

/** Proves the rules of the wiki with `check`, as it is now. */
export async function assertSound(wiki: TestWiki): Promise<void> {
  const { code, stdout, stderr } = await runCommand(['check', ...wiki.where])
  assert.equal(code, 0, stdout + stderr)
}

/** Waits for what is done in the background, for at most a minute. */
export async function eventually(found: () => Promise<boolean>, what: string): Promise<void> {
  const end = Date.now() + 60_000
  while (!(await found())) {
    if (Date.now() > end) assert.fail(`${what} did not come`)
    await new Promise(resolve => setTimeout(resolve, 20))
  }
}

/** Waits until the jobs that changes left are done: links, categories, what is included, and what a search finds. */
export const jobsDone = (who: Client): Promise<void> =>
  eventually(async () => {
    const answer = await who.get({ action: 'query', meta: 'siteinfo', siprop: 'statistics' })
    return answer.number('query.statistics.jobs') === 0
  }, 'the end of the jobs')
