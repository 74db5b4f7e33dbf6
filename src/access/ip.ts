// IP addresses and ranges as the wiki knows them: what is one, how it is printed, and the keys by which ranges are found.
import ipaddr from 'ipaddr.js'

const ipv4Byte = '(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|0?[0-9]?[0-9])'
const ipv4Only = new RegExp(`^${ipv4Byte}(?:\\.${ipv4Byte}){3}$`)
const ipv4Prefix = /^(?:3[0-2]|[12]?[0-9])$/
const ipv6Prefix = /^(?:12[0-8]|1[01][0-9]|[1-9]?[0-9])$/
const ipv6Words = /^[0-9a-f]{1,4}(?::[0-9a-f]{1,4})*$/i

/** Whether the text is one IPv4 address in dotted form (leading zeros are allowed, as in `1.2.3.04`). */
export function isIpv4(text: string): boolean {
  return ipv4Only.test(text)
}

/** Whether the text is one IPv6 address; as MediaWiki, without embedded dotted IPv4 and without a zone. */
export function isIpv6(text: string): boolean {
  if (!text.includes(':')) return false
  const gap = text.indexOf('::')
  if (gap < 0) return text.split(':').length === 8 && ipv6Words.test(text)
  const before = text.slice(0, gap)
  const after = text.slice(gap + 2)
  const words = [before, after].filter(part => part !== '')
  if (!words.every(part => ipv6Words.test(part))) return false
  return words.reduce((count, part) => count + part.split(':').length, 0) <= 7
}

/** Whether the text is one IP address, without a range. */
export function isIp(text: string): boolean {
  return isIpv4(text) || isIpv6(text)
}

/** Whether the text is a CIDR range: `1.2.3.0/24`, `2001:db8::/32`. */
export function isIpRange(text: string): boolean {
  const slash = text.indexOf('/')
  if (slash < 0) return false
  const address = text.slice(0, slash)
  const prefix = text.slice(slash + 1)
  return (isIpv4(address) && ipv4Prefix.test(prefix)) || (isIpv6(address) && ipv6Prefix.test(prefix))
}

/** Whether the text is an IP address or a CIDR range: what is never the name of an account. */
export function isIpOrRange(text: string): boolean {
  return isIp(text) || isIpRange(text)
}

function bytesOf(address: string): number[] {
  if (isIpv4(address)) return address.split('.').map(Number)
  return ipaddr.IPv6.parse(address).toByteArray()
}

function printed(bytes: readonly number[]): string {
  if (bytes.length === 4) return bytes.join('.')
  const words: string[] = []
  for (let i = 0; i < 16; i += 2) words.push((((bytes[i] ?? 0) << 8) | (bytes[i + 1] ?? 0)).toString(16).toUpperCase())
  return words.join(':')
}

/**
 * The form in which an address is stored and printed: IPv4 without leading zeros, IPv6 with all eight words, in upper
 * case, without leading zeros (`2001:DB8:0:0:0:0:0:1`). Anything else, also a range, is `undefined`.
 */
export function canonicalIp(text: string): string | undefined {
  const trimmed = text.trim()
  return isIp(trimmed) ? printed(bytesOf(trimmed)) : undefined
}

/** The form of a CIDR range, from its first address (`1.2.3.4/24` → `1.2.3.0/24`). Anything else is `undefined`. */
export function canonicalRange(text: string): string | undefined {
  const trimmed = text.trim()
  if (!isIpRange(trimmed)) return undefined
  const slash = trimmed.indexOf('/')
  const prefix = Number(trimmed.slice(slash + 1))
  return `${printed(masked(bytesOf(trimmed.slice(0, slash)), prefix, 0))}/${prefix}`
}

/**
 * The name of the user page of an address or range: as `canonicalIp`, but a range keeps the address that it was given
 * with (`1.2.3.04/24` → `1.2.3.4/24`). Anything else is `undefined`.
 */
export function canonicalIpTitle(text: string): string | undefined {
  const trimmed = text.trim()
  if (!isIpRange(trimmed)) return canonicalIp(trimmed)
  const slash = trimmed.indexOf('/')
  return printed(bytesOf(trimmed.slice(0, slash))) + trimmed.slice(slash)
}

