// The house as data: its files, who imports whom, and what is code in them and what is comment.
import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'

export const root = path.resolve(import.meta.dirname, '../..')

export interface Source {
  /** From the root of the project, with `/`. */
  readonly file: string
  readonly text: string
  /** The text without comments. */
  readonly code: string
  /** Files of the project that it imports, for types too. */
  readonly imports: readonly string[]
  /** Those of them that are still imported when the types are erased. */
  readonly runningImports: readonly string[]
  /** Packages and parts of Node that it imports. */
  readonly packages: readonly string[]
  readonly isTest: boolean
}

/** Every file that matches one of the patterns, in order, but for the conformance scenarios, which are data. */
export function sources(...patterns: string[]): Source[] {
  return globSync(patterns, { cwd: root, exclude: ['test/conformance/**', 'node_modules/**'] })
    .map(file => file.split(path.sep).join('/'))
    .sort()
    .map(read)
}

function read(file: string): Source {
  const text = readFileSync(path.join(root, file), 'utf8')
  const found = Array.from(
    text.matchAll(/^(?:import|export)\b([^'"`;]*?)\bfrom '([^']+)'|^import '([^']+)'|\bimport\('([^']+)'\)/gm),
    match => ({ names: match[1] ?? '', specifier: match[2] ?? match[3] ?? match[4] ?? '' }),
  )
  const specifiers = found.map(one => one.specifier)
  const running = found.filter(one => !namesTypesOnly(one.names)).map(one => one.specifier)
  const fromRoot = (name: string) => path.posix.join(path.posix.dirname(file), name)
  return {
    file,
    text,
    code: withoutComments(text),
    imports: specifiers.filter(isOurs).map(fromRoot),
    runningImports: running.filter(isOurs).map(fromRoot),
    packages: specifiers.filter(name => !isOurs(name)),
    isTest: file.endsWith('.test.ts'),
  }
}

/** Whether nothing is left of an import when types are erased: `type { A }`, or `{ type A, type B }`. */
function namesTypesOnly(names: string): boolean {
  if (/^\s*type\b/.test(names)) return true
  const listed = /^\s*\{([^}]*)\}\s*$/
    .exec(names)?.[1]
    ?.split(',')
    .filter(name => name.trim() !== '')
  return listed?.every(name => /^\s*type\s/.test(name)) ?? false
}

function isOurs(specifier: string): boolean {
  return specifier.startsWith('.')
}

/** Blanks out comments; strings and templates are passed over, so that `//` in an address is none. */
function withoutComments(text: string): string {
  const token = /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`|\/\/.*|\/\*[\s\S]*?\*\//g
  return text.replace(token, found => (found.startsWith('//') || found.startsWith('/*') ? '' : found))
}

/** A circle of imports, each file importing the next and the last the first; undefined where there is none. Types make none. */
export function circle(all: readonly Source[]): string[] | undefined {
  const byFile = new Map(all.map(source => [source.file, source]))
  const done = new Set<string>()
  const trail: string[] = []
  const visit = (file: string): string[] | undefined => {
    if (done.has(file)) return undefined
    if (trail.includes(file)) return trail.slice(trail.indexOf(file))
    trail.push(file)
    for (const next of byFile.get(file)?.runningImports ?? []) {
      const found = visit(next)
      if (found) return found
    }
    trail.pop()
    done.add(file)
    return undefined
  }
  for (const { file } of all) {
    const found = visit(file)
    if (found) return found
  }
  return undefined
}
