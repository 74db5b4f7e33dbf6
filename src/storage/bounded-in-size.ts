// A map whose values may be large: bounded by what they take together, and emptied when that is too much.

export class BoundedInSize<Value> {
  readonly #entries = new Map<string, Value>()
  readonly #most: number
  #size = 0

  /** Keeps at most so much, in the unit of the sizes that `set` is told. */
  constructor(most: number) {
    this.#most = most
  }

  get(key: string): Value | undefined {
    return this.#entries.get(key)
  }

  /** A value that takes the place of another of its key counts as that one did; one that is too large is not kept. */
  set(key: string, value: Value, size: number): void {
    if (size > this.#most) return
    if (this.#size + size > this.#most) this.clear()
    if (!this.#entries.has(key)) this.#size += size
    this.#entries.set(key, value)
  }

  clear(): void {
    this.#entries.clear()
    this.#size = 0
  }
}
