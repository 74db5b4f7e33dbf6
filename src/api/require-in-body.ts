// Values that must not stand in an address, where logs and histories keep them.
import { fail } from '../errors.ts'
import type { HttpRequest } from '../http/message.ts'

/** Throws `mustpostparams` where one of these values stands in the address. */
export function requireInBody({ query }: Pick<HttpRequest, 'query'>, names: readonly string[]): void {
  const wrong = names.filter(name => query.get(name) !== undefined)
  if (wrong.length > 0) throw fail('apierror-mustpostparams', [wrong.join(', '), wrong.length])
}
