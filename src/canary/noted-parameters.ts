// Parameters that note which of them are read: what nobody asks for changes no answer.
import { Parameters } from '../http/parameters.ts'

/** The names that were read. */
export class NamesRead {
  readonly #names = new Set<string>()
  #all = false

  note(name: string): void {
    this.#names.add(name)
  }
  /** Somebody went through all names that there are. */
  noteAll(): void {
    this.#all = true
  }
  has(name: string): boolean {
    return this.#all || this.#names.has(name)
  }
}

/** The parameters `of` a request, which note in `read` what is read. */
export class NotedParameters extends Parameters {
  readonly #of: Parameters
  readonly #read: NamesRead
  constructor(of: Parameters, read: NamesRead) {
    super(new Map())
    this.#of = of
    this.#read = read
  }
  override get size(): number {
    this.#read.noteAll()
    return this.#of.size
  }
  override get(name: string): string | undefined {
    this.#read.note(name)
    return this.#of.get(name)
  }
  override has(name: string): boolean {
    this.#read.note(name)
    return this.#of.has(name)
  }
  override isArray(name: string): boolean {
    this.#read.note(name)
    return this.#of.isArray(name)
  }
  override names(): IterableIterator<string> {
    this.#read.noteAll()
    return this.#of.names()
  }
  override badBytes(name: string): Uint8Array | undefined {
    this.#read.note(name)
    return this.#of.badBytes(name)
  }
}
