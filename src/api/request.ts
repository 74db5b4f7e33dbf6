// The way of one request: parse, validate, authorize, run, format. What is thrown anywhere is caught here, once.
import { randomBytes } from 'node:crypto'
import type { Performer } from '../access/permit.ts'
import type { Session } from '../access/sessions.ts'
import { isValidToken, type TokenType } from '../access/tokens.ts'
import type { Viewer } from '../access/viewer.ts'
import { Failure, fail, problem } from '../errors.ts'
import { clientOf } from '../http/client-program.ts'
import type { HttpRequest, HttpResponse } from '../http/message.ts'
import type { Message } from '../language/messages.ts'
import type { Wiki } from '../wiki.ts'
import { answerOf } from './answer.ts'
import { isUntrusted, originVerdict, preflight, refusedOrigin } from './cross-origin.ts'
import { defaultFormat, type FormatChoice, formatByName, plainJson, readFormat } from './format-of.ts'
import { mainParams } from './main-params.ts'
import {
  type ActionModule,
  type ModuleRegistry,
  nameOf,
  RawAnswer,
  RootAnswer,
  type SessionContext,
  type TokenContext,
} from './module.ts'
import { checkGroups } from './parameter-groups.ts'
import { type RawValues, readParams } from './parameter-reader.ts'
import { type ParamContext, type ParamsOf, type ParamTable, p } from './params.ts'
import { codeOfKey, type Notice, type NoticeStyle, showWarnings } from './problems.ts'
import { queryModules } from './query/modules.ts'
import { actionModules, actionNames, moduleByPath } from './registry.ts'
import { requireInBody } from './require-in-body.ts'
import type { Tree, Value } from './result.ts'
import { requestValues } from './values.ts'

export type MainParams = ParamsOf<ReturnType<typeof mainParams>>
let mainTable: ReturnType<typeof mainParams> | undefined

/** What the parts of a request share. */
export class RequestInfo {
  readonly http: HttpRequest
  readonly values: RawValues
  readonly session: Session
  readonly viewer: Viewer
  readonly now: Date
  readonly wiki: Wiki
  readonly notices: Notice[] = []
  readonly used = new Set<string>()
  /** Whether asked again it might be answered otherwise, although nothing was written. */
  isVolatile = false
  /** Whether nothing was warned of before all else was answered. */
  warnedLast = false
  /** Whether a part of the answer is for this reader alone. */
  isPrivate = false
  readonly top: Record<string, Value> = {}
  style: NoticeStyle
  /** The language that the answer's texts are in. */
  language: string
  main: MainParams | undefined
  /** Whether the request acts for nobody: another site could read its answer, or its reader asked for that. */
  readonly withoutSession: boolean
  /** Headers that modules or errors add. */
  readonly headers: Record<string, string> = {}
  constructor(of: {
    http: HttpRequest
    values: RawValues
    session: Session
    viewer: Viewer
    now: Date
    wiki: Wiki
    withoutSession: boolean
  }) {
    this.http = of.http
    this.values = of.values
    this.session = of.session
    this.viewer = of.viewer
    this.now = of.now
    this.wiki = of.wiki
    this.withoutSession = of.withoutSession
    this.language = of.wiki.config.language
    this.style = { format: 'bc', language: this.language, messages: of.wiki.messages.shipped }
  }

  get wasPosted(): boolean {
    return this.http.method === 'POST'
  }

  warn(module: string, message: Message, code?: string, data?: Tree): void {
    const name = code ?? codeOfKey(message.key as string)
    const same = this.notices.some(
      one => one.module === module && one.code === name && JSON.stringify(one.message) === JSON.stringify(message),
    )
    if (same) return
    this.notices.push({ code: name, message, module, ...(data ? { data } : {}) })
    if (name === 'deprecation' && !this.notices.some(one => one.code === 'deprecation-help')) {
      this.notices.push({
        code: 'deprecation-help',
        message: { key: 'api-usage-mailinglist-ref', params: [] },
        module: 'main',
      })
    }
  }

