// What somebody saw of what is hidden, while one request is answered: noted where the value is opened, kept afterwards.

/** A thing of which something is hidden. */
export interface HiddenThing {
  readonly kind: 'revision' | 'logging'
  readonly id: number
}

/** One thing that was looked at, and the bits of `rev_deleted` for what was seen of it; 8 where that is suppressed. */
export interface Look extends HiddenThing {
  readonly bits: number
}

/** Collects looks. */
export class Looks {
  readonly #seen = new Map<string, Look>()
  #whenLate: (() => void) | undefined

  note({ kind, id }: HiddenThing, bits: number): void {
    const key = `${kind} ${id}`
    const isFirst = this.#seen.size === 0
    this.#seen.set(key, { kind, id, bits: bits | (this.#seen.get(key)?.bits ?? 0) })
    if (isFirst) this.#whenLate?.()
  }

  /** Hands over what was seen since the last time; `whenLate` is told when something comes in after that. */
  take(whenLate: () => void): Look[] {
    const taken = [...this.#seen.values()]
    this.#seen.clear()
    this.#whenLate = whenLate
    return taken
  }
}
