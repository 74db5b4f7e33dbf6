// Captchas: who is asked one and when, what it asks, and whether the answer is right. Off unless the settings say
// otherwise.
import type { Viewer } from '../access/viewer.ts'
import type { Tree } from '../api/result.ts'
import { Failure, problem } from '../errors.ts'
import type { Database } from '../storage/database.ts'
import { keepCaptcha, takeCaptcha, waitingAnswer } from './captcha-store.ts'
import { numbersFrom } from './numbers.ts'
import { letters, sum } from './questions.ts'

/** What a captcha can be asked for, as ConfirmEdit names it. */
export type CaptchaAction = 'edit' | 'create' | 'addurl' | 'createaccount' | 'badlogin'

/** For each action whether everybody is asked, or the members of which groups. */
export type CaptchaTriggers = Readonly<Partial<Record<CaptchaAction, boolean | readonly string[]>>>

export interface CaptchaSettings {
  readonly triggers: CaptchaTriggers
  /** Groups whose members are asked nothing. */
  readonly exempts: readonly string[]
  readonly kind: 'simple' | 'image'
  /** For tests: every answer is right. */
  readonly isAlwaysRight: boolean
}

/** What somebody sent in. */
export interface CaptchaAnswer {
  readonly id: string
  readonly word: string
}

/** A captcha that waits for its answer. */
export interface Challenge {
  readonly id: string
  readonly type: 'simple' | 'image'
  readonly mime: 'text/plain' | 'image/png'
  /** Of the simple kind: `3+4`. */
  readonly question?: string
  /** Of the other: where the image is, from the root of the server. */
  readonly url?: string
}

/** Somebody must answer a captcha first; the API and the pages show it, and come again with the answer. */
export class CaptchaAsked extends Failure {
  readonly challenge: Challenge
  readonly action: CaptchaAction
  constructor(challenge: Challenge, action: CaptchaAction) {
    super([problem('captcha-edit-fail', [])])
    this.challenge = challenge
    this.action = action
  }
}

/** Seconds that a captcha waits. */
const waits = 30 * 60

/** Asks captchas and checks their answers. Each is good once, right or wrong. */
export class Captcha {
  readonly #settings: CaptchaSettings
  readonly #database: Database
  readonly #random: (bytes: number) => string
  readonly #imageAddress: (id: string) => string

  constructor(of: {
    settings: CaptchaSettings
    database: Database
    /** So many random bytes, in hex. */
    random: (bytes: number) => string
    /** Where the image of a captcha is, from the root of the server. */
    imageAddress: (id: string) => string
  }) {
    this.#settings = of.settings
    this.#database = of.database
    this.#random = of.random
    this.#imageAddress = of.imageAddress
  }

  /** Whether anybody is asked for anything. */
  get isOn(): boolean {
    return Object.values(this.#settings.triggers).some(one => one !== false && (one === true || one.length > 0))
  }

  /** Whether this action may need an answer of somebody at all. */
  isTriggeredBy(action: CaptchaAction, viewer: Viewer): boolean {
    const trigger = this.#settings.triggers[action] ?? false
    if (trigger === false || viewer.may('skipcaptcha')) return false
    if (viewer.groups.some(group => this.#settings.exempts.includes(group))) return false
    return trigger === true || trigger.some(group => viewer.groups.includes(group))
  }

  /** Makes a captcha. */
  async ask(now: Date): Promise<Challenge> {
    const numbers = numbersFrom(this.#random(32))
    const id = BigInt(`0x${this.#random(8)}`).toString()
    const { kind } = this.#settings
    const { question, answer } = kind === 'simple' ? sum(numbers) : letters(numbers)
    const row = {
      captcha_id: id,
      captcha_answer: answer,
      captcha_expiry: new Date(now.getTime() + waits * 1000).toISOString(),
    }
    await this.#database.write(tx => keepCaptcha(tx, row, now.toISOString()))
    return kind === 'simple'
      ? { id, type: 'simple', mime: 'text/plain', question }
      : { id, type: 'image', mime: 'image/png', url: this.#imageAddress(id) }
  }

  /** Whether an answer is right; whatever it is, the captcha is used up. */
  async isRight(given: CaptchaAnswer | undefined, now: Date): Promise<boolean> {
    if (given === undefined || given.id === '') return false
    const answer = await this.#database.write(tx => takeCaptcha(tx, given.id, now.toISOString()))
    if (answer === undefined) return false
    return this.#settings.isAlwaysRight || normal(given.word) === normal(answer)
  }

  /** What the image of a waiting captcha shows; undefined where none waits, or it is of another kind. */
  async wordOf(id: string, now: Date): Promise<string | undefined> {
    return this.#settings.kind === 'image' ? waitingAnswer(this.#database.read, id, now.toISOString()) : undefined
  }
}

const normal = (word: string): string => word.trim().replaceAll('−', '-').toLowerCase()

/** A captcha as the API shows it. */
export const showChallenge = ({ type, mime, id, question, url }: Challenge): Tree => ({
  type,
  mime,
  id,
  ...(question === undefined ? {} : { question }),
  ...(url === undefined ? {} : { url }),
})
