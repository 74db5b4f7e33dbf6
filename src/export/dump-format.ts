// MediaWiki's export format: the site, pages and revisions as XML. `src/import` reads it.

export const schemas = ['0.10', '0.11'] as const
export type Schema = (typeof schemas)[number]

/** The site as a dump names it. */
export interface DumpedSite {
  readonly siteName: string
  readonly wikiId: string
  /** The address of the first page. */
  readonly base: string
  readonly generator: string
  readonly language: string
  /** In the order of their ids; the main namespace has an empty name. */
  readonly namespaces: readonly { readonly id: number; readonly name: string }[]
}

/** A page and the one revision of it that is dumped. */
export interface DumpedPage {
  readonly id: number
  readonly namespace: number
  /** With the namespace. */
  readonly title: string
  /** Where the page leads, if it is a redirect. */
  readonly redirect: string | undefined
  readonly revision: DumpedRevision
}

export interface DumpedRevision {
  readonly id: number
  /** 0 for the first. */
  readonly parent: number
  /** The revision that its text came with. */
  readonly origin: number
  /** ISO 8601. */
  readonly timestamp: string
  /** Undefined where it is hidden. */
  readonly contributor: { readonly name: string; readonly userId: number } | undefined
  /** Undefined where it is hidden. */
  readonly comment: string | undefined
  readonly minor: boolean
  readonly model: string
  readonly format: string
  /** Bytes. */
  readonly size: number
  /** Undefined where it is hidden. */
  readonly text: { readonly text: string /** Hex. */; readonly sha1: string } | undefined
}

/** The beginning of a dump, up to the first page. */
export function dumpHead(site: DumpedSite, schema: Schema): string {
  const name = `http://www.mediawiki.org/xml/export-${schema}`
  const namespaces = site.namespaces.map(
    ({ id, name }) => `      ${element('namespace', name, { key: id, case: 'first-letter' })}\n`,
  )
  const root = attributes({
    xmlns: `${name}/`,
    'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
    'xsi:schemaLocation': `${name}/ ${name}.xsd`,
    version: schema,
    'xml:lang': site.language,
  })
  return `<mediawiki${root}>
  <siteinfo>
    ${element('sitename', site.siteName)}
    ${element('dbname', site.wikiId)}
    ${element('base', site.base)}
    ${element('generator', site.generator)}
    <case>first-letter</case>
    <namespaces>
${namespaces.join('')}    </namespaces>
  </siteinfo>
`
}

export const dumpTail = '</mediawiki>\n'

/** One page with its revision. */
export function dumpPage(page: DumpedPage, schema: Schema): string {
  const redirect = page.redirect === undefined ? '' : `    <redirect${attributes({ title: page.redirect })} />\n`
  return `  <page>
    ${element('title', page.title)}
    <ns>${page.namespace}</ns>
    <id>${page.id}</id>
${redirect}${dumpRevision(page.revision, schema)}  </page>
`
}

function dumpRevision(one: DumpedRevision, schema: Schema): string {
  const sha1 = one.text === undefined ? '' : base36(one.text.sha1)
  const lines = [
    `<id>${one.id}</id>`,
    ...(one.parent === 0 ? [] : [`<parentid>${one.parent}</parentid>`]),
    `<timestamp>${one.timestamp}</timestamp>`,
    ...contributor(one.contributor),
    ...(one.minor ? ['<minor/>'] : []),
    ...(one.comment === '' ? [] : [one.comment === undefined ? hidden('comment') : element('comment', one.comment)]),
    ...(schema === '0.10' ? [] : [`<origin>${one.origin}</origin>`]),
    element('model', one.model),
    element('format', one.format),
    text(one, sha1, schema),
    one.text === undefined ? '<sha1 />' : element('sha1', sha1),
  ]
  return `    <revision>\n${lines.map(line => `      ${line}\n`).join('')}    </revision>\n`
}

function contributor(who: DumpedRevision['contributor']): string[] {
  if (who === undefined) return [hidden('contributor')]
  const lines = who.userId === 0 ? [element('ip', who.name)] : [element('username', who.name), `<id>${who.userId}</id>`]
  return ['<contributor>', ...lines.map(line => `  ${line}`), '</contributor>']
}

function text({ text, size }: DumpedRevision, sha1: string, schema: Schema): string {
  if (text === undefined) return `<text${attributes({ bytes: size, deleted: 'deleted' })} />`
  const preserved = { 'xml:space': 'preserve' }
  const of = schema === '0.10' ? { bytes: size, ...preserved } : { bytes: size, sha1, ...preserved }
  return element('text', text.text, of as Readonly<Record<string, string | number>>)
}

const hidden = (name: string): string => `<${name} deleted="deleted" />`

/** A hash in the way of dumps: 31 digits of base 36. */
const base36 = (hex: string): string => BigInt(`0x${hex}`).toString(36).padStart(31, '0')

function element(name: string, inner: string, of: Readonly<Record<string, string | number>> = {}): string {
  return inner === '' ? `<${name}${attributes(of)} />` : `<${name}${attributes(of)}>${escaped(inner)}</${name}>`
}

const attributes = (of: Readonly<Record<string, string | number>>): string =>
  Object.entries(of)
    .map(([name, value]) => ` ${name}="${escaped(String(value)).replaceAll('"', '&quot;')}"`)
    .join('')

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
