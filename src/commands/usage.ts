// Which errors are mistakes of who typed the command, so that their message is all that is shown.
import { UsageError } from './where.ts'

/** Whether an error says something to the person at the terminal rather than to a programmer. */
export function isUsage(error: unknown): boolean {
  if (error instanceof UsageError) return true
  const code = (error as { code?: unknown } | null)?.code
  return typeof code === 'string' && (code.startsWith('ERR_PARSE_ARGS') || code === 'EADDRINUSE' || code === 'EACCES')
}
