// Files that wait are listed by whose they are.
import type { Migration } from '../migrate.ts'

export const stashOfUser: Migration = {
  id: 10,
  name: 'stash-of-user',
  statements: () => ['create index us_user on uploadstash (us_user, us_id)'],
}
