// palimpsest user: adds accounts, gives them passwords, puts them into groups.
import { parseArgs } from 'node:util'
import { timestampOf } from '../api/timestamps.ts'
import { changeableGroups, changeRights, readExpiries } from '../users/change-rights.ts'
import { createAccount } from '../users/create-account.ts'
import { passwordProblems } from '../users/password-policy.ts'
import { hashPassword } from '../users/passwords.ts'
import { setAccountPassword } from '../users/set-passwords.ts'
import { groupsOfUsers, type UserRow } from '../users/user-store.ts'
import type { Wiki } from '../wiki.ts'
import { passwordFrom } from './typed-password.ts'
import { UsageError, whereOptions } from './where.ts'
import { accountNamed, maintenance, refusal, withWiki } from './with-wiki.ts'

export const help = `palimpsest user: accounts

  palimpsest user add NAME [--password PASSWORD] [--groups GROUP,…]     make an account
  palimpsest user password NAME [--password PASSWORD]                   give it another password, and end its sessions
  palimpsest user groups NAME [--add GROUP,…] [--remove GROUP,…]        change its groups, or only show them

  --password PASSWORD   the password, or - to read it from the input, where nobody else on the machine sees it;
                        left out, a random one is made and shown once
  --expiry TIME         when the memberships that --add gives end: 2030-01-01T00:00:00Z, "2 weeks" (never)
  --reason TEXT         why, for the log
  --data DIR            the folder of the wiki's data (./data)
  --database URL        a PostgreSQL database instead

The groups are ${changeableGroups.join(', ')}.
A wiki that is being served sees the change within seconds.
`

const options = {
  ...whereOptions,
  password: { type: 'string' },
  groups: { type: 'string' },
  add: { type: 'string' },
  remove: { type: 'string' },
  expiry: { type: 'string' },
  reason: { type: 'string', default: '' },
} as const
type Values = ReturnType<typeof parse>['values']

const parse = (args: readonly string[]) => parseArgs({ args: [...args], options, allowPositionals: true })

type Work = (wiki: Wiki, name: string, values: Values) => Promise<void>

const actions: Readonly<Record<string, { readonly takes: readonly string[]; readonly run: Work }>> = {
  add: { takes: ['password', 'groups', 'reason'], run: add },
  password: { takes: ['password'], run: setPassword },
  groups: { takes: ['add', 'remove', 'expiry', 'reason'], run: changeGroups },
}

/** Does what the first argument names. Throws a UsageError for what makes no sense. */
export async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parse(args)
  const [what = '', name, ...more] = positionals
  const action = Object.hasOwn(actions, what) ? actions[what] : undefined
  if (action === undefined) throw new UsageError(`say what to do: ${Object.keys(actions).join(', ')}`)
  if (name === undefined || more.length > 0) throw new UsageError('name one account')
  for (const given of ['password', 'groups', 'add', 'remove', 'expiry'] as const) {
    if (values[given] !== undefined && !action.takes.includes(given)) {
      throw new UsageError(`user ${what} takes no --${given}`)
    }
  }
  await withWiki(values, wiki => action.run(wiki, name, values))
  return 0
}

async function add(wiki: Wiki, typed: string, values: Values): Promise<void> {
  const groups = groupsIn(values.groups)
  const { password, isRandom } = await passwordFrom(values.password, () => wiki.random(10))
  const order = { name: typed, password, retype: password, realName: '', reason: values.reason }
  const made = await createAccount(wiki, await maintenance(wiki), order)
  if (!made.ok) throw refusal(wiki, made.problems)
  if (groups.length > 0) await putInto(wiki, await accountNamed(wiki, made.name), groups, values)
  console.log(`The account ${made.name} was made${groups.length > 0 ? `, in ${groups.join(', ')}` : ''}.`)
  if (isRandom) sayPassword(password)
}

async function setPassword(wiki: Wiki, typed: string, values: Values): Promise<void> {
  const user = await accountNamed(wiki, typed)
  const { password, isRandom } = await passwordFrom(values.password, () => wiki.random(10))
  const groups = await groupsOfUsers(wiki.database.read, [user.user_id], timestampOf(wiki.now()))
  const weak = passwordProblems(
    password,
    user.user_name,
    groups.map(row => row.ug_group),
  )
  if (weak.length > 0) throw refusal(wiki, weak)
  const hash = await hashPassword(wiki, password)
  await wiki.database.write(tx => setAccountPassword(tx, user.user_id, hash))
  console.log(`${user.user_name} has another password, and has to log in anew.`)
  if (isRandom) sayPassword(password)
}

async function changeGroups(wiki: Wiki, typed: string, values: Values): Promise<void> {
  const user = await accountNamed(wiki, typed)
  if (values.expiry !== undefined && values.add === undefined) throw new UsageError('--expiry is for --add')
  await putInto(wiki, user, groupsIn(values.add), values)
  const rows = await groupsOfUsers(wiki.database.read, [user.user_id], timestampOf(wiki.now()))
  const names = rows.map(row => (row.ug_expiry === null ? row.ug_group : `${row.ug_group} until ${row.ug_expiry}`))
  console.log(`${user.user_name} is in ${names.length === 0 ? 'no group' : names.join(', ')}.`)
}

async function putInto(wiki: Wiki, user: UserRow, groups: readonly string[], values: Values): Promise<void> {
  const remove = groupsIn(values.remove)
  if (groups.length + remove.length === 0) return
  const add = readExpiries(groups, [values.expiry ?? 'infinity'], wiki.now())
  await changeRights(wiki, await maintenance(wiki), { user, add, remove, reason: values.reason, tags: [] })
}

/** The groups of a list with commas. Throws a UsageError for one that there is not. */
function groupsIn(text = ''): string[] {
  const groups = text
    .split(',')
    .map(one => one.trim())
    .filter(one => one !== '')
  const unknown = groups.find(group => !changeableGroups.includes(group))
  if (unknown !== undefined) {
    throw new UsageError(`there is no group “${unknown}”; the groups are ${changeableGroups.join(', ')}`)
  }
  return groups
}

function sayPassword(password: string): void {
  console.log(`Its password is ${password} and is not shown again.`)
}
