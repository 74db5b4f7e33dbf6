// Passwords: how they are hashed, and how a hash is compared. Argon2id for what people choose; a bot password has 128
// random bits, for which one hash is enough.
import { createHash, timingSafeEqual } from 'node:crypto'
import { argon2id, argon2Verify } from 'hash-wasm'

/** Memory in KiB, passes. About 20 ms a hash. */
const cost = { memorySize: 19_456, iterations: 2, parallelism: 1, hashLength: 32 } as const

let waiting: Promise<unknown> = Promise.resolve()
/** Two at a time would halve what others get of the machine: hashes stand in a queue of their own. */
function inQueue<T>(work: () => Promise<T>): Promise<T> {
  const result = waiting.then(work)
  waiting = result.catch(() => undefined)
  return result
}

/** The hash of a password that somebody chose; `salt` is 16 random bytes in hex. */
export function hashPassword(password: string, salt: string): Promise<string> {
  return inQueue(() => argon2id({ ...cost, password, salt: Buffer.from(salt, 'hex'), outputType: 'encoded' }))
}

/** Whether a password is the one of this hash. An empty hash fits no password. */
export function matchesPassword(password: string, hash: string): Promise<boolean> {
  if (password === '' || hash === '') return Promise.resolve(false)
  return inQueue(() => argon2Verify({ password, hash }))
}

/** The hash of a bot password. */
export function hashBotPassword(password: string, salt: string): string {
  return `sha256:${salt}:${createHash('sha256').update(`${salt}:${password}`).digest('hex')}`
}

/** Whether a bot password is the one of this hash; compared in constant time. */
export function matchesBotPassword(password: string, hash: string): boolean {
  const [kind, salt, expected] = hash.split(':')
  if (kind !== 'sha256' || salt === undefined || expected === undefined) return false
  const given = createHash('sha256').update(`${salt}:${password}`).digest('hex')
  return given.length === expected.length && timingSafeEqual(Buffer.from(given), Buffer.from(expected))
}