  get #paramContext(): Omit<ParamContext, 'name' | 'warn' | 'limitIs' | 'feature'> {
    const { wiki, viewer, now, http } = this
    return {
      highLimits: viewer.may('apihighlimits'),
      now,
      titles: wiki.titles,
      contentModels: wiki.contentModels,
      asksCaptchas: wiki.captcha.isOn,
      checkTags: tags => wiki.checkTags(tags),
      file: name => http.files.get(name),
    }
  }

  /** Reads the parameters of a module, and says which were given. */
  async read<P extends ParamTable>(
    module: {
      readonly path: string
      readonly prefix?: string | undefined
      readonly params: P
      readonly warnsTwice?: boolean | undefined
    },
    options: { prefix?: string; values?: RawValues; limitIs?: (limit: number) => void; feature?: string } = {},
  ): Promise<{ params: ParamsOf<P>; given: ReadonlySet<string> }> {
    const before = this.notices.length
    const reading = await readParams(module.params, {
      values: options.values ?? this.values,
      prefix: options.prefix ?? module.prefix ?? '',
      context: this.#paramContext,
      used: this.used,
      feature: options.feature ?? `action=${module.path}`,
      warn: (message, code, data) => this.warn(module.path, message, code, data),
      ...(options.limitIs ? { limitIs: options.limitIs } : {}),
    })
    if (module.warnsTwice && this.style.format === 'raw') {
      this.notices.push(...this.notices.slice(before).filter(one => one.code !== 'deprecation-help'))
    }
    return reading
  }
}

/** Answers a request to `api.php`. A defect is logged and answered as `internal_api_error`, without its text. */
export async function answerApi(wiki: Wiki, http: HttpRequest): Promise<HttpResponse> {
  const now = wiki.now()
  const values = requestValues(http)
  const origin = originVerdict(http, values.get('origin'), wiki.config)
  if (origin.kind === 'refused') return refusedOrigin
  if (http.method === 'OPTIONS') return preflight(http, origin)
  // As MediaWiki: whose answer another site could read acts for nobody.
  const isForOthers = values.get('callback') !== undefined || origin.kind === 'any' || isUntrusted(http)
  const withoutSession = isForOthers || values.get('assume') === 'public'
  await wiki.messagePages.keepFresh(wiki.database.read, now.getTime())
  const session = await wiki.sessions.open(withoutSession ? new Map() : http.cookies, now)
  const viewer = wiki.lookBook.watch(await wiki.accounts.viewerOf(session, http.ip, now))
  const question = questionOf(http, session)
  const version = question === undefined ? undefined : wiki.database.version()
  if (question !== undefined && version !== undefined) {
    const known = wiki.answers.find(question, version, now)
    if (known !== undefined) return known
  }
  const info = new RequestInfo({ http, values, session, viewer, now, wiki, withoutSession })
  let choice: FormatChoice = defaultFormat
  let failure: Failure | undefined
  let module: ActionModule | undefined
  let root: RootAnswer | undefined
  try {
    choice = formatByName(info)
    choice = await readFormat(info, choice).catch((error: unknown) => {
      // The error itself can only be shown in the format's defaults.
      if (error instanceof Failure) {
        error.module = choice.format.name
        warnOfFormat(info, choice, error)
      }
      throw error
    })
    const main = await readMain(info)
    module = findModule(main.action, wiki)
    if (module.prefersJson && values.get('format') === undefined) choice = plainJson
    const answer = await runModule(info, main, module)
    if (answer instanceof RawAnswer) {
      await keepLooks(info)
      return { ...answer.response, cookies: session.cookies }
    }
    reportUnused(info)
    if (answer instanceof RootAnswer) {
      if (answer.refusesWarnings && info.notices.length > 0) {
        throw fail('apierror-opensearch-json-warnings', [], showWarnings(info.notices.splice(0), info.style))
      }
      root = answer
    }
  } catch (error) {
    failure = error instanceof Failure ? error : defect(wiki, error)
    reportArrays(info)
    await styleAfterFailure(info)
  }
  await keepLooks(info)
  const response = answerOf({ info, choice, failure, module, origin, answer: root })
  if (question === undefined || version === undefined || failure !== undefined) return response
  if (module?.path === 'query' && !info.isVolatile && !info.main?.curtimestamp && session.cookies.length === 0) {
    wiki.answers.keep(question, version, now, response)
  }
  return response
}

/**
 * What an answer depends on besides the data: who asks from where, and for what. Undefined where an answer is never given
 * again: where something may be written, and where headers decide what is answered.
 */
