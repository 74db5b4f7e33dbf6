// Source code in colours: a library finds the words, and they get the classes that style sheets for MediaWiki know.

import { createRequire } from 'node:module'
import type { HLJSApi, LanguageFn } from 'highlight.js'
import { escapeAttribute } from './escape.ts'

/** Larger code is shown without colours. */
const mostLines = 1000
const mostCharacters = 100_000

const load = createRequire(import.meta.url)

let library: HLJSApi | undefined

/** Loaded when a page has code in it. */
function highlighter(): HLJSApi {
  library ??= load('highlight.js/lib/core') as HLJSApi
  return library
}

/** The names of languages that are shown under another one. */
const shownNames: Readonly<Record<string, string>> = { html5: 'html', javascript: 'js', python3: 'python' }

/** What the library calls languages that have other names. */
const libraryNames: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({
    bash: 'sh zsh',
    cpp: 'c++ cxx',
    csharp: 'c# cs',
    delphi: 'pascal',
    dos: 'bat batch',
    haskell: 'hs',
    javascript: 'js jsx node',
    kotlin: 'kt',
    latex: 'tex',
    makefile: 'make',
    markdown: 'md',
    objectivec: 'objective-c objc',
    perl: 'pl',
    plaintext: 'text txt',
    powershell: 'ps1',
    python: 'py python3',
    ruby: 'rb',
    rust: 'rs',
    shell: 'console',
    typescript: 'ts',
    vbnet: 'vb vb.net',
    x86asm: 'asm nasm',
    xml: 'html html5 xhtml svg',
    yaml: 'yml',
  }).flatMap(([name, others]) => others.split(' ').map(other => [other, name])),
)

const libraryName = (name: string): string => libraryNames[name] ?? name

/** The name under which a language is shown, or undefined for one that is not known. */
export function knownLanguage(written: string): string | undefined {
  const name = written.toLowerCase()
  return isLoaded(libraryName(name)) ? (shownNames[name] ?? name) : undefined
}

/** Each language is a file of the library, which is read when somebody first uses it. */
function isLoaded(name: string): boolean {
  if (!/^[a-z0-9-]+$/.test(name)) return false
  const { getLanguage, registerLanguage } = highlighter()
  if (getLanguage(name)) return true
  try {
    registerLanguage(name, load(`highlight.js/lib/languages/${name}`) as LanguageFn)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error
    return false
  }
  // Pages of the web have these within.
  if (name === 'xml') for (const inner of ['css', 'javascript']) isLoaded(inner)
  return true
}

/** Lines of code as HTML, each with its line break; undefined where there is too much, or the language is not known. */
export function highlightedLines(code: string, language: string): string[] | undefined {
  const lines = code.split('\n')
  if (lines.length > mostLines || code.length > mostCharacters) return undefined
  if (libraryName(language) === 'plaintext') return lines.map(line => `${escapeAttribute(line)}\n`)
  if (!isLoaded(libraryName(language))) return undefined
  const { value } = highlighter().highlight(code, { language: libraryName(language), ignoreIllegals: true })
  const plain = value.replaceAll('&#x27;', '&#39;')
  return closedLines(plain.replace(/<span class="([^"]*)">/g, (_, scope: string) => `<span class="${classOf(scope)}">`))
}

/** What the library calls a word, and the class that it gets. */
const classes: Readonly<Record<string, string>> = {
  keyword: 'k',
  built_in: 'nb',
  type: 'kt',
  literal: 'kc',
  number: 'mi',
  operator: 'o',
  punctuation: 'p',
  property: 'n',
  regexp: 'sr',
  string: 's',
  'char.escape': 'se',
  subst: 'si',
  symbol: 'ss',
  variable: 'nv',
  title: 'n',
  'title.class': 'nc',
  'title.function': 'nf',
  params: 'n',
  comment: 'c',
  doctag: 'cs',
  meta: 'cp',
  tag: 'p',
  name: 'nt',
  attr: 'na',
  attribute: 'na',
  section: 'gh',
  addition: 'gi',
  deletion: 'gd',
  emphasis: 'ge',
  strong: 'gs',
}

/** `hljs-title function_` is a `nf`. */
function classOf(scope: string): string {
  const path = scope
    .split(' ')
    .map(part => part.replace(/^hljs-|_$/g, ''))
    .slice(0, 2)
  return classes[path.join('.')] ?? classes[path[0] ?? ''] ?? 'n'
}

/** Cuts HTML of spans into lines, each of which closes what it opens. */
function closedLines(html: string): string[] {
  const open: string[] = []
  return html.split('\n').map(line => {
    const start = open.join('')
    for (const [tag] of line.matchAll(/<\/?span[^>]*>/g)) {
      if (tag.startsWith('</')) open.pop()
      else open.push(tag)
    }
    return `${start}${line}${'</span>'.repeat(open.length)}\n`.replace(/<span class="\w+"><\/span>/g, '')
  })
}
