// Rules about the house itself: who may import whom, where SQL stands, which words are used.
import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, test } from 'node:test'
import { errors } from '../../src/errors.ts'
import { settingsPage } from './settings-page.ts'
import { circle, root, type Source, sources } from './sources.ts'

const src = sources('src/**/*.ts').filter(source => !source.isTest)
const everything = sources('{src,test,bench}/**/*.ts', '{bin,scripts}/**/*.js')

const isStore = (file: string) => file.endsWith('-store.ts')
const isStorage = (file: string) => file.startsWith('src/storage/') || file.startsWith('src/search/')
const isContract = (file: string) => /^src\/(api|rest|web|http)\//.test(file)
/** The command line and what it puts together, and what walks the whole API from outside. */
const isRoot = (file: string) => /^src\/((commands|canary)\/)?[^/]+\.ts$/.test(file)
const byFile = new Map(src.map(source => [source.file, source]))
/** What a user can do: a file of the domain that reads or writes through stores. */
const isVerb = (file: string) =>
  !isStore(file) &&
  !isStorage(file) &&
  !isContract(file) &&
  !isRoot(file) &&
  (byFile.get(file)?.imports.some(isStore) ?? false)

/** What the API and HTTP have for everybody: a tree of results, times, cookies. They import nothing that acts. */
const sharedNouns = [
  'src/api/result.ts',
  'src/api/timestamps.ts',
  'src/api/time-zones.ts',
  'src/http/cookies.ts',
  'src/api/expiry.ts',
  'src/api/spoken-time.ts',
]

/** Who may read everything without being somebody: maintenance, and changes that go on from the text that is there. */
const systemViewers = ['src/files/hide.ts', 'src/pages/edit.ts', 'src/pages/null-revision.ts']

function offences(rule: (source: Source) => readonly string[], all = src): string[] {
  return all.flatMap(source => rule(source).map(what => `${source.file}: ${what}`))
}

/** The offences against “a file as `from` imports no file as `to`”. */
function imports(from: (file: string) => boolean, to: (file: string, from: string) => boolean): string[] {
  return offences(source => (from(source.file) ? source.imports.filter(file => to(file, source.file)) : []))
}

describe('who imports whom', () => {
  test('what is imported is there', () => {
    const missing = (source: Source) => source.imports.filter(file => !existsSync(path.join(root, file)))
    assert.deepEqual(offences(missing, everything), [])
  })

  for (const room of ['wikitext', 'diff']) {
    test(`${room} imports nothing of ours`, () => {
      const inside = (file: string) => file.startsWith(`src/${room}/`)
      assert.deepEqual(
        imports(inside, file => !inside(file)),
        [],
      )
    })
  }

  test('the domain does not know the API, the pages or HTTP', () => {
    const isDomain = (file: string) => !isContract(file) && !isRoot(file)
    assert.deepEqual(
      imports(isDomain, file => isContract(file) && !sharedNouns.includes(file)),
      [],
    )
  })

  test('what the API and HTTP share with everybody only describes', () => {
    const allowed = (file: string) => sharedNouns.includes(file)
    assert.deepEqual(
      imports(allowed, file => !allowed(file)),
      [],
    )
  })

  test('no store imports a verb', () => {
    assert.deepEqual(imports(isStore, isVerb), [])
  })

  test('storage knows no table of the wiki but through migrations', () => {
    const isNoun = (file: string) => file === 'src/ids.ts' || sharedNouns.includes(file)
    assert.deepEqual(
      imports(
        file => file.startsWith('src/storage/'),
        file => !file.startsWith('src/storage/') && !isNoun(file),
      ),
      [],
    )
  })

  test('drivers of databases stay in storage', () => {
    const drivers = (source: Source) => source.packages.filter(name => name === 'pg' || name === 'node:sqlite')
    assert.deepEqual(
      offences(
        drivers,
        src.filter(source => !isStorage(source.file)),
      ),
      [],
    )
  })

  test('the web framework stays in http', () => {
    const framework = (source: Source) => source.packages.filter(name => /^@?fastify\b/.test(name))
    assert.deepEqual(
      offences(
        framework,
        src.filter(source => !source.file.startsWith('src/http/')),
      ),
      [],
    )
  })

  test('nothing that runs imports a test', () => {
    const isOfTests = (file: string) => /^(test|bench)\/|\.test\.ts$/.test(file)
    assert.deepEqual(
      imports(() => true, isOfTests),
      [],
    )
  })

  test('no files import each other in a circle', () => {
    assert.equal(circle(src)?.join(' → '), undefined)
    const [first, second] = src.map(source => ({ ...source, runningImports: [] as string[] }))
    assert.ok(first && second)
    first.runningImports.push(second.file)
    second.runningImports.push(first.file)
    assert.deepEqual(circle([first, second]), [first.file, second.file])
  })
})