function questionOf(http: HttpRequest, session: Session): string | undefined {
  const { method, headers, ip, host, url } = http
  if (method !== 'GET' || headers.origin !== undefined || isUntrusted(http)) return undefined
  return [session.id ?? '', ip, host, url].join(' ')
}

/** Keeps who saw what is hidden before they get it. */
function keepLooks({ wiki, viewer, now, main, values }: RequestInfo): Promise<void> {
  const asked = [main?.action, ...['prop', 'list', 'meta', 'generator'].map(name => values.get(name))]
  // Only what can be names of modules: nothing that somebody typed is kept.
  const names = asked.filter(name => /^[a-z|]+$/.test(name ?? ''))
  return wiki.lookBook.keep(viewer, `api ${names.join(' ')}`, now)
}

function warnOfFormat(info: RequestInfo, { format }: FormatChoice, failure: Failure): void {
  info.warn('main', { key: 'apiwarn-errorprinterfailed', params: [] }, 'errorprinterfailed')
  for (const one of failure.problems) info.warn(format.name, one.message, one.code)
}

async function readMain(info: RequestInfo): Promise<MainParams> {
  mainTable ??= mainParams()
  const { params } = await info.read({ path: 'main', params: mainTable }, { feature: 'action=main' })
  info.main = params
  setStyle(info, params)
  addRequested(info, params)
  return params
}

function setStyle(
  info: RequestInfo,
  main: Pick<MainParams, 'errorformat' | 'errorlang' | 'errorsuselocal' | 'uselang'>,
): void {
  const { wiki, viewer } = info
  info.language = wiki.languageOf(main.uselang, viewer)
  const language =
    main.errorformat === 'bc'
      ? 'en'
      : main.errorlang === 'uselang'
        ? info.language
        : // As MediaWiki: here this is a code like any other, of a language that has no texts.
          main.errorlang === 'user'
          ? 'user'
          : wiki.languageOf(main.errorlang, viewer)
  const messages = main.errorsuselocal ? wiki.messages : wiki.messages.shipped
  info.style = { format: main.errorformat, language, messages }
}

/** Where a parameter was wrong, the style is what could be read of the others. */
async function styleAfterFailure(info: RequestInfo): Promise<void> {
  if (info.main !== undefined) return
  mainTable ??= mainParams()
  const { errorformat, errorlang, errorsuselocal, uselang, requestid, curtimestamp, servedby, responselanginfo } =
    mainTable
  const params = await readApart(info, {
    errorformat,
    errorlang,
    errorsuselocal,
    uselang,
    requestid,
    curtimestamp,
    servedby,
    responselanginfo,
  })
  setStyle(info, params)
  addRequested(info, params)
}

/** Parameters of `main`, each by itself: those that are wrong are as if they had not been sent. */
async function readApart<P extends ParamTable>(info: RequestInfo, table: P): Promise<ParamsOf<P>> {
  const apart = Object.entries(table).map(async ([name, param]) => {
    const own = { path: 'main', params: { [name]: param } }
    try {
      return (await info.read(own)).params
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      return (await info.read(own, { values: noValues })).params
    }
  })
  return Object.assign({}, ...(await Promise.all(apart))) as ParamsOf<P>
}

const noValues: RawValues = {
  get: () => undefined,
  raw: () => undefined,
  names: () => [],
  hadBadCharacters: () => false,
}

function addRequested(
  info: RequestInfo,
  main: Pick<MainParams, 'requestid' | 'servedby' | 'curtimestamp' | 'responselanginfo'>,
): void {
  if (main.requestid !== undefined) info.top.requestid = main.requestid
  // As MediaWiki: a wiki that hides the names of its machines says nothing.
  if (main.servedby && info.wiki.config.hostName !== '') info.top.servedby = info.wiki.config.hostName
  if (main.curtimestamp) info.top.curtimestamp = `${info.now.toISOString().slice(0, 19)}Z`
  if (main.responselanginfo) {
    info.top.uselang = info.language
    info.top.errorlang = info.style.language
  }
}

