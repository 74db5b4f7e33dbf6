// Which program a request comes from.

import type { ClientProgram } from '../access/permit.ts'
import type { Session } from '../access/sessions.ts'
import type { HttpRequest } from './message.ts'

/** What a program in a browser says of itself in a header of its own goes first: the other is the browser's. */
export const clientOf = ({ headers }: Pick<HttpRequest, 'headers'>, { appId }: Session): ClientProgram => ({
  userAgent: headers['api-user-agent'] ?? headers['user-agent'] ?? '',
  appId,
})
