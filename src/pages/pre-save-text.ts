// The pre-save transform with what it needs of the wiki: who signs, when, and the templates that are substituted.
import type { Performer } from '../access/permit.ts'
import type { Wiki } from '../wiki.ts'
import { defaultSignature, preSave, preSaveNow } from '../wikitext/index.ts'
import type { Title } from './title.ts'
import { expandContextOf } from './wikitext-context.ts'

/** The text as it is stored: signatures, substitutions and the pipe trick done. */
export async function preSaveText(wiki: Wiki, performer: Performer, title: Title, text: string): Promise<string> {
  const { viewer } = performer
  const signature = viewer.isRegistered
    ? defaultSignature(viewer.name)
    : `[[Special:Contributions/${viewer.name}|${viewer.name}]]`
  const context = { ...expandContextOf(wiki, title, performer.now), signature }
  return preSaveNow(text, context) ?? preSave(text, context)
}
