// action=cspreport: browsers tell what the security policy of a page kept from happening.
import { Failure, problem } from '../../errors.ts'
import { defineModule } from '../module.ts'
import { p } from '../params.ts'

/** Bytes of a report that are read, and characters of a value that are noted. */
const longest = 10_000
const mostNoted = 500

export const cspreport = defineModule({
  path: 'cspreport',
  mode: 'read',
  mustBePosted: true,
  needsRead: false,
  internal: true,
  params: { reportonly: p.boolean(), source: p.string({ default: 'internal' }) },
  examples: {},

  /** Throws `cspreport-…` for what is no report. */
  async run({ wiki, request }, { reportonly }) {
    const report = reportIn(request.http.rawBody)
    const noted = Object.entries(report).map(([name, value]) => [name.slice(0, 50), String(value).slice(0, mostNoted)])
    wiki.log.info(
      { report: Object.fromEntries(noted.slice(0, 20)), reportonly },
      'a browser kept to the policy of a page',
    )
    return 'success'
  },
})

function refused(why: string): Failure {
  const failure = new Failure([{ ...problem('apierror-csp-report', [why]), code: `cspreport-${why}` }])
  failure.status = 400
  return failure
}

function reportIn(body: Uint8Array | undefined): Record<string, unknown> {
  if (body === undefined || body.length > longest) throw refused('wrongformat')
  let read: unknown
  try {
    read = JSON.parse(new TextDecoder().decode(body))
  } catch {
    throw refused('json-error-syntax')
  }
  const report = (read as { 'csp-report'?: unknown } | null)?.['csp-report']
  if (typeof report !== 'object' || report === null) throw refused('wrongformat')
  return report as Record<string, unknown>
}
