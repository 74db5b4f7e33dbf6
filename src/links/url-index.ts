// Addresses of external links in the form in which they are kept: the host turned around (`https://org.example.www.`), so
// that all hosts of a domain stand together, and the path by itself.
import { domainToUnicode } from 'node:url'

/** The two parts of an address. */
export interface UrlParts {
  /** Scheme, host from the top domain down with a dot at the end, and port. */
  readonly domainIndex: string
  /** With query and fragment. */
  readonly path: string
}

/** What is kept of a host's side, in characters. */
const longestIndex = 255

const withAuthority = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/is
const without = /^([a-z][a-z0-9+.-]*):([^/].*|)$/is

/** The parts of an address; undefined for what is none. An address without a scheme (`//host/`) is taken as https. */
export function urlParts(url: string): UrlParts | undefined {
  const whole = url.startsWith('//') ? `https:${url}` : url
  const found = withAuthority.exec(whole)
  if (found) {
    const [, scheme = '', authority = '', rest = ''] = found
    const [, host = '', port = ''] = /^(.*?)(:\d*)?$/s.exec(authority.slice(authority.lastIndexOf('@') + 1)) ?? []
    const domainIndex = `${scheme.toLowerCase()}://${hostIndex(host)}${port === ':' ? '' : port}`
    return { domainIndex: domainIndex.slice(0, longestIndex), path: rest.startsWith('/') ? rest : `/${rest}` }
  }
  return partsWithoutAuthority(whole)
}

function partsWithoutAuthority(url: string): UrlParts | undefined {
  const found = without.exec(url)
  if (!found) return undefined
  const [, given = '', rest = ''] = found
  const scheme = given.toLowerCase()
  const [, name = '', query = ''] = /^([^?#]*)(.*)$/s.exec(rest) ?? []
  if (scheme === 'mailto') {
    const at = name.lastIndexOf('@')
    const [user, host] = at < 0 ? [name, ''] : [name.slice(0, at), name.slice(at + 1)]
    return { domainIndex: `mailto:${hostIndex(host)}@${user}`.slice(0, longestIndex), path: query }
  }
  return { domainIndex: `${scheme}:`, path: name === '' && query !== '' ? `/${query}` : name + query }
}

/** A host from the top down; names that are written in ASCII for the network's sake are read. */
export function hostIndex(host: string): string {
  if (host === '') return ''
  if (host.startsWith('[')) return `V6.${wholeAddress(host.slice(1, -1)).join('.')}.`
  const labels = readHost(host).replace(/\.$/, '').split('.')
  if (labels.length === 4 && labels.every(label => /^\d{1,3}$/.test(label))) return `V4.${labels.join('.')}.`
  return `${labels.reverse().join('.')}.`
}

function readHost(host: string): string {
  let decoded = host
  try {
    decoded = decodeURIComponent(host)
  } catch {
    // A host that is no text stays as it is written.
  }
  const lower = decoded.toLowerCase()
  return lower.includes('xn--') ? domainToUnicode(lower) || lower : lower
}

/** The eight groups of an address in capitals, without leading zeros. */
function wholeAddress(address: string): string[] {
  const [before = '', after] = address.split('::')
  const head = before === '' ? [] : before.split(':')
  const tail = after === undefined || after === '' ? [] : after.split(':')
  const zeros = after === undefined ? 0 : Math.max(0, 8 - head.length - tail.length)
  return [...head, ...Array<string>(zeros).fill('0'), ...tail].map(group => group.replace(/^0+(?=.)/, '').toUpperCase())
}

/** The address that was taken apart. */
export function urlOf({ domainIndex, path }: UrlParts): string {
  const found = /^([a-z][a-z0-9+.-]*:\/\/)(.*?)(:\d+)?$/s.exec(domainIndex)
  if (found) {
    const [, scheme = '', index = '', port = ''] = found
    return scheme + hostOfIndex(index) + port + path
  }
  if (!domainIndex.startsWith('mailto:')) return domainIndex + path
  const at = domainIndex.indexOf('@')
  const host = hostOfIndex(domainIndex.slice('mailto:'.length, at))
  return `mailto:${domainIndex.slice(at + 1)}${host === '' ? '' : `@${host}`}${path}`
}

function hostOfIndex(index: string): string {
  const labels = index.replace(/\.$/, '').split('.')
  if (labels[0] === 'V6') return `[${labels.slice(1).join(':')}]`
  if (labels[0] === 'V4') return labels.slice(1).join('.')
  return labels.reverse().join('.')
}

/** The schemes that external links may have, in MediaWiki's order, as they begin an address. */
export const urlSchemes: ReadonlyMap<string, string> = new Map(
  'bitcoin: ftp:// ftps:// geo: git:// gopher:// http:// https:// irc:// ircs:// magnet: mailto: matrix: mms:// news: nntp:// redis:// sftp:// sip: sips: sms: ssh:// svn:// tel: telnet:// urn: worldwind:// xmpp:'
    .split(' ')
    .map(scheme => [scheme.slice(0, scheme.indexOf(':')), scheme]),
)

/** Which addresses a search finds: those whose host's side begins so or is so, and whose path begins so. */
export interface UrlPattern {
  readonly domainIndex: string
  readonly isWholeDomain: boolean
  readonly path: string
}

/**
 * What a search for a part of addresses means; `scheme` is a key of `urlSchemes` or empty for http and https. Undefined for
 * a search that has no meaning: an asterisk may stand for subdomains, at the beginning, and nowhere else.
 */
export function urlPatterns(search: string, scheme: string): UrlPattern[] | undefined {
  const rest = search.startsWith('*.') || search.startsWith('*@') ? search.slice(2) : search
  if (rest.includes('*') || rest === '' || rest.startsWith('/')) return undefined
  const starts = scheme === '' ? ['http://', 'https://'] : [urlSchemes.get(scheme) ?? `${scheme}:`]
  return starts.flatMap(start => patternOf(start, search, rest) ?? [])
}

function patternOf(start: string, search: string, rest: string): UrlPattern | undefined {
  if (start === 'mailto:') {
    // As MediaWiki: a search for all names at a host finds none.
    if (search.startsWith('*@')) return undefined
    return { domainIndex: urlParts(`mailto:${rest}`)?.domainIndex ?? '', isWholeDomain: false, path: '' }
  }
  if (!start.endsWith('//')) return { domainIndex: start, isWholeDomain: true, path: rest }
  const parts = urlParts(start + rest)
  if (parts === undefined) return undefined
  // As MediaWiki: who looks for a path looks on one host alone, even behind an asterisk.
  const hasPath = /[/?#]/.test(rest) && parts.path !== '/'
  return { domainIndex: parts.domainIndex, isWholeDomain: hasPath, path: hasPath ? parts.path : '' }
}
