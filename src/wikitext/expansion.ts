// Expansion: the nodes of the preprocessor become text, with templates, arguments, variables and parser functions put in
// and finished pieces behind strip markers. Loading is asynchronous and in batches: what a run misses is loaded, then it runs anew.

import {
  defaultLimits,
  type Existence,
  type ExpandContext,
  type FactQuestion,
  type FileInfo,
  factKey,
  type Limits,
  type PageName,
  prefixedText,
} from './context.ts'
import { decodeEntities } from './entities.ts'
import { escapeWikitext } from './escape.ts'
import { Frame, trimPhp } from './frame.ts'
import { findFunction } from './functions/index.ts'
import { coreTags, type ExtensionNode, type HeadingNode, type Node, type Part, preprocess } from './preprocessor.ts'
import { redirectTarget } from './redirect.ts'
import { StripState } from './strip.ts'
import { resolveSubpage } from './subpage.ts'
import { findVariable } from './variables.ts'

/** `html` for rendering, `wiki` for the pre-save transform, `preprocess` for action=expandtemplates. */
export type ExpandMode = 'html' | 'wiki' | 'preprocess'

/** What was loaded for a rendering so far; it lives through all runs. */
export class Loaded {
  readonly templates = new Map<string, string | undefined>()
  readonly existence = new Map<string, Existence>()
  readonly files = new Map<string, FileInfo | undefined>()
  readonly facts = new Map<string, string>()
}

/** A heading that expansion met: which section of which page it opens. */
export interface HeadingSource {
  /** Undefined: shown on the page, but no section that could be edited. */
  readonly index: number | undefined
  readonly level: number
  /** Undefined: the page itself. */
  readonly template: PageName | undefined
  readonly templatePrefixed: string | undefined
  readonly start: number
}

/** Renders an extension tag; undefined leaves the tag as text. */
export type TagRenderer = (expansion: Expansion, tag: ExtensionNode, frame: Frame) => string | undefined

/** A parser function's answer: text that is expanded wikitext, or a finished piece. */
export interface FunctionResult {
  readonly text: string
  /** `html` puts it behind a marker; `literal` only keeps a leading `*` from starting a line. */
  readonly as?: 'html' | 'nowiki' | 'literal'
}

/** Everything one run of the expansion knows and gathers. */
export class Expansion {
  readonly context: ExpandContext
  readonly mode: ExpandMode
  readonly loaded: Loaded
  readonly limits: Limits
  readonly tags: ReadonlySet<string>
  readonly renderTag: TagRenderer | undefined
  readonly strip = new StripState()
  readonly headings: HeadingSource[] = []
  /** Pages that were transcluded, by prefixed text. */
  readonly transcluded = new Map<string, PageName>()
  readonly properties = new Map<string, string>()
  readonly warnings: { key: string; parameters: string[] }[] = []
  readonly trackingCategories = new Set<string>()
  readonly pageLinks = new Map<string, PageName>()
  /** All that were asked for, in order. */
  readonly displayTitles: string[] = []
  /** Names that were asked for and not loaded yet. A run with any of them is not the last. */
  readonly missingTemplates = new Map<string, PageName>()
  readonly missingExistence = new Map<string, PageName>()
  readonly missingFiles = new Set<string>()
  readonly missingFacts = new Map<string, FactQuestion>()
  includeSize = 0
  argumentSize = 0
  nodes = 0
  expensive = 0
  /** Whether the time was asked for, and so how many seconds the result may be kept. */
  maxAge: number | undefined
  #depth = 0
  readonly #plainCalls = new Map<string, string>()
  /** Whether comments stay in a preprocessed text. */
  keepComments = false
  /** How deep the expansion went. */
  highestDepth = 0
  readonly #trees: Map<string, readonly Node[]>

