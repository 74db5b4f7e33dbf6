// The SQL condition that a field is not hidden from a viewer: a filter by a hidden field must match nothing.
import { maySee, type Viewer } from '../access/viewer.ts'
import { type Sql, sql } from '../storage/sql.ts'
import { type HiddenField, hidingOf, suppressed } from './hidden-bits.ts'

/** That the viewer may see `field` of a row whose bits are in `bits`; undefined where they may see all. */
export function isVisible(
  bits: Sql,
  field: HiddenField,
  viewer: Viewer,
  kind: 'revision' | 'log' = 'revision',
): Sql | undefined {
  if (!maySee(viewer, hidingOf(field, field, kind))) return sql`(${bits} & ${field}) = 0`
  const both = field | suppressed
  if (!maySee(viewer, hidingOf(both, field, kind))) return sql`(${bits} & ${both}) <> ${both}`
  return undefined
}
