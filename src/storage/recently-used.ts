// A bounded map that forgets what was not used for longest: prepared statements by their text.

interface Entry<Value> {
  readonly value: Value
  /** When it was used last, counted in uses of all. */
  used: number
}

export class RecentlyUsed<Value> {
  readonly #entries = new Map<string, Entry<Value>>()
  readonly #limit: number
  readonly #forgotten: (value: Value) => void
  #uses = 0

  /** Keeps at most `limit` entries; `forgotten` is told of each that makes room for another. */
  constructor(limit: number, forgotten: (value: Value) => void = () => {}) {
    this.#limit = limit
    this.#forgotten = forgotten
  }

  get size(): number {
    return this.#entries.size
  }

  get(key: string): Value | undefined {
    const entry = this.#entries.get(key)
    if (entry === undefined) return undefined
    entry.used = ++this.#uses
    return entry.value
  }

  set(key: string, value: Value): void {
    this.#entries.set(key, { value, used: ++this.#uses })
    if (this.#entries.size > this.#limit) this.#forgetOldest()
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

  /** Looks at all entries: that is rare, where keeping them in order would be a part of each use. */
  #forgetOldest(): void {
    let oldest: [string, Entry<Value>] | undefined
    for (const one of this.#entries) if (oldest === undefined || one[1].used < oldest[1].used) oldest = one
    if (oldest === undefined) return
    this.#entries.delete(oldest[0])
    this.#forgotten(oldest[1].value)
  }
}
