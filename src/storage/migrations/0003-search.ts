// The index of words: FTS5 in SQLite, a tsvector in PostgreSQL. What the index has of a page is of one revision.
import type { DialectTokens } from '../dialect.ts'
import type { Migration } from '../migrate.ts'

export const search: Migration = {
  id: 3,
  name: 'search',
  statements: ({ dialect, integer }: DialectTokens) => [
    `create table searchindex (si_page ${integer} primary key, si_rev ${integer} not null
      ${dialect === 'postgres' ? ', si_words tsvector not null' : ''})`,
    // The words come folded and separated by spaces: letters outside of ASCII are taken as they are.
    dialect === 'postgres'
      ? `create index si_words on searchindex using gin (si_words)`
      : `create virtual table searchindex_words using fts5 (sw_title, sw_text, content = '', contentless_delete = 1,
          tokenize = 'ascii')`,
    // Pages that were there before are gone through once.
    `delete from job where job_cmd = 'refreshAllLinks'`,
    `insert into job (job_cmd, job_params, job_attempts, job_timestamp)
      select 'refreshAllLinks', '{"after":0}', 0, '19700101000000' from page limit 1`,
  ],
}
