// What the engine is told by its caller, and what it hands back. The engine itself knows no wiki, no clock and no store.

/** A page's name after the title rules. `text` has blanks, no namespace; `fragment` is what follows `#`, if there was one. */
export interface PageName {
  readonly namespace: number
  /** The interwiki prefix in lower case, or empty. With it, `namespace` is 0 and `text` is all that follows. */
  readonly interwiki: string
  readonly text: string
  readonly fragment: string | undefined
}

/** A prefix that leads to another wiki. `url` holds `$1` where the page's name goes. */
export interface Interwiki {
  readonly url: string
  /** Set where the prefix names a language version of this wiki: a link then goes to the list of languages. */
  readonly language?: string
}

/** The title rules of the wiki. All of it is synchronous and asks no store. */
export interface TitleRules {
  /** The name that a text means, or undefined for a bad title. Character references are decoded already. */
  parse(text: string, defaultNamespace?: number): PageName | undefined
  /** The local name of a namespace with blanks (empty for the main one), undefined where there is none. */
  namespaceName(id: number): string | undefined
  /** The namespace that a name, a canonical name or an alias means, in any case. */
  namespaceId(name: string): number | undefined
  hasSubpages(namespace: number): boolean
  interwiki(prefix: string): Interwiki | undefined
  /** How the name of a special page (without namespace, with what follows a slash) is written by preference. */
  specialPage?(text: string): string | undefined
}

/** `Namespace:Text` with blanks, without fragment; with the interwiki prefix in front if there is one. */
export function prefixedText(name: PageName, titles: TitleRules): string {
  if (name.interwiki !== '') return `${name.interwiki}:${name.text}`
  const namespace = titles.namespaceName(name.namespace) ?? ''
  return namespace === '' ? name.text : `${namespace}:${name.text}`
}

/** A name with the preferred one of a special page, where it is one. */
export function specialName(name: PageName, titles: TitleRules): PageName {
  if (name.namespace !== -1 || name.interwiki !== '') return name
  return { ...name, text: titles.specialPage?.(name.text) ?? name.text }
}

/** What is known of a file that is shown in a page. Lengths are CSS pixels. */
export interface FileInfo {
  readonly url: string
  readonly width: number
  readonly height: number
  readonly mime: string
  /** The address of a picture scaled to at most this width (and height); undefined: the file itself is used. */
  thumbnail?(width: number, height: number | undefined): string | undefined
}

/** The page that is saved or shown: what REVISIONID, PAGESIZE and their like say. Everything may be left out. */
export interface RevisionFacts {
  readonly pageId?: number
  readonly revisionId?: number
  /** Milliseconds since 1970. */
  readonly timestamp?: number
  readonly user?: string
  /** In bytes; by default the length of the text in UTF-8. */
  readonly size?: number
}

/** Whether a page exists; `redirect` if it does and leads elsewhere, which shows in links to it. */
export type Existence = boolean | 'redirect'

/** The numbers of {{NUMBEROFPAGES}} and its like. */
export interface SiteStatistics {
  readonly pages: number
  readonly articles: number
  readonly edits: number
  readonly files: number
  readonly users: number
  readonly activeUsers: number
  readonly admins: number
}

/** Loads the wikitext of pages, in one batch. Keys are prefixed texts; a page that does not exist is missing or undefined. */
export type TemplateLoader = (titles: readonly PageName[]) => Promise<ReadonlyMap<string, string | undefined>>

/** What expansion needs: enough for the pre-save transform and action=expandtemplates. */
export interface ExpandContext {
  /** The page that the text belongs to. */
  readonly title: PageName
  readonly titles: TitleRules
  /** The time that CURRENTTIME and `~~~~~` say. */
  readonly now: Date
  readonly loadTemplates?: TemplateLoader
  /** Which of these pages exist, by prefixed text, in one batch: for red links and #ifexist. Without it, none does. */
  readonly exists?: (titles: readonly PageName[]) => Promise<ReadonlyMap<string, Existence>>
  /** What is known of files, by name without namespace, in one batch. Without it, no file exists. */
  readonly fileInfo?: (names: readonly string[]) => Promise<ReadonlyMap<string, FileInfo | undefined>>
  /** A message in the content language with its parameters put in, as wikitext; undefined where there is no such message. */
  readonly message?: (key: string, ...parameters: readonly string[]) => string | undefined
  readonly siteName?: string
  /** With protocol, without a slash at the end: `https://wiki.example`. */
  readonly server?: string
  /** With `$1` where the page's name goes: `/wiki/$1`. */
  readonly articlePath?: string
  /** The address of index.php: `/index.php`. */
  readonly script?: string
  readonly scriptPath?: string
  /** The code of the content language: `en`. */
  readonly language?: string
  /** The name of a language in itself, by its code; empty for one that has none. */
  readonly languageName?: (code: string) => string
  readonly version?: string
  readonly revision?: RevisionFacts
  readonly statistics?: SiteStatistics
  /** Extensions whose tags and functions are known besides those of a bare wiki. */
  readonly extensions?: ReadonlySet<Extension>
  /** Domains that external links do not tell search engines to pass over. */
  readonly trustedDomains?: readonly string[]
  /** Answers what parser functions ask of the store, in one batch, by `factKey`. Without it, all answers are empty. */
  readonly facts?: (questions: readonly FactQuestion[]) => Promise<ReadonlyMap<string, string>>
  /**
   * Told at each call how many bytes calls have put out so far, and then how long the text is that is to become HTML. What
   * it throws ends the work.
   */
  readonly heed?: (size: number) => void
  /** Only for tests: other bounds than MediaWiki's. */
  readonly limits?: Partial<Limits>
}

/** What a parser function asks of the store. The answer is what it shows, numbers without separators. */
export type FactQuestion =
  | {
      /** Bytes; the id of page or latest revision; its user; its time as 14 digits; what cascades onto the page. */
      readonly kind: 'pagesize' | 'pageid' | 'revisionid' | 'revisionuser' | 'revisiontimestamp' | 'cascadingsources'
      readonly title: PageName
    }
  /** The level that an action is protected to, or until when (14 digits or `infinity`). */
  | { readonly kind: 'protectionlevel' | 'protectionexpiry'; readonly title: PageName; readonly action: string }
  | {
      readonly kind: 'pagesincategory'
      readonly title: PageName
      readonly of: 'all' | 'pages' | 'subcats' | 'files'
    }
  | { readonly kind: 'numberingroup'; readonly group: string }

/** The key of a question in the answers. */
export function factKey(question: FactQuestion, titles: TitleRules): string {
  if (question.kind === 'numberingroup') return `numberingroup|${question.group}`
  const detail = 'action' in question ? question.action : 'of' in question ? question.of : ''
  return `${question.kind}|${detail}|${prefixedText(question.title, titles)}`
}

/** The extensions that the engine can do. */
export type Extension = 'ParserFunctions' | 'Cite' | 'Poem' | 'SyntaxHighlight'

/** How much a page may ask of the engine. */
export interface Limits {
  /** Bytes of text that templates may put out. */
  readonly includeSize: number
  readonly templateDepth: number
  readonly expansionDepth: number
  readonly nodes: number
  readonly expensive: number
  readonly elementDepth: number
  readonly listDepth: number
}

/** MediaWiki's bounds; those on elements and lists are ours. */
export const defaultLimits: Limits = {
  includeSize: 2_097_152,
  templateDepth: 100,
  expansionDepth: 100,
  nodes: 1_000_000,
  expensive: 500,
  elementDepth: 500,
  listDepth: 100,
}
