// Why a text was not rendered: it took too long or too much, or too many others wait.

/** A rendering that was given up. What it was to show can be shown as it is written. */
export class RenderingGivenUp extends Error {
  override readonly name = 'RenderingGivenUp'
  readonly reason: 'time' | 'memory' | 'crowd' | 'closing'

  constructor(reason: RenderingGivenUp['reason']) {
    super(`a rendering was given up: ${reason}`)
    this.reason = reason
  }

  /** Whether it would be given up again. */
  get lasts(): boolean {
    return this.reason === 'time' || this.reason === 'memory'
  }
}
