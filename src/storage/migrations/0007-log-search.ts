// What log entries are found by besides their columns, and jobs by their kind, with MediaWiki's names.
import type { DialectTokens } from '../dialect.ts'
import type { Migration } from '../migrate.ts'

export const logSearch: Migration = {
  id: 7,
  name: 'log-search',
  statements: ({ text, integer }: DialectTokens) => [
    `create table log_search (ls_field ${text} not null, ls_value ${text} not null, ls_log_id ${integer} not null,
      primary key (ls_field, ls_value, ls_log_id))`,
    `create index ls_log_id on log_search (ls_log_id)`,
    `create index job_cmd on job (job_cmd, job_id)`,
  ],
}
