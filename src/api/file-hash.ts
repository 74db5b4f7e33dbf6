// The hash of a file as two parameters of lists take it: in hex, or in base 36.
import { fail } from '../errors.ts'
import { base36OfHex } from '../files/file.ts'

/** The hash that is asked for, in base 36. Throws for what is none. */
export function fileHash(given: {
  readonly sha1?: string | undefined
  readonly sha1base36?: string | undefined
}): string | undefined {
  if (given.sha1 !== undefined) {
    if (!/^[0-9a-f]{40}$/i.test(given.sha1)) throw fail('apierror-invalidsha1hash', [])
    return base36OfHex(given.sha1.toLowerCase())
  }
  if (given.sha1base36 === undefined) return undefined
  if (!/^[0-9a-z]{31}$/i.test(given.sha1base36)) throw fail('apierror-invalidsha1base36hash', [])
  return given.sha1base36.toLowerCase()
}
