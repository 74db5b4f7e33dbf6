// What the probes of the wikitext engine have in common: pages and a picture that they use, and how messages are named.
import english from '../../i18n/en.json' with { type: 'json' }
import { autonymOf } from '../../src/language/names.ts'
import { engineTitleRules } from '../../src/pages/engine-titles.ts'
import { interwikiUrls } from '../../src/pages/interwikis.ts'
import { namespaceTable } from '../../src/pages/namespaces.ts'
import { contextFor } from '../../src/wikitext/fixtures/wiki.ts'
import { type Existence, type PageName, prefixedText, type RenderContext } from '../../src/wikitext/index.ts'

/** A text and what a MediaWiki makes of it. Messages stand as their keys: `(red-link-title: A)`. */
export interface Probe {
  readonly text: string
  /** The page that it stands on; by default `Probe`, which does not exist. */
  readonly title?: string
  readonly html: string
  /** Names without namespace, each with `|` and its sort key where it has one. */
  readonly categories?: readonly string[]
}

/** A message as it stands in recorded answers. */
export const quoted = (key: string, parameters: readonly string[]): string =>
  parameters.length === 0 ? `(${key})` : `(${key}: ${parameters.join(', ')})`

/** Where the wiki of the probes is. */
export const probeServer = 'http://wiki.example'

/** Pages that the probes use, by title. */
export const probePages: Readonly<Record<string, string>> = {
  'Template:Probe one': '{{{1}}}',
  'Template:Probe twice': '{{{1}}}{{{1}}}',
  'Template:Probe default': '<{{{1|none}}}|{{{x|}}}>',
  'Template:Probe table': '{| class="probe"\n| {{{1|}}}\n|}',
  'Template:Probe list': '* a\n* {{{1|}}}',
  'Template:Probe loop': 'a{{Probe loop}}b',
  'Template:Probe only': 'x<onlyinclude>y</onlyinclude>z',
  'Template:Probe parts': '<noinclude>a</noinclude><includeonly>b</includeonly>c',
  'Template:Probe section': 'pre\n== In template ==\nbody',
  'Template:Probe void': '',
  'Template:Probe heading': '== H ==\n{{{1|}}}',
  'Template:Probe redirect': '#REDIRECT [[Template:Probe one]]',
  'Template:Probe cite': '<ref name="{{{name|}}}">{{{1|}}}</ref>',
  'File:Probe.png': '',
  'Probe page': 'The page.',
  'Probe redirect': '#REDIRECT [[Probe page]]',
}

/** A PNG of 400 by 300 pixels, in base64. */
export const probePicture = {
  name: 'Probe.png',
  width: 400,
  height: 300,
  bytes:
    'iVBORw0KGgoAAAANSUhEUgAAAZAAAAEsAQAAAADFzNhvAAAAJklEQVR42u3BMQEAAADCoPVPbQlPoAAAAAAAAAAAAAAAAAAAgKcBO8QAAfyeO9sAAAAASUVORK5CYII=',
}

/** The parameters that the text of a message shows: those of its functions were found in their sentences. */
function used(key: string, parameters: readonly string[]): readonly string[] {
  const text = String(Object.getOwnPropertyDescriptor(english, key)?.value ?? '')
  return parameters.filter((_, number) => text.includes(`$${number + 1}`))
}

const titles = engineTitleRules({
  namespaces: namespaceTable('Oracle', []),
  interwikis: new Set(interwikiUrls.keys()),
})

/** The wiki that the probes were asked in, for a page of it. */
export function probeContext(page: string): RenderContext {
  return contextFor(page, {
    extensions: new Set(['ParserFunctions', 'Cite', 'Poem', 'SyntaxHighlight']),
    titles,
    languageName: autonymOf,
    server: probeServer,
    message: (key, ...parameters) => quoted(key, key.startsWith('pfunc_') ? used(key, parameters) : parameters),
    loadTemplates: async names =>
      new Map(names.map(name => prefixedText(name, titles)).map(name => [name, probePages[name]])),
    exists: async names => new Map(names.map(name => [prefixedText(name, titles), existence(name)])),
    fileInfo: async names => new Map(names.map(name => [name, name === probePicture.name ? picture : undefined])),
  })
}

function existence(name: PageName): Existence {
  if (name.namespace === 8) return name.text === 'Jan'
  if (name.namespace === -1) return /^(Version|Search|Log|Contributions|RecentChanges|Upload)\b/.test(name.text)
  const text = probePages[prefixedText(name, titles)]
  if (text !== undefined) return text.startsWith('#REDIRECT') ? 'redirect' : true
  return prefixedText(name, titles) === 'Main Page'
}

const picture = {
  url: '/images/d/da/Probe.png',
  width: probePicture.width,
  height: probePicture.height,
  mime: 'image/png',
  thumbnail: (width: number) => `/images/thumb/d/da/Probe.png/${width}px-Probe.png`,
}
