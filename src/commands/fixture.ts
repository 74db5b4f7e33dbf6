// A fixture: accounts, settings and pages from JSON, for a wiki that is empty.
import { readFile } from 'node:fs/promises'
import { Performer } from '../access/permit.ts'
import { stockGrants } from '../access/rights.ts'
import { timestampOf } from '../api/timestamps.ts'
import { edit } from '../pages/edit.ts'
import { parseTitle } from '../pages/title.ts'
import { writeSetting } from '../storage/wiki-setting-store.ts'
import { addAccount } from '../users/add-account.ts'
import { hashBotPassword, hashPassword } from '../users/passwords.ts'
import { canonicalUserName } from '../users/user-name.ts'
import { putBotPassword } from '../users/user-store.ts'
import type { Wiki } from '../wiki.ts'

/** What a fixture file holds. */
export interface Fixture {
  readonly accounts?: readonly {
    readonly name: string
    readonly password?: string
    readonly groups?: readonly string[]
    readonly botPasswords?: readonly {
      readonly appId: string
      readonly password: string
      /** Names of grants, or `*` for all that a MediaWiki has. */
      readonly grants: readonly string[] | string
      /** From where and for which pages, as MediaWiki keeps it. */
      readonly restrictions?: object
    }[]
  }[]
  readonly settings?: Readonly<Record<string, unknown>>
  readonly pages?: readonly { readonly title: string; readonly text: string; readonly summary?: string }[]
}

/** Reads a fixture file; throws where it is no such thing. */
export async function readFixture(file: string): Promise<Fixture> {
  let read: unknown
  try {
    read = JSON.parse(await readFile(file, 'utf8'))
  } catch (error) {
    throw new Error(`the fixture ${file} cannot be read: ${(error as Error).message}`)
  }
  if (typeof read !== 'object' || read === null) throw new Error(`the fixture ${file} is no object`)
  return read as Fixture
}

/** Makes the accounts of a fixture. */
export async function addAccounts(wiki: Wiki, accounts: NonNullable<Fixture['accounts']>): Promise<void> {
  const now = timestampOf(wiki.now())
  for (const account of accounts) {
    const name = canonicalUserName(account.name, wiki.titles)
    if (name === undefined) throw new Error(`“${account.name}” is no name of an account`)
    const password = account.password === undefined ? '' : await hashPassword(wiki, account.password)
    const botPasswords = (account.botPasswords ?? []).map(one => ({
      bp_app_id: one.appId,
      bp_password: hashBotPassword(one.password, wiki.random(16)),
      bp_token: wiki.random(16),
      bp_restrictions: JSON.stringify(one.restrictions ?? {}),
      bp_grants: JSON.stringify(grantsOf(one.grants)),
    }))
    await wiki.database.write(async tx => {
      const { userId } = await addAccount(tx, { name, password, groups: account.groups ?? [], now })
      for (const row of botPasswords) await putBotPassword(tx, { bp_user: userId, ...row })
    })
  }
  wiki.accounts.forget()
}

/** Makes the pages of a fixture, by an account of the software's own. */
export async function addPages(wiki: Wiki, pages: NonNullable<Fixture['pages']>): Promise<void> {
  const performer = Performer.system(wiki.systemViewer('Palimpsest default'), wiki.now())
  for (const page of pages) {
    const parsed = parseTitle(page.title, wiki.titles)
    if (!parsed.ok) throw new Error(`“${page.title}” is no title`)
    await edit(wiki, performer, {
      title: parsed.title,
      text: page.text,
      summary: page.summary ?? '',
      minor: false,
      bot: false,
      tags: [],
      createOnly: false,
      noCreate: false,
      recreate: true,
    })
  }
}

/** Remembers the settings of a fixture, for every later start. */
export const keepSettings = (wiki: Wiki, settings: NonNullable<Fixture['settings']>): Promise<void> =>
  wiki.database.write(tx => writeSetting(tx, 'settings', JSON.stringify(settings)))

function grantsOf(given: readonly string[] | string): readonly string[] {
  if (given === '*') return stockGrants
  return typeof given === 'string' ? given.split(',') : given
}
