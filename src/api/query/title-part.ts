// Beginnings of titles, as the bounds and prefixes of lists take them.
import { fail } from '../../errors.ts'
import { escapeWikitext } from '../../language/escape-wikitext.ts'
import { namespaceName } from '../../pages/namespaces.ts'
import { parseTitle } from '../../pages/title.ts'
import type { ReadContext } from '../module.ts'

/** A part of a title of a namespace as it stands in `page_title`; throws `invalidtitle`. */
export function titlePart({ wiki }: Pick<ReadContext, 'wiki'>, part: string, namespace: number): string {
  const name = namespaceName(wiki.titles.namespaces, namespace)
  // What may stand at the end of a part may not at the end of a title, so one more character is put there and taken off.
  const parsed = parseTitle(`${name === '' ? '' : `${name}:`}${part}x`, wiki.titles)
  if (!parsed.ok || parsed.title.namespace !== namespace || parsed.title.interwiki !== '' || parsed.title.fragment) {
    throw fail('apierror-invalidtitle', [escapeWikitext(part)])
  }
  return parsed.title.dbKey.slice(0, -1)
}

/** The same, where it was given. */
export const titlePartOf = (
  context: Pick<ReadContext, 'wiki'>,
  part: string | undefined,
  namespace: number,
): string | undefined => (part === undefined ? undefined : titlePart(context, part, namespace))