  constructor(
    context: ExpandContext,
    mode: ExpandMode,
    options: {
      loaded?: Loaded
      trees?: Map<string, readonly Node[]>
      tags?: ReadonlySet<string>
      renderTag?: TagRenderer
    } = {},
  ) {
    this.context = context
    this.mode = mode
    this.loaded = options.loaded ?? new Loaded()
    this.tags = options.tags ?? coreTags
    this.renderTag = options.renderTag
    this.#trees = options.trees ?? new Map()
    this.limits = { ...defaultLimits, ...context.limits }
  }

  /** Whether everything that was asked for was there. */
  get isComplete(): boolean {
    return (
      this.missingTemplates.size === 0 &&
      this.missingExistence.size === 0 &&
      this.missingFiles.size === 0 &&
      this.missingFacts.size === 0
    )
  }

  /** The headings that stand at the top level of the page itself. */
  rootHeadings: ReadonlySet<Node> = new Set()

  rootFrame(): Frame {
    return new Frame(this.context.title, prefixedText(this.context.title, this.context.titles))
  }

  /** Reads and expands a text as a part of the page itself. */
  expandText(text: string, frame: Frame): string {
    return this.expand(preprocess(text, { tags: this.tags }), frame)
  }

  readonly expand = (nodes: readonly Node[], frame: Frame): string => {
    if (nodes.length === 0) return ''
    const only = nodes[0]
    if (nodes.length === 1 && typeof only === 'string') return only
    if (this.#depth >= this.limits.expansionDepth) {
      this.warnOnce('expansion-depth-exceeded')
      this.track('expansion-depth-exceeded-category')
      return `<span class="error">${this.message('expansion-depth-exceeded-warning', String(this.limits.expansionDepth))}</span>`
    }
    this.#depth++
    if (this.#depth > this.highestDepth) this.highestDepth = this.#depth
    const out: string[] = []
    for (const node of nodes) {
      if (typeof node === 'string') out.push(node)
      else out.push(this.#node(node, frame))
    }
    this.#depth--
    return out.join('')
  }

  /** A part as it was written, `name=value`, expanded. */
  expandPart(part: Part, frame: Frame): string {
    const value = this.expand(part.value, frame)
    return part.name === undefined ? value : `${this.expand(part.name, frame)}=${value}`
  }

  message(key: string, ...parameters: string[]): string {
    return this.context.message?.(key, ...parameters) ?? `⧼${key}⧽`
  }

  warnOnce(key: string, ...parameters: string[]): void {
    if (
      !this.warnings.some(warning => warning.key === key && warning.parameters.join('\n') === parameters.join('\n'))
    ) {
      this.warnings.push({ key, parameters })
    }
  }

  /** Puts the page into the tracking category of this message. */
  track(key: string): void {
    this.trackingCategories.add(key)
  }

  /** Counts a call that needs the store; false when the page has used up its share. */
  expensiveCall(): boolean {
    this.expensive++
    if (this.expensive <= this.limits.expensive) return true
    this.warnOnce('expensive-parserfunction-warning', String(this.expensive), String(this.limits.expensive))
    this.track('expensive-parserfunction-category')
    return false
  }

  /** Whether a page exists, as far as it is known in this run. */
  pageExists(name: PageName): boolean {
    const prefixed = prefixedText(name, this.context.titles)
    const known = this.loaded.existence.get(prefixed)
    if (known !== undefined) return known !== false
    if (this.context.exists) this.missingExistence.set(prefixed, name)
    return false
  }

  /** The store's answer to a question; empty if it is not known, or not known yet. */
  fact(question: FactQuestion): string {
    const key = factKey(question, this.context.titles)
    const known = this.loaded.facts.get(key)
    if (known === undefined && this.context.facts) this.missingFacts.set(key, question)
    return known ?? ''
  }

  file(name: string): FileInfo | undefined {
    if (this.loaded.files.has(name)) return this.loaded.files.get(name)
    if (this.context.fileInfo) this.missingFiles.add(name)
    return undefined
  }

  /** The text of a page that is transcluded; undefined if it is missing, or not loaded yet. */
  pageText(name: PageName): string | undefined {
    const prefixed = prefixedText(name, this.context.titles)
    if (!this.loaded.templates.has(prefixed)) {
      if (!this.context.loadTemplates) return undefined
      this.missingTemplates.set(prefixed, name)
    }
    return this.loaded.templates.get(prefixed)
  }

  isPending(name: PageName): boolean {
    return this.missingTemplates.has(prefixedText(name, this.context.titles))
  }

  #node(node: Exclude<Node, string>, frame: Frame): string {
    switch (node.type) {
      case 'comment':
        // The pre-save transform keeps comments; what is to be shown has none.
        return this.mode === 'wiki' || this.keepComments ? this.strip.add('general', 'c', node.source) : ''
      case 'ignored':
        return this.mode === 'wiki' && !frame.isTemplate ? node.source : ''
      case 'heading':
        return this.#heading(node, frame)
      case 'extension':
        return this.#extension(node, frame)
      case 'argument':
        return this.#argument(node.title, node.parts, frame)
      case 'template':
        return this.#template(node.title, node.parts, node.lineStart, frame)
    }
  }

  #heading(node: HeadingNode, frame: Frame): string {
    const text = this.expand(node.nodes, frame)
    if (this.mode !== 'html') return text
    const number = this.headings.length
    this.headings.push({
      // A heading within a call's arguments is no section of the page.
      index: frame.isTemplate || this.rootHeadings.has(node) ? node.index : undefined,
      level: node.level,
      template: frame.isTemplate ? frame.title : undefined,
      templatePrefixed: frame.isTemplate ? frame.prefixed : undefined,
      start: node.start,
    })
    let run = 0
    while (text[run] === '=') run++
    const at = Math.min(run, node.level)
    return `${text.slice(0, at)}${this.strip.add('general', `h${number}`, '')}${text.slice(at)}`
  }

