// Uploaded files: what is shown, older versions, deleted ones, and what waits to be published, with MediaWiki's names.
import type { DialectTokens } from '../dialect.ts'
import type { Migration } from '../migrate.ts'

export const files: Migration = {
  id: 4,
  name: 'files',
  statements: ({ identity, text, integer }: DialectTokens) => {
    const content = (
      prefix: string,
    ): string => `${prefix}_size ${integer} not null, ${prefix}_width ${integer} not null,
      ${prefix}_height ${integer} not null, ${prefix}_bits ${integer} not null, ${prefix}_metadata ${text} not null,
      ${prefix}_media_type ${text} not null, ${prefix}_mime ${text} not null, ${prefix}_sha1 ${text} not null`
    const made = (
      prefix: string,
    ): string => `${prefix}_description ${text} not null, ${prefix}_actor ${integer} not null,
      ${prefix}_timestamp ${text} not null`
    return [
      `create table image (img_name ${text} primary key, ${content('img')}, ${made('img')})`,
      `create index img_sha1 on image (img_sha1, img_name)`,
      `create index img_timestamp on image (img_timestamp, img_name)`,
      `create index img_actor_timestamp on image (img_actor, img_timestamp, img_name)`,

      `create table oldimage (oi_name ${text} not null, oi_archive_name ${text} not null, ${content('oi')}, ${made('oi')},
        oi_deleted ${integer} not null, primary key (oi_name, oi_archive_name))`,
      `create index oi_name_timestamp on oldimage (oi_name, oi_timestamp, oi_archive_name)`,
      `create index oi_sha1 on oldimage (oi_sha1)`,

      `create table filearchive (fa_id ${identity}, fa_name ${text} not null, fa_archive_name ${text}, ${content('fa')},
        ${made('fa')}, fa_deleted ${integer} not null, fa_deleted_actor ${integer} not null,
        fa_deleted_timestamp ${text} not null)`,
      `create index fa_name_timestamp on filearchive (fa_name, fa_timestamp, fa_id)`,
      `create index fa_sha1 on filearchive (fa_sha1, fa_id)`,

      `create table uploadstash (us_id ${identity}, us_user ${integer} not null, us_key ${text} not null,
        us_path ${text} not null, us_timestamp ${text} not null, us_status ${text} not null,
        us_received ${integer} not null, us_chunks ${text} not null, ${content('us')}, us_shown ${integer} not null)`,
      `create unique index us_key on uploadstash (us_key)`,
      `create index us_timestamp on uploadstash (us_timestamp, us_id)`,
      `create index us_sha1 on uploadstash (us_sha1)`,
    ]
  },
}
