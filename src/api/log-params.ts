// Log parameters as the API answers them, with what this wiki calls its namespaces, in its own language.
import { formatDateTime } from '../language/dates.ts'
import type { KeptProtection } from '../logs/log-params.ts'
import { type ShowLogParams, showLogParams } from '../logs/show-params.ts'
import type { Wiki } from '../wiki.ts'
import type { Tree } from './result.ts'
import type { Timestamp } from './timestamps.ts'

/** The parameters of an entry that its reader may see. */
export const logParamsOf = (
  wiki: Wiki,
  { type, action, params }: { type: string; action: string; params: Readonly<Record<string, unknown>> },
): Tree => showLogParams(`${type}/${action}`, params, showingOf(wiki))

function showingOf(wiki: Wiki): ShowLogParams {
  return {
    nameOf: wiki.nameOf,
    protectionText: details => details.map(one => protectionText(wiki, one)).join(''),
  }
}

/** As MediaWiki: in the wiki's language, whoever reads it, and with a mark that keeps the brackets from turning. */
function protectionText({ messages, config }: Wiki, { type, level, expiry }: KeptProtection): string {
  const until =
    expiry === 'infinity'
      ? messages.plain({ key: 'protect-expiry-indefinite', params: [] }, config.language)
      : messages.plain(
          { key: 'protect-expiring', params: [formatDateTime(expiry as Timestamp, config.language)] },
          config.language,
        )
  return `\u200e[${type}=${level}] (${until})`
}
