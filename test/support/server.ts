// Starts the whole server on a free port and throw-away data, for tests that speak HTTP: among others in a process that
// serves many, where there is one, or as a process of its own.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { processorOf } from '../../bench/processes.ts'
import { Client } from './client.ts'
import { throwAwayDatabase } from './database.ts'
import { scratch } from './scratch.ts'
import type { HostedOrder } from './wiki-host.ts'

const root = path.resolve(import.meta.dirname, '../..')

/** Admin (sysop, bureaucrat, interface-admin, suppress), Bob and Robot (bot), each with `<name>-password-1`. */
export const usualFixture = path.join(root, 'test/conformance/fixture.json')

export interface WikiOptions {
  /** A fixture file, or what would stand in one; `null` for none. By default the usual accounts. */
  fixture?: string | object | null
  /**
   * `sqlite` (a file), `memory`, or the address of a PostgreSQL server, where a database is made for this wiki alone.
   * By default what the environment variable DATABASE names, else `sqlite`.
   */
  database?: string
  /** Whether its data is on the disk, as that of a real wiki: for what is measured. */
  onDisk?: boolean
  /** Added to the environment of the server. */
  env?: Record<string, string>
  /** Added to the arguments of `serve`. */
  args?: readonly string[]
}

/** A running wiki of a test. */
export interface TestWiki {
  /** The address of api.php. */
  readonly api: string
  /** The address of the server, ending in a slash. */
  readonly url: string
  /** What the command line takes to open the same data: `--data DIR` or `--database URL`. */
  readonly where: readonly string[]
  /** A new session of nobody. */
  client(): Client
  /** A new session of one of the usual accounts; `Admin@bot` and `Robot@bot` take the bot password. */
  as(name: string): Promise<Client>
  /** Ends it, or what was started after it, if it still runs, and removes its data. */
  stop(): Promise<void>
}

/** A wiki in a process of its own. */
export interface TestServer extends TestWiki {
  readonly pid: number
  /** Seconds that it has worked so far; of the clock where the system does not say. Others may be busy meanwhile. */
  worked(): number
  /** The folder of its data, empty where the data is elsewhere. */
  readonly dataDir: string
  /** What it has written so far. */
  output(): { stdout: string; stderr: string }
  /** Sends a signal and waits for the end; the data stays. */
  kill(signal: NodeJS.Signals): Promise<void>
  /** Starts again on the same data; this one must have ended. */
  restart(): Promise<TestServer>
}

const running = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

/** Starts a wiki, wherever it can be had quickest. Throws where it does not come up. */
export async function startWiki(options: WikiOptions = {}): Promise<TestWiki> {
  const host = anyHost()
  if (host === undefined) return startServer(options)
  const { where, args, env, remove } = await prepare(options)
  const ask = async (deed: 'start' | 'stop', order: HostedOrder | { url: string }): Promise<unknown> => {
    const response = await fetch(new URL(deed, host), { method: 'POST', body: JSON.stringify(order) })
    if (!response.ok) throw new Error(`the wiki cannot ${deed}: ${await response.text()}`)
    return response.json()
  }
  const { url } = await startedOrRemoved(ask('start', { args, env }) as Promise<{ url: string }>, remove)
  return {
    ...askable(url),
    where,
    async stop() {
      await ask('stop', { url })
      await remove()
    },
  }
}

/** The same as a process of its own; throws, showing what it wrote, where it does not come up within a minute. */
export async function startServer(options: WikiOptions = {}): Promise<TestServer> {
  const { dataDir, where, args, env, remove } = await prepare(options)
  let last: ChildProcess | undefined
  const start = async (): Promise<TestServer> => {
    const { child, url, output } = await serve(args, env)
    last = child
    return {
      ...askable(url),
      pid: child.pid ?? 0,
      worked: () => processorOf(child.pid ?? 0) ?? performance.now() / 1000,
      dataDir,
      where,
      output,
      kill: signal => end(child, signal),
      restart: start,
      async stop() {
        // Also one that was started again: a test that fails in between would wait for it for ever.
        if (last !== undefined) await end(last, 'SIGTERM')
        await remove()
      },
    }
  }
  return startedOrRemoved(start(), remove)
}

/** One of the processes that serve many wikis. */
function anyHost(): string | undefined {
  const hosts = (process.env.WIKI_HOSTS ?? '').split(' ').filter(url => url !== '')
  return hosts[process.pid % hosts.length]
}