/** The bytes with every bit after the prefix set to `bit`. */
function masked(bytes: readonly number[], prefix: number, bit: 0 | 1): number[] {
  return bytes.map((byte, index) => {
    const kept = Math.min(8, Math.max(0, prefix - index * 8))
    const host = 0xff >> kept
    return bit === 1 ? byte | host : byte & ~host
  })
}

function hexOf(bytes: readonly number[]): string {
  const hex = bytes.map(byte => byte.toString(16).padStart(2, '0')).join('')
  return (bytes.length === 16 ? 'v6-' : '') + hex.toUpperCase()
}

/** The key of an address, as in `ipc_hex`: eight hexadecimal digits, or `v6-` and 32. Ordered as the addresses are. */
export function ipHex(text: string): string | undefined {
  const trimmed = text.trim()
  return isIp(trimmed) ? hexOf(bytesOf(trimmed)) : undefined
}

/** The address of a key (see `ipHex`), in canonical form. */
export function ipOfHex(hex: string): string {
  const [digits, size, base, mark] = hex.startsWith('v6-')
    ? ([hex.slice(3), 4, 16, ':'] as const)
    : ([hex, 2, 10, '.'] as const)
  const words = digits.match(new RegExp(`.{${size}}`, 'g')) ?? []
  return words.map(word => Number.parseInt(word, 16).toString(base).toUpperCase()).join(mark)
}

/** First and last key (see `ipHex`) of an address, a CIDR range, or `first - last`; `undefined` for anything else. */
export function ipHexRange(text: string): { readonly start: string; readonly end: string } | undefined {
  const trimmed = text.trim()
  const single = ipHex(trimmed)
  if (single !== undefined) return { start: single, end: single }
  if (isIpRange(trimmed)) {
    const slash = trimmed.indexOf('/')
    const bytes = bytesOf(trimmed.slice(0, slash))
    const prefix = Number(trimmed.slice(slash + 1))
    return { start: hexOf(masked(bytes, prefix, 0)), end: hexOf(masked(bytes, prefix, 1)) }
  }
  const ends = /^(\S+)\s*-\s*(\S+)$/.exec(trimmed)
  if (!ends) return undefined
  const start = ipHex(ends[1] ?? '')
  const end = ipHex(ends[2] ?? '')
  if (start === undefined || end === undefined || start.length !== end.length || start > end) return undefined
  return { start, end }
}

/** Whether an address (or a whole range) lies within a range. */
export function isIpInRange(ip: string, range: string): boolean {
  const inner = ipHexRange(ip)
  const outer = ipHexRange(range)
  if (!inner || !outer || inner.start.length !== outer.start.length) return false
  return inner.start >= outer.start && inner.end <= outer.end
}

/** The size of a range's prefix in bits (32 or 128 for an address), and which kind of address it is. */
export function ipPrefix(text: string): { readonly version: 4 | 6; readonly prefix: number } | undefined {
  const canonical = canonicalIpTitle(text)
  if (canonical === undefined) return undefined
  const version = canonical.includes(':') ? 6 : 4
  const slash = canonical.indexOf('/')
  return { version, prefix: slash < 0 ? (version === 6 ? 128 : 32) : Number(canonical.slice(slash + 1)) }
}

/** The form for readers: the longest run of zero words of an IPv6 address as `::`, in lower case; IPv4 unchanged. */
export function prettyIp(text: string): string {
  const canonical = canonicalIpTitle(text)
  if (canonical === undefined) return text
  if (!canonical.includes(':')) return canonical
  const [address = '', prefix] = canonical.split('/')
  const runs = [...address.matchAll(/(?:^|:)0(?::0)+(?=:|$)/g)].map(run => run[0])
  const longest = runs.reduce((best, run) => (run.length > best.length ? run : best), '')
  let short = address
  if (longest !== '') {
    const at = address.indexOf(longest)
    short = `${address.slice(0, at)}::${address.slice(at + longest.length).replace(/^:/, '')}`
  }
  return short.toLowerCase() + (prefix === undefined ? '' : `/${prefix}`)
}
