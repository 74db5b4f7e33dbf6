// What a module of the API is: a declaration, from which the request is checked and the help is written, and one function.
import type { Performer } from '../access/permit.ts'
import type { Session } from '../access/sessions.ts'
import type { TokenType } from '../access/tokens.ts'
import type { Viewer } from '../access/viewer.ts'
import type { HttpResponse, UploadedFile } from '../http/message.ts'
import type { PageId, RevId } from '../ids.ts'
import type { Message } from '../language/messages.ts'
import type { Title } from '../pages/title.ts'
import type { Reader, Transaction } from '../storage/database.ts'
import type { Wiki } from '../wiki.ts'
import type { Root } from './formats/format.ts'
import type { PageSet } from './page-set.ts'
import type { RawValues } from './parameter-reader.ts'
import type { ParamsOf, ParamTable } from './params.ts'
import type { RequestInfo } from './request.ts'
import type { Tree, Value } from './result.ts'

/** All modules of the API, for those that describe them. */
export interface ModuleRegistry {
  /** With the token among the parameters of those that want one. */
  readonly actions: readonly ActionModule[]
  readonly queries: readonly QueryModule[]
  /** The parameters of every request. */
  readonly main: ParamTable
}

/** What every module gets. */
export interface ReadContext {
  readonly wiki: Wiki
  readonly viewer: Viewer
  readonly db: Reader
  readonly request: RequestInfo
  /** The time of this request. */
  readonly now: Date
  readonly modules: ModuleRegistry
  /** The module's own path, for messages. */
  readonly path: string
  readonly prefix: string
  /** A warning of this module; `code` defaults to the message's key without its `apiwarn-`. */
  warn(message: Message, code?: string, data?: Tree): void
  /** Puts something beside the module's own answer, at the top of the result. */
  top(key: string, value: Value): void
}

/** What there is to look at a token with. */
export type TokenContext = Pick<ReadContext, 'wiki' | 'db' | 'viewer' | 'now'>

/** What a module that writes gets besides. */
export interface WriteContext extends ReadContext {
  readonly performer: Performer
  transact<T>(work: (tx: Transaction) => Promise<T>): Promise<T>
}

/** What a module that logs in or out gets: it may change who the session is. */
export interface SessionContext extends WriteContext {
  readonly session: Session
}

/** An answer that is no result tree: a page, a feed, a file. */
export class RawAnswer {
  readonly response: HttpResponse
  constructor(response: HttpResponse) {
    this.response = response
  }
}

/** An answer that is printed in the format asked for, but is not beneath the module's name. */
export class RootAnswer {
  readonly root: Root
  /** The element around it in XML. */
  readonly xmlRoot: { readonly name: string; readonly namespace: string } | undefined
  /** Seconds for which anybody may keep it. */
  readonly maxAge: number
  /** Whether a warning ends the request, for it has no place in the answer. */
  readonly refusesWarnings: boolean
  constructor(of: {
    root: Root
    xmlRoot?: { readonly name: string; readonly namespace: string }
    maxAge: number
    refusesWarnings: boolean
  }) {
    this.root = of.root
    this.xmlRoot = of.xmlRoot
    this.maxAge = of.maxAge
    this.refusesWarnings = of.refusesWarnings
  }
}

interface Common<P extends ParamTable> {
  /** `edit`, or `query+revisions`. */
  readonly path: string
  /** Before each parameter's name. */
  readonly prefix?: string
  readonly params: P
  /** Of each group at least one must be given. */
  readonly atLeastOne?: readonly (readonly (keyof P & string)[])[]
  /** Of each group exactly one must be given. */
  readonly exactlyOne?: readonly (readonly (keyof P & string)[])[]
  /** Of each group at most one may be given. */
  readonly atMostOne?: readonly (readonly (keyof P & string)[])[]
  /** Parameters that must come in the body; a token always must. */
  readonly posted?: readonly (keyof P & string)[]
  /** Query strings of examples and the message key of what they show. */
  readonly examples: Readonly<Record<string, string>>
  /** Parameters without the prefix, which the module reads itself; paraminfo says only that there are some. */
  readonly dynamic?: ParamTable
  readonly internal?: boolean
  readonly deprecated?: boolean
  /** One that MediaWiki has not: paraminfo describes it only where it is asked for by name. Its name begins with x. */
  readonly beyond?: boolean
  /** False for modules that somebody without the right to read may use, as login. */
  readonly needsRead?: boolean
  /** As MediaWiki: what it warns of its parameters it says twice with `errorformat=raw`. */
  readonly warnsTwice?: boolean
  readonly helpUrl?: string
  /** Whether the same question can have another answer although nothing was written: such answers are never given again. */
  readonly isVolatile?: boolean
  /** Which caches may keep an answer. Default: `private`; of a submodule of query, that of query. */
  readonly cache?: 'private' | 'public' | 'anon-public-user-private'
}

