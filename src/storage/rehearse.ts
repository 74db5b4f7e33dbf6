// Rehearsals: what a transaction would do, without doing it.
import type { Database, Transaction } from './database.ts'

/** Runs `work` as `write` does, answers what it answers, and takes back all that it wrote. Nothing is told of it. */
export async function rehearse<T>(database: Database, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const end = { is: 'rehearsed' as const, answer: undefined as T | undefined }
  try {
    await database.write(async tx => {
      end.answer = await work(tx)
      throw end
    })
  } catch (error) {
    if (error !== end) throw error
  }
  return end.answer as T
}
