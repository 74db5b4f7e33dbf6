// npm run bench: how fast this server is, as ratios to what Node and the disk can do and, with --vs URL, to another wiki.
//   --quick                 two short rounds
//   --rounds N              rounds (5); each measures everything once, and the medians count
//   --seconds N             length of one measurement (1.2)
//   --vs URL                the api.php of another MediaWiki, to compare with
//   --vs-bot NAME:PASSWORD, --vs-admin NAME:PASSWORD   its accounts (Admin@bot and Admin with their usual passwords)
//   --json FILE             writes the figures there
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { Client } from '../test/support/client.ts'
import { passwordOf, startServer, type TestServer } from '../test/support/server.ts'
import { mostClients, type Operation, operations, type Plans, prepare } from './asking.ts'
import type { BareAnswer } from './bare-http.ts'
import type { BareRun, BareTask } from './bare-sqlite.ts'
import { Connection } from './connection.ts'
import { copyDatabase, growthOf } from './growth.ts'
import type { Measured, Plan, Rate } from './load.ts'
import { memoryOf, processorOf, Worker } from './processes.ts'
import { type Figures, median, report } from './report.ts'
import { startTimes } from './start.ts'

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    seconds: { type: 'string' },
    vs: { type: 'string' },
    'vs-bot': { type: 'string', default: `Admin@bot:${passwordOf('Admin@bot')}` },
    'vs-admin': { type: 'string', default: `Admin:${passwordOf('Admin')}` },
    json: { type: 'string' },
  },
})
const rounds = Number(values.rounds ?? (values.quick ? 2 : 5))
const seconds = Number(values.seconds ?? (values.quick ? 0.4 : 1.2))
const folder = mkdtempSync(path.join(tmpdir(), 'palimpsest-bench-'))
const load = new Worker('load.ts')
const workers = [load]
let wiki: TestServer | undefined

try {
  const figures = await measureAll()
  console.log(report(figures))
  const json = JSON.stringify(figures, null, 1)
  if (values.json) writeFileSync(values.json, `${json}\n`)
  else console.log(json)
} finally {
  for (const worker of workers) worker.stop()
  await wiki?.stop()
  rmSync(folder, { recursive: true, force: true })
}

async function measureAll(): Promise<Figures> {
  const start = await startTimes(Math.max(rounds, 3))
  wiki = await startServer({ database: 'sqlite', onDisk: true })
  const plans = await prepare(await wiki.as('Admin@bot'), await wiki.as('Admin'))
  const ours = new URL(wiki.api)
  const growth = await growthOf(wiki.dataDir, (operation, requests) =>
    run(ours, { clients: (plans[operation] ?? []).slice(0, 1), seconds: 60, requests }),
  )
  const bareSqlite = new Worker('bare-sqlite.ts')
  workers.push(bareSqlite)
  await bareSqlite.ask<Rate>({ file: copyDatabase(wiki.dataDir, folder), growth } satisfies BareTask)
  const bareHttp = await startBareHttp(ours, plans)
  const other = values.vs === undefined ? undefined : { url: new URL(values.vs), plans: await prepareOther(values.vs) }

  const results = new Map<string, (Rate | Measured)[]>()
  const keep = (name: string, result: Rate | Measured) => results.set(name, [...(results.get(name) ?? []), result])
  const { pid } = wiki
  for (let round = 0; round <= rounds; round++) {
    // The first round is for warming up, and is short.
    const length = round === 0 ? Math.min(0.5, seconds) : seconds
    const measured: [string, Rate | Measured][] = []
    for (const operation of operations) {
      for (const clients of [1, mostClients]) {
        measured.push([
          `ours ${operation} ${clients}`,
          await watched(pid, () => runPlan(ours, plans, operation, clients, length)),
        ])
        if (operation === 'read') {
          measured.push([`bare ${operation} ${clients}`, await runPlan(bareHttp, plans, operation, clients, length)])
        } else if (clients === 1) {
          measured.push([
            `bare ${operation}`,
            await bareSqlite.ask<Rate>({ kind: operation, seconds: length } satisfies BareRun),
          ])
        }
        if (other)
          measured.push([
            `other ${operation} ${clients}`,
            await runPlan(other.url, other.plans, operation, clients, length * 1.5),
          ])
      }
    }
    if (round > 0) for (const [name, result] of measured) keep(name, result)
    process.stderr.write(`\rround ${round} of ${rounds}${round === rounds ? '\n' : ''}`)
  }
  return {
    machine: `${cpus()[0]?.model.trim()}, ${availableParallelism()} processors, Node ${process.version}`,
    rounds,
    seconds,
    other: values.vs,
    rowsPerChange: growth,
    results: Object.fromEntries(results),
    startMilliseconds: { median: median(start), all: start },
    memory: await memoryAfterEdits(values.quick ? 1000 : 10_000),
  }
}

