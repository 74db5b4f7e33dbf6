// Reads MediaWiki's export format (schemas 0.10 and 0.11) as it streams in: the site, then revision after revision.
import { SaxesParser } from 'saxes'

/** What a dump says of the wiki that it is from. */
export interface DumpSite {
  readonly siteName: string | undefined
  /** The address of its main page. */
  readonly base: string | undefined
  readonly language: string | undefined
  readonly namespaces: readonly { readonly id: number; readonly name: string; readonly isFirstLetter: boolean }[]
}

/** A page of a dump, as each of its revisions names it. */
export interface DumpPage {
  /** With the namespace as the dump's wiki calls it. */
  readonly title: string
  readonly namespace: number | undefined
}

export interface DumpRevision {
  readonly page: DumpPage
  /** ISO 8601. */
  readonly timestamp: string
  readonly minor: boolean
  /** Undefined where the dump hides it. */
  readonly contributor: { readonly name: string; readonly isAddress: boolean } | undefined
  /** Undefined where the dump hides it. */
  readonly comment: string | undefined
  readonly model: string
  /** Undefined where the dump hides it. */
  readonly text: string | undefined
  /** In base 36, as dumps have it. */
  readonly sha1: string | undefined
  /** The line of the dump on which it ends. */
  readonly line: number
}

/** Who made a revision of which nothing is told. As MediaWiki. */
export const unknownContributor = { name: 'Unknown user', isAddress: false } as const

export type DumpEvent =
  | { readonly site: DumpSite }
  | { readonly revision: DumpRevision }
  | { readonly pageEnd: DumpPage }

/** The dump is no XML, or not of this format; `line` says where. */
export class DumpError extends Error {
  readonly line: number
  constructor(line: number, what: string) {
    super(`line ${line}: ${what}`)
    this.line = line
  }
}

interface Open {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  text: string
}

