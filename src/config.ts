// Every setting: its name, type, default and help; the only reader of the environment.
import type { RateLimits } from './access/rate-limits.ts'
import { defaultGroupRights, type GroupRights } from './access/rights.ts'
import type { CaptchaTriggers } from './captcha/captcha.ts'
import type { Rule } from './filters/rules.ts'

/** The settings of a wiki. */
export interface Config {
  readonly siteName: string
  /** Language of the content and of whoever has chosen none. */
  readonly language: string
  /** Scheme, host and port, without a slash at the end. */
  readonly server: string
  /** Before `/api.php`; empty for none. */
  readonly scriptPath: string
  /** Where pages are; `$1` is the title. */
  readonly articlePath: string
  /** Prefix of cookies, and `wikiid`. */
  readonly wikiId: string
  readonly mainPage: string
  /** The name of the machine, for `servedby`. */
  readonly hostName: string
  readonly groupRights: GroupRights
  readonly rateLimits: RateLimits
  /** Why nothing can be changed now; empty when it can. */
  readonly readOnly: string
  /** Origins whose pages may use the session of their reader. */
  readonly allowedOrigins: readonly string[]
  /** Content models that this wiki has besides those that every wiki has. */
  readonly contentModels: readonly string[]
  /** Bytes of text that a page may have. */
  readonly maxArticleSize: number
  /** Failed logins from one address and account in five minutes; 0 for no limit. */
  readonly loginAttempts: number
  /** KiB of memory that the hash of a new password takes. */
  readonly passwordMemory: number
  readonly uploadsEnabled: boolean
  /** Whose looks at what is hidden are kept: `all`, those at what is `suppressed`, or `none`. */
  readonly keptLooks: string
  /** Whether nothing is hidden without a reason. */
  readonly hideReasonRequired: boolean
  /** Where uploaded files are; empty for the folder of the wiki's data. */
  readonly filesFolder: string
  /** Extensions that files may have, in lower case. */
  readonly fileExtensions: readonly string[]
  /** Days that recent changes are kept. */
  readonly recentChangesDays: number
  /** Seconds that a page may take to render. */
  readonly renderSeconds: number
  /** Seconds from a revert to the marking of what it took back. */
  readonly revertedTagDelay: number
  /** Uses that a tag may have to be deleted; 0 for any number. */
  readonly mostUsesOfDeletedTag: number
  /** Which tags changes get by themselves; `TagRules` reads them. */
  readonly tagRules: readonly unknown[]
  /** For what somebody without the right `skipcaptcha` must answer a captcha. */
  readonly captchaTriggers: CaptchaTriggers
  /** Groups whose members are asked none. */
  readonly captchaExempts: readonly string[]
  /** `simple` or `image`. */
  readonly captchaKind: string
  readonly captchaAlwaysRight: boolean
  /** Failed logins from one address in five minutes before a captcha is asked, where `badlogin` triggers one. */
  readonly captchaBadLogins: number
  readonly useSpamBlacklist: boolean
  readonly useTitleBlacklist: boolean
  /** Groups whose members the list of titles does not hold. */
  readonly titleBlacklistExempts: readonly string[]
  /** Regular expressions that no text and no summary may match. */
  readonly spamPatterns: readonly string[]
  readonly filterRules: readonly Rule[]
  /** Forms of titles of translations: `$1` is the page that is translated, `$2` the code of a language. */
  readonly translatedPages: readonly string[]
  /** Trust `X-Forwarded-For` of these proxies. */
  readonly trustedProxies: readonly string[]
}

interface Setting {
  readonly default: unknown
  readonly help: string
  /** From a string of the environment. */
  readonly read?: (text: string) => unknown
}
const list = (text: string): string[] =>
  text
    .split(',')
    .map(one => one.trim())
    .filter(one => one !== '')
const flag = (text: string): boolean => text !== '' && text !== '0' && text !== 'false'

