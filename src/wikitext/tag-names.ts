// Which extension tags a wiki knows.

import type { Extension } from './context.ts'
import { coreTags } from './preprocessor.ts'

const ofExtensions: Record<Extension, readonly string[]> = {
  ParserFunctions: [],
  Cite: ['ref', 'references'],
  Poem: ['poem'],
  SyntaxHighlight: ['syntaxhighlight', 'source'],
}

const known = new Map<string, ReadonlySet<string>>()

/** The tags of the core and of these extensions. The same set for the same extensions, so that it may key a cache. */
export function tagsOf(extensions: ReadonlySet<Extension> | undefined): ReadonlySet<string> {
  if (!extensions || extensions.size === 0) return coreTags
  const key = [...extensions].sort().join()
  let tags = known.get(key)
  if (!tags) {
    tags = new Set([...coreTags, ...[...extensions].flatMap(extension => ofExtensions[extension])])
    known.set(key, tags)
  }
  return tags
}
