// A process of its own that asks a server as fast as it answers, with so many clients at once, and counts.
import { Connection } from './connection.ts'

/** What one client sends, again and again in this order; `counterAt` is where ten digits are set to a new number. */
export interface ClientPlan {
  /** By which it is known from one plan to the next, where it goes on with the request it had come to. */
  name: string
  requests: { bytes: Buffer; counterAt?: number }[]
}
export interface Plan {
  host: string
  port: number
  clients: ClientPlan[]
  seconds: number
  /** Or so many requests in all, if that is sooner. */
  requests?: number
}
/** So many in so long. */
export interface Rate {
  requests: number
  seconds: number
}
export interface Measured extends Rate {
  refused: number
  /** The first reply that was refused or no 200. */
  firstRefused?: string
  /** Milliseconds from a request to the end of its reply. */
  p50: number
  p99: number
  /** Seconds of processor that the server took, where the system says. */
  serverProcessor?: number
  /** Seconds of processor that this process took. */
  processor: number
}

// Counts on through all plans, so that no two edits are the same.
let counter = Date.now() % 1_000_000_000
const position = new Map<string, number>()

process.on('message', (plan: Plan) => {
  measure(plan).then(
    result => process.send?.({ result }),
    (error: Error) => process.send?.({ error: error.message }),
  )
})

async function measure(plan: Plan): Promise<Measured> {
  const times: number[] = []
  let started = 0
  let refused = 0
  let firstRefused: string | undefined
  const connections = plan.clients.map(() => new Connection(plan.host, plan.port))
  const processorBefore = process.cpuUsage()
  const begin = performance.now()
  const end = begin + plan.seconds * 1000
  const most = plan.requests ?? Number.POSITIVE_INFINITY
  await Promise.all(
    plan.clients.map(async (client, index) => {
      const connection = connections[index]
      while (connection && started < most) {
        const before = performance.now()
        if (before >= end) break
        started++
        const reply = await connection.ask(next(client))
        times.push(performance.now() - before)
        if (reply.refused || reply.status !== 200) {
          refused++
          firstRefused ??= reply.bytes.toString('utf8').slice(0, 1000)
        }
      }
    }),
  )
  const seconds = (performance.now() - begin) / 1000
  const { user, system } = process.cpuUsage(processorBefore)
  for (const connection of connections) connection.close()
  times.sort((a, b) => a - b)
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0
  const processor = (user + system) / 1e6
  return { requests: times.length, refused, firstRefused, seconds, p50: at(0.5), p99: at(0.99), processor }
}

function next(client: ClientPlan): Buffer {
  const at = position.get(client.name) ?? 0
  position.set(client.name, (at + 1) % client.requests.length)
  const request = client.requests[at]
  if (!request) throw new Error('a client has nothing to send')
  if (request.counterAt !== undefined)
    request.bytes.write(String(counter++).padStart(10, '0'), request.counterAt, 'latin1')
  return request.bytes
}
