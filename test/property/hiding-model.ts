// A plain model of who may see what: revisions and log entries with what is hidden of each, and nothing else.

/** The three who look: everybody, administrators, and those who may see what is suppressed. */
export const onlookers = ['everybody', 'sysop', 'oversighter'] as const
export type Onlooker = (typeof onlookers)[number]
export const fields = ['content', 'comment', 'user'] as const
export type Field = (typeof fields)[number]

interface Hideable {
  readonly hidden: Set<Field>
  suppressed: boolean
}
export interface ModelRevision extends Hideable {
  readonly id: number
  readonly text: string
  readonly comment: string
  readonly user: string
  deleted: boolean
}
export interface ModelEntry extends Hideable {
  readonly id: number
  readonly title: string
  readonly comment: string
  readonly user: string
}

/** What somebody sees of a revision or an entry: a value, or `withheld`. */
export type Sight = Readonly<Record<Field, string>>

const sees = (viewer: Onlooker, one: Hideable, field: Field): boolean =>
  !one.hidden.has(field) || viewer === 'oversighter' || (viewer === 'sysop' && !one.suppressed)

export const sightOf = (viewer: Onlooker, one: Hideable, values: Sight): Sight => {
  const shown = (field: Field): string => (sees(viewer, one, field) ? values[field] : 'withheld')
  return { content: shown('content'), comment: shown('comment'), user: shown('user') }
}

/** One page under whatever title it has now, and the log entries about it. */
export class Model {
  readonly revisions: ModelRevision[] = []
  readonly entries: ModelEntry[] = []
  title: string
  constructor(title: string) {
    this.title = title
  }

  get isThere(): boolean {
    return this.revisions.some(one => !one.deleted)
  }
  get latest(): ModelRevision | undefined {
    return this.revisions.filter(one => !one.deleted).at(-1)
  }

  edited(id: number, text: string, comment: string, user: string): void {
    this.revisions.push({ id, text, comment, user, deleted: false, hidden: new Set(), suppressed: false })
  }
  logged(id: number, comment: string, user: string): void {
    this.entries.push({ id, title: this.title, comment, user, hidden: new Set(), suppressed: false })
  }

  delete(): void {
    for (const one of this.revisions) one.deleted = true
  }
  /** Whether all can come back: not where the page would then show a text that is hidden. */
  undelete(): boolean {
    if (this.revisions.at(-1)?.hidden.has('content')) return false
    for (const one of this.revisions) one.deleted = false
    return true
  }

  /** What an order of somebody who may hide does to one of them; says whether it changes anything. */
  hide(by: Exclude<Onlooker, 'everybody'>, one: ModelRevision | ModelEntry, order: HideOrder): boolean {
    const after = new Set(one.hidden)
    for (const field of order.fields) {
      if (order.way === 'hide') after.add(field)
      else after.delete(field)
    }
    const suppressed = order.suppress ?? one.suppressed
    if (one === this.latest && after.has('content')) return false
    if (one.suppressed && by !== 'oversighter') return false
    if (suppressed && after.size === 0) return false
    const isSame = suppressed === one.suppressed && after.size === one.hidden.size
    if (isSame && [...after].every(field => one.hidden.has(field))) return false
    one.hidden.clear()
    for (const field of after) one.hidden.add(field)
    one.suppressed = suppressed
    return true
  }

  /** What somebody sees of each revision and entry that they may know of, by `rev 1` and `log 2`. */
  sights(viewer: Onlooker): Map<string, Sight> {
    const shown = new Map<string, Sight>()
    for (const one of this.revisions) {
      if (one.deleted && viewer === 'everybody') continue
      shown.set(`rev ${one.id}`, sightOf(viewer, one, { content: one.text, comment: one.comment, user: one.user }))
    }
    for (const one of this.entries) {
      shown.set(`log ${one.id}`, sightOf(viewer, one, { content: one.title, comment: one.comment, user: one.user }))
    }
    return shown
  }

  /** The revisions that a list of somebody's edits shows. */
  contributions(viewer: Onlooker, user: string): number[] {
    return this.revisions
      .filter(one => !one.deleted && one.user === user && sees(viewer, one, 'user'))
      .map(one => one.id)
  }
}

/** Fields to hide or to show; `suppress` undefined leaves it as it is. */
export interface HideOrder {
  readonly way: 'hide' | 'show'
  readonly fields: readonly Field[]
  readonly suppress: boolean | undefined
}
