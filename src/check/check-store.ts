// The SQL that looks for what should not be: rows that break the wiki's own rules. Each answers at most `limit` of them.
import type { Reader } from '../storage/database.ts'
import { type Sql, sql } from '../storage/sql.ts'

/** One row that breaks a rule: what it is, and what is wrong with it. */
export interface BrokenRow {
  readonly what: string
}

/** A rule, said so that a reader of the report understands it, and the query that finds what breaks it. */
export interface Rule {
  readonly says: string
  readonly find: (limit: number) => Sql<BrokenRow>
}

const text = (column: Sql): Sql => sql`cast(${column} as text)`

/** The rules that a query alone can prove. */
export const rules: readonly Rule[] = [
  {
    says: "a page's latest revision exists and is of that page",
    find: limit => sql<BrokenRow>`
      select 'page ' || ${text(sql`page_id`)} as what from page left join revision on rev_id = page_latest
      where rev_id is null or rev_page <> page_id limit ${limit}`,
  },
  {
    says: 'a page has the size and content model of its latest revision',
    find: limit => sql<BrokenRow>`
      select 'page ' || ${text(sql`page_id`)} as what from page join revision on rev_id = page_latest
      where rev_len <> page_len or rev_content_model <> page_content_model limit ${limit}`,
  },
  {
    says: 'no revision of a page is newer than its latest',
    find: limit => sql<BrokenRow>`
      select 'page ' || ${text(sql`page_id`)} as what from page join revision latest on latest.rev_id = page_latest
      where exists (select 1 from revision other where other.rev_page = page_id
        and other.rev_timestamp > latest.rev_timestamp) limit ${limit}`,
  },
  {
    says: 'a revision is of a page, by an actor, with a text',
    find: limit => sql<BrokenRow>`
      select 'revision ' || ${text(sql`rev_id`)} as what from revision
        left join page on page_id = rev_page left join actor on actor_id = rev_actor left join text on old_id = rev_text_id
      where page_id is null or actor_id is null or old_id is null limit ${limit}`,
  },
  {
    says: "a revision's parent exists and is not newer",
    find: limit => sql<BrokenRow>`
      select 'revision ' || ${text(sql`child.rev_id`)} as what from revision child
        left join revision parent on parent.rev_id = child.rev_parent_id
        left join archive on ar_rev_id = child.rev_parent_id
      where child.rev_parent_id <> 0 and (
        (parent.rev_id is null and ar_rev_id is null)
        or (parent.rev_page = child.rev_page and parent.rev_timestamp > child.rev_timestamp)) limit ${limit}`,
  },
  {
    says: 'an archived revision has an actor and a text, and is no revision of a page',
    find: limit => sql<BrokenRow>`
      select 'archived revision ' || ${text(sql`ar_rev_id`)} as what from archive
        left join actor on actor_id = ar_actor left join text on old_id = ar_text_id
        left join revision on rev_id = ar_rev_id
      where actor_id is null or old_id is null or rev_id is not null limit ${limit}`,
  },
  {
    says: 'a redirect is marked as one',
    find: limit => sql<BrokenRow>`
      select 'page ' || ${text(sql`page_id`)} as what from page left join redirect on rd_from = page_id
      where (page_is_redirect = 0 and rd_from is not null) or (page_is_redirect = 1 and rd_from is null) limit ${limit}`,
  },
  {
    says: "a recent change's revision and log entry exist",
    find: limit => sql<BrokenRow>`
      select 'recent change ' || ${text(sql`rc_id`)} as what from recentchanges
        left join revision on rev_id = rc_this_oldid left join archive on ar_rev_id = rc_this_oldid
        left join logging on log_id = rc_logid
      where (rc_this_oldid <> 0 and rev_id is null and ar_rev_id is null) or (rc_logid <> 0 and log_id is null)
      limit ${limit}`,
  },
  {
    says: 'recent changes hide what their revision or log entry hides',
    find: limit => sql<BrokenRow>`
      select 'recent change ' || ${text(sql`rc_id`)} as what from recentchanges
        left join revision on rev_id = rc_this_oldid and rc_logid = 0 left join logging on log_id = rc_logid
      where rc_deleted <> coalesce(rev_deleted, log_deleted, rc_deleted) limit ${limit}`,
  },
  {
    says: 'a log entry has an actor',
    find: limit => sql<BrokenRow>`
      select 'log entry ' || ${text(sql`log_id`)} as what from logging left join actor on actor_id = log_actor
      where actor_id is null limit ${limit}`,
  },
  {
    says: "a tag's kept count is the number of its uses",
    find: limit => sql<BrokenRow>`
      select 'tag ' || ctd_name as what from change_tag_def
      where ctd_count <> (select count(*) from change_tag where ct_tag_id = ctd_id) limit ${limit}`,
  },
  {
    says: 'a tag that is used is defined',
    find: limit => sql<BrokenRow>`
      select 'use ' || ${text(sql`ct_id`)} as what from change_tag left join change_tag_def on ctd_id = ct_tag_id
      where ctd_id is null limit ${limit}`,
  },
  {
    says: 'the three ids of a tagged change are of one change',
    find: limit => sql<BrokenRow>`
      select 'use ' || ${text(sql`ct_id`)} as what from change_tag
        left join recentchanges on rc_id = ct_rc_id
      where rc_id is not null and ct_rev_id is not null and rc_this_oldid <> ct_rev_id limit ${limit}`,
  },
  {
    says: 'an account has an actor of its name',
    find: limit => sql<BrokenRow>`
      select 'account ' || user_name as what from "user" left join actor on actor_user = user_id
      where actor_name is null or actor_name <> user_name limit ${limit}`,
  },
  {
    says: 'the kept count of pages is right',
    find: limit => sql<BrokenRow>`
      select 'kept ' || ${text(sql`ss_total_pages`)} as what from site_stats
      where ss_total_pages <> (select count(*) from page) limit ${limit}`,
  },
  {
    says: 'the kept count of articles is right',
    find: limit => sql<BrokenRow>`
      select 'kept ' || ${text(sql`ss_good_articles`)} as what from site_stats
      where ss_good_articles <> (select count(*) from page where page_namespace = 0 and page_is_redirect = 0)
      limit ${limit}`,
  },
  {
    says: 'the kept count of accounts is right',
    find: limit => sql<BrokenRow>`
      select 'kept ' || ${text(sql`ss_users`)} as what from site_stats
      where ss_users <> (select count(*) from "user") limit ${limit}`,
  },
  {
    says: "a category's kept counts are those of its members",
    find: limit => sql<BrokenRow>`
      select 'category ' || cat_title as what from category left join (
        select cl_to, count(*) as pages, sum(case when cl_type = 'subcat' then 1 else 0 end) as subcats,
          sum(case when cl_type = 'file' then 1 else 0 end) as files from categorylinks group by cl_to
      ) as members on cl_to = cat_title
      where cat_pages <> coalesce(pages, 0) or cat_subcats <> coalesce(subcats, 0) or cat_files <> coalesce(files, 0)
      limit ${limit}`,
  },
  {
    says: 'a category that has members is kept',
    find: limit => sql<BrokenRow>`
      select distinct 'category ' || cl_to as what from categorylinks left join category on cat_title = cl_to
      where cat_id is null limit ${limit}`,
  },
  {
    // Jobs that wait will see to what changed last.
    says: 'a category that is kept has members or a page, once all jobs are done',
    find: limit => sql<BrokenRow>`
      select 'category ' || cat_title as what from category
      where cat_pages = 0 and not exists (select 1 from job)
        and not exists (select 1 from page where page_namespace = 14 and page_title = cat_title) limit ${limit}`,
  },
  {
    says: 'what links to, includes or shows something is a page, once all jobs are done',
    find: limit => sql<BrokenRow>`
      select 'page ' || ${text(sql`linking`)} as what from (
        select pl_from as linking from pagelinks union select tl_from from templatelinks
        union select il_from from imagelinks union select cl_from from categorylinks
        union select el_from from externallinks union select iwl_from from iwlinks union select ll_from from langlinks
        union select pp_page from page_props
      ) as referring left join page on page_id = linking
      where page_id is null and not exists (select 1 from job) limit ${limit}`,
  },
  {
    says: 'what is linked to or included has a name',
    find: limit => sql<BrokenRow>`
      select 'link target ' || ${text(sql`target`)} as what from (
        select pl_target_id as target from pagelinks union select tl_target_id from templatelinks
      ) as targets left join linktarget on lt_id = target
      where lt_id is null limit ${limit}`,
  },
]

export const brokenRows = (db: Reader, rule: Rule, limit: number): Promise<BrokenRow[]> => db.all(rule.find(limit))

export interface StoredText {
  readonly rev_id: number
  readonly rev_sha1: string
  readonly rev_len: number
  readonly old_text: Uint8Array
}

/** Revisions after an id with their texts, to be hashed: those of pages, or those of deleted pages. */
export const textsAfter = (
  db: Reader,
  after: number,
  limit: number,
  of: 'revision' | 'archive',
): Promise<StoredText[]> =>
  db.all(
    of === 'revision'
      ? sql<StoredText>`
          select rev_id, rev_sha1, rev_len, old_text from revision join text on old_id = rev_text_id
          where rev_id > ${after} order by rev_id limit ${limit}`
      : sql<StoredText>`
          select ar_rev_id as rev_id, ar_sha1 as rev_sha1, ar_len as rev_len, old_text
          from archive join text on old_id = ar_text_id
          where ar_rev_id > ${after} order by ar_rev_id limit ${limit}`,
  )
