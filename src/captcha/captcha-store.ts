// The SQL of captchas that were asked and wait for their answer.
import type { Reader, Transaction } from '../storage/database.ts'
import { sql } from '../storage/sql.ts'

export interface CaptchaRow {
  /** Digits, as in MediaWiki. */
  readonly captcha_id: string
  readonly captcha_answer: string
  /** ISO 8601. */
  readonly captcha_expiry: string
}

/** Captchas that may wait at a time; who asks for more loses the oldest. */
const mostWaiting = 20_000

/** Keeps a captcha. Those that ran out, and the oldest of too many, are forgotten. */
export async function keepCaptcha(tx: Transaction, row: CaptchaRow, now: string): Promise<void> {
  await tx.run(sql`
    delete from captcha where captcha_expiry < ${now} or captcha_expiry <=
      (select captcha_expiry from captcha order by captcha_expiry desc limit 1 offset ${mostWaiting - 1})`)
  await tx.run(sql`
    insert into captcha (captcha_id, captcha_answer, captcha_expiry)
    values (${row.captcha_id}, ${row.captcha_answer}, ${row.captcha_expiry})`)
}

/** The answer that is waited for, until it runs out. */
export async function waitingAnswer(db: Reader, id: string, now: string): Promise<string | undefined> {
  const row = await db.get(sql<Pick<CaptchaRow, 'captcha_answer'>>`
    select captcha_answer from captcha where captcha_id = ${id} and captcha_expiry >= ${now}`)
  return row?.captcha_answer
}

/** Takes a captcha away and gives its answer: of two who come with one captcha at a time, one finds it. */
export async function takeCaptcha(tx: Transaction, id: string, now: string): Promise<string | undefined> {
  const row = await tx.get(sql<CaptchaRow>`
    delete from captcha where captcha_id = ${id} returning captcha_id, captcha_answer, captcha_expiry`)
  return row !== undefined && row.captcha_expiry >= now ? row.captcha_answer : undefined
}