/** A module of `action=`. */
export interface ActionModule<P extends ParamTable = ParamTable> extends Common<P> {
  readonly mode: 'read' | 'write' | 'session'
  /** The type of token that it wants; default `csrf` for `write`, none otherwise. */
  readonly token?: TokenType | 'none'
  /** Default: true for `write`. */
  readonly mustBePosted?: boolean
  /** Default: true for `write`: wants the right to write, and no read-only mode. */
  readonly isWrite?: boolean
  /** Of a module that asks others, whether this request needs the right to read; every one does, by default. */
  readonly needsReadFor?: (values: RawValues) => boolean
  /** Whether it answers in JSON where no format is asked for. */
  readonly prefersJson?: boolean
  /** For a module of an extension: whether this wiki has it. Without it the action is not known. */
  readonly isOn?: (wiki: Wiki) => boolean
  /** Those of its parameters that are read first: where one of them is wrong, nothing is said of the others. */
  readonly readsFirst?: ParamTable
  /** Parameters that it has besides and reads itself, once all else was looked at. */
  readonly readsLast?: ParamTable
  /** Throws what the performer may not, before the rules between parameters are looked at. */
  readonly beforeGroups?: (performer: Performer) => void
  /** Throws what is said before a wrong token is; the groups of parameters were checked. */
  readonly beforeBadToken?: (context: TokenContext, params: never) => Promise<void>
  readonly run: (context: never, params: never) => Promise<Value | RawAnswer | RootAnswer>
}

type ContextOf<M> = M extends 'read' ? ReadContext : M extends 'write' ? WriteContext : SessionContext

/** Declares a module of `action=`; the key of its answer is the last part of its path. */
export function defineModule<const P extends ParamTable, const M extends 'read' | 'write' | 'session'>(
  module: Omit<ActionModule<P>, 'run' | 'mode' | 'beforeBadToken'> & {
    readonly mode: M
    beforeBadToken?(context: TokenContext, params: ParamsOf<P>): Promise<void>
    run(context: ContextOf<M>, params: ParamsOf<P>): Promise<Value | RawAnswer | RootAnswer>
  },
): ActionModule {
  return module as unknown as ActionModule
}

/** What a list answers when a generator wants pages of it. */
export interface Generated {
  readonly titles?: readonly Title[]
  readonly pageIds?: readonly PageId[]
  readonly revIds?: readonly RevId[]
  /** Values that the generator puts into a page's entry, as `index`; by prefixed title or page id. */
  readonly data?: ReadonlyMap<string | number, Tree>
}

/** What a submodule of `query` gets. */
export interface QueryContext extends ReadContext {
  /** The pages that the request names; for `prop` modules the subject. */
  readonly pages: PageSet
  readonly session: Session
  readonly asGenerator: boolean
  /** Where to go on: `name` without the prefix. The module stops after this. */
  continueWith(name: string, value: string | number): void
  /** Counts a value against the size limit of an answer; false when it does not fit: then continue before it. */
  fits(value: Value): boolean
}
/** What a `prop` submodule gets: it adds to pages instead of answering. */
export interface PropContext extends QueryContext {
  /** Puts a value into a page's entry; false when it does not fit any more. */
  set(page: PageId | number, key: string, value: Value): boolean
  /** Adds an item to a list `key` of items `tag` in a page's entry; false when it does not fit any more. */
  add(page: PageId | number, key: string, tag: string, item: Value): boolean
}

export interface QueryModule<P extends ParamTable = ParamTable> extends Common<P> {
  readonly group: 'prop' | 'list' | 'meta'
  /** For one that answers several values, each of which stands beside those of other modules. */
  readonly answersSeveral?: boolean
  readonly canGenerate?: boolean
  readonly run: (context: never, params: never) => Promise<Value | Generated | undefined>
}

/** Declares a list or meta submodule: it answers the value under `query.<name>`; in generator mode, pages. */
export function defineQuery<const P extends ParamTable>(
  module: Omit<QueryModule<P>, 'run' | 'group' | 'canGenerate'> & {
    readonly group: 'list' | 'meta'
    run(context: QueryContext, params: ParamsOf<P>): Promise<Value>
    /** For lists that can be a generator. */
    generate?(context: QueryContext, params: ParamsOf<P>): Promise<Generated>
  },
): QueryModule {
  return withGenerator(module)
}

/** Declares a prop submodule: it adds to the pages of the page set. */
export function defineProp<const P extends ParamTable>(
  module: Omit<QueryModule<P>, 'run' | 'group' | 'canGenerate'> & {
    run(context: PropContext, params: ParamsOf<P>): Promise<void>
    generate?(context: QueryContext, params: ParamsOf<P>): Promise<Generated>
  },
): QueryModule {
  return withGenerator({ ...module, group: 'prop' })
}

function withGenerator(module: object): QueryModule {
  const { run, generate, ...rest } = module as {
    run(context: QueryContext, params: unknown): Promise<Value>
    generate?(context: QueryContext, params: unknown): Promise<Generated>
  }
  return {
    ...rest,
    canGenerate: generate !== undefined,
    run: (context: QueryContext, params: unknown) =>
      context.asGenerator && generate ? generate(context, params) : run(context, params),
  } as unknown as QueryModule
}

/** The name of a module: the last part of its path. */
export const nameOf = (module: { readonly path: string }): string => module.path.slice(module.path.lastIndexOf('+') + 1)

export type { ParamsOf, UploadedFile }
