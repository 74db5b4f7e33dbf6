// Renderings that took long, kept for other processes and later starts; with MediaWiki's names.
import type { DialectTokens } from '../dialect.ts'
import type { Migration } from '../migrate.ts'

export const objectCache: Migration = {
  id: 5,
  name: 'objectcache',
  statements: ({ text, blob }: DialectTokens) => [
    `create table objectcache (keyname ${text} primary key, value ${blob} not null, exptime ${text} not null)`,
    `create index exptime on objectcache (exptime)`,
  ],
}
