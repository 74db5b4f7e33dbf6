// Following a list to its end, as clients do.
import type { Client, Params } from './client.ts'

/** All items at `path` of a query's answers, `continue` followed to the end; throws where it does not end. */
export async function followed(client: Client, params: Params, path: string): Promise<unknown[]> {
  const items: unknown[] = []
  let more: Params = {}
  for (let page = 0; page < 200; page++) {
    const answer = (await client.get({ action: 'query', ...params, ...more })).ok()
    const found = answer.at(path)
    if (Array.isArray(found)) items.push(...found)
    const next = answer.at('continue')
    if (typeof next !== 'object' || next === null) return items
    more = next as Params
  }
  throw new Error(`the list of ${JSON.stringify(params)} does not end`)
}
