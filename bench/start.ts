// How long it takes from starting the server on an empty database to its first answer.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '..')

/** Milliseconds, so many times, each on an empty folder. */
export async function startTimes(times: number): Promise<number[]> {
  const measured: number[] = []
  for (let time = 0; time < times; time++) {
    const folder = mkdtempSync(path.join(tmpdir(), 'palimpsest-start-'))
    try {
      measured.push(await startOnce(path.join(folder, 'data')))
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }
  return measured
}

async function startOnce(dataDir: string): Promise<number> {
  const begin = performance.now()
  const child = spawn(process.execPath, ['bin/palimpsest.js', 'serve', '--port', '0', '--data', dataDir], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  let output = ''
  const address = await new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text
      const found = /\bhttp:\/\/\S+:\d+\//.exec(output)?.[0]
      if (found !== undefined) resolve(found)
    })
    ended.then(([code]) => reject(new Error(`the server ended with ${code}`)))
  })
  const response = await fetch(`${address}api.php?action=query&meta=siteinfo&format=json&formatversion=2`)
  await response.text()
  const milliseconds = performance.now() - begin
  child.kill('SIGTERM')
  await ended
  return milliseconds
}
