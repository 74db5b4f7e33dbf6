// palimpsest serve: the wiki over HTTP.
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { type DestinationStream, pino } from 'pino'
import { answerApi } from '../api/request.ts'
import { type Environment, environment } from '../config.ts'
import { removeLeftFiles } from '../files/stash.ts'
import { startServer } from '../http/server.ts'
import { hasPages } from '../import/import-store.ts'
import { runJobs } from '../jobs/run-jobs.ts'
import { linkJobs } from '../links/link-jobs.ts'
import { markLeftReverted } from '../tags/reverted.ts'
import { tagJobs } from '../tags/tag-jobs.ts'
import { hasUsers } from '../users/user-store.ts'
import { openWiki, type Wiki } from '../wiki.ts'
import { addAccounts, addPages, type Fixture, keepSettings, readFixture } from './fixture.ts'
import { databaseOf, filesFolderOf, UsageError, whereOptions } from './where.ts'

export const serveHelp = `palimpsest serve: serve a wiki over HTTP

  --port PORT       where to listen (8080); 0 takes a free one
  --host ADDRESS    the address to listen on (127.0.0.1)
  --data DIR        the folder of the wiki's data (./data)
  --database URL    a PostgreSQL database instead: postgres://user@host/database
  --memory          keep everything in memory, and nothing after the end
  --fixture FILE    accounts, settings and pages for an empty wiki, as JSON
  --config FILE     settings, as JSON
  --log LEVEL       what to write about requests and errors: error, warn (default), info, debug

On an empty wiki the account Admin is made; its password is PALIMPSEST_ADMIN_PASSWORD, or a random one that is shown
once. Every setting can also be given in the environment: docs/settings.md lists them.
`

/** A wiki that is served; `url` ends in a slash. */
export interface ServedWiki {
  readonly url: string
  /** Finishes what was asked, then ends. */
  close(): Promise<void>
}

/** Serves until the process is told to stop. Throws a UsageError for options that make no sense. */
export async function serve(args: readonly string[]): Promise<number> {
  const served = await startServing(args, environment)
  await stopped()
  await served.close()
  return 0
}

/** Starts what the options name, and says where it is. Throws a UsageError for options that make no sense. */
export async function startServing(args: readonly string[], environment: Environment): Promise<ServedWiki> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      ...whereOptions,
      port: { type: 'string', default: '8080' },
      host: { type: 'string', default: '127.0.0.1' },
      fixture: { type: 'string' },
      config: { type: 'string' },
      log: { type: 'string', default: 'warn' },
    },
  })
  const port = Number(values.port)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new UsageError(`${values.port} is no port`)
  const fixture = values.fixture === undefined ? undefined : await readFixture(values.fixture)
  const settings = values.config === undefined ? {} : await readSettings(values.config)
  const log = pino({ level: values.log }, pino.destination({ dest: 2, sync: true }) as DestinationStream)
  const database = await databaseOf(values)
  const filesFolder = filesFolderOf(values)
  const opened = await openWiki({
    database,
    filesFolder,
    settings: { ...fixture?.settings, ...settings },
    environment,
    log,
  })
  // The address is known only when the server listens; until then nobody asks.
  const wiki: Wiki = opened
  // Passwords are hashed by a thread; the server starts meanwhile.
  const furnished = furnish(wiki, fixture, environment.PALIMPSEST_ADMIN_PASSWORD)
  const starting = startServer({
    host: values.host,
    port,
    entries: {
      api: request => answerApi(wiki, request),
      // The pages are loaded when somebody reads one: a bot never does.
      index: async request => (await import('../web/entry.ts')).answerIndex(wiki, request),
      page: async request => (await import('../web/entry.ts')).answerPage(wiki, request),
      images: async request => (await import('../web/images.ts')).answerImage(wiki, request),
      load: async request => (await import('../web/load.ts')).answerLoad(wiki, request),
      rest: async request => (await import('../rest/entry.ts')).answerRest(wiki, request),
    },
    log,
    assets: fileURLToPath(new URL('../web/assets/', import.meta.url)),
    trustProxy: wiki.config.trustedProxies.length > 0 ? [...wiki.config.trustedProxies] : false,
  })
  const [server] = await Promise.all([starting, furnished])
  wiki.listensAt(server.url)
  removeLeftFiles(wiki)
  markLeftReverted(wiki)
  runJobs(wiki, { ...linkJobs, ...tagJobs })
  const url = `${server.url}/`
  console.log(`${wiki.config.siteName} is at ${url}`)
  return {
    url,
    async close() {
      await server.close()
      await wiki.close()
    },
  }
}

async function readSettings(file: string): Promise<Record<string, unknown>> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>
  } catch (error) {
    throw new UsageError(`the settings ${file} cannot be read: ${(error as Error).message}`)
  }
}

/** Puts into an empty wiki what it begins with; `given` is the password of Admin, if somebody chose it. */
async function furnish(wiki: Wiki, fixture: Fixture | undefined, given: string | undefined): Promise<void> {
  if (await hasUsers(wiki.database.read)) return
  if (fixture?.settings) await keepSettings(wiki, fixture.settings)
  if (fixture?.accounts !== undefined) {
    await addAccounts(wiki, fixture.accounts)
  } else {
    const password = given ?? wiki.random(10)
    await addAccounts(wiki, [
      { name: 'Admin', password, groups: ['sysop', 'bureaucrat', 'interface-admin', 'suppress'] },
    ])
    if (given === undefined)
      console.log(`The account Admin was made. Its password is ${password} and is not shown again.`)
  }
  const pages = fixture?.pages ?? []
  // An import may have brought pages before anybody served them.
  const mainPage = (await hasPages(wiki.database.read)) ? [] : [{ title: wiki.config.mainPage, text: mainPageText }]
  await addPages(wiki, [...mainPage.filter(one => !pages.some(page => page.title === one.title)), ...pages])
}

const mainPageText = `'''The wiki works.'''

This page can be edited like any other. The account ''Admin'' may do everything; others can be made with
<code>palimpsest user add</code> or over the API.`

function stopped(): Promise<void> {
  return new Promise(resolve => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve())
  })
}
