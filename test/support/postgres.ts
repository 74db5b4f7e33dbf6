// Starts a PostgreSQL of its own for the tests, on a free port and in a temporary folder.
import { execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chown, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { userInfo } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { scratch } from './scratch.ts'

const run = promisify(execFile)

/**
 * Answers with the address of a database on a new server, which does not wait for the disk;
 * `undefined` where no PostgreSQL is installed. `stop` ends the server and removes what it wrote; so does the end of
 * this process, where the folder may stay.
 */
export async function startPostgres(): Promise<{ url: string; stop(): Promise<void> } | undefined> {
  const programs = await findPrograms()
  if (programs === undefined) return undefined
  const user = await userOfServer()
  const folder = await mkdtemp(path.join(scratch, 'palimpsest-postgres-'))
  try {
    if (user) await chown(folder, user.uid, user.gid)
    return await startIn(folder, programs, user)
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    throw error
  }
}

interface SystemUser {
  uid: number
  gid: number
}

async function startIn(folder: string, programs: string, user: SystemUser | undefined) {
  const password = randomBytes(16).toString('hex')
  const passwordFile = path.join(folder, 'password')
  await writeFile(passwordFile, password, { mode: 0o600 })
  if (user) await chown(passwordFile, user.uid, user.gid)
  const data = path.join(folder, 'data')
  await run(
    path.join(programs, 'initdb'),
    [
      '-D',
      data,
      '-U',
      'palimpsest',
      '--auth=scram-sha-256',
      `--pwfile=${passwordFile}`,
      '-E',
      'UTF8',
      '--locale=C.UTF-8',
    ],
    { ...user, cwd: folder },
  )
  const port = await freePort()
  // Named one by one, so that a configuration of the machine changes nothing.
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: folder,
    // The tests end servers of wikis, never this one or its machine.
    fsync: 'off',
    full_page_writes: 'off',
    max_connections: 200,
  }
  const server = spawn(
    path.join(programs, 'postgres'),
    ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    { ...user, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
  )
  let output = ''
  server.stderr.setEncoding('utf8').on('data', (text: string) => {
    output = (output + text).slice(-10_000)
  })
  const ended = once(server, 'exit')
  // The signal asks for the fast way to stop, which does not wait for connections to end.
  const kill = () => server.kill('SIGINT')
  process.on('exit', kill)
  const stop = async () => {
    kill()
    await ended
    process.off('exit', kill)
    await rm(folder, { recursive: true, force: true })
  }
  const url = `postgres://palimpsest:${password}@127.0.0.1:${port}/postgres`
  try {
    await untilReady(url, () => server.exitCode !== null)
  } catch (error) {
    await stop()
    throw new Error(`PostgreSQL did not start; it wrote:\n${output}`, { cause: error })
  }
  return { url, stop }
}

/** The folder with `initdb`: of the newest version where Debian puts them, else where `pg_config` says. */
async function findPrograms(): Promise<string | undefined> {
  const debian = '/usr/lib/postgresql'
  const versions = (await readdir(debian).catch(() => [])).filter(name => /^\d+$/.test(name))
  const newest = versions.sort((a, b) => Number(b) - Number(a))[0]
  const folders = newest === undefined ? [] : [path.join(debian, newest, 'bin')]
  const configured = await run('pg_config', ['--bindir']).catch(() => undefined)
  if (configured) folders.push(configured.stdout.trim())
  for (const folder of folders) {
    if (existsSync(path.join(folder, 'initdb'))) return folder
  }
  return undefined
}

/** PostgreSQL refuses to run as root, so root runs it as the user that its package made, or as nobody. */
async function userOfServer(): Promise<SystemUser | undefined> {
  if (userInfo().uid !== 0) return undefined
  for (const name of ['postgres', 'nobody']) {
    const uid = await run('id', ['-u', name]).catch(() => undefined)
    const gid = await run('id', ['-g', name]).catch(() => undefined)
    if (uid && gid) return { uid: Number(uid.stdout), gid: Number(gid.stdout) }
  }
  return undefined
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('the probe for a free port has no address')
  return address.port
}

async function untilReady(url: string, hasEnded: () => boolean): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const client = new pg.Client({ connectionString: url })
    try {
      await client.connect()
      return await client.end()
    } catch (error) {
      if (hasEnded() || attempt === 300) throw error
    }
    await new Promise(resolve => setTimeout(resolve, 100))
  }
}
