#!/usr/bin/env node
// The command `palimpsest`: starts src/main.ts with a Node that can run it. Plain JavaScript, so that an old Node gets
// as far as saying what is missing.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { constants } from 'node:os'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const needed = 24
const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const modules = path.join(root, 'node_modules')
const brought = path.join(modules, '.bin', 'node')

const isNewEnough = Number(process.versions.node.split('.')[0]) >= needed

// In a clone that nobody has set up yet.
const setup = path.join(root, 'scripts', 'setup.js')
if (
  existsSync(path.join(root, 'package-lock.json')) &&
  existsSync(setup) &&
  !existsSync(isNewEnough ? modules : brought)
) {
  const { status } = spawnSync(process.execPath, [setup], { stdio: 'inherit' })
  if (status !== 0) process.exit(1)
}

if (isNewEnough) {
  startLean()
  await start()
}
if (!isNewEnough && existsSync(brought)) runAgainWith(brought)
else if (!isNewEnough) {
  console.error(`palimpsest needs Node ${needed} or newer and this is ${process.version}.`)
  console.error('In a clone of the project `npm run setup` brings one; elsewhere take it from https://nodejs.org')
  process.exitCode = 1
}

/**
 * Begins anew with the settings of a server that shall stay small: Node's are for programs that may fill the machine.
 * The process stays the same, so that signals and its number do. Only Linux needs it and has it.
 */
function startLean() {
  // Without the middle compiler: what it takes while many functions get hot at once is never given back.
  const lean = ['--max-semi-space-size=4', '--heap-growing-percent=20', '--no-maglev', '--v8-pool-size=1']
  const isServer = process.argv[2] === undefined || process.argv[2] === 'serve' || process.argv[2].startsWith('--')
  if (!isServer || process.platform !== 'linux' || typeof process.execve !== 'function') return
  if (process.env.PALIMPSEST_LEAN !== undefined) return
  const command = [process.execPath, ...process.execArgv, ...lean, ...process.argv.slice(1)]
  // Large pieces of memory, as a password's hash takes, are given back at once and not kept for the next.
  const malloc = { MALLOC_ARENA_MAX: '1', MALLOC_MMAP_THRESHOLD_: '131072', MALLOC_TRIM_THRESHOLD_: '131072' }
  process.execve(process.execPath, command, { ...process.env, ...malloc, PALIMPSEST_LEAN: '1' })
}

async function start() {
  const { enableCompileCache, flushCompileCache, registerHooks } = await import('node:module')
  // Reading the TypeScript anew takes longer than all the rest of a start, so Node keeps what it made of it.
  if (existsSync(modules)) {
    enableCompileCache(path.join(modules, '.cache', 'palimpsest'))
    setTimeout(flushCompileCache, 3000).unref()
  }
  // Node runs TypeScript by itself, but not what was installed as a package of somebody else's.
  if (root.includes(`${path.sep}node_modules${path.sep}`)) await import('./strip-types.js')
  const own = pathToFileURL(path.join(root, 'src') + path.sep).href
  // Our files say exactly where the others are. Node would ask the disk for each whether a folder of its path is a link,
  // and which package.json it belongs to; that is a fifth of a start.
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier.startsWith('.') && specifier.endsWith('.ts') && context.parentURL?.startsWith(own)
        ? { url: new URL(specifier, context.parentURL).href, format: 'module-typescript', shortCircuit: true }
        : next(specifier, context),
  })
  await import(pathToFileURL(path.join(root, 'src', 'main.ts')).href)
}

/** Hands everything on to another Node: arguments, standard streams, signals and the status at the end. */
function runAgainWith(node) {
  const child = spawn(node, process.argv.slice(1), { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('error', error => {
    console.error(`palimpsest: ${node} does not run: ${error.message}`)
    process.exitCode = 1
  })
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + constants.signals[signal]
  })
}
