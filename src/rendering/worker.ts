// The thread that renders. It has no wiki: whatever it needs to know of one it asks the server, and waits.
import assert from 'node:assert'
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads'
import { engineTitleRules } from '../pages/engine-titles.ts'
import {
  type Existence,
  type ExpandContext,
  type FileInfo,
  type PageName,
  render,
  type SiteStatistics,
} from '../wikitext/index.ts'
import {
  type Answers,
  type Order,
  packRendering,
  type Question,
  type QuestionAbout,
  type Reply,
  type Said,
  specialParts,
  type ThreadStart,
} from './wire.ts'

assert(parentPort)
const server = parentPort
const { titles: rules, answers, signal } = workerData as ThreadStart
const titles = engineTitleRules(rules)

const say = (said: Said): void => server.postMessage(said)

/** Asks the server and waits: there is nothing else that this thread could do meanwhile. */
function ask<A extends keyof Answers>(question: QuestionAbout<A>): Answers[A] {
  const before = Atomics.load(signal, 0)
  say({ question: question as Question })
  Atomics.wait(signal, 0, before)
  const received = receiveMessageOnPort(answers) as { message: Reply } | undefined
  assert(received)
  return received.message.answer as Answers[A]
}

/** Names that are asked for at once. The server has others to answer between two such questions. */
const namesAtOnce = 2000

function askExistence(names: readonly PageName[]): Answers['existence'] {
  const all = new Map<string, Existence>()
  for (let from = 0; from < names.length; from += namesAtOnce) {
    const some = ask({ about: 'existence', names: names.slice(from, from + namesAtOnce) })
    for (const [name, exists] of some) all.set(name, exists)
  }
  return all
}

/** Messages that only put their parameters in are filled in here: a page may show a hundred thousand of them. */
function messages(): NonNullable<ExpandContext['message']> {
  const sources = new Map<string, string | undefined>()
  return (key, ...parameters) => {
    let source = sources.get(key)
    if (source === undefined && !sources.has(key)) {
      source = ask({ about: 'messageSource', key })
      sources.set(key, source)
    }
    if (source === undefined || source.includes('{{')) return ask({ about: 'message', key, parameters })
    return source.replace(/\$(\d{1,2})/g, (whole, index: string) => parameters[Number(index) - 1] ?? whole)
  }
}

function askFiles(names: readonly string[]): Map<string, FileInfo | undefined> {
  const files = new Map<string, FileInfo | undefined>()
  for (const [name, file] of ask({ about: 'files', names })) {
    if (file === undefined) continue
    const { hasThumbnails, ...info } = file
    const thumbnail = (width: number, height: number | undefined) =>
      ask({ about: 'thumbnail', file: name, width, height })
    files.set(name, hasThumbnails ? { ...info, thumbnail } : info)
  }
  return files
}

/** A function of the context. It answers the same for the same as long as one page is rendered. */
function called(name: string): (...given: readonly unknown[]) => unknown {
  const answered = new Map<string, unknown>()
  return (...given) => {
    const key = JSON.stringify(given)
    if (!answered.has(key)) answered.set(key, ask({ about: 'call', name, given }))
    return answered.get(key)
  }
}

function contextOf({ plain, functions }: Order): ExpandContext {
  const has = (name: keyof ExpandContext): boolean => functions.includes(name)
  const others = functions.filter(name => !specialParts.has(name)).map(name => [name, called(name)])
  let statistics: { readonly told: SiteStatistics | undefined } | undefined
  return {
    ...(plain as unknown as ExpandContext),
    ...Object.fromEntries(others),
    titles,
    ...(has('exists') ? { exists: async names => askExistence(names) } : {}),
    ...(has('fileInfo') ? { fileInfo: async names => askFiles(names) } : {}),
    ...(has('message') ? { message: messages() } : {}),
    // Asked for when they are wanted: who renders wants to know whether a page shows them.
    get statistics() {
      statistics ??= { told: ask({ about: 'statistics' }) }
      return statistics.told
    },
  }
}

server.on('message', async (order: Order) => {
  try {
    say({ rendered: packRendering(await render(order.text, contextOf(order))) })
  } catch (error) {
    say({ failed: { error } })
  }
})
