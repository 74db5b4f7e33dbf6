// palimpsest canary: proves that what is hidden is shown to nobody else.
import { parseArgs } from 'node:util'
import { plant } from '../canary/plant.ts'
import { openCanaryWiki } from '../canary/readers.ts'
import { walk } from '../canary/walk.ts'
import { openDatabase } from '../storage/open.ts'

export const help = `palimpsest canary: prove that what is hidden is shown to nobody else

  --database URL    where to build the canary's wiki (in memory): a database that is empty and may be filled
  --all             list every leak, not the first of each place

Marked secrets are put into every place that can be hidden, hidden and suppressed; then every module, every action on a
page and every special page is asked for everything as every kind of reader. What comes out that should not is listed,
and the exit status is 1; so it is where who may see a secret did not find it.
`

/** Answers 0 when nothing leaked. */
export async function run(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { database: { type: 'string', default: 'sqlite::memory:' }, all: { type: 'boolean', default: false } },
  })
  const began = performance.now()
  const wiki = await openCanaryWiki(await openDatabase(values.database))
  try {
    const walked = await walk(wiki, await plant(wiki))
    const told = new Set<string>()
    for (const { reader, place, form, request } of walked.leaks) {
      if (!values.all && told.has(`${reader} ${place}`)) continue
      told.add(`${reader} ${place}`)
      console.error(`Leak: ${place}, to ${reader}, as ${form}\n  ${request}`)
    }
    const { places, readers, formats, requests, pages, leaks, unseen } = walked
    const seconds = ((performance.now() - began) / 1000).toFixed(1)
    console.log(
      `${places} places × ${readers} readers × ${formats} formats: ${requests} requests and ${pages} pages in ${seconds} seconds`,
    )
    for (const place of unseen) console.error(`Not found by who may see it: ${place}`)
    console.log(leaks.length === 0 ? 'Nothing leaked.' : `${leaks.length} leaks.`)
    return leaks.length === 0 && unseen.length === 0 ? 0 : 1
  } finally {
    await wiki.close()
  }
}
