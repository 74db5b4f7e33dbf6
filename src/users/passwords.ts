// Passwords: how they are hashed, and how a hash is compared. Argon2id for what people choose; a bot password has 128
// random bits, for which one hash is enough.
import { createHash, timingSafeEqual } from 'node:crypto'
import type { Wiki } from '../wiki.ts'
import { argon2id } from './argon2.ts'

/** With the memory that is usual, a hash takes about 20 ms, on a thread of its own. */
const effort = { passes: 2, parallelism: 1 } as const
const hashBytes = 32

let waiting: Promise<unknown> = Promise.resolve()
/** Two at a time would halve what others get of the machine: hashes stand in a queue of their own. */
function inQueue<T>(work: () => Promise<T>): Promise<T> {
  const result = waiting.then(work)
  waiting = result.catch(() => undefined)
  return result
}

const unpadded = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '')

/** The hash of a password that somebody chose, in the usual notation. */
export async function hashPassword(
  { config, random }: Pick<Wiki, 'config' | 'random'>,
  password: string,
): Promise<string> {
  const memory = config.passwordMemory
  const salt = Buffer.from(random(16), 'hex')
  return noted(memory, salt, await inQueue(() => argon2id(password, salt, { ...effort, memory }, hashBytes)))
}

/** The hash of nothing that anybody knows: to compare with it takes as long as with one that is new. */
export const decoyHash = ({ config }: Pick<Wiki, 'config'>): string =>
  noted(config.passwordMemory, Buffer.alloc(16), Buffer.alloc(hashBytes))

const noted = (memory: number, salt: Buffer, hash: Buffer): string =>
  `$argon2id$v=19$m=${memory},t=${effort.passes},p=${effort.parallelism}$${unpadded(salt)}$${unpadded(hash)}`

const notation = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/

/** Whether a password is the one of this hash; compared in constant time. An empty hash fits no password. */
export async function matchesPassword(password: string, hash: string): Promise<boolean> {
  const match = notation.exec(hash)
  if (password === '' || match === null) return false
  const [, memory, passes, parallelism, salt = '', expected = ''] = match
  const wanted = Buffer.from(expected, 'base64')
  const asHashed = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) }
  const given = await inQueue(() => argon2id(password, Buffer.from(salt, 'base64'), asHashed, wanted.length))
  return timingSafeEqual(given, wanted)
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
