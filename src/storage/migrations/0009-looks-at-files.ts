// Looks at hidden versions of files are kept with the name of the file, by which they are found.
import type { DialectTokens } from '../dialect.ts'
import type { Migration } from '../migrate.ts'

export const looksAtFiles: Migration = {
  id: 9,
  name: 'looks-at-files',
  statements: ({ text }: DialectTokens) => [
    `alter table hidden_look add column hl_file ${text} not null default ''`,
    `create index hl_file_timestamp on hidden_look (hl_file, hl_timestamp, hl_id)`,
  ],
}
