// What captchas ask.
import type { Numbers } from './numbers.ts'

/** A question in words, and what answers it. */
export interface Question {
  readonly question: string
  readonly answer: string
}

/** A sum, as ConfirmEdit's simple captcha asks it. */
export function sum(numbers: Numbers): Question {
  const one = numbers(101)
  const other = numbers(11)
  return numbers(2) === 0
    ? { question: `${one}+${other}`, answer: String(one + other) }
    : { question: `${one}−${other}`, answer: String(one - other) }
}

/** Letters and digits that nobody takes for each other. */
const alphabet = 'abcdefhkmnprtuvwxy34789'

/** A word without a meaning, to be read from an image. */
export function letters(numbers: Numbers): Question {
  const answer = Array.from({ length: 6 }, () => alphabet.charAt(numbers(alphabet.length))).join('')
  return { question: '', answer }
}
