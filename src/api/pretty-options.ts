// What the page of a *fm format says of the request.
import { STATUS_CODES } from 'node:http'
import { bcp47 } from '../language/languages.ts'
import { directionOf } from '../pages/page-language.ts'
import type { PrettyOptions } from './formats/format.ts'
import type { RequestInfo } from './request.ts'

/** For a format whose name ends in `fm`; as MediaWiki, a refusal is sent with the status 200 there too. */
export function prettyOptions(
  info: RequestInfo,
  { name, wrappedhtml, status }: { name: string; wrappedhtml: boolean; status: number },
): PrettyOptions {
  const { http, wiki, language } = info
  const api = `${wiki.config.scriptPath}/api.php`
  const query = http.url.includes('?') ? http.url.slice(http.url.indexOf('?') + 1) : ''
  const plain = new URLSearchParams(query)
  plain.set('format', name.replace(/fm$/, ''))
  plain.delete('wrappedhtml')
  return {
    wrappedhtml,
    status,
    statustext: STATUS_CODES[status] ?? '',
    time: Math.max(0, wiki.now().getTime() - info.now.getTime()),
    sitename: wiki.config.siteName,
    language: bcp47(language),
    direction: directionOf(language),
    say: (key, ...params) => wiki.messages.plain({ key, params }, language),
    ...(http.method === 'GET' ? { plainUrl: `${api}?${plain}` } : {}),
    helpUrl: `${api}?action=help`,
  }
}
