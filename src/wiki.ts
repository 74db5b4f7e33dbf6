// The composition root: settings in, a running wiki out; the only place that builds things.

import { randomBytes } from 'node:crypto'
import { type Logger, pino } from 'pino'
import { ipHex } from './access/ip.ts'
import { type ClientProgram, Performer } from './access/permit.ts'
import { RateLimiter, Throttle } from './access/rate-limits.ts'
import { allRights } from './access/rights.ts'
import { Sessions } from './access/sessions.ts'
import { Viewer } from './access/viewer.ts'
import { AnswerCache } from './api/answer-cache.ts'
import { timestampOf } from './api/timestamps.ts'
import { BadLogins } from './captcha/bad-logins.ts'
import { Captcha } from './captcha/captcha.ts'
import { type Config, configOf, type Environment } from './config.ts'
import { FileDepot } from './files/depot.ts'
import { addFilters, type FilterLists } from './filters/install.ts'
import { PatternMatcher } from './filters/pattern-matcher.ts'
import { tagsOfRules } from './filters/rules.ts'
import { LookBook } from './hiding/look-book.ts'
import { type Gates, noGates } from './hooks.ts'
import type { Job } from './jobs/job.ts'
import { JobQueue, withJobs } from './jobs/job-queue.ts'
import { shippedCatalogs } from './language/catalogs.ts'
import { resolveLanguage } from './language/languages.ts'
import { createMessages, type Messages } from './language/messages.ts'
import { type ContentModels, contentModelsOf } from './pages/content-models.ts'
import { interwikiUrls } from './pages/interwikis.ts'
import { MessagePages } from './pages/message-pages.ts'
import { type NamespaceChange, NS, namespaceByName, namespaceName, namespaceTable } from './pages/namespaces.ts'
import { ParserCache } from './pages/parser-cache.ts'
import { encodeForUrl, prefixedText, type Title, type TitleRules } from './pages/title.ts'
import { Renderer } from './rendering/renderer.ts'
import type { Database } from './storage/database.ts'
import { migrate } from './storage/migrate.ts'
import { migrations } from './storage/migrations/index.ts'
import { readSetting, writeSetting } from './storage/wiki-setting-store.ts'
import { checkTagsOfChange } from './tags/allowed.ts'
import { TagRules } from './tags/tag-rules.ts'
import { Accounts } from './users/accounts.ts'
import { spreadBlocks, spreadsBlocks } from './users/autoblock.ts'
import { blocksOn } from './users/block-store.ts'

/** A running wiki: what every module and page is given. */
export interface Wiki {
  readonly config: Config
  readonly database: Database
  readonly titles: TitleRules
  readonly contentModels: ContentModels
  readonly messages: Messages
  /** What pages of the wiki say in the place of messages. */
  readonly messagePages: MessagePages
  /** The tags that rules of the settings set. */
  readonly ruleTags: readonly string[]
  readonly sessions: Sessions
  readonly accounts: Accounts
  /** Keeps who looked at what is hidden. */
  readonly lookBook: LookBook
  /** Counts attempts to log in. */
  readonly loginThrottle: Throttle
  /** Where rules of the wiki's own may refuse something, or amend it. */
  readonly gates: Gates
  /** The lists of what nobody may link to or make. */
  readonly filters: FilterLists
  readonly captcha: Captcha
  /** Who must answer a captcha to log in. */
  readonly badLogins: BadLogins
  /** What changes left to be done after them; `runJobs` does it. */
  readonly jobs: JobQueue
  /** Renders wikitext without holding up others. */
  readonly renderer: Renderer
  /** Rendered pages. */
  readonly renderings: ParserCache
  /** The contents of uploaded files. */
  readonly files: FileDepot
  /** What `api.php` answered since the last write. */
  readonly answers: AnswerCache
  readonly log: Logger
  /** Whether somebody without an account may read. */
  readonly isPublic: boolean
  /** The time; tests set their own. */
  now(): Date
  /** So many random bytes, in hex. */
  random(bytes: number): string
  /** A random number from 0 to 2^53. */
  randomNumber(): number
  /** The language of `uselang`, `errorlang`: a code, `user`, `content`. */
  languageOf(code: string, viewer: Viewer): string
  /** `Talk:Main Page`: a title as it is shown. */
  nameOf(title: Title): string
  /** Throws `badtags` where one of these may not be applied to a change by hand. */
  checkTags(tags: readonly string[]): Promise<void>
  /** Somebody who acts, with the blocks that are on them now. */
  performer(viewer: Viewer, ip: string, now: Date, client?: ClientProgram): Promise<Performer>
  /** Runs what nobody waits for; `close` waits for it. A failure is logged. */
  inBackground(work: () => Promise<void>): void
  /** Whether `close` was called: long work ends at the next good point. */
  readonly isClosing: boolean
  /** Somebody of the software's own: may edit everything, has no account. */
  systemViewer(name: string): Viewer
  /** Says where the wiki listens, for a setting `server` that nobody gave. */
  listensAt(url: string): void
  close(): Promise<void>
}

