// Answers that send a reader elsewhere.
import type { HttpRequest, HttpResponse } from '../http/message.ts'
import type { Wiki } from '../wiki.ts'

export function redirectTo(wiki: Wiki, _request: HttpRequest): HttpResponse {
  return { status: 302, headers: { Location: `${wiki.config.scriptPath}/api.php` }, body: '' }
}
