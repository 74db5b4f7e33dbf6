// Pages as they are now, in the export format. A dump is for everybody: what is hidden from the public is in none.
import { Viewer, valueFor } from '../access/viewer.ts'
import { isoTimestamp, type Timestamp } from '../api/timestamps.ts'
import type { RevId } from '../ids.ts'
import { contentModel } from '../pages/content-models.ts'
import { pageUrl } from '../pages/page-address.ts'
import { type PageRow, redirectsOfPages, titleOfPage } from '../pages/page-store.ts'
import { makeTitle, parseTitle } from '../pages/title.ts'
import type { Revision } from '../revisions/revision.ts'
import { revisionsByIds, textsByIds } from '../revisions/revision-store.ts'
import type { Reader } from '../storage/database.ts'
import { generator } from '../version.ts'
import type { Wiki } from '../wiki.ts'
import { type DumpedPage, type DumpedSite, dumpHead, dumpPage, dumpTail, type Schema } from './dump-format.ts'

/** Pages whose texts are in memory at once. */
const batchSize = 10

/** The dump in pieces: its head, page after page in the order of their titles, its end. */
export async function* exportPages(
  wiki: Wiki,
  db: Reader,
  pages: readonly PageRow[],
  schema: Schema,
): AsyncGenerator<string> {
  yield dumpHead(siteOf(wiki), schema)
  const ordered = [...pages].sort(
    (a, b) => a.page_namespace - b.page_namespace || (a.page_title < b.page_title ? -1 : 1),
  )
  for (let at = 0; at < ordered.length; at += batchSize) {
    for (const page of await dumped(wiki, db, ordered.slice(at, at + batchSize))) yield dumpPage(page, schema)
  }
  yield dumpTail
}

function siteOf({ config, titles }: Wiki): DumpedSite {
  const parsed = parseTitle(config.mainPage, titles)
  return {
    siteName: config.siteName,
    wikiId: config.wikiId,
    base: pageUrl(parsed.ok ? parsed.title : makeTitle(0, 'Main_Page'), titles.namespaces, config),
    generator,
    language: config.language,
    namespaces: [...titles.namespaces.byId.values()].sort((a, b) => a.id - b.id),
  }
}

async function dumped(wiki: Wiki, db: Reader, rows: readonly PageRow[]): Promise<DumpedPage[]> {
  const latest = await revisionsByIds(
    db,
    rows.map(row => row.page_latest),
  )
  const revisions = new Map(latest.map(revision => [revision.id, revision]))
  const origins = await originsOf(db, latest)
  const redirects = await redirectsOfPages(
    db,
    rows.filter(row => row.page_is_redirect !== 0).map(row => row.page_id),
  )
  const texts = await textsByIds(
    db,
    latest.flatMap(revision => valueFor(revision.content, Viewer.public)?.textId ?? []),
  )
  return rows.flatMap(row => {
    const revision = revisions.get(row.page_latest)
    if (revision === undefined) return []
    const redirect = redirects.get(row.page_id)
    const actor = valueFor(revision.actor, Viewer.public)
    const content = valueFor(revision.content, Viewer.public)
    const text = content && texts.get(content.textId)
    return {
      id: row.page_id,
      namespace: row.page_namespace,
      title: wiki.nameOf(titleOfPage(row)),
      redirect: redirect && wiki.nameOf(redirect),
      revision: {
        id: revision.id,
        parent: revision.parent,
        origin: origins.get(revision.id) ?? revision.id,
        timestamp: isoTimestamp(revision.timestamp as Timestamp),
        contributor: actor,
        comment: valueFor(revision.comment, Viewer.public),
        minor: revision.minor,
        model: revision.contentModel,
        format: contentModel(revision.contentModel).formats[0] ?? '',
        size: revision.size,
        text: content === undefined || text === undefined ? undefined : { text, sha1: content.sha1 },
      },
    }
  })
}

/** How many revisions in a row, that changed no text, are looked behind. */
const mostUnchanged = 50

/** Which revision each one's text came with: protecting and moving make revisions that keep the text before them. */
async function originsOf(db: Reader, revisions: readonly Revision[]): Promise<Map<RevId, RevId>> {
  const origins = new Map(revisions.map(revision => [revision.id, revision.id]))
  let open = revisions.map(revision => ({ of: revision.id, at: revision }))
  for (let round = 0; open.length > 0 && round < mostUnchanged; round++) {
    const parents = await revisionsByIds(
      db,
      open.flatMap(({ at }) => (at.parent === 0 ? [] : [at.parent])),
    )
    const byId = new Map(parents.map(parent => [parent.id, parent]))
    open = open.flatMap(({ of, at }) => {
      const parent = at.parent === 0 ? undefined : byId.get(at.parent)
      const text = valueFor(at.content, Viewer.public)?.textId
      if (parent === undefined || text === undefined) return []
      if (valueFor(parent.content, Viewer.public)?.textId !== text) return []
      origins.set(of, parent.id)
      return [{ of, at: parent }]
    })
  }
  return origins
}
