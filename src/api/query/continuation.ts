// Where a query goes on: which modules have more, what the client sends next, and what it need not ask again.
import { type Failure, fail } from '../../errors.ts'
import type { RawValues } from '../parameter-reader.ts'
import type { Tree, Value } from '../result.ts'

type Params = Record<string, string | number>

/** Follows MediaWiki's protocol of `continue`: props first, then the generator's next pages, lists beside them. */
export class Continuation {
  readonly #modules: readonly string[]
  /** Those that depend on the pages: all props. */
  readonly #generated: ReadonlySet<string>
  readonly #skip: ReadonlySet<string>
  readonly #data = new Map<string, Params>()
  #generatorMore: Params = {}
  #generatorNow: Params = {}
  #generatorName = ''
  /** Whether the generator is through, so that nothing that depends on it runs. */
  readonly generatorDone: boolean

  /** Throws `badcontinue` when the client's `continue` has not the form that was given out. */
  constructor(of: { modules: readonly string[]; generated: readonly string[]; given: string; values: RawValues }) {
    this.#modules = of.modules
    this.#generated = new Set(of.generated)
    if (of.given === '') {
      this.generatorDone = false
      this.#skip = new Set()
      return
    }
    const parts = of.given.split('||')
    if (parts.length !== 2) throw badContinue()
    const [generator = '', skipped = ''] = parts
    this.generatorDone = generator === '-'
    this.#skip = new Set([...skipped.split('|'), ...(this.generatorDone ? of.generated : [])])
    if (!this.generatorDone) {
      for (const name of generator.split('|')) {
        const value = of.values.get(name)
        if (name !== '' && value !== undefined) this.#generatorNow[name] = value
      }
    }
  }

  /** Whether a module is to run in this request. */
  runs(name: string): boolean {
    return !this.#skip.has(name)
  }

  moduleContinues(module: string, parameter: string, value: string | number): void {
    this.#data.set(module, { ...this.#data.get(module), [parameter]: value })
  }
  generatorContinues(name: string, parameter: string, value: string | number): void {
    this.#generatorName = name
    this.#generatorMore[parameter] = value
  }

  /** `continue` and `batchcomplete` for the answer. */
  answer(): { continue?: Tree; batchcomplete: boolean } {
    const data: Params = {}
    let finished = this.#modules.filter(name => !this.#data.has(name))
    for (const [name, params] of this.#data) if (!this.#generated.has(name)) Object.assign(data, params)
    const waiting = [...this.#data].filter(([name]) => this.#generated.has(name))
    let generatorKeys: string
    let complete = true
    if (waiting.length > 0) {
      for (const [, params] of waiting) Object.assign(data, params)
      Object.assign(data, this.#generatorNow)
      generatorKeys = Object.keys(this.#generatorNow).join('|')
      complete = false
    } else if (Object.keys(this.#generatorMore).length > 0) {
      Object.assign(data, this.#generatorMore)
      finished = finished.filter(name => !this.#generated.has(name))
      generatorKeys = Object.keys(this.#generatorMore).join('|')
    } else {
      generatorKeys = '-'
    }
    if (Object.keys(data).length === 0 && generatorKeys === '-') return { batchcomplete: complete }
    const more = Object.keys(data).length > 0
    return more
      ? { continue: { ...data, continue: `${generatorKeys}||${finished.join('|')}` }, batchcomplete: complete }
      : { batchcomplete: complete }
  }

  /** `query-continue` for clients that ask for `rawcontinue`. */
  rawAnswer(): Tree {
    const continues: Record<string, Value> = {}
    for (const [name, params] of this.#data) continues[name] = params
    if (Object.keys(this.#generatorMore).length > 0) {
      continues[this.#generatorName] = { ...(continues[this.#generatorName] as Tree), ...this.#generatorMore }
    }
    return Object.keys(continues).length > 0 ? { 'query-continue': continues } : {}
  }
}

/** As MediaWiki: said to come from `main`, whichever module was asked. */
function badContinue(): Failure {
  const failure = fail('apierror-badcontinue', [])
  failure.module = 'main'
  return failure
}
