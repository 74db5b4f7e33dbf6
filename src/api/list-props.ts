// Props that lists of changes share: who, why, and the tags.

import type { Viewer } from '../access/viewer.ts'
import { type Guarded, valueFor } from '../access/viewer.ts'
import type { Title } from '../pages/title.ts'
import type { Actor } from '../revisions/revision.ts'
import { type Tagged, tagsOf } from '../tags/tag-filter-store.ts'
import { guarded, type Prop, prop } from './listing.ts'
import type { QueryContext } from './module.ts'
import { parsedComments } from './parsed-comment.ts'
import { list, type Tree } from './result.ts'

/** `user` and `userid`; either says whether it was somebody without an account. */
export const actorProps = <Row>(actorOfRow: (row: Row) => Guarded<Actor>): { user: Prop<Row>; userid: Prop<Row> } => {
  const anonymous = ({ userId }: Actor): Tree => (userId === 0 ? { anon: true } : {})
  return {
    user: prop<Row>({
      show: (row, viewer) =>
        guarded('user', actorOfRow(row).for(viewer), actor => ({ user: actor.name, ...anonymous(actor) })),
    }),
    userid: prop<Row>({
      show: (row, viewer) =>
        guarded('user', actorOfRow(row).for(viewer), actor => ({ userid: actor.userId, ...anonymous(actor) })),
    }),
  }
}

interface CommentOf<Row> {
  comment(row: Row): Guarded<string>
  /** The page that links to sections lead to, if the viewer may know it. */
  page(row: Row, viewer: Viewer): Title | undefined
}

/** `comment` and `parsedcomment`. */
export const commentProps = <Row extends object>(
  of: CommentOf<Row>,
): { comment: Prop<Row>; parsedcomment: Prop<Row> } => ({
  comment: prop<Row>({
    show: (row, viewer) => guarded('comment', of.comment(row).for(viewer), comment => ({ comment })),
  }),
  parsedcomment: prop<Row, ReadonlyMap<Row, string>>({
    needs: ({ wiki, viewer }, rows) => parsedOf(rows, of, viewer, comments => parsedComments(wiki, comments)),
    show: (row, viewer, parsed) =>
      guarded('comment', of.comment(row).for(viewer), () => ({ parsedcomment: parsed.get(row) ?? '' })),
  }),
})

async function parsedOf<Row extends object>(
  rows: readonly Row[],
  of: CommentOf<Row>,
  viewer: Viewer,
  parse: (comments: { comment: string; page: Title | undefined }[]) => Promise<string[]>,
): Promise<Map<Row, string>> {
  const seen = rows.flatMap(row => {
    const comment = valueFor(of.comment(row), viewer)
    return comment === undefined ? [] : [{ row, comment, page: of.page(row, viewer) }]
  })
  const texts = await parse(seen.map(({ comment, page }) => ({ comment, page })))
  return new Map(seen.map(({ row }, index) => [row, texts[index] ?? '']))
}

/** `tags`. */
export const tagsProp = <Row, Id extends number>(kind: Tagged, idOf: (row: Row) => Id): Prop<Row> =>
  prop<Row, ReadonlyMap<Id, string[]>>({
    needs: ({ db }: QueryContext, rows) => tagsOf(db, kind, rows.map(idOf)),
    show: (row, _viewer, tags) => ({ tags: list('tag', tags.get(idOf(row)) ?? []) }),
  })
