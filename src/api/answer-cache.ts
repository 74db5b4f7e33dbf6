// Answers that are given again as long as nothing has been written: to bots that poll, to gadgets, to many who read one page.
import type { HttpResponse } from '../http/message.ts'
import { BoundedInSize } from '../storage/bounded-in-size.ts'

/** A question may be asked in so many ways; what is kept of all answers together. In UTF-16 units. */
const mostKept = 2 * 1024 * 1024
/** Longer answers are seldom asked for twice. */
const longestKept = 64 * 1024
/** What changes with time alone, as a block that ends, is at most so many milliseconds late. */
const oldest = 1000

interface Kept {
  readonly response: HttpResponse
  readonly at: number
}

/** Answers by question, all of one version of the data: the first question after a write finds none. */
export class AnswerCache {
  readonly #kept = new BoundedInSize<Kept>(mostKept)
  #version: string | undefined

  /** The answer to a question, if it was given a moment ago and nothing has been written since. */
  find(question: string, version: string, now: Date): HttpResponse | undefined {
    if (version !== this.#version) {
      this.#kept.clear()
      this.#version = version
      return undefined
    }
    const kept = this.#kept.get(question)
    return kept !== undefined && now.getTime() - kept.at < oldest ? kept.response : undefined
  }

  /** Keeps an answer that was made from this version of the data. */
  keep(question: string, version: string, now: Date, response: HttpResponse): void {
    if (version !== this.#version || typeof response.body !== 'string' || response.body.length > longestKept) return
    this.#kept.set(question, { response, at: now.getTime() }, question.length + response.body.length)
  }
}
