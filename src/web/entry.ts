// The doors of the web pages: index.php and the addresses of pages.
import type { HttpRequest, HttpResponse } from '../http/message.ts'
import type { Wiki } from '../wiki.ts'
import { redirectTo } from './redirect.ts'

/** Answers `index.php`. */
export async function answerIndex(wiki: Wiki, request: HttpRequest): Promise<HttpResponse> {
  return redirectTo(wiki, request)
}

/** Answers `/wiki/Title` and `/`. */
export async function answerPage(wiki: Wiki, request: HttpRequest): Promise<HttpResponse> {
  return redirectTo(wiki, request)
}