function findModule(name: string, wiki: Wiki): ActionModule {
  const module = moduleByPath(name) as ActionModule | undefined
  if (module === undefined) throw new Error(`the action ${name} is named and not there`)
  if (module.isOn === undefined || module.isOn(wiki)) return module
  const names = actionNames()
  throw fail('paramvalidator-badvalue-enumnotmulti', [
    { plaintext: 'action' },
    { plaintext: name },
    { list: names.map(one => ({ plaintext: one })), type: 'text' },
    { num: names.length },
  ])
}

async function runModule(
  info: RequestInfo,
  main: MainParams,
  module: ActionModule,
): Promise<Value | RawAnswer | RootAnswer> {
  const token = module.token ?? (module.mode === 'write' ? 'csrf' : 'none')
  ofMain(() => {
    if (main.assume !== undefined && module.mode !== 'read') throw fail('x-assume-reads', [])
  })
  // As MediaWiki: first of all, so that who was logged out does not hear of what follows from that.
  ofMain(() => checkAssertions(info, main))
  const read = await readModule(info, module)
  if (token !== 'none') await checkToken(info, token, module, read)
  ofMain(() => {
    authorize(info, module)
    checkLag(main)
  })
  if (!methods.includes(info.http.method)) throw invalidMethod()
  if ((module.mustBePosted ?? module.mode === 'write') && !info.wasPosted) {
    ofMain(() => {
      throw fail('apierror-mustbeposted', [module.path])
    })
  }
  requirePosted(info, module)
  const context = await contextOf(info, module)
  module.beforeGroups?.(context.performer)
  checkGroups(module, read.given)
  const answer = await module.run(context as never, read.params as never)
  if (answer instanceof RawAnswer || answer instanceof RootAnswer || answer === undefined) return answer
  info.top[nameOf(module)] = answer
  return answer
}

const methods = ['GET', 'HEAD', 'POST', 'OPTIONS']

function invalidMethod(): Failure {
  const failure = fail('apierror-invalidmethod', [])
  failure.module = 'main'
  failure.status = 405
  return failure
}

async function readModule(info: RequestInfo, module: ActionModule) {
  const { readsFirst } = module
  if (readsFirst === undefined) return info.read({ ...module, params: ownTable(module) })
  const first = await info.read({ path: module.path, params: readsFirst })
  const rest = await info.read({ ...module, params: ownTable(module) })
  return { params: { ...rest.params, ...first.params }, given: first.given.union(rest.given) }
}

const ownTables = new WeakMap<ActionModule, ParamTable>()
/** The parameters that are read together before a module runs. */
function ownTable(module: ActionModule): ParamTable {
  const known = ownTables.get(module)
  if (known !== undefined) return known
  const apart = { ...module.readsFirst, ...module.readsLast }
  const table = Object.fromEntries(Object.entries(withToken(module)).filter(([name]) => !(name in apart)))
  ownTables.set(module, table)
  return table
}

/** All parameters, with the token where the module wants one and has not said where it stands. */
function withToken(module: ActionModule): ParamTable {
  const type = module.token ?? (module.mode === 'write' ? 'csrf' : 'none')
  const table = { ...module.params, ...module.readsLast }
  return type === 'none' || 'token' in table ? table : { ...table, token: tokenParam(type) }
}
function tokenParam(type: TokenType) {
  return p.token(type)
}

/** Throws `badtoken` unless the token is of this session and type; a token never comes in the address. */
async function checkToken(
  info: RequestInfo,
  type: TokenType,
  module: ActionModule,
  { params, given }: Awaited<ReturnType<typeof readModule>>,
): Promise<void> {
  requireInBody(info.http, [`${module.prefix ?? ''}token`])
  if (isValidToken(info, type, params.token as string)) return
  if (module.beforeBadToken !== undefined) {
    checkGroups(module, given)
    const { wiki, viewer, now } = info
    const context: TokenContext = { wiki, db: wiki.database.read, viewer, now }
    await module.beforeBadToken(context, params as never)
  }
  throw fail('apierror-badtoken', [])
}

function requirePosted(info: RequestInfo, module: ActionModule): void {
  const prefix = module.prefix ?? ''
  if (module.posted !== undefined)
    requireInBody(
      info.http,
      module.posted.map(name => prefix + name),
    )
}

/** What is wrong with the request as a whole is said to come from `main`, whichever module was asked. */
function ofMain(check: () => void): void {
  try {
    check()
  } catch (error) {
    if (error instanceof Failure) error.module = 'main'
    throw error
  }
}

