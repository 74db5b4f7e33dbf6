// The pre-save transform: signatures, `{{subst:}}` and the pipe trick are put in when a page is saved, and the text is
// brought into the form that is kept.

import type { ExpandContext, PageName } from './context.ts'
import { Expansion, Loaded, loadMissing } from './expansion.ts'
import { preprocess } from './preprocessor.ts'
import { tagsOf } from './tag-names.ts'
import { signatureTime } from './variables.ts'

/** What the transform needs besides a context: who signs. */
export interface PreSaveContext extends ExpandContext {
  /** What `~~~` becomes, as wikitext. */
  readonly signature: string
}

/** The signature of a user without one of their own. */
export const defaultSignature = (user: string): string => `[[User:${user}|${user}]] ([[User talk:${user}|talk]])`

const needsCleaning = /[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g

/** Unicode as it is kept: NFC, and U+FFFD for what no text may hold. For everything a client sends. */
export function cleanInput(text: string): string {
  // Everything below U+0300 is composed already.
  const composed = /[\u0300-\uffff]/.test(text) ? text.toWellFormed().normalize('NFC') : text
  return composed.replace(needsCleaning, '\ufffd')
}

/** Line ends as they are kept: `\n` alone, and no white space at the end of the text. */
export function cleanLines(text: string): string {
  const lines = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text
  let end = lines.length
  while (end > 0 && ' \t\n\r\0\x0b'.includes(lines[end - 1] ?? '')) end--
  return end === lines.length ? lines : lines.slice(0, end)
}

/**
 * Transforms a text that is about to be saved. Templates are loaded only where `{{subst:}}` asks for them. The text is
 * taken as cleaned by `cleanInput` already; line ends and trailing white space are done here.
 */
export async function preSave(text: string, context: PreSaveContext): Promise<string> {
  const done = preSaveNow(text, context)
  if (done !== undefined) return done
  const source = cleanLines(text)
  const tags = tagsOf(context.extensions)
  const nodes = preprocess(source, { tags })
  const loaded = new Loaded()
  const trees = new Map()
  for (let run = 1; ; run++) {
    const expansion = new Expansion(context, 'wiki', { loaded, trees, tags })
    const expanded = expansion.expand(nodes, expansion.rootFrame())
    if (run < maxRuns && (await loadMissing(expansion))) continue
    return cleanLines(expansion.strip.unstripBoth(secondPass(expanded, context)))
  }
}

/** The same without waiting, for texts that substitute nothing; undefined for those that do. */
export function preSaveNow(text: string, context: PreSaveContext): string | undefined {
  const source = cleanLines(text)
  if (source.includes('{{') && mayHoldSubstitution(source)) return undefined
  if (!source.includes('~~~') && !source.includes('|]]') && !source.includes('[[|')) return source
  if (!source.includes('<')) return cleanLines(secondPass(source, context))
  // Without calls to expand, only what stands in comments and extension tags is to be left alone.
  let out = ''
  for (const { text: piece, isProtected } of protectedPieces(source, tagsOf(context.extensions))) {
    out += isProtected ? piece : secondPass(piece, context)
  }
  return cleanLines(out)
}

const mayHoldSubstitution = (text: string): boolean => /subst:/i.test(text)

const maxRuns = 100

interface Piece {
  readonly text: string
  readonly isProtected: boolean
}

/** Cuts a text at its comments and closed extension tags. */
function* protectedPieces(text: string, tags: ReadonlySet<string>): Generator<Piece> {
  const opening = new RegExp(`<(?:!--|(${[...tags].join('|')})(?:\\s|/>|>))`, 'gi')
  const neverClosed = new Set<string>()
  let done = 0
  for (let match = opening.exec(text); match; match = opening.exec(text)) {
    let end: number
    const name = match[1]?.toLowerCase()
    if (name === undefined) {
      const close = text.indexOf('-->', match.index + 4)
      end = close < 0 ? text.length : close + 3
    } else {
      const gt = text.indexOf('>', match.index)
      if (gt < 0) continue
      if (text[gt - 1] === '/') {
        end = gt + 1
      } else {
        const closer = new RegExp(`</${name}\\s*>`, 'gi')
        closer.lastIndex = gt
        const close = neverClosed.has(name) ? null : closer.exec(text)
        if (!close) {
          neverClosed.add(name)
          opening.lastIndex = gt + 1
          continue
        }
        end = close.index + close[0].length
      }
    }
    yield { text: text.slice(done, match.index), isProtected: false }
    yield { text: text.slice(match.index, end), isProtected: true }
    done = end
    opening.lastIndex = end
  }
  yield { text: text.slice(done), isProtected: false }
}

/** Signatures and pipe tricks in a text whose protected parts are out of the way. */
function secondPass(text: string, context: PreSaveContext): string {
  return pipeTricks(signatures(text, context), context)
}

function signatures(text: string, context: PreSaveContext): string {
  if (!text.includes('~~~')) return text
  const time = signatureTime(context.now)
  const values = [context.signature, `${context.signature} ${time}`, time]
  return text.replace(/~{3,5}/g, tildes => values[tildes.length - 3] ?? tildes)
}

const nameCharacters = /^[ _0-9A-Za-z\x80-\uffff-]+$/
const titleCharacters = /^[ %!"$&'()*,\-./0-9:;=?@A-Z\\^_`a-z~\x80-\uffff+]+$/

/** Splits `:Help:Foo` into `:Help:` and `Foo`; what is before the colon must look like a namespace or prefix. */
function splitPrefix(text: string): { prefix: string; name: string }[] {
  const lead = text.startsWith(':') ? ':' : ''
  const colon = text.indexOf(':', lead.length)
  const ways: { prefix: string; name: string }[] = []
  if (colon > lead.length && nameCharacters.test(text.slice(lead.length, colon))) {
    ways.push({ prefix: text.slice(0, colon + 1), name: text.slice(colon + 1) })
  }
  if (lead !== '') ways.push({ prefix: lead, name: text.slice(1) })
  ways.push({ prefix: '', name: text })
  return ways.filter(way => way.name !== '')
}

/** Cuts ` (context)` off the end of a name: the shortest name that leaves one. */
function cutContext(name: string, open: string, close: string): { name: string; context: string } | undefined {
  if (!name.endsWith(close)) return undefined
  let at = name.indexOf(open, 1)
  if (at < 0 || at + 1 >= name.length - 1) return undefined
  if (name[at - 1] === ' ' && at > 1) at--
  return { name: name.slice(0, at), context: name.slice(at) }
}

function cutComma(name: string): { name: string; context: string } {
  let best = -1
  for (const comma of [', ', '，', '، ']) {
    const at = name.indexOf(comma, 1)
    if (at > 0 && at + comma.length < name.length && (best < 0 || at < best)) best = at
  }
  return best < 0 ? { name, context: '' } : { name: name.slice(0, best), context: name.slice(best) }
}

/** The label that the pipe trick gives a link target, or undefined for a target it does not work on. */
function trickLabel(target: string): string | undefined {
  if (!titleCharacters.test(target)) return undefined
  const ways = splitPrefix(target)
  for (const [open, close] of [
    ['(', ')'],
    ['（', '）'],
  ] as const) {
    for (const { name } of ways) {
      const cut = cutContext(name, open, close)
      if (cut) return cut.name
    }
  }
  const way = ways[0]
  return way && cutComma(way.name).name
}

function reverseTrick(label: string, title: PageName, context: ExpandContext): string {
  const namespace = context.titles.namespaceName(title.namespace) ?? ''
  const prefix = namespace === '' ? '' : `${namespace}:`
  const cut = cutContext(title.text, '(', ')')
  if (cut) return `[[${prefix}${label}${cut.context}|${label}]]`
  const comma = cutComma(title.text)
  if (prefix !== '' || comma.context !== '') return `[[${prefix}${label}${comma.context}|${label}]]`
  return `[[${label}]]`
}

function pipeTricks(text: string, context: PreSaveContext): string {
  let out = text
  if (out.includes('|]]')) {
    out = out.replace(/\[\[([^[\]{}|<>\x00-\x1f#]+)\|\]\]/g, (whole, target: string) => {
      const label = trickLabel(target)
      return label === undefined ? whole : `[[${target}|${label}]]`
    })
  }
  if (out.includes('[[|')) {
    out = out.replace(/\[\[\|([^[\]{}|<>\x00-\x1f#]+)\]\]/g, (whole, label: string) =>
      titleCharacters.test(label) ? reverseTrick(label, context.title, context) : whole,
    )
  }
  return out
}
