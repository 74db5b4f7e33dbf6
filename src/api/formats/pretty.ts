// The *fm formats: the answer of another format on a page for people, or as a piece of HTML for a program that shows it.
import { createHash } from 'node:crypto'
import { documentHead } from '../bare-document.ts'
import { List, type Tree } from '../result.ts'
import { commonHeaders, type Format, type FormatOptions, type PrettyOptions, type Root } from './format.ts'
import { escapeHtml, highlightJson, highlightXml } from './highlight.ts'
import { escapeLineSeparators, printJson } from './json.ts'
import { php } from './php.ts'
import { plainTree } from './plain.ts'
import { rawTree } from './raw.ts'
import { printXml } from './xml.ts'

const style = `
:root { color-scheme: light dark; --k: #6b2a8c; --s: #1c5d2c; --n: #8a3b00; --w: #004f9f; --soft: #f4f4f1; --line: #8c8c88 }
@media (prefers-color-scheme: dark) { :root { --k: #d9a7f0; --s: #9ad8a6; --n: #f0b27a; --w: #8fc4ff; --soft: #222226 } }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 80rem; margin: 0 auto; padding: 1rem }
h1 { font-size: 1.4rem; margin: 0 0 .5rem } p { margin: .25rem 0; max-width: 45rem } nav a { margin-inline-end: 1.5rem }
pre { font: .875rem/1.45 ui-monospace, monospace; background: var(--soft); border: 1px solid var(--line); padding: .75rem; overflow: auto; tab-size: 4 }
.k { color: var(--k) } .s { color: var(--s) } .n { color: var(--n) } .w { color: var(--w) }
`
const styleHash = createHash('sha256').update(style).digest('base64')
const policy = `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`

/** A *fm format: `show` prints the tree as escaped HTML; `plainName` is the format it shows, if that can be asked for. */
function prettyFormat(
  name: string,
  plainName: string | undefined,
  show: (tree: Root, options: FormatOptions) => string,
): Format {
  const format: Format = {
    name,
    mime: options =>
      isWrapped(options) ? 'text/mediawiki-api-prettyprint-wrapped; charset=utf-8' : 'text/html; charset=utf-8',
    headers: options =>
      isWrapped(options)
        ? commonHeaders(format.mime(options), 'api-result-wrapped.json')
        : { ...commonHeaders(format.mime(options), 'api-result.html'), 'Content-Security-Policy': policy },
    print(tree, options) {
      const pre = `<pre class="api-pretty-content" dir="ltr">${show(tree, options)}</pre>`
      return isWrapped(options) ? wrapped(pre, tree, options.pretty) : page(pre, plainName, options.pretty)
    },
  }
  return format
}

const isWrapped = ({ pretty }: FormatOptions): boolean => pretty?.wrappedhtml === true

function wrapped(html: string, tree: Root, pretty: PrettyOptions | undefined): string {
  const more = tree instanceof List ? undefined : tree.continue
  return escapeLineSeparators(
    JSON.stringify({
      status: pretty?.status ?? 200,
      statustext: pretty?.statustext ?? 'OK',
      html,
      modules: [],
      continue: typeof more === 'object' && more !== null ? plainTree(more as Tree, 2).value : null,
      time: pretty?.time ?? 0,
    }),
  )
}

function page(pre: string, plainName: string | undefined, pretty: PrettyOptions | undefined): string {
  const say = pretty?.say
  const title = say === undefined ? 'API' : say('api-format-title')
  const sitename = pretty === undefined ? '' : ` - ${pretty.sitename}`
  const head = documentHead({
    language: pretty?.language ?? 'en',
    direction: pretty?.direction ?? 'ltr',
    title: escapeHtml(title + sitename),
    style,
  })
  return `${head}<body>
<header>
<h1>${escapeHtml(title)}</h1>
${pretty === undefined ? '' : sentences(pretty, plainName)}
</header>
<main>
${pre}
</main>
</body>
</html>
`
}

function sentences(
  { say, status, statustext, plainUrl, helpUrl }: PrettyOptions,
  plainName: string | undefined,
): string {
  const texts = [
    plainName === undefined
      ? say('api-format-prettyprint-header-only-html')
      : say('api-format-prettyprint-header', plainName.toUpperCase(), plainName),
    ...(status === 200 ? [] : [say('api-format-prettyprint-status', String(status), statustext)]),
  ]
  const links = [
    ...(plainName === undefined || plainUrl === undefined ? [] : [link(plainUrl, `format=${plainName}`)]),
    link(helpUrl, say('api-help-title')),
  ]
  return `${texts.map(text => `<p>${escapeHtml(text)}</p>`).join('\n')}\n<nav>${links.join(' ')}</nav>`
}

const link = (url: string, text: string): string => `<a href="${escapeHtml(url)}">${escapeHtml(text)}</a>`

export const jsonfm: Format = prettyFormat('jsonfm', 'json', (tree, options) =>
  highlightJson(printJson(tree, options, 4)),
)
export const xmlfm: Format = prettyFormat('xmlfm', 'xml', (tree, options) =>
  highlightXml(printXml(tree, options, true)),
)
export const phpfm: Format = prettyFormat('phpfm', 'php', (tree, options) => escapeHtml(php.print(tree, options)))
export const rawfm: Format = prettyFormat('rawfm', undefined, tree =>
  highlightJson(printJson(rawTree(tree), { formatversion: 2 }, 4)),
)
