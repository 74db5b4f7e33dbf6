// What a page has to say, before the frame is put around it.
import type { Title } from '../pages/title.ts'
import type { Html } from './html.ts'
import type { Subject } from './subject.ts'

/** Styles and scripts that a few pages have for themselves. */
export type PageAsset = 'api.css' | 'sandbox.js'

/** What a page has to say; the frame does the rest. */
export interface PageContent {
  /** 200 unless said otherwise. */
  readonly status?: number
  /** What the window is called, without the name of the wiki. */
  readonly title: string
  /** The heading, where it is not the title alone. */
  readonly heading?: Html
  /** Small print below the heading. */
  readonly subtitle?: Html | undefined
  readonly body: Html
  /** Which page it is: of the wiki, or a special one. */
  readonly at: Title
  /** The page whose tabs are shown. */
  readonly subject?: Subject | undefined
  /** `view`, `edit`, `history`: the tab that is open. */
  readonly action?: string
  /** The canonical name of a special page. */
  readonly special?: string
  /** The revision that is shown. */
  readonly revision?: number | undefined
  /** Behind the content, as its categories. */
  readonly after?: Html | undefined
  /** In the foot: when the page was last changed. */
  readonly foot?: Html | undefined
  /** What scripts are told besides what they always are. */
  readonly config?: Readonly<Record<string, unknown>>
  /** Files that this page needs besides those of every page; a script stands here by the name of the one that begins. */
  readonly assets?: readonly PageAsset[]
  /** What search engines are told where they should pass over it. */
  readonly robots?: string
  readonly headers?: Readonly<Record<string, string>>
}
