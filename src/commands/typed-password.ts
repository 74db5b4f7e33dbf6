// A password for an account, from the command line or made up.
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { UsageError } from './where.ts'

/** The first line of the input, for `--password -`: on the command line itself everybody on the machine can read it. */
async function firstLine(input: Readable): Promise<string> {
  const lines = createInterface({ input })
  for await (const line of lines) {
    lines.close()
    return line
  }
  throw new UsageError('there is no password in the input')
}

/** The password that was given, or a random one, which is to be shown. */
export async function passwordFrom(
  given: string | undefined,
  random: () => string,
  input: Readable = process.stdin,
): Promise<{ password: string; isRandom: boolean }> {
  if (given === undefined) return { password: random(), isRandom: true }
  return { password: given === '-' ? await firstLine(input) : given, isRandom: false }
}
