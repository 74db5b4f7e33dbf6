// The paths of the REST API that could show a secret: every route, with what was planted in its open parts.
import { restPaths } from '../rest/entry.ts'
import type { Planted } from './plant.ts'
import type { CanaryRequest } from './requests.ts'

/** All requests that read. */
export function* restRequests(planted: Planted): Generator<CanaryRequest> {
  for (const path of restPaths) {
    for (const filled of fill(path, planted)) {
      yield { door: 'rest', title: filled, params: {}, isWrite: false, isPlain: false }
      if (!path.includes('/search/')) continue
      for (const { mark } of planted.secrets) {
        yield { door: 'rest', title: filled, params: { q: mark.slice(0, -1) }, isWrite: false, isPlain: false }
      }
    }
  }
}

/** What stands in the open parts of a path. */
function valuesOf(part: string, planted: Planted): readonly string[] {
  if (part === 'title') return planted.titles.map(title => encodeURIComponent(title.replaceAll(' ', '_')))
  if (part === 'type') return ['anonymous', 'bot', 'editors', 'edits', 'minor', 'reverted']
  return planted.revIds.map(String)
}

function fill(path: string, planted: Planted): string[] {
  const part = /\{(\w+)\}/.exec(path)?.[1]
  if (part === undefined) return [path]
  return valuesOf(part, planted).flatMap(value => fill(path.replace(`{${part}}`, value), planted))
}
