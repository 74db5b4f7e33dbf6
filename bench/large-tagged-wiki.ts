// Fills a wiki's SQLite database with very many revisions, a fifth of which have a tag and one of which has another: past
// the server, which must not run, and without the secondary indices until the end.
import { DatabaseSync } from 'node:sqlite'

export const frequentTag = 'frequent'
export const rareTag = 'rare'

export interface Sizes {
  readonly revisions: number
  readonly logEntries: number
  readonly deletedRevisions: number
}

export interface Filled {
  readonly seconds: number
  /** The title of a page that has a tenth of all revisions. */
  readonly longPage: string
  /** Somebody who made half of them. */
  readonly contributor: string
  /** The first and the last revision, which has a recent change. */
  readonly revisions: readonly [first: number, last: number]
  /** Seconds since 1970 of the first and the last change. */
  readonly times: readonly [first: number, last: number]
}

const pages = 10_000
const authors = 1000
/** Seconds from one change to the next. */
const step = 6

/** The tags are there already, as the server makes them. `end` is the time of the last change, in seconds since 1970. */
export function fill(file: string, sizes: Sizes, end: number): Filled {
  const began = performance.now()
  const database = new DatabaseSync(file)
  const number = (query: string): number => Number(Object.values(database.prepare(query).get() ?? {})[0] ?? 0)
  try {
    database.exec('pragma synchronous = off')
    database.exec('begin')
    const tables = "'page', 'revision', 'recentchanges', 'logging', 'archive', 'change_tag', 'actor'"
    const indices = database
      .prepare(
        `select name, sql from sqlite_schema where type = 'index' and sql is not null and tbl_name in (${tables})`,
      )
      .all()
    for (const { name } of indices) database.exec(`drop index ${name}`)
    const [page, actor] = [number('select max(page_id) from page'), number('select max(actor_id) from actor')]
    const [rev, rc] = [number('select max(rev_id) from revision'), number('select max(rc_id) from recentchanges')]
    const log = number('select max(log_id) from logging')
    const text = number('select max(old_id) from text')
    const start = end - sizes.revisions * step
    const time = (n: string): string => `strftime('%Y%m%d%H%M%S', ${start} + ${n} * ${step}, 'unixepoch')`
    const upTo = (limit: number): string =>
      `with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < ${limit})`
    const byHalf = `case when n % 2 = 0 then ${actor + 1} else ${actor + 2} + (n * 7919) % ${authors - 1} end`
    const onTenth = `case when n % 10 = 0 then ${page + 1} else ${page + 2} + (n * 104729) % ${pages - 1} end`
    const run = (statement: string): void => {
      database.exec(statement)
    }
    run(`${upTo(authors)} insert into actor (actor_id, actor_user, actor_name)
      select ${actor} + n, null, '10.0.' || (n / 250) || '.' || (n % 250) from numbers`)
    run(`${upTo(pages)} insert into page (page_id, page_namespace, page_title, page_is_redirect, page_is_new, page_random,
        page_touched, page_latest, page_len, page_content_model)
      select ${page} + n, 0, 'Page_' || n, 0, 0, n * 900719925474, '20260101000000', 0, 100, 'wikitext' from numbers`)
    run(`${upTo(sizes.revisions)} insert into revision (rev_id, rev_page, rev_actor, rev_timestamp, rev_minor_edit,
        rev_deleted, rev_len, rev_parent_id, rev_sha1, rev_comment, rev_text_id, rev_content_model)
      select ${rev} + n, ${onTenth}, ${byHalf}, ${time('n')}, 0, 0, 100, ${rev} + n - 1, '', 'an edit', ${text}, 'wikitext'
      from numbers`)
    run(`insert into recentchanges (rc_id, rc_timestamp, rc_actor, rc_namespace, rc_title, rc_comment, rc_minor, rc_bot,
        rc_new, rc_cur_id, rc_this_oldid, rc_last_oldid, rc_type, rc_source, rc_patrolled, rc_ip, rc_old_len, rc_new_len,
        rc_deleted, rc_logid, rc_params)
      select rev_id - ${rev - rc}, rev_timestamp, rev_actor, 0, 'Page_' || (rev_page - ${page}), rev_comment, 0, 0, 0,
        rev_page, rev_id, rev_parent_id, 0, 'mw.edit', 0, '', 100, 100, 0, 0, ''
      from revision where rev_id > ${rev}`)
    run(`${upTo(sizes.logEntries)} insert into logging (log_id, log_type, log_action, log_timestamp, log_actor,
        log_namespace, log_title, log_page, log_rev, log_comment, log_params, log_deleted)
      select ${log} + n, 'delete', 'delete', ${time('n')}, ${byHalf}, 0, 'Page_' || (1 + n % ${pages}), 0, 0, 'gone', '{}', 0
      from numbers`)
    const deleted = rev + sizes.revisions
    run(`${upTo(sizes.deletedRevisions)} insert into archive (ar_namespace, ar_title, ar_page_id, ar_rev_id, ar_actor,
        ar_timestamp, ar_minor_edit, ar_deleted, ar_len, ar_parent_id, ar_sha1, ar_comment, ar_text_id, ar_content_model)
      select 0, 'Gone_' || (n % 1000), 0, ${deleted} + n, ${byHalf}, ${time('n')}, 0, 0, 100, 0, '', 'an edit', ${text},
        'wikitext' from numbers`)
    tag(database, { rev, rc, log, deleted }, sizes)
    run(`update page set page_latest = coalesce((select max(rev_id) from revision where rev_page = page_id), 0)
      where page_id in (${page + 1}, ${page + 2})`)
    // The others' latest revisions are found by their index.
    for (const { sql } of indices) database.exec(String(sql))
    run(`update page set page_latest = coalesce((select rev_id from revision where rev_page = page_id
      order by rev_timestamp desc, rev_id desc limit 1), 0) where page_id > ${page + 2}`)
    run(`update site_stats set ss_total_edits = ss_total_edits + ${sizes.revisions},
      ss_total_pages = ss_total_pages + ${pages}`)
    database.exec('commit')
    database.exec('analyze')
    return {
      seconds: (performance.now() - began) / 1000,
      longPage: 'Page 1',
      contributor: '10.0.0.1',
      revisions: [rev + 1, rev + sizes.revisions],
      times: [start, end],
    }
  } finally {
    database.close()
  }
}

