// Answers that send a reader elsewhere on this wiki.
import type { HttpResponse } from '../http/message.ts'

/** `location` is a path of ours, never an address that somebody sent. */
export function redirectTo(location: string, status: 301 | 302 | 303 = 302): HttpResponse {
  return { status, headers: { Location: location, 'Cache-Control': 'private, no-cache', Vary: 'Cookie' }, body: '' }
}
