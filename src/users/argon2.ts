// Argon2id: Node's own, on a thread of its own, or where Node has none yet (before 24.7) a WebAssembly of it.
import * as crypto from 'node:crypto'

/** Memory in KiB, passes over it, lanes. */
export interface Argon2Cost {
  readonly memory: number
  readonly passes: number
  readonly parallelism: number
}

/** The hash of a password, `length` bytes long. */
export const argon2id: (password: string, salt: Uint8Array, cost: Argon2Cost, length: number) => Promise<Buffer> =
  'argon2' in crypto ? native : webAssembly

function native(password: string, salt: Uint8Array, cost: Argon2Cost, length: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const parameters = { ...cost, message: password, nonce: salt, tagLength: length }
    crypto.argon2('argon2id', parameters, (error, hash) => (error ? reject(error) : resolve(hash)))
  })
}

async function webAssembly(password: string, salt: Uint8Array, cost: Argon2Cost, length: number): Promise<Buffer> {
  const wasm = await import('hash-wasm')
  const { memory, passes, parallelism } = cost
  const options = { password, salt, parallelism, memorySize: memory, iterations: passes, hashLength: length }
  return Buffer.from(await wasm.argon2id({ ...options, outputType: 'binary' }))
}

/** For the test that holds the two against each other. */
export const implementations = { native, webAssembly } as const