  #extension(node: ExtensionNode, frame: Frame): string {
    if (this.mode === 'html') {
      const rendered = this.renderTag?.(this, node, frame)
      return rendered ?? node.source.replace(/</g, '&lt;').replace(/>/g, '&gt;')
    }
    return this.strip.add('general', node.name, node.source)
  }

  /** A call put together again from its expanded parts, for what is no call after all. */
  #literal(open: string, title: string, parts: readonly Part[], close: string, frame: Frame): string {
    return open + [title, ...parts.map(part => this.expandPart(part, frame))].join('|') + close
  }

  #argument(title: readonly Node[], parts: readonly Part[], frame: Frame): string {
    const written = this.expand(title, frame)
    const value = frame.argument(trimPhp(written), this.expand)
    if (value !== undefined) {
      this.argumentSize += value.length
      if (this.argumentSize > this.limits.includeSize) {
        this.warnOnce('post-expand-template-argument-warning')
        this.track('post-expand-template-argument-category')
        return this.#literal('{{{', written, parts, '}}}', frame)
      }
      return value
    }
    const fallback = parts[0]
    if (fallback && (this.mode !== 'wiki' || frame.isTemplate)) return this.expandPart(fallback, frame)
    return this.#literal('{{{', written, parts, '}}}', frame)
  }

  #template(titleNodes: readonly Node[], parts: readonly Part[], lineStart: boolean, frame: Frame): string {
    const written = this.expand(titleNodes, frame)
    this.context.heed?.(this.includeSize)
    this.nodes += 1 + parts.length
    if (this.nodes > this.limits.nodes) {
      this.warnOnce('node-count-exceeded-warning')
      this.track('node-count-exceeded-category')
      return '<span class="error">'.concat(this.message('node-count-exceeded-warning'), '</span>')
    }
    const result = this.#call(trimPhp(written), parts, frame)
    if (result === undefined) return this.#literal('{{', written, parts, '}}', frame)
    let text = typeof result === 'string' ? result : result.text
    if (typeof result !== 'string' && (result.as === 'html' || result.as === 'nowiki')) {
      return this.mode === 'html' ? this.strip.add(result.as === 'html' ? 'general' : 'nowiki', 'f', text) : text
    }
    // A list or table that comes out of a call in the middle of a line still gets a line of its own.
    if (!lineStart && /^(?:\{\||[:;#*])/.test(text)) text = `\n${text}`
    this.includeSize += text.length
    if (this.includeSize > this.limits.includeSize) {
      this.warnOnce('post-expand-template-inclusion-warning')
      this.track('post-expand-template-inclusion-category')
      const name = this.context.titles.parse(decodeEntities(trimPhp(written)), 10)
      return name ? `[[:${prefixedText(name, this.context.titles)}]]` : ''
    }
    return text
  }

  #call(title: string, parts: readonly Part[], frame: Frame): string | FunctionResult | undefined {
    let name = title
    const substituted = /^\s*(safesubst|subst):/i.exec(name)
    if (substituted) {
      if (this.mode !== 'wiki' && substituted[1]?.toLowerCase() === 'subst') return undefined
      name = trimPhp(name.slice(substituted[0].length))
    } else if (this.mode === 'wiki') {
      return undefined
    }
    if (parts.length === 0 || name === '!') {
      const variable = findVariable(name)
      if (variable) return variable(this, frame)
    }
    const modifier = /^(msgnw|msg|raw):/i.exec(name)
    if (modifier) name = trimPhp(name.slice(modifier[0].length))
    const colon = name.search(/[:：]/)
    if (colon > 0) {
      const found = findFunction(name.slice(0, colon), this.context.extensions)
      if (found) {
        const first = trimPhp(name.slice(colon + 1))
        const result = found({ expansion: this, frame, first, parts })
        if (result !== undefined) return result
      }
    }
    return this.#transclude(name, parts, frame, modifier?.[1]?.toLowerCase())
  }

  #transclude(
    written: string,
    parts: readonly Part[],
    frame: Frame,
    modifier: string | undefined,
  ): string | FunctionResult | undefined {
    const { titles } = this.context
    if (written === '') return undefined
    const sub = resolveSubpage(written, frame.title, titles)
    const target = sub === undefined ? titles.parse(decodeEntities(written), 10) : titles.parse(decodeEntities(sub))
    if (target?.interwiki !== '' || target.text === '' || target.namespace === -2) return undefined
    const prefixed = prefixedText(target, titles)
    if (target.namespace === -1) return this.mode === 'wiki' ? undefined : `[[:${prefixed}]]`
    if (frame.depth >= this.limits.templateDepth) {
      this.track('template-depth-category')
      this.warnOnce('parser-template-recursion-depth-warning', String(this.limits.templateDepth))
      return {
        text: `<span class="error">${this.message('parser-template-recursion-depth-warning', String(this.limits.templateDepth))}</span>`,
        as: 'literal',
      }
    }
    const page = this.#page(target)
    if (page === undefined) {
      if (this.isPending(target)) {
        // Not loaded yet: look at the arguments all the same, for they may name more templates to load with it.
        for (const part of parts) this.expandPart(part, frame)
        return ''
      }
      return this.mode === 'wiki' ? undefined : `[[:${prefixed}]]`
    }
    if (frame.isLoop(page.prefixed)) {
      this.track('template-loop-category')
      this.warnOnce('template-loop-warning', prefixed)
      return {
        text: `<span class="error">${this.message('parser-template-loop-warning', prefixed)}</span>`,
        as: 'literal',
      }
    }
    if (modifier === 'msgnw') {
      const text = page.source
      return this.mode === 'wiki' ? text : { text: escapeWikitext(text), as: 'literal' }
    }
    if (parts.length === 0) return this.#withoutArguments(page, frame)
    return this.expand(this.#tree(page.prefixed, page.source), this.#child(page.target, page.prefixed, parts, frame))
  }

  /** A call without arguments gives the same text each time, unless it left marks that must be new each time. */
  #withoutArguments(page: { target: PageName; prefixed: string; source: string }, frame: Frame): string {
    const known = this.#plainCalls.get(page.prefixed)
    if (known !== undefined) return known
    const marks = this.strip.count
    const errors = this.warnings.length
    const text = this.expand(this.#tree(page.prefixed, page.source), this.#child(page.target, page.prefixed, [], frame))
    if (this.strip.count === marks && this.warnings.length === errors && this.isComplete) {
      this.#plainCalls.set(page.prefixed, text)
    }
    return text
  }

  /** The page that a call means, past one redirect. */
  #page(target: PageName): { target: PageName; prefixed: string; source: string } | undefined {
    const { titles } = this.context
    const prefixed = prefixedText(target, titles)
    this.transcluded.set(prefixed, target)
    let source = this.pageText(target)
    if (source === undefined && target.namespace === 8) source = this.context.message?.(messageKey(target.text))
    if (source === undefined) return undefined
    const redirect = redirectTarget(source)
    const next = redirect && titles.parse(redirect.title)
    if (next?.interwiki !== '') return { target, prefixed, source }
    const nextPrefixed = prefixedText(next, titles)
    this.transcluded.set(nextPrefixed, next)
    const nextSource = this.pageText(next)
    if (nextSource === undefined) {
      if (!this.isPending(next)) return { target, prefixed, source }
      this.missingTemplates.set(prefixed, target)
      return undefined
    }
    return { target: next, prefixed: nextPrefixed, source: nextSource }
  }

  #tree(prefixed: string, source: string): readonly Node[] {
    let tree = this.#trees.get(prefixed)
    if (!tree) {
      tree = preprocess(source, { inclusion: true, tags: this.tags })
      this.#trees.set(prefixed, tree)
    }
    return tree
  }

  #child(target: PageName, prefixed: string, parts: readonly Part[], frame: Frame): Frame {
    const args = new Map<string, { nodes: readonly Node[]; named: boolean }>()
    let position = 0
    for (const part of parts) {
      const named = part.name !== undefined
      const key = part.name !== undefined ? trimPhp(this.expand(part.name, frame)) : String(++position)
      if (args.has(key)) {
        this.warnOnce('duplicate-args-warning', frame.prefixed, prefixed, key)
        this.track('duplicate-args-category')
      }
      // Comments within an argument are never kept, whatever is done with it.
      const nodes =
        this.mode === 'wiki'
          ? part.value.filter(node => typeof node === 'string' || node.type !== 'comment')
          : part.value
      args.set(key, { nodes, named })
    }
    return new Frame(target, prefixed, frame, args)
  }
}