/** Reads chunks of a dump. Throws a DumpError at the first thing that is wrong; what came before was given out. */
export class DumpReader {
  readonly #parser = new SaxesParser({ position: true })
  readonly #open: Open[] = []
  #events: DumpEvent[] = []
  #error: DumpError | undefined
  #fields = new Map<string, string>()
  #page: { title?: string; namespace?: number | undefined } = {}
  #contributor: DumpRevision['contributor']
  #hidden = new Set<string>()
  #minor = false
  #sawText = false
  #textSha1: string | undefined
  #site: { siteName?: string; base?: string; language?: string; namespaces: DumpSite['namespaces'][number][] } = {
    namespaces: [],
  }

  constructor() {
    this.#parser.on('opentag', tag => this.#begin(tag.name, tag.attributes as Record<string, string>))
    this.#parser.on('text', text => this.#text(text))
    this.#parser.on('cdata', text => this.#text(text))
    this.#parser.on('closetag', tag => this.#end(tag.name))
    this.#parser.on('error', error => {
      this.#error ??= new DumpError(this.#parser.line, error.message.replace(/^\d+:\d+: /, ''))
    })
  }

  /** What this chunk completes. */
  read(chunk: string): DumpEvent[] {
    this.#parser.write(chunk)
    return this.#take()
  }

  /** Ends the dump; throws where something is still open. */
  end(): DumpEvent[] {
    if (this.#open.length > 0) {
      const names = this.#open.map(one => one.name).join(' > ')
      this.#error ??= new DumpError(this.#parser.line, `the file ends within ${names}`)
    } else {
      this.#parser.close()
    }
    return this.#take()
  }

  /** The error, if there was one: to be thrown after what came before it was used. */
  get error(): DumpError | undefined {
    return this.#error
  }

  #take(): DumpEvent[] {
    const events = this.#events
    this.#events = []
    return events
  }

  #fail(what: string): void {
    this.#error ??= new DumpError(this.#parser.line, what)
  }

  #text(text: string): void {
    const top = this.#open.at(-1)
    if (top !== undefined) top.text += text
  }

  #begin(name: string, attributes: Record<string, string>): void {
    if (this.#error) return
    const depth = this.#open.length
    if (depth === 0) {
      if (name !== 'mediawiki') this.#fail(`this is no export of MediaWiki: it begins with <${name}>`)
      this.#site.language = attributes['xml:lang']
    }
    if (depth === 1 && name === 'page') this.#page = {}
    if (name === 'revision' && depth === 2) this.#beginRevision()
    this.#open.push({ name, attributes, text: '' })
  }

  #beginRevision(): void {
    this.#fields = new Map()
    this.#contributor = undefined
    this.#hidden = new Set()
    this.#minor = false
    this.#sawText = false
    this.#textSha1 = undefined
  }

  #end(name: string): void {
    const closed = this.#open.pop()
    if (closed === undefined || this.#error) return
    const path = this.#open.map(one => one.name).join('/')
    if (path === 'mediawiki/siteinfo') this.#endSite(name, closed)
    else if (path === 'mediawiki/siteinfo/namespaces') this.#endNamespace(closed)
    else if (path === 'mediawiki/page') this.#endPageField(name, closed)
    else if (path === 'mediawiki/page/revision') this.#endField(name, closed)
    else if (path === 'mediawiki/page/revision/contributor') this.#fields.set(`contributor/${name}`, closed.text)
    else if (path === 'mediawiki' && name === 'siteinfo') this.#events.push({ site: this.#dumpSite() })
    else if (path === 'mediawiki' && name === 'page') this.#endPage()
  }

  #dumpSite(): DumpSite {
    const { siteName, base, language, namespaces } = this.#site
    return { siteName, base, language, namespaces }
  }

  #endSite(name: string, { text }: Open): void {
    if (name === 'sitename') this.#site.siteName = text
    if (name === 'base') this.#site.base = text
  }

  #endNamespace({ attributes, text }: Open): void {
    const id = Number(attributes.key)
    if (!Number.isInteger(id)) {
      this.#fail(`a namespace has the key “${attributes.key}”`)
      return
    }
    this.#site.namespaces.push({ id, name: text, isFirstLetter: attributes.case !== 'case-sensitive' })
  }

  #endPageField(name: string, { text }: Open): void {
    if (name === 'title') this.#page.title = text
    if (name === 'ns') this.#page.namespace = /^-?\d+$/.test(text) ? Number(text) : undefined
    if (name === 'revision') this.#endRevision()
  }

  #endField(name: string, { attributes, text }: Open): void {
    if (attributes.deleted !== undefined) this.#hidden.add(name)
    if (name === 'minor') this.#minor = true
    if (name === 'text') {
      this.#sawText = true
      this.#textSha1 = attributes.sha1
    }
    if (name === 'contributor') {
      const userName = this.#fields.get('contributor/username')
      const address = this.#fields.get('contributor/ip')
      if (userName) this.#contributor = { name: userName, isAddress: false }
      else if (address !== undefined) this.#contributor = { name: address, isAddress: true }
      return
    }
    this.#fields.set(name, text)
  }

  #endRevision(): void {
    const { title, namespace } = this.#page
    if (title === undefined) {
      this.#fail('a revision comes before the title of its page')
      return
    }
    const timestamp = this.#fields.get('timestamp')
    if (timestamp === undefined) {
      this.#fail(`a revision of “${title}” has no timestamp`)
      return
    }
    if (!this.#sawText) {
      this.#fail(`a revision of “${title}” has no text`)
      return
    }
    const hides = (field: string): boolean => this.#hidden.has(field)
    this.#events.push({
      revision: {
        page: { title, namespace },
        timestamp,
        minor: this.#minor,
        contributor: hides('contributor') ? undefined : (this.#contributor ?? unknownContributor),
        comment: hides('comment') ? undefined : (this.#fields.get('comment') ?? ''),
        model: this.#fields.get('model') ?? 'wikitext',
        text: hides('text') ? undefined : (this.#fields.get('text') ?? ''),
        sha1: this.#fields.get('sha1') || this.#textSha1 || undefined,
        line: this.#parser.line,
      },
    })
  }

  #endPage(): void {
    const { title, namespace } = this.#page
    if (title === undefined) {
      this.#fail('a page has no title')
      return
    }
    this.#events.push({ pageEnd: { title, namespace } })
  }
}
