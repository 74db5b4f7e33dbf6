// scripts/setup.js in a folder of its own, with a stand-in for npm that writes down what it is asked.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, test } from 'node:test'

const script = path.resolve(import.meta.dirname, '../../scripts/setup.js')

/** Installs what the lock file says by writing npm's own list of it; takes a moment, so that two can meet. */
const standIn = `
const fs = require('node:fs')
fs.appendFileSync(process.env.ASKED, process.argv.slice(2).join(' ') + '\\n')
if (process.env.OFFLINE) process.exit(7)
setTimeout(() => {
  fs.mkdirSync('node_modules', { recursive: true })
  fs.copyFileSync('package-lock.json', 'node_modules/.package-lock.json')
}, 400)
`

/** Notes what it is started with and asked for. */
const wikiStandIn = `import { appendFileSync } from 'node:fs'
import { createServer } from 'node:http'
const note = text => appendFileSync(process.env.WARMED, text + '\\n')
note(process.argv.slice(2).join(' '))
const server = createServer((request, response) => {
  note(request.url.split('?')[0])
  response.end()
})
server.listen(0, '127.0.0.1', () => console.log('It is at http://127.0.0.1:' + server.address().port + '/'))
process.on('SIGTERM', () => {
  note('the end')
  process.exit()
})
`

describe('setup', () => {
  let folder = ''
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'palimpsest-setup-'))
    await mkdir(path.join(folder, 'scripts'))
    await cp(script, path.join(folder, 'scripts/setup.js'))
    await writeFile(path.join(folder, 'package.json'), '{ "type": "module" }')
    // The stand-in is CommonJS, in a folder that says so.
    await mkdir(path.join(folder, 'npm'))
    await writeFile(path.join(folder, 'npm/package.json'), '{ "type": "commonjs" }')
    await writeFile(path.join(folder, 'npm/npm.js'), standIn)
    await lock({ 'node_modules/one': { version: '1.0.0', integrity: 'sha512-one' } })
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  const lock = (packages: object) =>
    writeFile(
      path.join(folder, 'package-lock.json'),
      JSON.stringify({ packages: { '': { version: '0.1.0' }, ...packages } }),
    )
  const asked = async () =>
    (await readFile(path.join(folder, 'asked'), 'utf8').catch(() => '')).split('\n').slice(0, -1)
  const setup = async (env: Record<string, string> = {}, hear: (said: string) => void = () => {}) => {
    const child = spawn(process.execPath, ['scripts/setup.js'], {
      cwd: folder,
      env: { ...process.env, npm_execpath: path.join(folder, 'npm/npm.js'), ASKED: path.join(folder, 'asked'), ...env },
    })
    let said = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text
      hear(said)
    })
    const [code] = await once(child, 'close')
    return { code, said }
  }

  test('installs what the lock file says, once', async () => {
    assert.equal((await setup()).code, 0)
    assert.match((await asked()).join(), /^ci .*--ignore-scripts/)
    assert.deepEqual(await setup(), { code: 0, said: '' })
    assert.equal((await asked()).length, 1)
  })

  test('installs again when the lock file names another version', async () => {
    await setup()
    await lock({ 'node_modules/one': { version: '1.0.1', integrity: 'sha512-two' } })
    await setup()
    assert.equal((await asked()).length, 2)
  })

  test('does not miss packages of other systems, which npm leaves out', async () => {
    await setup()
    const one = { version: '1.0.0', integrity: 'sha512-one' }
    await lock({ 'node_modules/one': one, 'node_modules/for-windows': { version: '1.0.0', optional: true } })
    await setup()
    assert.equal((await asked()).length, 1)
  })

  test('misses packages for development, but not to serve', async () => {
    await setup()
    const one = { version: '1.0.0', integrity: 'sha512-one' }
    await lock({ 'node_modules/one': one, 'node_modules/linter': { version: '1.0.0', dev: true } })
    await setup({ npm_lifecycle_event: 'prestart' })
    assert.equal((await asked()).length, 1)
    await setup({ npm_lifecycle_event: 'pretest' })
    assert.equal((await asked()).length, 2)
  })

  test('two at once install once', async () => {
    const both = await Promise.all([setup(), setup()])
    assert.deepEqual(
      both.map(one => one.code),
      [0, 0],
    )
    assert.equal((await asked()).length, 1)
  })

  test('goes on after one that was killed', async () => {
    const dead = spawn(process.execPath, ['-e', ''])
    await once(dead, 'close')
    await writeFile(path.join(folder, '.setup.lock'), String(dead.pid))
    assert.equal((await setup()).code, 0)
    assert.equal((await asked()).length, 1)
  })

  test('says what is wrong when npm fails, and leaves nothing locked', async () => {
    const failed = await setup({ OFFLINE: '1' })
    assert.equal(failed.code, 1)
    assert.match(failed.said, /could not be installed.*ended with 7[\s\S]*network/)
    assert.equal((await setup()).code, 0)
  })

  test('starts the wiki once, so that Node keeps what it compiled, and ends it', async () => {
    await mkdir(path.join(folder, 'bin'))
    await writeFile(path.join(folder, 'bin/palimpsest.js'), wikiStandIn)
    assert.deepEqual(await setup({ WARMED: path.join(folder, 'warmed') }), {
      code: 0,
      said: 'setup: installing the packages of package-lock.json …\n',
    })
    const warmed = (await readFile(path.join(folder, 'warmed'), 'utf8')).trim().split('\n').sort()
    assert.deepEqual(warmed, ['/api.php', '/wiki/Main_Page', 'serve --memory --port 0', 'the end'])
  })

  test('succeeds also where the wiki cannot be started', async () => {
    await mkdir(path.join(folder, 'bin'))
    await writeFile(path.join(folder, 'bin/palimpsest.js'), 'process.exit(1)')
    assert.equal((await setup()).code, 0)
    assert.equal((await asked()).length, 1)
  })

  test('waits for another that still runs', async () => {
    await writeFile(path.join(folder, '.setup.lock'), String(process.pid))
    const waits = Promise.withResolvers<void>()
    const waiting = setup({}, said => /waiting for another setup/.test(said) && waits.resolve())
    await waits.promise
    assert.deepEqual(await asked(), [])
    await rm(path.join(folder, '.setup.lock'))
    const { code, said } = await waiting
    assert.equal(code, 0)
    assert.match(said, /waiting for another setup/)
  })
})
