// Feeds of news, as RSS 2.0 and Atom 1.0. Pure: what is in them was made for everybody by those who call this.

export interface Feed {
  readonly title: string
  readonly description: string
  /** BCP 47. */
  readonly language: string
  /** The page that the feed is about. */
  readonly url: string
  /** The address of the feed itself. */
  readonly self: string
  readonly generator: string
  readonly updated: Date
  readonly items: readonly FeedItem[]
}

export interface FeedItem {
  readonly title: string
  /** HTML. */
  readonly description: string
  readonly url: string
  /** Undefined where nobody may know. */
  readonly author: string | undefined
  readonly date: Date
  /** Where it is talked about. */
  readonly comments?: string
}

export type FeedFormat = 'rss' | 'atom'

/** The feed as XML. */
export const printFeed = (feed: Feed, format: FeedFormat): string => (format === 'atom' ? atom(feed) : rss(feed))

const marks: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Characters that XML has no way to write are shown as what cannot be shown. */
const xml = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[^\t\n\r -\uffff]|[\ufffe\uffff]/g, '\ufffd')
    .replace(/[&<>"]/g, mark => marks[mark] ?? mark)

const element = (name: string, text: string): string => `<${name}>${xml(text)}</${name}>`

function rss(feed: Feed): string {
  const items = feed.items.map(item =>
    [
      '<item>',
      element('title', item.title),
      element('link', item.url),
      `<guid isPermaLink="false">${xml(item.url)}</guid>`,
      element('description', item.description),
      element('pubDate', item.date.toUTCString()),
      ...(item.author === undefined ? [] : [element('dc:creator', item.author)]),
      ...(item.comments === undefined ? [] : [element('comments', item.comments)]),
      '</item>',
    ].join('\n'),
  )
  return `<?xml version="1.0"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel>
${element('title', feed.title)}
${element('link', feed.url)}
${element('description', feed.description)}
${element('language', feed.language)}
${element('generator', feed.generator)}
${element('lastBuildDate', feed.updated.toUTCString())}
${items.map(item => `${item}\n`).join('')}</channel>
</rss>
`
}

const iso = (date: Date): string => `${date.toISOString().slice(0, 19)}Z`

function atom(feed: Feed): string {
  const link = (rel: string, type: string, href: string): string =>
    `<link rel="${rel}" type="${type}" href="${xml(href)}"/>`
  const entries = feed.items.map(item =>
    [
      '<entry>',
      element('id', item.url),
      element('title', item.title),
      link('alternate', 'text/html', item.url),
      element('updated', iso(item.date)),
      `<summary type="html">${xml(item.description)}</summary>`,
      ...(item.author === undefined ? [] : [`<author>${element('name', item.author)}</author>`]),
      '</entry>',
    ].join('\n'),
  )
  return `<?xml version="1.0"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${xml(feed.language)}">
${element('id', feed.self)}
${element('title', feed.title)}
${link('self', 'application/atom+xml', feed.self)}
${link('alternate', 'text/html', feed.url)}
${element('updated', iso(feed.updated))}
${element('subtitle', feed.description)}
${element('generator', feed.generator)}
${entries.map(entry => `${entry}\n`).join('')}</feed>
`
}
