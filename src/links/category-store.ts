// The SQL of categories: how many members each has, kept with them.
import type { Transaction } from '../storage/database.ts'
import { sql } from '../storage/sql.ts'
import { inChunks } from './chunks.ts'
import type { MemberType } from './page-links.ts'

/** How the counts of categories change, by name. */
export class CategoryChanges {
  readonly #byName = new Map<string, { pages: number; subcats: number; files: number }>()

  add(category: string, type: MemberType, by: 1 | -1): void {
    const counts = this.#byName.get(category) ?? { pages: 0, subcats: 0, files: 0 }
    // As MediaWiki: all members are pages, and some of these are categories or files.
    counts.pages += by
    if (type === 'subcat') counts.subcats += by
    if (type === 'file') counts.files += by
    this.#byName.set(category, counts)
  }

  /** Those whose members changed, in order. */
  get names(): string[] {
    return [...this.#byName.keys()].sort()
  }

  async apply(tx: Transaction, timestamp: string): Promise<void> {
    const { names } = this
    for (const some of inChunks(names)) {
      const rows = some.map(name => {
        const { pages = 0, subcats = 0, files = 0 } = this.#byName.get(name) ?? {}
        return sql`(${name}, ${pages}, ${subcats}, ${files})`
      })
      await tx.run(sql`
        insert into category (cat_title, cat_pages, cat_subcats, cat_files) values ${sql.join(rows)}
        on conflict (cat_title) do update set cat_pages = category.cat_pages + excluded.cat_pages,
          cat_subcats = category.cat_subcats + excluded.cat_subcats, cat_files = category.cat_files + excluded.cat_files`)
      // As MediaWiki: the page of a category shows its members, so it is another page now.
      await tx.run(sql`
        update page set page_touched = ${timestamp}
        where page_namespace = 14 and page_title in ${sql.in(some)} and page_touched < ${timestamp}`)
    }
    await removeEmptyCategories(tx, names)
  }
}

/** Categories have a row as soon as they have a page or a member. */
export async function ensureCategories(tx: Transaction, names: readonly string[]): Promise<void> {
  for (const some of inChunks(names)) {
    const rows = some.map(name => sql`(${name}, 0, 0, 0)`)
    await tx.run(sql`
      insert into category (cat_title, cat_pages, cat_subcats, cat_files) values ${sql.join(rows)}
      on conflict (cat_title) do nothing`)
  }
}

/** Removes those of these categories that have neither a page nor a member. */
export async function removeEmptyCategories(tx: Transaction, names: readonly string[]): Promise<void> {
  for (const some of inChunks(names)) {
    await tx.run(sql`
      delete from category where cat_title in ${sql.in(some)} and cat_pages = 0
        and not exists (select 1 from page where page_namespace = 14 and page_title = cat_title)`)
  }
}
