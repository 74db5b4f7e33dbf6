// From where a bot password may be used and which pages it may change, as MediaWiki keeps it:
// `{"IPAddresses":["192.0.2.0/24"],"Pages":["Sandbox"]}`.
import { isIpInRange } from '../access/ip.ts'
import { parseTitle, type Title, type TitleRules } from '../pages/title.ts'

export interface BotRestrictions {
  /** Addresses and ranges; undefined for all. */
  readonly addresses: readonly string[] | undefined
  /** Undefined for all. */
  readonly onlyPages: readonly Title[] | undefined
}

/** Reads what is kept with a bot password. What cannot be read lets nothing through. */
export function restrictionsIn(json: string, titles: TitleRules): BotRestrictions {
  try {
    const { IPAddresses: addresses, Pages: pages } = JSON.parse(json) as Record<string, unknown>
    return {
      addresses: addresses === undefined ? undefined : texts(addresses),
      // As MediaWiki: an empty list of pages is none.
      onlyPages: pages === undefined || texts(pages).length === 0 ? undefined : titlesIn(texts(pages), titles),
    }
  } catch {
    return { addresses: [], onlyPages: [] }
  }
}

/** Throws where it is no list of texts. */
function texts(value: unknown): readonly string[] {
  if (Array.isArray(value) && value.every(one => typeof one === 'string')) return value
  throw new TypeError('no list of texts')
}

const titlesIn = (names: readonly string[], rules: TitleRules): Title[] =>
  names.flatMap(name => {
    const parsed = parseTitle(name, rules)
    return parsed.ok ? [parsed.title] : []
  })

/** Whether one of these ranges holds the address. */
export const isAllowedFrom = (ip: string, addresses: readonly string[] | undefined): boolean =>
  addresses === undefined || addresses.some(range => isIpInRange(ip, range))
