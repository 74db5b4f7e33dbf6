// The tags that rules of the settings set on a change that is being recorded.
import { type Viewer, valueFor } from '../access/viewer.ts'
import { titleText } from '../pages/title.ts'
import { revisionById, textsByIds } from '../revisions/revision-store.ts'
import type { Reader } from '../storage/database.ts'
import type { Change, NewRevision } from './change.ts'

/** The names of the tags, each once. */
export async function tagsByRule(db: Reader, change: Change): Promise<readonly string[]> {
  const { tagRules, viewer, client } = change.permit.performer
  if (tagRules === undefined) return []
  const { log: entry, summary } = change
  const on = entry?.target ?? change.on
  const revision = entry === undefined ? change.revision : undefined
  return tagRules.of({
    ...client,
    kind: entry !== undefined ? 'log' : revision?.page === 'new' ? 'new' : 'edit',
    log: entry?.type,
    namespace: on.namespace,
    title: titleText(on),
    summary,
    isRegistered: viewer.isRegistered,
    growth: revision && revision.length - revision.parentLength,
    may: right => viewer.may(right),
    texts: async () => revision && textsOf(db, revision, viewer),
  })
}

async function textsOf(
  db: Reader,
  { parent, text }: NewRevision,
  viewer: Viewer,
): Promise<{ before: string; after: string }> {
  const earlier = parent === 0 ? undefined : await revisionById(db, parent)
  const content = earlier && valueFor(earlier.content, viewer)
  const shared = 'textId' in text ? text.textId : undefined
  const ids = [shared, content?.textId].filter(id => id !== undefined)
  const texts = await textsByIds(db, ids)
  const textOf = (id: (typeof ids)[number] | undefined): string => (id === undefined ? '' : (texts.get(id) ?? ''))
  return {
    before: textOf(content?.textId),
    after: 'textId' in text ? textOf(text.textId) : new TextDecoder('utf-8', { ignoreBOM: true }).decode(text),
  }
}
