// Runs the tests: all of them with SQLite, then those that need a database again with PostgreSQL. Arguments choose
// files whose path contains one of them; those that start with a dash go to Node, as --test-name-pattern=tag.
// DATABASE may name a PostgreSQL server to use; otherwise one is started where it is installed.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { globSync, readFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { startPostgres } from '../test/support/postgres.ts'

/** What a test imports that takes its database from DATABASE. */
const asksForDatabase = /from '[./]*(test\/)?support\/(server|database|pages)\.ts'/
/** What a browser shows, and how clients of others log in, does not depend on the database. */
const sameOnBoth = /^test\/(browser|clients)\//
/** These take longest, so they begin first. */
const longest = ['test/leaks/', 'test/differential/', 'test/browser/', 'test/kill/', 'test/property/', 'test/commands/']

const root = path.dirname(import.meta.dirname)
const filters = process.argv.slice(2).filter(argument => !argument.startsWith('-'))
const options = process.argv.slice(2).filter(argument => argument.startsWith('-'))

const files = globSync(['src/**/*.test.ts', 'test/**/*.test.ts'], { cwd: root })
  .map(file => file.split(path.sep).join('/'))
  .filter(file => filters.length === 0 || filters.some(filter => file.includes(filter)))
  .sort((one, other) => placeOf(one) - placeOf(other) || (one < other ? -1 : 1))
if (files.length === 0) {
  console.error(`no test file has ${filters.join(' or ')} in its path`)
  process.exit(1)
}

const outcomes = [await run('SQLite', files, undefined)]
const again = files.filter(
  file => !sameOnBoth.test(file) && asksForDatabase.test(readFileSync(path.join(root, file), 'utf8')),
)
if (again.length > 0) {
  const postgres = process.env.DATABASE ? { url: process.env.DATABASE, stop: async () => {} } : await startPostgres()
  if (postgres) outcomes.push(await run('PostgreSQL', again, postgres.url).finally(postgres.stop))
  else outcomes.push({ passed: true, line: 'PostgreSQL: left out, because none is installed here' })
}
console.log(`\n${outcomes.map(outcome => outcome.line).join('\n')}`)
process.exitCode = outcomes.every(outcome => outcome.passed) ? 0 : 1

function placeOf(file) {
  const place = longest.findIndex(folder => file.startsWith(folder))
  return place < 0 ? longest.length : place
}

/** One run of Node's test runner. */
async function run(name, files, database) {
  console.log(`\n== ${name}: ${files.length} files`)
  const started = performance.now()
  // What Node made of the TypeScript is kept as a server keeps it: most files of a test are those of other tests.
  const compiled = path.join(root, 'node_modules', '.cache', 'palimpsest')
  const env = { ...process.env, NODE_COMPILE_CACHE: compiled, DATABASE: database }
  if (database === undefined) delete env.DATABASE
  // As many as there are processors: a wiki of a test starts in one of them at once, and in code that is warm.
  const hosts = await Promise.all(Array.from({ length: os.availableParallelism() }, () => startHost(env)))
  // One more than there are processors: tests wait for servers and for the next second.
  const concurrency = os.availableParallelism() + 1
  const runner = ['--test', `--test-concurrency=${concurrency}`, '--test-timeout=600000', '--test-reporter=spec']
  const child = spawn(process.execPath, [...runner, ...options, ...files], {
    cwd: root,
    env: { ...env, WIKI_HOSTS: hosts.map(host => host.url).join(' ') },
    stdio: 'inherit',
  })
  const [code] = await once(child, 'exit')
  for (const { child } of hosts) child.kill()
  const seconds = ((performance.now() - started) / 1000).toFixed(0)
  return { passed: code === 0, line: `${name}: ${code === 0 ? 'passed' : 'FAILED'} in ${seconds} s` }
}

/** A process that serves wikis of tests. It ends with this one, which it hears from its end of the pipe. */
async function startHost(env) {
  const program = path.join(root, 'test', 'support', 'wiki-host.ts')
  const child = spawn(process.execPath, [program], { cwd: root, env, stdio: ['pipe', 'pipe', 'inherit'] })
  const failed = once(child, 'exit').then(() => Promise.reject(new Error('a process for wikis did not start')))
  const [line] = await Promise.race([once(child.stdout, 'data'), failed])
  child.stdout.resume()
  return { child, url: String(line).trim() }
}