const messageKey = (text: string): string => text.slice(0, 1).toLowerCase() + text.slice(1).replaceAll(' ', '_')

/** Loads in batches what a run of the expansion missed. False when nothing was missing. */
export async function loadMissing(expansion: Expansion): Promise<boolean> {
  const { context, loaded } = expansion
  if (expansion.isComplete) return false
  const { missingTemplates, missingExistence, missingFiles } = expansion
  if (missingTemplates.size > 0) {
    const found = await context.loadTemplates?.([...missingTemplates.values()])
    for (const prefixed of missingTemplates.keys()) loaded.templates.set(prefixed, found?.get(prefixed))
  }
  if (missingExistence.size > 0) {
    const found = await context.exists?.([...missingExistence.values()])
    for (const prefixed of missingExistence.keys()) loaded.existence.set(prefixed, found?.get(prefixed) ?? false)
  }
  if (expansion.missingFacts.size > 0) {
    const found = await context.facts?.([...expansion.missingFacts.values()])
    for (const key of expansion.missingFacts.keys()) loaded.facts.set(key, found?.get(key) ?? '')
  }
  if (missingFiles.size > 0) {
    const found = await context.fileInfo?.([...missingFiles])
    for (const name of missingFiles) loaded.files.set(name, found?.get(name))
  }
  return true
}