export interface WikiOptions {
  readonly database: Database
  /** Settings by name; what is in the database and the defaults fill the rest. */
  readonly settings?: Readonly<Record<string, unknown>>
  /** Where settings may stand as well; by default the environment of the process. */
  readonly environment?: Environment
  /** The folder of uploaded files, where no setting names one; without either nothing can be uploaded. */
  readonly filesFolder?: FilesFolder | undefined
  readonly now?: () => Date
  readonly random?: (bytes: number) => string
  readonly log?: Logger
}

/** A path; `temporary` for one that is gone when the process ends. */
export type FilesFolder = string | 'temporary'

/** Opens a wiki on a database, which is brought to the newest schema first. */
export async function openWiki(options: WikiOptions): Promise<Wiki> {
  const { database } = options
  const random = options.random ?? (bytes => randomBytes(bytes).toString('hex'))
  await migrate(database, migrations)
  const stored = await readSetting(database.read, 'settings')
  const config: { -readonly [K in keyof Config]: Config[K] } = configOf(
    { ...(stored === undefined ? {} : (JSON.parse(stored) as object)), ...options.settings },
    options.environment,
  )
  const files = depotOf(config, options.filesFolder)
  const secret = await secretOf(database, random)
  const changes = JSON.parse((await readSetting(database.read, 'namespaces')) ?? '[]') as NamespaceChange[]
  const contentModels = contentModelsOf(config.contentModels)
  const titles: TitleRules = {
    namespaces: namespaceTable(config.siteName, [...contentModels.namespaces, ...changes]),
    interwikis: new Set(interwikiUrls.keys()),
  }
  const accounts = new Accounts(database, config.groupRights, titles)
  const log = options.log ?? pino({ level: 'warn' })
  const background = new Set<Promise<void>>()
  const jobs = new JobQueue()
  let closing = false
  const limiter = new RateLimiter(config.rateLimits)
  const tagRules = new TagRules(config.tagRules, tagsOfRules(config.filterRules))
  const messagePages = new MessagePages(config.language)
  const messages = createMessages({
    catalog: shippedCatalogs,
    override: (key, language) => messagePages.of(key, language),
    variable: (name, [of = '']) =>
      name === 'SITENAME' ? config.siteName : name === 'ns' ? namespaceByName(titles.namespaces, of)?.name : undefined,
    linkTo: title => config.articlePath.replace('$1', encodeForUrl(title.replaceAll(' ', '_'))),
  })
  const wiki: Wiki = {
    config,
    database: withJobs(database, jobs, added => {
      if (added.some(changesMessages)) messagePages.expire()
    }),
    jobs,
    renderer: new Renderer({
      titles,
      messageSource: key => messages.source(key, config.language),
      patience: config.renderSeconds * 1000,
    }),
    renderings: new ParserCache(),
    files,
    answers: new AnswerCache(),
    titles,
    contentModels,
    messages,
    messagePages,
    ruleTags: tagRules.tags,
    sessions: new Sessions({ database, secret, cookiePrefix: config.wikiId, random }),
    accounts,
    loginThrottle: new Throttle(config.loginAttempts, 300),
    gates: noGates(),
    filters: {},
    captcha: new Captcha({
      settings: {
        triggers: config.captchaTriggers,
        exempts: config.captchaExempts,
        kind: config.captchaKind === 'image' ? 'image' : 'simple',
        isAlwaysRight: config.captchaAlwaysRight,
      },
      database,
      random,
      imageAddress: id => `${config.scriptPath}/index.php?title=Special:Captcha/image&wpCaptchaId=${id}`,
    }),
    badLogins: new BadLogins(config.captchaBadLogins, 300),
    lookBook: new LookBook({ database, kept: config.keptLooks, inBackground: work => wiki.inBackground(work) }),
    log,
    isPublic: accounts.anonymous('').may('read'),
    now: options.now ?? (() => new Date()),
    random,
    randomNumber: () => Number.parseInt(random(7).slice(0, 13), 16),
    languageOf: (code, viewer) =>
      resolveLanguage(code, { user: viewer.language ?? config.language, content: config.language }),
    nameOf: title => prefixedText(title, titles.namespaces),
    checkTags: tags => checkTagsOfChange(database.read, tags),
    performer: async (viewer, ip, now, client) =>
      new Performer({
        viewer,
        ip,
        blocks: await blocksOn(database.read, {
          userId: viewer.userId,
          ipHex: viewer.may('ipblock-exempt') ? undefined : ipHex(ip),
          now: timestampOf(now),
        }),
        now,
        ...(client === undefined ? {} : { client }),
        tagRules,
        limits: limiter,
        words: message => messages.plain(message, config.language),
        whenBlocked: blocked => {
          if (spreadsBlocks(blocked)) wiki.inBackground(() => spreadBlocks(wiki, blocked))
        },
        groups: { rights: config.groupRights, project: namespaceName(titles.namespaces, NS.project) },
      }),
    systemViewer: name => new Viewer({ userId: 0, actorId: undefined, name, groups: [], rights: new Set(allRights) }),
    listensAt: url => {
      if (config.server === '') config.server = url
    },
    inBackground: work => {
      const done: Promise<void> = work()
        .catch((error: unknown) => log.error({ err: error }, 'work in the background failed'))
        .finally(() => background.delete(done))
      background.add(done)
    },
    get isClosing() {
      return closing
    },
    close: async () => {
      closing = true
      jobs.stop()
      wiki.renderer.close()
      // What is under way may leave more to do.
      while (background.size > 0) await Promise.all(background)
      await matcher.close()
      files.close()
      await database.close()
    },
  }
  const matcher = new PatternMatcher({
    onSlow: pattern => log.warn({ pattern }, 'a pattern of a filter took too long'),
  })
  addFilters(wiki, matcher)
  return wiki
}

/** Whether a job is there because a page of the interface changed. */
const changesMessages = (job: Job): boolean =>
  job.command === 'refreshLinks' && job.params.titles.some(([namespace]) => namespace === NS.mediawiki)

/** Where the contents of files are. A wiki that has no place for them takes none. */
function depotOf(config: { filesFolder: string; uploadsEnabled: boolean }, folder: FilesFolder | undefined): FileDepot {
  if (config.filesFolder !== '') return new FileDepot(config.filesFolder)
  if (folder === undefined) config.uploadsEnabled = false
  return new FileDepot(folder === 'temporary' ? undefined : folder)
}

/** The secret that sessions are signed with: made once, kept in the database. */
async function secretOf(database: Database, random: (bytes: number) => string): Promise<string> {
  return database.write(async tx => {
    const known = await readSetting(tx, 'secret')
    if (known !== undefined) return known
    const secret = random(32)
    await writeSetting(tx, 'secret', secret)
    return secret
  })
}