/** Before the first of each kind of row that was made. */
interface Before {
  readonly rev: number
  readonly rc: number
  readonly log: number
  readonly deleted: number
}

function tag(database: DatabaseSync, before: Before, sizes: Sizes): void {
  const idOf = (name: string): number =>
    Number(database.prepare('select ctd_id from change_tag_def where ctd_name = ?').get(name)?.ctd_id)
  const [frequent, rare] = [idOf(frequentTag), idOf(rareTag)]
  const { rev, rc, log, deleted } = before
  const onAll = (which: string, tag: number): void => {
    const end = which === 'one' ? 'and id = last / 2' : 'and id % 5 = 0'
    database.exec(`insert into change_tag (ct_rev_id, ct_rc_id, ct_tag_id)
      select rev_id, rev_id - ${rev - rc}, ${tag} from
        (select rev_id, rev_id - ${rev} as id, ${sizes.revisions} as last from revision) where id > 0 ${end}`)
    database.exec(`insert into change_tag (ct_log_id, ct_tag_id)
      select log_id, ${tag} from
        (select log_id, log_id - ${log} as id, ${sizes.logEntries} as last from logging) where id > 0 ${end}`)
    database.exec(`insert into change_tag (ct_rev_id, ct_tag_id)
      select ar_rev_id, ${tag} from
        (select ar_rev_id, ar_rev_id - ${deleted} as id, ${sizes.deletedRevisions} as last from archive)
      where id > 0 ${end}`)
    database.exec(`update change_tag_def set ctd_count = (select count(*) from change_tag where ct_tag_id = ${tag})
      where ctd_id = ${tag}`)
  }
  onAll('fifth', frequent)
  onAll('one', rare)
}
