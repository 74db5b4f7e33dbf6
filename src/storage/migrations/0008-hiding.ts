// What goes beyond MediaWiki in hiding: batches that can be undone, and who looked at what is hidden.
import type { DialectTokens } from '../dialect.ts'
import type { Migration } from '../migrate.ts'

export const hiding: Migration = {
  id: 8,
  name: 'hiding',
  statements: ({ identity, text, integer }: DialectTokens) => [
    `create table hide_batch (hb_id ${identity}, hb_actor ${integer} not null, hb_timestamp ${text} not null,
      hb_reason ${text} not null, hb_undone ${text} not null)`,
    `create table hide_batch_item (hbi_batch ${integer} not null, hbi_kind ${text} not null, hbi_item ${integer} not null,
      hbi_before ${integer} not null, hbi_after ${integer} not null, primary key (hbi_batch, hbi_kind, hbi_item))`,

    `create table hidden_look (hl_id ${identity}, hl_timestamp ${text} not null, hl_user ${integer} not null,
      hl_kind ${text} not null, hl_item ${integer} not null, hl_bits ${integer} not null, hl_by ${text} not null)`,
    `create index hl_timestamp on hidden_look (hl_timestamp, hl_id)`,
    `create index hl_user_timestamp on hidden_look (hl_user, hl_timestamp, hl_id)`,
    `create index hl_item_timestamp on hidden_look (hl_kind, hl_item, hl_timestamp, hl_id)`,
  ],
}