/** A new server, so many edits by eight clients, and the memory that it holds then. */
async function memoryAfterEdits(edits: number): Promise<Figures['memory']> {
  const fresh = await startServer({ database: 'sqlite', onDisk: true })
  try {
    const atStart = memoryOf(fresh.pid)
    const plans = await prepare(await fresh.as('Admin@bot'), await fresh.as('Admin'))
    const measured = await run(new URL(fresh.api), { clients: plans.edit, seconds: 600, requests: edits })
    return { edits: measured.requests, atStart, after: memoryOf(fresh.pid) }
  } finally {
    await fresh.stop()
  }
}

function runPlan(url: URL, plans: Plans, operation: Operation, clients: number, length: number): Promise<Measured> {
  return run(url, { clients: plans[operation].slice(0, clients), seconds: length })
}

async function run(url: URL, plan: Omit<Plan, 'host' | 'port'>): Promise<Measured> {
  const measured = await load.ask<Measured>({ host: url.hostname, port: Number(url.port || 80), ...plan })
  if (measured.refused > 0)
    throw new Error(`${url.host} refused ${measured.refused} requests:\n${measured.firstRefused}`)
  return measured
}

/** Measures with the time that the server's process took, which is in `serverProcessor`. */
async function watched(pid: number, measure: () => Promise<Measured>): Promise<Measured> {
  const before = processorOf(pid)
  const measured = await measure()
  const after = processorOf(pid)
  return before === undefined || after === undefined ? measured : { ...measured, serverProcessor: after - before }
}

/** A bare server that answers with the head and body that ours gave to the read. */
async function startBareHttp(ours: URL, plans: Plans): Promise<URL> {
  const connection = new Connection(ours.hostname, Number(ours.port))
  const request = plans.read[0]?.requests[0]?.bytes
  if (!request) throw new Error('there is no read to copy')
  const { bytes } = await connection.ask(request)
  connection.close()
  const end = bytes.indexOf('\r\n\r\n')
  const headers = bytes
    .toString('latin1', 0, end)
    .split('\r\n')
    .slice(1)
    .map((line): [string, string] => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()])
    // Node adds these itself.
    .filter(([name]) => !/^(date|connection|keep-alive|transfer-encoding|content-length)$/i.test(name))
  const body = await bodyOf(ours, plans)
  const bare = new Worker('bare-http.ts')
  workers.push(bare)
  const answer: BareAnswer = { headers: [...headers, ['Content-Length', String(body.length)]], body }
  return new URL(`http://127.0.0.1:${await bare.ask<number>(answer)}/`)
}

async function bodyOf(ours: URL, plans: Plans): Promise<Buffer> {
  const request = plans.read[0]?.requests[0]?.bytes.toString('latin1') ?? ''
  const [, target = ''] = request.split(' ')
  const cookie = /\r\nCookie: (.*)\r\n/.exec(request)?.[1] ?? ''
  const response = await fetch(new URL(target, ours), { headers: { cookie, 'accept-encoding': 'identity' } })
  return Buffer.from(await response.arrayBuffer())
}

async function prepareOther(api: string): Promise<Plans> {
  const login = (account: string) => {
    const at = account.indexOf(':')
    return new Client(api).login(account.slice(0, at), account.slice(at + 1))
  }
  return prepare(await login(values['vs-bot']), await login(values['vs-admin']))
}
