// Where a page stands in a category: the keys that members are sorted by.

/** Bytes that the part of a key that pages choose may have. */
const longestPrefix = 255

/** The prefix as it is kept: cut to its limit, never within a character. */
export function keptPrefix(prefix: string): string {
  if (prefix.length * 3 <= longestPrefix) return prefix
  const bytes = new TextEncoder().encode(prefix)
  if (bytes.length <= longestPrefix) return prefix
  let end = longestPrefix
  // The bytes within a character are those of the form 10xxxxxx.
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end--
  return new TextDecoder().decode(bytes.subarray(0, end))
}

/** The key of a page whose name is `text` (without namespace, with blanks): capitals, so that case does not count. */
export function sortKey(text: string, prefix: string): Uint8Array {
  return keyBytes(prefix === '' ? text : `${prefix.replace(/[\n\t]/g, ' ')}\n${text}`)
}

/** The key of a beginning of a key. */
export const keyBytes = (text: string): Uint8Array => new TextEncoder().encode(text.toUpperCase())

export const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

/** The bytes that hexadecimal digits stand for; undefined for what are none. */
export function bytesOfHex(hex: string): Uint8Array | undefined {
  return /^(?:[0-9a-fA-F]{2})*$/.test(hex) ? new Uint8Array(Buffer.from(hex, 'hex')) : undefined
}
