// Replays the conformance scenarios against a server, several files at once, and holds the outcome against the list of
// steps that have to pass.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

const conformance = path.resolve(import.meta.dirname, '../conformance')
const listFile = path.join(import.meta.dirname, 'passing.json')

/** One step of a scenario, as it went. */
export interface Step {
  /** `area/scenario / step`, as it stands in the list. */
  readonly id: string
  readonly area: string
  readonly passed: boolean
  /** The first difference, where it did not pass. */
  readonly difference?: string
}

export interface ReplayOptions {
  /** The address of api.php. */
  api: string
  /** Only scenarios whose `area/name` contains this. */
  only?: string
  /** Has the replaying program say more. */
  verbose?: boolean
  /** Gets what the replaying program prints for each file of scenarios. */
  print?: (text: string) => void
}

// Scenarios with ticks mostly wait for the next second, so more run at once than there are processors.
const atOnce = 4

/** Replays the scenarios; throws where the replaying program itself fails. */
export async function replay(options: ReplayOptions): Promise<Step[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'palimpsest-replay-'))
  const queue = await scenarioFiles()
  const steps: Step[] = []
  const work = async () => {
    for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
      steps.push(...(await replayFile(file, path.join(folder, `${queue.length}.json`), options)))
    }
  }
  try {
    await Promise.all(Array.from({ length: atOnce }, work))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  return steps.sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** The files of scenarios, those that wait the longest first. */
async function scenarioFiles(): Promise<string[]> {
  const folder = path.join(conformance, 'scenarios')
  const names = (await readdir(folder, { recursive: true })).filter(name => /\.(mjs|json)$/.test(name))
  const weighed = await Promise.all(
    names.map(async name => {
      const text = await readFile(path.join(folder, name), 'utf8')
      return { file: path.join(folder, name), weight: text.split('ticks').length * 100_000 + text.length }
    }),
  )
  return weighed.sort((a, b) => b.weight - a.weight).map(({ file }) => file)
}

async function replayFile(file: string, out: string, options: ReplayOptions): Promise<Step[]> {
  const args = ['replay.mjs', '--api', options.api, '--json', out, '--scenarios', file]
  if (options.only !== undefined) args.push('--only', options.only)
  if (options.verbose) args.push('--verbose')
  const child = spawn(process.execPath, args, { cwd: conformance, stdio: ['ignore', 'pipe', 'pipe'] })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (part: string) => {
      text += part
    })
  }
  const [status] = await once(child, 'close')
  if (status !== 0 && status !== 1) throw new Error(`replaying ${path.basename(file)} ended with ${status}:\n${text}`)
  options.print?.(text)
  return readOutcome(await readFile(out, 'utf8'))
}

function readOutcome(json: string): Step[] {
  const { results }: { results: { area: string; name: string; steps: RecordedStep[] }[] } = JSON.parse(json)
  return results.flatMap(({ area, name, steps }) =>
    steps.map(step => ({
      id: `${area}/${name} / ${step.name}`,
      area,
      passed: step.ok,
      difference: step.diff && `${step.diff.path}: ${step.diff.what}; want ${step.diff.want}; got ${step.diff.got}`,
    })),
  )
}

interface RecordedStep {
  name: string
  ok: boolean
  diff?: { path: string; what: string; want?: string; got?: string }
}

/** The steps that have to pass, in order. */
export async function readPassing(): Promise<string[]> {
  const list: unknown = JSON.parse(await readFile(listFile, 'utf8'))
  if (!Array.isArray(list)) throw new Error('passing.json is not a list')
  return list.map(String)
}

export async function writePassing(ids: Iterable<string>): Promise<void> {
  await writeFile(listFile, `${JSON.stringify(Array.from(new Set(ids)).sort(), null, 2)}\n`)
}

/** A line an area: how many steps pass. */
export function summary(steps: readonly Step[]): string[] {
  const areas = Map.groupBy(steps, step => step.area)
  const line = (name: string, all: readonly Step[]) => {
    const passed = all.filter(step => step.passed).length
    const percent = all.length === 0 ? 0 : (100 * passed) / all.length
    return `${name.padEnd(16)} ${String(passed).padStart(5)} of ${String(all.length).padStart(5)} ${percent.toFixed(1).padStart(6)} %`
  }
  return [...Array.from(areas, ([name, all]) => line(name, all)), line('all', steps)]
}
