// Where wikitext is rendered: small pages at once, large ones in threads, so that nobody waits for somebody else's page.
import { availableParallelism } from 'node:os'
import type { TitleRules } from '../pages/title.ts'
import { type ExpandContext, type Rendering, render } from '../wikitext/index.ts'
import { RenderingGivenUp } from './given-up.ts'
import { RenderThread, type Work } from './thread.ts'

export interface RendererOptions {
  readonly titles: TitleRules
  /** The text of a message as it is written, in the language of the content. */
  readonly messageSource: (key: string) => string | undefined
  /** Milliseconds that a page may take in a thread. */
  readonly patience: number
  /** Threads at the most; by default as many as there are processors, from two to four. */
  readonly threads?: number
  /** Milliseconds after which threads that have nothing to do are ended. */
  readonly idle?: number
}

/** UTF-16 units of a text that is rendered at once: some 30 ms. */
const smallText = 20_000
/** What a small text may grow to by its templates. */
const smallExpansion = 60_000
/** Milliseconds that the expansion of a small text may hold up everybody else. */
const longTurn = 60
/** Works that may wait for a thread. */
const mostWaiting = 100

/** What makes a rendering begin anew in a thread. */
class TooMuch extends Error {}

interface Waiting {
  readonly work: Work
  readonly resolve: (rendering: Promise<Rendering>) => void
  readonly reject: (error: unknown) => void
}

export class Renderer {
  readonly #options: RendererOptions
  readonly #mostThreads: number
  readonly #free: RenderThread[] = []
  readonly #busy = new Set<RenderThread>()
  readonly #waiting: Waiting[] = []
  #idle: NodeJS.Timeout | undefined
  #isClosed = false

  constructor(options: RendererOptions) {
    this.#options = options
    this.#mostThreads = options.threads ?? Math.min(4, Math.max(2, availableParallelism()))
  }

  /** Threads that there are now. */
  get threads(): number {
    return this.#free.length + this.#busy.size
  }

  /** Renders a text. Throws `RenderingGivenUp`, and nothing else because of what the text is. */
  async render(text: string, context: ExpandContext): Promise<Rendering> {
    if (text.length <= smallText) {
      try {
        return await renderHere(text, context)
      } catch (error) {
        if (!(error instanceof TooMuch)) throw error
      }
    }
    return this.#renderInThread({ text, context, messageSource: this.#options.messageSource })
  }

  /** Gives up what is under way, and ends all threads. */
  close(): void {
    this.#isClosed = true
    clearTimeout(this.#idle)
    const closing = new RenderingGivenUp('closing')
    for (const { reject } of this.#waiting.splice(0)) reject(closing)
    for (const thread of [...this.#free.splice(0), ...this.#busy]) thread.end(closing)
  }

  async #renderInThread(work: Work): Promise<Rendering> {
    if (this.#isClosed) throw new RenderingGivenUp('closing')
    const thread = this.#freeThread()
    if (thread !== undefined) return this.#run(thread, work)
    if (this.#waiting.length >= mostWaiting) throw new RenderingGivenUp('crowd')
    return new Promise((resolve, reject) => {
      this.#waiting.push({ work, resolve, reject })
    })
  }

  #freeThread(): RenderThread | undefined {
    for (let thread = this.#free.pop(); thread; thread = this.#free.pop()) if (!thread.isGone) return thread
    return this.#busy.size < this.#mostThreads ? new RenderThread(this.#options.titles) : undefined
  }

  async #run(thread: RenderThread, work: Work): Promise<Rendering> {
    clearTimeout(this.#idle)
    this.#busy.add(thread)
    try {
      return await thread.run(work, this.#options.patience)
    } finally {
      this.#busy.delete(thread)
      if (!thread.isGone) this.#free.push(thread)
      this.#next()
    }
  }

  #next(): void {
    const first = this.#waiting[0]
    const thread = first && this.#freeThread()
    if (thread !== undefined) {
      this.#waiting.shift()
      first?.resolve(this.#run(thread, first.work))
    } else if (this.#busy.size === 0 && !this.#isClosed) {
      this.#idle = setTimeout(() => this.#endIdle(), this.#options.idle ?? 30_000)
      this.#idle.unref()
    }
  }

  #endIdle(): void {
    for (const thread of this.#free.splice(0)) thread.end(new RenderingGivenUp('closing'))
  }
}

/** Renders in the thread that answers everybody. Throws `TooMuch` as soon as it shows that this takes long. */
async function renderHere(text: string, context: ExpandContext): Promise<Rendering> {
  let began = performance.now()
  const { loadTemplates, exists, facts, fileInfo } = context
  /** While the store answers, others have their turn. */
  const inTurn =
    <Names, Found>(ask: (names: Names) => Promise<Found>) =>
    async (names: Names): Promise<Found> => {
      const found = await ask(names)
      began = performance.now()
      return found
    }
  return render(
    text,
    withMore(context, {
      ...(loadTemplates && { loadTemplates: inTurn(loadTemplates) }),
      ...(exists && { exists: inTurn(exists) }),
      ...(facts && { facts: inTurn(facts) }),
      ...(fileInfo && { fileInfo: inTurn(fileInfo) }),
      heed(size) {
        if (size > smallExpansion || performance.now() - began > longTurn) throw new TooMuch()
      },
    }),
  )
}

/** A context with other parts. What it finds out when it is asked stays so: who renders looks at what was asked for. */
const withMore = (context: ExpandContext, more: Partial<ExpandContext>): ExpandContext =>
  Object.defineProperties({} as ExpandContext, {
    ...Object.getOwnPropertyDescriptors(context),
    ...Object.getOwnPropertyDescriptors(more),
  })
