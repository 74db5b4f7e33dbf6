// Versions of files are found by who sent them, where that name is to be hidden.
import type { Migration } from '../migrate.ts'

export const filesBySender: Migration = {
  id: 11,
  name: 'files-by-sender',
  statements: () => [
    'create index oi_actor_timestamp on oldimage (oi_actor, oi_timestamp)',
    'create index fa_actor_timestamp on filearchive (fa_actor, fa_timestamp)',
  ],
}
