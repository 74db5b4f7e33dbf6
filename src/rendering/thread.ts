// A thread that renders one text after the other, seen from the server: its questions are answered, its time is limited.
import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads'
import type { TitleRules } from '../pages/title.ts'
import type { ExpandContext, FileInfo, Rendering } from '../wikitext/index.ts'
import { RenderingGivenUp } from './given-up.ts'
import { type Order, type Question, type Reply, type Said, type ThreadStart, unpackRendering } from './wire.ts'

/** What somebody wants rendered. */
export interface Work {
  readonly text: string
  readonly context: ExpandContext
  /** The text of a message as it is written. */
  readonly messageSource: (key: string) => string | undefined
}

interface Job extends Work {
  readonly files: Map<string, FileInfo | undefined>
  readonly resolve: (rendering: Rendering) => void
  readonly reject: (error: unknown) => void
}

/** Megabytes that a thread may use. */
const mostMemory = 1024

export class RenderThread {
  readonly #worker: Worker
  readonly #answers: MessagePort
  readonly #signal = new Int32Array(new SharedArrayBuffer(4))
  #job: Job | undefined
  #isGone = false

  constructor(titles: TitleRules) {
    const { port1, port2 } = new MessageChannel()
    this.#answers = port1
    const start: ThreadStart = { titles, answers: port2, signal: this.#signal }
    this.#worker = new Worker(new URL('./worker.ts', import.meta.url), {
      name: 'render',
      workerData: start,
      transferList: [port2],
      resourceLimits: { maxOldGenerationSizeMb: mostMemory, maxYoungGenerationSizeMb: 32 },
      ...(isInstalled ? { execArgv: ['--import', new URL('../../bin/strip-types.js', import.meta.url).href] } : {}),
    })
    this.#worker.on('message', (said: Said) => this.#hear(said))
    this.#worker.on('error', error => {
      const isFull = (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY'
      this.#fail(isFull ? new RenderingGivenUp('memory') : error)
    })
    this.#worker.on('exit', () => {
      this.#isGone = true
      this.#answers.close()
      this.#fail(new Error('the thread that rendered has ended'))
    })
    // An idle thread is no reason for the process to stay.
    this.#worker.unref()
  }

  /** Whether it takes no work any more. */
  get isGone(): boolean {
    return this.#isGone
  }

  /** Renders; one work at a time. After so many milliseconds the thread is ended and the work given up. */
  async run(work: Work, milliseconds: number): Promise<Rendering> {
    const late = setTimeout(() => this.end(new RenderingGivenUp('time')), milliseconds)
    this.#worker.ref()
    try {
      return await new Promise<Rendering>((resolve, reject) => {
        this.#job = { ...work, files: new Map(), resolve, reject }
        this.#worker.postMessage(orderOf(work))
      })
    } finally {
      clearTimeout(late)
      this.#job = undefined
      this.#worker.unref()
    }
  }

  /** Ends it, whatever it does. */
  end(why: unknown): void {
    this.#isGone = true
    this.#fail(why)
    void this.#worker.terminate()
  }

  #fail(error: unknown): void {
    this.#job?.reject(error)
  }

  #hear(said: Said): void {
    const job = this.#job
    if (job === undefined) return
    if ('question' in said) void this.#answer(job, said.question)
    else if ('rendered' in said) job.resolve(unpackRendering(said.rendered))
    else job.reject(said.failed.error)
  }

  async #answer(job: Job, question: Question): Promise<void> {
    let answer: unknown
    try {
      answer = await answerOf(job, question)
    } catch (error) {
      // Without an answer the thread would wait for ever.
      this.end(error)
      return
    }
    if (this.#isGone) return
    this.#answers.postMessage({ answer } satisfies Reply)
    Atomics.add(this.#signal, 0, 1)
    Atomics.notify(this.#signal, 0)
  }
}

/** Node strips types of all files but those of installed packages. */
const isInstalled = import.meta.url.includes('/node_modules/')

/** What a thread gets of a context; it asks for the rest. */
function orderOf({ text, context }: Work): Order {
  const plain: Record<string, unknown> = {}
  const functions: string[] = []
  for (const name of Object.keys(context)) {
    // Looked at, statistics would count as asked for.
    if (name === 'titles' || name === 'statistics' || name === 'heed') continue
    const part = context[name as keyof ExpandContext]
    if (typeof part === 'function') functions.push(name)
    else plain[name] = part
  }
  return { text, plain, functions }
}

async function answerOf({ context, files, messageSource }: Job, question: Question): Promise<unknown> {
  switch (question.about) {
    case 'call': {
      const part = context[question.name as keyof ExpandContext] as (...given: readonly unknown[]) => unknown
      return part(...question.given)
    }
    case 'existence':
      return (await context.exists?.(question.names)) ?? new Map()
    case 'files': {
      for (const [name, file] of (await context.fileInfo?.(question.names)) ?? []) files.set(name, file)
      return new Map(question.names.map(name => [name, plainFile(files.get(name))]))
    }
    case 'thumbnail':
      return files.get(question.file)?.thumbnail?.(question.width, question.height)
    case 'message':
      return context.message?.(question.key, ...question.parameters)
    case 'messageSource':
      return messageSource(question.key)
    case 'statistics':
      return context.statistics
  }
}

function plainFile(file: FileInfo | undefined) {
  if (file === undefined) return undefined
  const { thumbnail, ...info } = file
  return { ...info, hasThumbnails: thumbnail !== undefined }
}