function authorize(info: RequestInfo, module: ActionModule): void {
  const { viewer, wiki } = info
  const needsRead = module.needsRead !== false && (module.needsReadFor?.(info.values) ?? true)
  if (needsRead && !viewer.may('read')) throw fail('apierror-readapidenied', [])
  if (module.isWrite ?? module.mode === 'write') {
    if (info.http.headers['promise-non-write-api-action']) throw fail('apierror-promised-nonwrite-api', [])
    if (wiki.config.readOnly !== '') {
      throw fail('apierror-readonly', [], { readonlyreason: wiki.config.readOnly })
    }
  }
}

function checkAssertions({ viewer }: RequestInfo, { assert, assertuser }: MainParams): void {
  if (assert === 'anon' && viewer.isRegistered) throw fail('apierror-assertanonfailed', [])
  if (assert === 'user' && !viewer.isRegistered) throw fail('apierror-assertuserfailed', [])
  if (assert === 'bot' && !viewer.may('bot')) throw fail('apierror-assertbotfailed', [])
  if (assertuser !== undefined && assertuser !== viewer.name) {
    throw fail('apierror-assertnameduserfailed', [assertuser])
  }
}

/** As MediaWiki tells of a single database, which lags behind none. In seconds. */
const lag = -1

/** Clients send a `maxlag` below the lag to hear what it is. Throws `maxlag`. */
function checkLag({ maxlag }: MainParams): void {
  if (maxlag === undefined || maxlag >= lag) return
  const behind = problem('apierror-maxlag-generic', [lag], { host: '', lag, type: 'db' })
  throw new Failure([behind], { 'Retry-After': '5', 'X-Database-Lag': String(lag) })
}

const registries = new WeakMap<Wiki, ModuleRegistry>()
/** The modules that a wiki has; made when first asked for, because all modules must be there. */
export function allModules(wiki: Wiki): ModuleRegistry {
  const known = registries.get(wiki)
  if (known !== undefined) return known
  mainTable ??= mainParams()
  const actions = actionModules.filter(({ isOn }) => isOn === undefined || isOn(wiki))
  const registry: ModuleRegistry = {
    actions: actions.map(module => ({ ...module, params: withToken(module) })),
    queries: queryModules,
    main: mainTable,
  }
  registries.set(wiki, registry)
  return registry
}

async function contextOf(info: RequestInfo, module: ActionModule): Promise<SessionContext> {
  const { wiki, viewer, now, session } = info
  const performer =
    module.mode === 'read' ? undefined : await wiki.performer(viewer, info.http.ip, now, clientOf(info.http, session))
  return {
    wiki,
    viewer,
    db: wiki.database.read,
    request: info,
    now,
    modules: allModules(wiki),
    path: module.path,
    prefix: module.prefix ?? '',
    session,
    performer: performer as Performer,
    transact: work => wiki.database.write(work),
    warn: (message, code, data) => info.warn(module.path, message, code, data),
    top: (key, value) => {
      info.top[key] = value
    },
  }
}

/** Arrays count as parameters that were not given. */
function reportArrays(info: RequestInfo): void {
  const { body, query } = info.http
  for (const name of info.used) {
    if (query.isArray(name) || body?.isArray(name)) {
      info.warn('main', { key: 'apiwarn-unsupportedarray', params: [name] }, 'unsupportedarray')
    }
  }
}

function reportUnused(info: RequestInfo): void {
  reportArrays(info)
  info.warnedLast = info.notices.length === 0
  const unused = [...info.values.names()].filter(name => !info.used.has(name))
  if (unused.length === 0) return
  info.warn('main', {
    key: 'apierror-unrecognizedparams',
    params: [{ list: unused, type: 'comma' }, unused.length],
  })
}

function defect(wiki: Wiki, error: unknown): Failure {
  const id = randomBytes(8).toString('hex')
  wiki.log.error({ err: error, id }, 'a request failed by a defect')
  const name = error instanceof Error ? error.constructor.name : 'Error'
  return new Failure([
    {
      code: `internal_api_error_${name}`,
      message: {
        key: 'apierror-exceptioncaught',
        params: [id, { message: { key: 'apierror-exceptioncaughttype', params: [name] } }],
      },
    },
  ])
}
