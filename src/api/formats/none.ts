// No answer at all, for who only wants the effect and the headers.
import { commonHeaders, type Format } from './format.ts'

export const none: Format = {
  name: 'none',
  mime: () => 'text/plain; charset=utf-8',
  headers: options => commonHeaders(none.mime(options), 'api-result.txt'),
  print: () => '',
}
