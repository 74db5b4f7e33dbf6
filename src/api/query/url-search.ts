// The parameters with which lists of external links are searched.
import { fail } from '../../errors.ts'
import { type UrlPattern, urlPatterns, urlSchemes } from '../../links/url-index.ts'
import { p } from '../params.ts'

export const urlParams = {
  protocol: p.oneOf(['', ...urlSchemes.keys()], { default: '' }),
  query: p.string(),
  expandurl: p.boolean({ deprecated: true }),
}

/** What a request searches for; undefined for all addresses. Throws `badquery`. */
export function urlPatternsOf(given: {
  readonly protocol: string
  readonly query?: string | undefined
}): readonly UrlPattern[] | undefined {
  const { protocol, query = '' } = given
  if (query === '') {
    return protocol === ''
      ? undefined
      : [{ domainIndex: urlSchemes.get(protocol) ?? '', isWholeDomain: false, path: '' }]
  }
  const patterns = urlPatterns(query, protocol)
  if (patterns === undefined) throw fail('apierror-badquery', [])
  return patterns
}

/** Where a page begins; throws `badcontinue`. As MediaWiki: what is no number is behind all rows. */
export function readRowId(raw: string | undefined): number | 'none' | undefined {
  if (raw === undefined) return undefined
  if (raw.includes('|')) throw fail('apierror-badcontinue', [])
  const id = /^-?\d+$/.test(raw) ? Number(raw) : Number.NaN
  return Number.isSafeInteger(id) ? id : 'none'
}