describe('what stands where', () => {
  const where = (pattern: RegExp, mayStand: (file: string) => boolean) =>
    offences(
      source => source.code.match(pattern) ?? [],
      src.filter(source => !mayStand(source.file)),
    )

  test('SQL stands in stores and in storage', () => {
    assert.deepEqual(
      where(/\bsql(<[^`()]*>)?`/g, file => isStore(file) || isStorage(file)),
      [],
    )
  })

  test('only config.ts reads the environment', () => {
    assert.deepEqual(
      where(/\bprocess\.env\b/g, file => file === 'src/config.ts'),
      [],
    )
  })

  test('only those on the list read as the system', () => {
    assert.deepEqual(
      where(/\bViewer\.system\(/g, file => systemViewers.includes(file)),
      [],
    )
  })

  test('a list of those who read as the system names only those who do', () => {
    assert.deepEqual(
      systemViewers.filter(file => !byFile.get(file)?.code.includes('Viewer.system(')),
      [],
    )
  })

  test('the checks of the compiler are not switched off', () => {
    const silenced = /@ts-(ignore|expect-error|nocheck)/g
    assert.deepEqual(
      offences(source => source.text.match(silenced) ?? []),
      [],
    )
  })

  test('no test is left out or run alone by a leftover', () => {
    const leftover = /\b(test|it|describe)\.(only|skip|todo)\(/g
    assert.deepEqual(
      offences(
        source => source.code.match(leftover) ?? [],
        everything.filter(source => source.isTest),
      ),
      [],
    )
  })
})

describe('names and words', () => {
  const isBesideCode = ({ file, isTest }: Source) =>
    isTest && (file.startsWith('src/') || existsSync(path.join(root, file.replace('.test.ts', '.ts'))))
  test('each file says at its top what it is for; a test beside the code need not', () => {
    const opens = (source: Source) => (/^(#!.*\n)?\/\/ \S/.test(source.text) ? [] : ['opens with no comment'])
    assert.deepEqual(
      offences(
        opens,
        everything.filter(source => !isBesideCode(source)),
      ),
      [],
    )
  })

  test('no file is longer than 900 lines', () => {
    const long = (source: Source) => {
      const lines = source.text.split('\n').length
      return lines > 900 ? [`${lines} lines`] : []
    }
    assert.deepEqual(offences(long, everything), [])
  })

  test('files are named in kebab-case, for what they hold', () => {
    const named = ({ file }: Source) => {
      const name = path.basename(file).replace(/(\.test|\.d)?\.[jt]s$/, '')
      if (/^(utils?|helpers?|managers?|handlers?|data|process|misc|common)$/.test(name)) return ['says nothing']
      return /^\d{4}-[a-z0-9-]+$|^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name) ? [] : ['is not in kebab-case']
    }
    assert.deepEqual(offences(named, everything), [])
  })

  test('no path of somebody’s machine stands in what others read', () => {
    const documents = globSync('{*.md,docs/**/*.md,i18n/*.json,src/**/*.ts}', { cwd: root })
    const found = documents.flatMap(file =>
      Array.from(
        readFileSync(path.join(root, file), 'utf8').matchAll(/(?<![\w.$}-])\/(tmp|work|root|home)\/[\w.-]*/g),
        ([match]) => `${file}: ${match}`,
      ),
    )
    assert.deepEqual(found, [])
  })
})

describe('messages', () => {
  const keysOf = (language: string) =>
    Object.keys(JSON.parse(readFileSync(path.join(root, 'i18n', `${language}.json`), 'utf8')))
      .filter(key => key !== '@metadata')
      .sort()
  const en = keysOf('en')
  const known = new Set(en)

  test('each message in English is explained to translators, and nothing else is', () => {
    assert.deepEqual(keysOf('qqq'), en)
  })

  test('each error has a message', () => {
    assert.deepEqual(
      Object.keys(errors).filter(key => !known.has(key)),
      [],
    )
  })

  test('each message has a text in English', () => {
    const texts: Record<string, unknown> = JSON.parse(readFileSync(path.join(root, 'i18n/en.json'), 'utf8'))
    const isText = (value: unknown) => typeof value === 'string'
    assert.deepEqual(
      en.filter(key => !isText(texts[key])),
      [],
    )
  })
})

describe('errors', () => {
  test('each error of the registry is used', () => {
    const code = src
      .filter(source => !source.file.startsWith('src/errors'))
      .map(source => source.code)
      .join('\n')
    // A key may be put together: `custom${kind}protected`.
    const beginnings = Array.from(code.matchAll(/`([a-z][\w-]{3,})\$\{/g), match => match[1] ?? '')
    const isUsed = (key: string) => code.includes(`'${key}'`) || beginnings.some(beginning => key.startsWith(beginning))
    assert.deepEqual(
      Object.keys(errors).filter(key => !isUsed(key)),
      [],
    )
  })
})

describe('what is written about it', () => {
  const read = (file: string) => readFileSync(path.join(root, file), 'utf8')

  test('docs/settings.md shows the settings as they are; node scripts/settings.js writes it', () => {
    assert.equal(read('docs/settings.md'), settingsPage())
  })

  test('each package of package.json is used', () => {
    const { dependencies, devDependencies, scripts } = JSON.parse(read('package.json'))
    const used = new Set(everything.flatMap(source => source.packages.map(name => /^(@[^/]+\/)?[^/]+/.exec(name)?.[0])))
    const isUsed = (name: string) => used.has(name) || name.startsWith('@types/') || toolsOfScripts.has(name)
    // Packages that scripts run by the name of their command.
    const toolsOfScripts = new Set(/\btsc\b.*\bbiome\b/.test(scripts.check) ? ['typescript', '@biomejs/biome'] : [])
    assert.deepEqual(
      Object.keys({ ...dependencies, ...devDependencies }).filter(name => !isUsed(name)),
      [],
    )
  })

  test('each decision has a number of its own, a question and a choice', () => {
    const files = globSync('docs/decisions/*.md', { cwd: root }).sort()
    assert.deepEqual(
      files.map(file => path.basename(file).slice(0, 4)),
      files.map((_, index) => String(index + 1).padStart(4, '0')),
    )
    for (const file of files) {
      for (const part of ['Question', 'Options', 'Choice', 'What would change our mind']) {
        assert.match(read(file), new RegExp(`^(## ${part}$|\\*\\*${part}\\.\\*\\*)`, 'm'), `${file} lacks ${part}`)
      }
    }
  })

  test('links between documents lead somewhere', () => {
    const broken = globSync('{*.md,docs/**/*.md}', { cwd: root }).flatMap(file =>
      Array.from(read(file).matchAll(/\]\((?!https?:)([^)#]+)/g), match =>
        path.join(path.dirname(file), match[1] ?? ''),
      )
        .filter(target => !existsSync(path.join(root, target)))
        .map(target => `${file}: ${target}`),
    )
    assert.deepEqual(broken, [])
  })
})
