// The thread in which patterns are matched: a pattern that backtracks for ever stops this thread and nothing else.
import { parentPort, workerData } from 'node:worker_threads'
import type { MatchOrder, MatchReply } from './pattern-matcher.ts'

/** Compiled patterns that are kept. */
const mostKept = 20_000
/** Matches of one pattern in one text that are told. */
const mostMatches = 1000

/** Where the thread says which pattern it is at, so that whoever ends it knows which one to blame. */
const at = new Int32Array((workerData as { at: SharedArrayBuffer }).at)
const compiled = new Map<string, RegExp>()

parentPort?.on('message', ({ id, patterns, flags, text }: MatchOrder) => {
  const matches = patterns.map((pattern, index) => {
    Atomics.store(at, 0, index)
    return found(regexOf(pattern, `${flags}g`), text)
  })
  Atomics.store(at, 0, -1)
  parentPort?.postMessage({ id, matches } satisfies MatchReply)
})

function regexOf(pattern: string, flags: string): RegExp {
  const key = `${flags}\n${pattern}`
  const known = compiled.get(key)
  if (known !== undefined) return known
  if (compiled.size >= mostKept) compiled.clear()
  const made = new RegExp(pattern, flags)
  compiled.set(key, made)
  return made
}

function found(regex: RegExp, text: string): string[][] {
  const all: string[][] = []
  regex.lastIndex = 0
  for (const match of text.matchAll(regex)) {
    all.push(Array.from(match, group => group ?? ''))
    if (all.length === mostMatches) break
  }
  return all
}
