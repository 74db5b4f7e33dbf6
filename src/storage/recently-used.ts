// A bounded map that forgets what was not used for longest: prepared statements by their text.

export class RecentlyUsed<Value> {
  readonly #entries = new Map<string, Value>()
  readonly #limit: number
  readonly #forgotten: (value: Value) => void

  /** Keeps at most `limit` entries; `forgotten` is told of each that makes room for another. */
  constructor(limit: number, forgotten: (value: Value) => void = () => {}) {
    this.#limit = limit
    this.#forgotten = forgotten
  }

  get size(): number {
    return this.#entries.size
  }

  get(key: string): Value | undefined {
    const value = this.#entries.get(key)
    if (value === undefined) return undefined
    // A map keeps the order of insertion, so the first entry is the one to forget.
    this.#entries.delete(key)
    this.#entries.set(key, value)
    return value
  }

  set(key: string, value: Value): void {
    this.#entries.delete(key)
    this.#entries.set(key, value)
    if (this.#entries.size <= this.#limit) return
    const oldest = this.#entries.entries().next().value
    if (oldest === undefined) return
    this.#entries.delete(oldest[0])
    this.#forgotten(oldest[1])
  }

  keys(): IterableIterator<string> {
    return this.#entries.keys()
  }

  delete(key: string): void {
    this.#entries.delete(key)
  }

  clear(): void {
    this.#entries.clear()
  }
}
