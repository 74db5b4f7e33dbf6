// What pages refer to: links, templates, files, categories, other wikis and addresses, with MediaWiki's names.
import type { DialectTokens } from '../dialect.ts'
import type { Migration } from '../migrate.ts'

export const links: Migration = {
  id: 2,
  name: 'links',
  statements: ({ identity, text, blob, integer }: DialectTokens) => [
    `create table linktarget (lt_id ${identity}, lt_namespace ${integer} not null, lt_title ${text} not null)`,
    `create unique index lt_namespace_title on linktarget (lt_namespace, lt_title)`,
    `create index lt_namespace_id on linktarget (lt_namespace, lt_id)`,

    `create table pagelinks (pl_from ${integer} not null, pl_from_namespace ${integer} not null,
      pl_target_id ${integer} not null, primary key (pl_from, pl_target_id))`,
    `create index pl_target_id on pagelinks (pl_target_id, pl_from)`,
    `create index pl_backlinks_namespace_target_id on pagelinks (pl_from_namespace, pl_target_id, pl_from)`,

    `create table templatelinks (tl_from ${integer} not null, tl_from_namespace ${integer} not null,
      tl_target_id ${integer} not null, primary key (tl_from, tl_target_id))`,
    `create index tl_target_id on templatelinks (tl_target_id, tl_from)`,
    `create index tl_backlinks_namespace_target_id on templatelinks (tl_from_namespace, tl_target_id, tl_from)`,

    `create table imagelinks (il_from ${integer} not null, il_from_namespace ${integer} not null, il_to ${text} not null,
      primary key (il_from, il_to))`,
    `create index il_to on imagelinks (il_to, il_from)`,
    `create index il_backlinks_namespace on imagelinks (il_from_namespace, il_to, il_from)`,

    `create table categorylinks (cl_from ${integer} not null, cl_to ${text} not null, cl_sortkey ${blob} not null,
      cl_sortkey_prefix ${text} not null, cl_timestamp ${text} not null, cl_type ${text} not null,
      primary key (cl_from, cl_to))`,
    `create index cl_sortkey on categorylinks (cl_to, cl_type, cl_sortkey, cl_from)`,
    `create index cl_timestamp on categorylinks (cl_to, cl_timestamp, cl_from)`,
    `create table category (cat_id ${identity}, cat_title ${text} not null, cat_pages ${integer} not null,
      cat_subcats ${integer} not null, cat_files ${integer} not null)`,
    `create unique index cat_title on category (cat_title)`,

    `create table externallinks (el_id ${identity}, el_from ${integer} not null, el_to_domain_index ${text} not null,
      el_to_path ${text} not null)`,
    `create index el_from on externallinks (el_from, el_id)`,
    `create index el_to_domain_index on externallinks (el_to_domain_index, el_id)`,

    `create table iwlinks (iwl_from ${integer} not null, iwl_prefix ${text} not null, iwl_title ${text} not null,
      primary key (iwl_from, iwl_prefix, iwl_title))`,
    `create index iwl_prefix_title_from on iwlinks (iwl_prefix, iwl_title, iwl_from)`,
    `create table langlinks (ll_from ${integer} not null, ll_lang ${text} not null, ll_title ${text} not null,
      primary key (ll_from, ll_lang))`,
    `create index ll_lang_title on langlinks (ll_lang, ll_title, ll_from)`,

    // Pages that were there before these tables are gone through once.
    `insert into job (job_cmd, job_params, job_attempts, job_timestamp)
      select 'refreshAllLinks', '{"after":0}', 0, '19700101000000' from page limit 1`,
  ],
}
