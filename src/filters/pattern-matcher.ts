// Matching patterns that people wrote, in a thread of its own with a limit of time, so that none of them stops the server.
import { Worker } from 'node:worker_threads'

/** What the thread is asked. */
export interface MatchOrder {
  readonly id: number
  readonly patterns: readonly string[]
  readonly flags: string
  readonly text: string
}
/** What it answers: for each pattern its matches, each with its groups; the whole match is the first. */
export interface MatchReply {
  readonly id: number
  readonly matches: readonly (readonly (readonly string[])[])[]
}
/** The matches of one pattern. */
export type Matches = MatchReply['matches'][number]

/** The pattern that did not come to its end. */
interface TooSlow {
  readonly slow: string
  /** Whether the order as a whole took too long, and nothing of it is tried again. */
  readonly isWhole: boolean
}

interface Waiting {
  readonly order: MatchOrder
  readonly resolve: (reply: MatchReply | TooSlow) => void
  readonly reject: (error: Error) => void
  /** The pattern that is at fault when the time is over. */
  blamed: number
  /** Limits that have passed. */
  passed: number
}

export interface MatcherOptions {
  /** Milliseconds that one pattern may take on one text. */
  readonly limit?: number
  /** Milliseconds without work after which the thread is ended. */
  readonly idle?: number
  /** Told of a pattern that took too long. */
  readonly onSlow?: (pattern: string) => void
}

/** How many times the limit of one pattern an order may take as a whole. */
const limitsOfOrder = 20

/** Patterns of one order that may take too long; after so many the rest of them is not tried. */
const mostSlow = 4

/**
 * Matches patterns, one order after the other. A pattern that takes longer than the limit is taken not to match this text:
 * what it would have refused passes, as with MediaWiki when a pattern runs out of steps. The next text it is tried on
 * again, for else a long text would be a way to switch a filter off.
 */
export class PatternMatcher {
  readonly #limit: number
  readonly #idle: number
  readonly #onSlow: (pattern: string) => void
  readonly #at = new Int32Array(new SharedArrayBuffer(4))
  #worker: Worker | undefined
  #current: Waiting | undefined
  #timer: NodeJS.Timeout | undefined
  #last: Promise<unknown> = Promise.resolve()
  #nextId = 1

  constructor({ limit = 250, idle = 10_000, onSlow = () => undefined }: MatcherOptions = {}) {
    this.#limit = limit
    this.#idle = idle
    this.#onSlow = onSlow
  }

  /** The matches of each pattern in a text, with the flags of a regular expression. Patterns that do not compile throw. */
  async match(patterns: readonly string[], flags: string, text: string): Promise<Matches[]> {
    if (patterns.length === 0) return []
    const turn = this.#last.then(() => this.#matchInTurn(patterns, flags, text))
    this.#last = turn.catch(() => undefined)
    return turn
  }

  /** Whether a pattern matches a text. */
  async matches(pattern: string, flags: string, text: string): Promise<boolean> {
    const [found = []] = await this.match([pattern], flags, text)
    return found.length > 0
  }

  /** Ends the thread. */
  async close(): Promise<void> {
    await this.#last
    await this.#end()
  }

  async #matchInTurn(patterns: readonly string[], flags: string, text: string): Promise<Matches[]> {
    const results: Matches[] = patterns.map(() => [])
    const slow = new Set<string>()
    while (slow.size < mostSlow) {
      const asked = patterns.flatMap((pattern, place) => (slow.has(pattern) ? [] : [{ pattern, place }]))
      if (asked.length === 0) return results
      const id = this.#nextId++
      const reply = await this.#ask({ id, patterns: asked.map(one => one.pattern), flags, text })
      if ('matches' in reply) {
        for (const [index, { place }] of asked.entries()) results[place] = reply.matches[index] ?? []
        return results
      }
      this.#onSlow(reply.slow)
      if (reply.isWhole) return results
      slow.add(reply.slow)
    }
    return results
  }

  async #ask(order: MatchOrder): Promise<MatchReply | TooSlow> {
    clearTimeout(this.#timer)
    const worker = this.#worker ?? this.#start()
    try {
      return await new Promise((resolve, reject) => {
        this.#current = { order, resolve, reject, blamed: -1, passed: 0 }
        Atomics.store(this.#at, 0, -1)
        worker.postMessage(order)
        this.#watch()
      })
    } finally {
      this.#current = undefined
      clearTimeout(this.#timer)
      this.#timer = setTimeout(() => void this.#end(), this.#idle)
      this.#timer.unref()
    }
  }

  /** Looks each time the limit has passed whether the thread is still at the same pattern. */
  #watch(): void {
    this.#timer = setTimeout(() => {
      const current = this.#current
      if (current === undefined) return
      const at = Atomics.load(this.#at, 0)
      const pattern = current.order.patterns[at] ?? ''
      // A thread that has not begun yet is slow because the machine is: it has more time.
      current.passed += at < 0 ? 0.25 : 1
      const isWhole = current.passed >= limitsOfOrder
      if (!isWhole && (at < 0 || at !== current.blamed)) {
        current.blamed = at
        this.#watch()
        return
      }
      void this.#end().then(() => current.resolve({ slow: pattern, isWhole }))
    }, this.#limit)
  }

  #start(): Worker {
    const worker = new Worker(new URL('./pattern-worker.ts', import.meta.url), {
      workerData: { at: this.#at.buffer },
      resourceLimits: { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 8 },
    })
    worker.unref()
    worker.on('message', (reply: MatchReply) => {
      if (this.#current?.order.id === reply.id) this.#current.resolve(reply)
    })
    worker.on('error', error => {
      if (this.#worker === worker) this.#worker = undefined
      this.#current?.reject(error instanceof Error ? error : new Error(String(error)))
    })
    this.#worker = worker
    return worker
  }

  async #end(): Promise<void> {
    clearTimeout(this.#timer)
    const worker = this.#worker
    this.#worker = undefined
    await worker?.terminate()
  }
}
