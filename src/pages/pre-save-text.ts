// The pre-save transform with what it needs of the wiki: who signs, when, and the templates that are substituted.
import type { Performer } from '../access/permit.ts'
import type { Wiki } from '../wiki.ts'
import { defaultSignature, preSave, preSaveNow } from '../wikitext/index.ts'
import { contentModel } from './content-models.ts'
import type { Title } from './title.ts'
import { expandContextOf } from './wikitext-context.ts'

/** A text of a content model as it would be stored; one that is not of the model stays as it is. */
export async function textAsSaved(
  wiki: Wiki,
  performer: Performer,
  title: Title,
  { model, text }: { readonly model: string; readonly text: string },
): Promise<string> {
  const own = contentModel(model)
  const done = own.isTransformed ? await preSaveText(wiki, performer, title, text) : text
  const prepared = own.prepare(done, { maxBytes: wiki.config.maxArticleSize })
  return prepared.ok ? prepared.text : done
}

/** The text as it is stored: signatures, substitutions and the pipe trick done. */
export async function preSaveText(wiki: Wiki, performer: Performer, title: Title, text: string): Promise<string> {
  const { viewer } = performer
  const signature = viewer.isRegistered
    ? defaultSignature(viewer.name)
    : `[[Special:Contributions/${viewer.name}|${viewer.name}]]`
  const revision = { user: viewer.name }
  const context = { ...expandContextOf(wiki, title, performer.now), revision, signature }
  return preSaveNow(text, context) ?? preSave(text, context)
}
