// What somebody saw of what is hidden, while one request is answered: noted where the value is opened, kept afterwards.

/** A thing of which something is hidden: a revision, a log entry, an old version of a file, or one of a deleted file. */
export interface HiddenThing {
  readonly kind: 'revision' | 'logging' | 'oldimage' | 'filearchive'
  /** Of an old version the time in its name, 14 digits, as `action=revisiondelete` names it. */
  readonly id: number
  /** The name of the file, with underscores. */
  readonly file?: string | undefined
}

/** One thing that was looked at, and the bits of `rev_deleted` for what was seen of it; 8 where that is suppressed. */
export interface Look extends HiddenThing {
  readonly bits: number
}

/** What tells a thing from all others. */
export const nameOfThing = ({ kind, id, file = '' }: HiddenThing): string => `${kind} ${id} ${file}`

/** Collects looks. */
export class Looks {
  readonly #seen = new Map<string, Look>()
  #whenLate: (() => void) | undefined

  note(thing: HiddenThing, bits: number): void {
    const key = nameOfThing(thing)
    const isFirst = this.#seen.size === 0
    this.#seen.set(key, { ...thing, bits: bits | (this.#seen.get(key)?.bits ?? 0) })
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
