// Expansion alone: what action=expandtemplates answers.

import type { ExpandContext, PageName } from './context.ts'
import { Expansion, Loaded, loadMissing } from './expansion.ts'
import { prefetchTemplates } from './prefetch.ts'
import { type Node, preprocess } from './preprocessor.ts'
import { tagsOf } from './tag-names.ts'

/** Expanded wikitext, and what the expansion gathered. */
export interface Expanded {
  readonly text: string
  /** By prefixed text. */
  readonly templates: ReadonlyMap<string, PageName>
  readonly properties: ReadonlyMap<string, string>
  /** Seconds for which the result holds, undefined where it does not depend on the time. */
  readonly maxAge: number | undefined
}

const maxRuns = 100

/** Expands all calls in a text. Extension tags stay as they are written; comments go, unless they are to be kept. */
export async function expandTemplates(
  text: string,
  context: ExpandContext,
  options: { readonly keepComments?: boolean } = {},
): Promise<Expanded> {
  const tags = tagsOf(context.extensions)
  const loaded = new Loaded()
  const trees = new Map<string, readonly Node[]>()
  const nodes = preprocess(text.replaceAll('\x7f', '?'), { tags })
  let spent = 0
  for (let run = 1; ; run++) {
    const expansion = new Expansion(context, 'preprocess', { loaded, trees, tags })
    expansion.keepComments = options.keepComments === true
    const expanded = expansion.expand(nodes, expansion.rootFrame())
    spent += expansion.nodes
    if (run < maxRuns && spent < 3 * expansion.limits.nodes && (await loadMissing(expansion))) {
      await prefetchTemplates(expansion, trees)
      continue
    }
    return {
      text: expansion.strip.unstripBoth(expanded),
      templates: expansion.transcluded,
      properties: expansion.properties,
      maxAge: expansion.maxAge,
    }
  }
}
