// A wiki in this process, on a database of its own, whose pages and log entries are made by calls instead of requests.
import { Performer } from '../../src/access/permit.ts'
import { allRights, type Right } from '../../src/access/rights.ts'
import { Viewer } from '../../src/access/viewer.ts'
import { timestampOf } from '../../src/api/timestamps.ts'
import type { NewLogEntry, Recorded } from '../../src/changes/change.ts'
import { record } from '../../src/changes/record.ts'
import type { ActorId, UserId } from '../../src/ids.ts'
import { type Edited, edit } from '../../src/pages/edit.ts'
import { parseTitle, type Title } from '../../src/pages/title.ts'
import { addAccount } from '../../src/users/add-account.ts'
import { openWiki, type Wiki } from '../../src/wiki.ts'
import type { TestDatabase } from './database.ts'

/** Somebody of the wiki. */
export interface Person {
  readonly viewer: Viewer
  readonly performer: Performer
}

export interface MadeWiki {
  readonly wiki: Wiki
  /** The statements that readers and transactions have begun since `forget`. */
  readonly statements: string[]
  forget(): void
  /** A new account; without `rights` with those of everybody who has one. */
  person(name: string, rights?: readonly Right[]): Promise<Person>
  /** A second later, somebody edits a page or makes it. */
  edit(by: Person, title: string, text: string, more?: { tags?: readonly string[]; minor?: boolean }): Promise<Edited>
  /** A second later, somebody does what leaves a log entry. */
  log(by: Person, on: string, entry: NewLogEntry, more?: { tags?: readonly string[] }): Promise<Recorded>
  title(text: string): Title
}

const usual: readonly Right[] = ['read', 'edit', 'createpage', 'createtalk', 'minoredit', 'applychangetags']

/** Makes it; `database` is dropped by who made that. */
export async function makeWiki(database: TestDatabase): Promise<MadeWiki> {
  const statements: string[] = []
  let seconds = Date.parse('2026-01-01T00:00:00Z')
  const now = () => new Date(seconds)
  const wiki = await openWiki({ database: await database.open({ onStatement: text => statements.push(text) }), now })
  const title = (text: string): Title => {
    const parsed = parseTitle(text, wiki.titles)
    if (!parsed.ok) throw new Error(`${text} is no title`)
    return parsed.title
  }
  const later = ({ viewer }: Person): Performer => {
    seconds += 1000
    return new Performer({ viewer, ip: '127.0.0.1', blocks: [], now: now() })
  }
  return {
    wiki,
    statements,
    forget: () => statements.splice(0),
    async person(name, rights = usual) {
      const { userId, actorId } = await wiki.database.write(tx =>
        addAccount(tx, { name, password: '', now: timestampOf(now()) }),
      )
      const viewer = viewerOf(name, userId, actorId, rights)
      return { viewer, performer: new Performer({ viewer, ip: '127.0.0.1', blocks: [], now: now() }) }
    },
    edit: (by, on, text, { tags = [], minor = false } = {}) =>
      edit(wiki, later(by), {
        title: title(on),
        text,
        summary: 'made',
        minor,
        bot: false,
        tags,
        createOnly: false,
        noCreate: false,
        recreate: true,
      }),
    log: (by, on, entry, { tags = [] } = {}) => {
      const permit = later(by).permit('read')
      return wiki.database.write(tx =>
        record(tx, {
          permit,
          on: title(on),
          summary: 'logged',
          log: entry,
          tags,
          flags: {},
          timestamp: timestampOf(now()),
        }),
      )
    },
    title,
  }
}

function viewerOf(name: string, userId: UserId, actorId: ActorId, rights: readonly Right[]): Viewer {
  return new Viewer({ userId, actorId, name, groups: ['*', 'user'], rights: new Set(rights) })
}

/** Every right there is. */
export const everyRight: readonly Right[] = allRights