/** Each may stand in the configuration file under its name, or in the environment as `PALIMPSEST_SITE_NAME`. */
export const settings: Readonly<Record<keyof Config, Setting>> = {
  siteName: { default: 'Palimpsest', help: 'The name of the wiki.' },
  language: { default: 'en', help: 'The language of the content, and of readers who chose none.' },
  server: { default: '', help: 'The address of the wiki, as https://wiki.example; by default where it listens.' },
  scriptPath: { default: '', help: 'What stands before /api.php in addresses: empty, or /w.' },
  articlePath: { default: '/wiki/$1', help: 'Where pages are; $1 stands for the title.' },
  wikiId: { default: 'palimpsest', help: 'The short name of the wiki, in cookies and siteinfo.' },
  mainPage: { default: 'Main Page', help: 'The title of the first page.' },
  hostName: { default: '', help: 'The name of this machine, where servedby shall tell it.' },
  groupRights: {
    default: defaultGroupRights,
    help: 'What each group may do; a group named here replaces the default.',
    read: JSON.parse,
  },
  rateLimits: {
    default: {},
    help: 'How often who may do what: {"edit": {"user": [90, 60], "anon": [8, 60]}}.',
    read: JSON.parse,
  },
  readOnly: { default: '', help: 'Why the wiki cannot be changed now; empty when it can.' },
  allowedOrigins: { default: [], help: "Sites whose pages may act with their reader's session.", read: list },
  contentModels: {
    default: [],
    help: 'Content models besides wikitext, text, CSS, JavaScript and JSON: any of sanitized-css, JsonSchema, GadgetDefinition, MassMessageListContent, NewsletterContent, SecurePoll, flow-board, Scribunto.',
    read: list,
  },
  maxArticleSize: { default: 2048 * 1024, help: 'How many bytes of text a page may have.', read: Number },
  loginAttempts: {
    default: 0,
    help: 'Failed logins of one account from one address in five minutes; 0: any number.',
    read: Number,
  },
  passwordMemory: {
    default: 19_456,
    help: 'How many KiB of memory the hash of a new password takes, and how much time with it; few for tests only.',
    read: Number,
  },
  keptLooks: {
    default: 'all',
    help: 'Which looks at hidden things are kept for list=xlooks: all, suppressed, none.',
  },
  hideReasonRequired: {
    default: false,
    help: 'Whether hiding parts of revisions, log entries and files wants a reason.',
    read: flag,
  },
  uploadsEnabled: { default: true, help: 'Whether files may be uploaded.', read: flag },
  filesFolder: {
    default: '',
    help: 'The folder of uploaded files; by default `files` in the folder of the data. With PostgreSQL there is no default, and without this setting no file can be uploaded.',
  },
  fileExtensions: {
    default: ['png', 'gif', 'jpg', 'jpeg', 'webp'],
    help: 'The extensions that uploaded files may have; svg, pdf and txt are known besides.',
    read: list,
  },
  recentChangesDays: { default: 90, help: 'How many days recent changes are kept.', read: Number },
  renderSeconds: {
    default: 10,
    help: 'How many seconds a large page may take to render; one that takes longer is shown as its source.',
    read: Number,
  },
  revertedTagDelay: {
    default: 60,
    help: 'How many seconds after a revert what it took back is marked as reverted, unless that was reverted too.',
    read: Number,
  },
  mostUsesOfDeletedTag: {
    default: 0,
    help: 'A change tag with more uses than this cannot be deleted; 0: any can. A MediaWiki has 5000.',
    read: Number,
  },
  tagRules: {
    default: [],
    help: 'Tags that changes get by themselves, as [{"tag": "AWB", "userAgent": "AutoWikiBrowser"}]: docs/tags.md.',
    read: text => JSON.parse(text) as unknown,
  },
  captchaTriggers: {
    default: {},
    help: 'For what a captcha is asked, and of whom: {"addurl": true, "create": ["*"], "createaccount": true}; also edit and badlogin. Off by default.',
    read: JSON.parse,
  },
  captchaExempts: {
    default: ['bot', 'sysop'],
    help: 'Groups whose members are asked no captcha, besides who has the right skipcaptcha.',
    read: list,
  },
  captchaKind: { default: 'simple', help: 'What a captcha is: simple (a sum) or image (letters to read).' },
  captchaAlwaysRight: { default: false, help: 'Whether every answer to a captcha is right: for tests.', read: flag },
  captchaBadLogins: {
    default: 3,
    help: 'Failed logins from one address in five minutes before a captcha is asked, if badlogin triggers one.',
    read: Number,
  },
  useSpamBlacklist: {
    default: false,
    help: 'Whether nobody may link to what MediaWiki:Spam-blacklist lists and MediaWiki:Spam-whitelist does not.',
    read: flag,
  },
  useTitleBlacklist: {
    default: false,
    help: 'Whether nobody may make titles that MediaWiki:Titleblacklist lists and MediaWiki:Titlewhitelist does not.',
    read: flag,
  },
  titleBlacklistExempts: {
    default: ['sysop'],
    help: 'Groups whose members the list of titles does not hold.',
    read: list,
  },
  spamPatterns: {
    default: [],
    help: 'Regular expressions that no text and no summary may match.',
    read: JSON.parse,
  },
  filterRules: {
    default: [],
    help: 'Rules that warn of edits, refuse or tag them: [{"id": 1, "description": "Links by newcomers", "when": {"notGroups": ["autoconfirmed"], "addedLinks": "."}, "actions": {"warn": true}}]; see docs/filters.md.',
    read: JSON.parse,
  },
  translatedPages: {
    default: [],
    help: 'Titles of translations, which nobody may edit: ["$1/$2"], with $1 for the page that is translated and $2 for the code of a language.',
    read: list,
  },
  trustedProxies: { default: [], help: 'Addresses of proxies whose X-Forwarded-For is believed.', read: list },
}

const environmentName = (name: string): string => `PALIMPSEST_${name.replace(/[A-Z]/g, one => `_${one}`).toUpperCase()}`

/** Where settings and the first password may stand. */
export type Environment = Readonly<Record<string, string | undefined>>

/** The environment of this process. */
export const environment: Environment = process.env

/**
 * The settings: `given` (a file, a fixture) over the environment over the defaults. Throws for a name that is no setting
 * and for a value of another type.
 */
export function configOf(given: Readonly<Record<string, unknown>>, from: Environment = environment): Config {
  for (const name of Object.keys(given)) {
    if (!(name in settings)) throw new Error(`there is no setting “${name}”`)
  }
  const config: Record<string, unknown> = {}
  for (const [name, setting] of Object.entries(settings)) {
    const text = from[environmentName(name)]
    const value = given[name] ?? (text === undefined ? undefined : (setting.read ?? String)(text)) ?? setting.default
    if (typeof value !== typeof setting.default || Number.isNaN(value)) {
      throw new Error(`the setting “${name}” wants a ${typeof setting.default}`)
    }
    config[name] = name === 'groupRights' ? { ...defaultGroupRights, ...(value as GroupRights) } : value
  }
  return config as unknown as Config
}
