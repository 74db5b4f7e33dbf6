// `<syntaxhighlight lang="…">`: source code in colours, in a box or within a line.

import { escapeAttribute, escapeText } from '../escape.ts'
import { highlightedLines, knownLanguage } from '../highlight.ts'
import type { PageState } from '../page-state.ts'
import { allowedAttributes, readAttributes, writeAttributes } from '../passes/attributes.ts'
import type { Tag } from './tag.ts'

export const syntaxhighlight: Tag = (tag, state) => {
  const attributes = readAttributes(state.expansion.strip.unstripBoth(tag.attributes))
  if (tag.name === 'source') state.expansion.track('syntaxhighlight-source-category')
  if (attributes.has('enclose')) state.expansion.track('syntaxhighlight-enclose-category')
  const isInline = attributes.has('inline') || attributes.get('enclose') === 'none'
  const code = (tag.inner ?? '').replace(/^\n+/, '').trimEnd()
  const language = languageOf(attributes.get('lang') ?? '', code, state)
  const element = isInline ? 'code' : 'div'
  const opened = `<${element}${boxAttributes(attributes, language)}>`
  const inside = isInline ? inLine(code, language) : inBox(code, language, attributes, state)
  return state.expansion.strip.add('general', 'syntaxhighlight', `${opened}${inside}</${element}>`)
}

/** The language that the code is shown in; undefined for none, which the page is noted for. */
function languageOf(written: string, code: string, state: PageState): string | undefined {
  const language = written === '' ? undefined : knownLanguage(written)
  const isShown = language !== undefined && (code === '' || highlightedLines(code, language) !== undefined)
  if (!isShown) state.expansion.track('syntaxhighlight-error-category')
  return isShown ? language : undefined
}

function boxAttributes(attributes: Map<string, string>, language: string | undefined): string {
  const kept = allowedAttributes(attributes, 'div')
  const direction = attributes.get('dir')?.toLowerCase() === 'rtl' ? 'rtl' : 'ltr'
  const classes = [
    kept.get('class') ?? '',
    'mw-highlight',
    language === undefined ? '' : `mw-highlight-lang-${language}`,
    `mw-content-${direction}`,
    attributes.has('line') ? 'mw-highlight-lines' : '',
    attributes.has('copy') ? 'mw-highlight-copy' : '',
  ].filter(name => name !== '')
  const written: [string, string][] = [['class', classes.join(' ')]]
  for (const name of ['style', 'id']) {
    const value = kept.get(name)
    if (value !== undefined) written.push([name, value])
  }
  return writeAttributes([...written, ['dir', direction]])
}

function inLine(code: string, language: string | undefined): string {
  const line = code.replaceAll('\n', ' ').trim()
  const lines = language === undefined ? undefined : highlightedLines(line, language)
  return lines ? lines.join('').trimEnd() : escapeText(line)
}

function inBox(
  code: string,
  language: string | undefined,
  attributes: ReadonlyMap<string, string>,
  state: PageState,
): string {
  const lines = language === undefined || code === '' ? undefined : highlightedLines(code, language)
  if (!lines) return code === '' ? '' : `<pre>${escapeText(code)}</pre>`
  const start = Number.parseInt(attributes.get('start') ?? '1', 10) || 1
  const marked = markedLines(attributes.get('highlight') ?? '')
  const links = attributes.get('linelinks')
  const shown = lines.map((line, index) => {
    let html = line
    if (attributes.has('line')) html = numbered(line, start + index, links)
    return marked(index + 1) ? `<span class="hll">${html}</span>` : html
  })
  // What belongs to the passes is given to the strip as it is.
  return state.expansion.strip.add('nowiki', 'code', `<pre><span></span>${shown.join('')}</pre>`)
}

function numbered(line: string, number: number, links: string | undefined): string {
  const sign = `<span class="linenos" data-line="${number}"></span>`
  if (links === undefined) return sign + line
  const id = escapeAttribute(`${links}-${number}`)
  return `<span id="${id}"><a href="#${id}">${sign}</a>${line}</span>`
}

/** `1,3-5`: whether a line is one that stands out. */
function markedLines(written: string): (line: number) => boolean {
  const ranges = written.split(',').map(part => {
    const [from = Number.NaN, to = from] = part.split('-').map(Number)
    return { from, to }
  })
  return line => ranges.some(({ from, to }) => from <= line && line <= to)
}
