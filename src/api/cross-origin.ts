// Requests from pages of other sites: who may read the answer, and as whom the request acts.
import type { Config } from '../config.ts'
import type { HttpRequest, HttpResponse } from '../http/message.ts'

/** `none`: no business of another site. `any`: anybody may read, nobody acts. `known`: an allowed site, with its session. */
export type OriginVerdict =
  | { readonly kind: 'none' }
  | { readonly kind: 'any' }
  | { readonly kind: 'known'; readonly origin: string }
  | { readonly kind: 'refused' }

const exposed = 'MediaWiki-API-Error, Retry-After, X-Database-Lag, MediaWiki-Login-Suppressed'

/** What the parameter `origin` and the header make of a request. As MediaWiki: a form may have it, too. */
export function originVerdict(
  http: HttpRequest,
  asked: string | undefined,
  config: Pick<Config, 'allowedOrigins'>,
): OriginVerdict {
  if (asked === undefined) return { kind: 'none' }
  if (asked === '*') return { kind: 'any' }
  const header = http.headers.origin
  const origins = header === undefined || header === '' ? [] : header.split(/\s+/)
  if (!origins.includes(asked)) return { kind: 'refused' }
  return config.allowedOrigins.includes(asked) ? { kind: 'known', origin: asked } : { kind: 'none' }
}

/** Whether the client says itself that the answer may end up where it must act for nobody. */
export const isUntrusted = (http: Pick<HttpRequest, 'headers'>): boolean =>
  http.headers['treat-as-untrusted'] !== undefined

/** The headers of an answer that another site's page may read. */
export function crossOriginHeaders(verdict: OriginVerdict): Record<string, string> {
  if (verdict.kind === 'none' || verdict.kind === 'refused') return {}
  return {
    'Access-Control-Allow-Origin': verdict.kind === 'any' ? '*' : verdict.origin,
    'Access-Control-Allow-Credentials': verdict.kind === 'any' ? 'false' : 'true',
    'Access-Control-Expose-Headers': exposed,
    Vary: 'Origin',
    ...(verdict.kind === 'known' ? { 'Timing-Allow-Origin': verdict.origin } : {}),
  }
}

export const refusedOrigin: HttpResponse = {
  status: 403,
  headers: { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-cache' },
  body: '<!DOCTYPE html><title>Origin mismatch</title><p>The parameter “origin” and the header “Origin” do not agree.</p>',
}

const allowedHeaders = new Set([
  'accept',
  'accept-language',
  'content-language',
  'content-type',
  'accept-encoding',
  'dnt',
  'origin',
  'api-user-agent',
  'user-agent',
  'authorization',
  'promise-non-write-api-action',
])

/** The answer to a browser that asks before it sends. */
export function preflight(http: HttpRequest, verdict: OriginVerdict): HttpResponse {
  const headers: Record<string, string> = { 'Content-Type': 'text/html; charset=utf-8', ...crossOriginHeaders(verdict) }
  const method = http.headers['access-control-request-method']
  if (method !== undefined && (verdict.kind === 'any' || verdict.kind === 'known')) {
    headers['Access-Control-Allow-Methods'] = 'POST, GET, HEAD'
    const asked = (http.headers['access-control-request-headers'] ?? '').split(',').map(one => one.trim().toLowerCase())
    const allowed = asked.filter(one => allowedHeaders.has(one))
    if (allowed.length > 0) headers['Access-Control-Allow-Headers'] = allowed.join(', ')
    headers['Access-Control-Max-Age'] = '86400'
  }
  return { status: 200, headers, body: '' }
}
