// What can be said of a text in Lua without running it: whether its strings and comments end, and its blocks and brackets match.

/** What is wrong, and in which line, from 1. */
export interface LuaFault {
  readonly why: 'unfinished' | 'unexpected' | 'unclosed'
  readonly near: string
  readonly line: number
}

const long = /\[(=*)\[/y
const token = /[A-Za-z_]\w*|[()[\]{}]/y
const closers: Readonly<Record<string, string>> = {
  '(': ')',
  '[': ']',
  '{': '}',
  function: 'end',
  if: 'end',
  do: 'end',
  repeat: 'until',
}
const closing = new Set(Object.values(closers))

/** The first fault that shows in its signs and words; undefined where none does. */
export function luaFault(text: string): LuaFault | undefined {
  const open: { closer: string; word: string; at: number }[] = []
  const fault = (why: LuaFault['why'], near: string, at: number): LuaFault => ({
    why,
    near,
    line: text.slice(0, at).split('\n').length,
  })
  for (let at = 0; at < text.length; ) {
    const start = at
    const isComment = text.startsWith('--', at)
    if (isComment) at += 2
    long.lastIndex = at
    const bracket = long.exec(text)
    if (bracket !== null) {
      const end = text.indexOf(`]${bracket[1]}]`, at + bracket[0].length)
      if (end < 0) return fault('unfinished', bracket[0], start)
      at = end + bracket[0].length
      continue
    }
    if (isComment) {
      const end = text.indexOf('\n', at)
      at = end < 0 ? text.length : end
      continue
    }
    const character = text[at] ?? ''
    if (character === '"' || character === "'") {
      const end = endOfString(text, at)
      if (end === undefined) return fault('unfinished', character, start)
      at = end
      continue
    }
    token.lastIndex = at
    const word = token.exec(text)?.[0]
    if (word === undefined) {
      at++
      continue
    }
    at += word.length
    const closer = closers[word]
    if (closer !== undefined) open.push({ closer, word, at: start })
    else if (closing.has(word) && open.pop()?.closer !== word) return fault('unexpected', word, start)
  }
  const left = open.at(-1)
  return left === undefined ? undefined : fault('unclosed', left.word, left.at)
}

function endOfString(text: string, start: number): number | undefined {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === text[start]) return at + 1
    else if (text[at] === '\n') return undefined
  }
  return undefined
}