const askable = (url: string): Pick<TestWiki, 'api' | 'url' | 'client' | 'as'> => ({
  api: `${url}api.php`,
  url,
  client: () => new Client(`${url}api.php`),
  as: name => new Client(`${url}api.php`).login(name, passwordOf(name)),
})

/** Makes what a wiki needs, and says how it is started and how all of it is removed. */
async function prepare(options: WikiOptions) {
  const database = options.database ?? process.env.DATABASE ?? 'sqlite'
  const folder = await mkdtemp(path.join(options.onDisk ? tmpdir() : scratch, 'palimpsest-test-'))
  const made = database === 'sqlite' || database === 'memory' ? undefined : await throwAwayDatabase(database)
  const dataDir = path.join(folder, 'data')
  const where = made ? ['--database', made.url] : database === 'memory' ? ['--memory'] : ['--data', dataDir]
  const fixture = await fixtureFile(options.fixture, folder)
  const env = {
    // Tests log in often, with passwords that everybody knows.
    PALIMPSEST_PASSWORD_MEMORY: '64',
    // A wiki in PostgreSQL has files only where somebody says where.
    ...(made ? { PALIMPSEST_FILES_FOLDER: path.join(folder, 'files') } : {}),
    ...options.env,
  }
  return {
    dataDir: where[0] === '--data' ? dataDir : '',
    where,
    args: ['--port', '0', ...where, ...fixture, ...(options.args ?? [])],
    env,
    async remove() {
      await made?.drop()
      await rm(folder, { recursive: true, force: true, maxRetries: 3 })
    },
  }
}

async function startedOrRemoved<T>(starting: Promise<T>, remove: () => Promise<void>): Promise<T> {
  try {
    return await starting
  } catch (error) {
    await remove()
    throw error
  }
}

/** Runs another command of the command line to its end: `runCommand(['check', '--data', wiki.dataDir])`. */
export async function runCommand(
  args: readonly string[],
  options: { env?: Record<string, string>; input?: string } = {},
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, ['bin/palimpsest.js', ...args], {
    cwd: root,
    env: { ...process.env, ...options.env },
  })
  running.add(child)
  const output = collect(child)
  child.stdin.end(options.input ?? '')
  const [code] = await once(child, 'close')
  running.delete(child)
  return { code: typeof code === 'number' ? code : null, ...output() }
}

/** The password of a usual account, or of its bot. */
export function passwordOf(name: string): string {
  return name.includes('@') ? 'b'.repeat(32) : `${name}-password-1`
}

async function fixtureFile(fixture: WikiOptions['fixture'], folder: string): Promise<string[]> {
  if (fixture === null) return []
  if (typeof fixture !== 'object') return ['--fixture', fixture ?? usualFixture]
  const file = path.join(folder, 'fixture.json')
  await writeFile(file, JSON.stringify(fixture))
  return ['--fixture', file]
}

function collect(child: ChildProcess): () => { stdout: string; stderr: string } {
  const texts = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      texts[name] += text
    })
  }
  return () => ({ ...texts })
}

async function serve(args: readonly string[], env: Record<string, string>) {
  const child = spawn(process.execPath, ['bin/palimpsest.js', 'serve', ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.add(child)
  child.once('exit', () => running.delete(child))
  const output = collect(child)
  const url = await new Promise<string>((resolve, reject) => {
    const fail = (what: string) => {
      clearTimeout(timer)
      child.kill('SIGKILL')
      reject(new Error(`the server ${what}; it wrote:\n${output().stdout}${output().stderr}`))
    }
    const timer = setTimeout(() => fail('did not come up within a minute'), 60_000)
    const ended = (code: number | null) => fail(`ended with status ${code}`)
    // Not at its exit: what it wrote last may come in after that.
    child.once('close', ended)
    child.stdout?.on('data', () => {
      const address = /\bhttp:\/\/\S+:\d+\//.exec(output().stdout)?.[0]
      if (address === undefined) return
      clearTimeout(timer)
      child.off('close', ended)
      resolve(address)
    })
  })
  return { child, url, output }
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill(signal)
  const timer = setTimeout(() => child.kill('SIGKILL'), 15_000)
  await ended
  clearTimeout(timer)
}
