// The other processes of the bench: asked by messages, watched through the system's own counts.
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import path from 'node:path'

/** A process of this folder that answers each message with one. */
export class Worker {
  readonly #child: ChildProcess
  readonly #ended: Promise<never>
  constructor(file: string) {
    this.#child = fork(path.join(import.meta.dirname, file), { serialization: 'advanced' })
    this.#ended = new Promise((_, reject) => {
      this.#child.once('exit', code => reject(new Error(`${file} ended with ${code}`)))
    })
    this.#ended.catch(() => {})
  }
  /** Sends a message and waits for the one that answers it. */
  async ask<Answer>(message: object): Promise<Answer> {
    this.#child.send(message)
    const [answer] = await Promise.race([once(this.#child, 'message'), this.#ended])
    if ('error' in answer) throw new Error(answer.error)
    return answer.result
  }
  stop(): void {
    this.#child.kill()
  }
}

/** Seconds of processor that a process took so far; undefined where the system does not say. */
export function processorOf(pid: number): number | undefined {
  try {
    // The name of the command may hold anything, so the fields are counted from behind it.
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1')
      .replace(/^.*\) /s, '')
      .split(' ')
    return (Number(fields[11]) + Number(fields[12])) / 100
  } catch {
    return undefined
  }
}

/** Mebibytes of memory that a process holds now, and the most that it held; undefined where the system does not say. */
export function memoryOf(pid: number): { now: number; most: number } | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'latin1')
    const mebibytes = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) / 1024
    return { now: mebibytes('VmRSS'), most: mebibytes('VmHWM') }
  } catch {
    return undefined
  }
}
