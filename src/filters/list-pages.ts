// The lists that a wiki keeps on pages of the MediaWiki namespace, read again only when such a page was changed.
import type { RevId } from '../ids.ts'
import { NS } from '../pages/namespaces.ts'
import { pageByTitle } from '../pages/page-store.ts'
import { latestTextsOf } from '../pages/page-text-store.ts'
import { makeTitle, type Title } from '../pages/title.ts'
import type { Reader } from '../storage/database.ts'

/** A page whose text is read as a list. */
export class ListPage<T> {
  readonly title: Title
  readonly #read: (text: string) => Promise<T>
  #asked: Promise<T> | undefined
  #kept: { readonly revId: RevId | 0; readonly list: T } | undefined

  /** `name` is the title without its namespace, as in `page_title`. */
  constructor(name: string, read: (text: string) => Promise<T>) {
    this.title = makeTitle(NS.mediawiki, name)
    this.#read = read
  }

  /** The list as it is now; that of an empty text where there is no page. Who asks at the same time is told the same. */
  list(db: Reader): Promise<T> {
    this.#asked ??= this.#look(db).finally(() => {
      this.#asked = undefined
    })
    return this.#asked
  }

  async #look(db: Reader): Promise<T> {
    const latest = (await pageByTitle(db, this.title))?.page_latest ?? 0
    if (this.#kept?.revId === latest) return this.#kept.list
    const [found] = latest === 0 ? [] : await latestTextsOf(db, [this.title])
    const list = await this.#read(found?.text ?? '')
    this.#kept = { revId: found?.revId ?? latest, list }
    return list
  }
}
