// Failed logins by address, in the memory of this process: who has had some is asked a captcha.

interface Failures {
  count: number
  /** Milliseconds since 1970. */
  until: number
}

/** Addresses that are remembered. */
const mostKept = 50_000

/** Counts failed logins in a span of time that begins with the first. */
export class BadLogins {
  readonly #most: number
  readonly #seconds: number
  readonly #failures = new Map<string, Failures>()
  /** `most` may fail before a captcha is asked. */
  constructor(most: number, seconds: number) {
    this.#most = most
    this.#seconds = seconds
  }

  /** Whether this address has had too many. */
  isSuspect(ip: string, now: Date): boolean {
    const known = this.#failures.get(ip)
    return known !== undefined && known.until > now.getTime() && known.count >= this.#most
  }

  /** Counts one more. */
  count(ip: string, now: Date): void {
    const known = this.#failures.get(ip)
    if (known !== undefined && known.until > now.getTime()) {
      known.count += 1
      return
    }
    const oldest = this.#failures.size < mostKept ? undefined : this.#failures.keys().next().value
    if (oldest !== undefined) this.#failures.delete(oldest)
    this.#failures.delete(ip)
    this.#failures.set(ip, { count: 1, until: now.getTime() + this.#seconds * 1000 })
  }

  /** Forgets an address: its last login was good. */
  clear(ip: string): void {
    this.#failures.delete(ip)
  }
}
