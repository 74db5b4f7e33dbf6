// palimpsest bot-password: passwords for bots, each with rights of its own.
import { parseArgs } from 'node:util'
import { isIpOrRange } from '../access/ip.ts'
import { grants } from '../access/rights.ts'
import { hashBotPassword } from '../users/passwords.ts'
import { setBotPassword } from '../users/set-passwords.ts'
import { passwordFrom } from './typed-password.ts'
import { UsageError, whereOptions } from './where.ts'
import { accountNamed, withWiki } from './with-wiki.ts'

const usualGrants = 'highvolume,editpage,createeditmovepage'

export const help = `palimpsest bot-password: passwords for bots

  palimpsest bot-password add NAME BOT [--grants GRANT,…] [--password PASSWORD] [--from ADDRESS,…]
                                    [--pages TITLE|…]

Makes a password with which a bot called BOT logs in as NAME@BOT, or replaces the one of that name and ends its sessions.
The bot may do what the account may and one of its grants allows.

  --grants GRANT,…      what it may do; * for all that the account may (${usualGrants})
  --password PASSWORD   the password, at least 32 letters and digits, or - to read it from the input;
                        left out, a random one is made and shown once
  --from ADDRESS,…      addresses and ranges from which alone it may be used
  --pages TITLE|…       pages that alone it may change
  --data DIR            the folder of the wiki's data (./data)
  --database URL        a PostgreSQL database instead

The grants are ${Object.keys(grants).join(', ')}.
`

const options = {
  ...whereOptions,
  password: { type: 'string' },
  grants: { type: 'string' },
  from: { type: 'string' },
  pages: { type: 'string' },
} as const

/** Makes a bot password. Throws a UsageError for what makes no sense. */
export async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
  const [what, name, appId, ...more] = positionals
  if (what !== 'add') throw new UsageError('say what to do: add')
  if (name === undefined || appId === undefined || more.length > 0) throw new UsageError('name an account and a bot')
  if (!/^[^@\s]{1,32}$/.test(appId))
    throw new UsageError('the name of a bot has 1 to 32 characters, without blanks and @')
  const allowed = grantsIn(values.grants ?? usualGrants)
  const addresses = addressesIn(values.from)
  return withWiki(values, async wiki => {
    const user = await accountNamed(wiki, name)
    const { password, isRandom } = await passwordFrom(values.password, () => wiki.random(16))
    if (!/^[0-9A-Za-z]{32,}$/.test(password)) {
      throw new UsageError('a bot password has at least 32 letters and digits, and nothing else')
    }
    await wiki.database.write(tx =>
      setBotPassword(tx, {
        bp_user: user.user_id,
        bp_app_id: appId,
        bp_password: hashBotPassword(password, wiki.random(16)),
        bp_token: wiki.random(16),
        bp_restrictions: JSON.stringify({
          ...(addresses === undefined ? {} : { IPAddresses: addresses }),
          ...(values.pages === undefined ? {} : { Pages: values.pages.split('|').map(one => one.trim()) }),
        }),
        bp_grants: JSON.stringify(allowed),
      }),
    )
    console.log(`The bot logs in as ${user.user_name}@${appId}.`)
    if (isRandom) console.log(`Its password is ${password} and is not shown again.`)
    return 0
  })
}

/** The grants of a list with commas. Throws a UsageError for one that there is not. */
function grantsIn(text: string): string[] {
  const named = text
    .split(',')
    .map(one => one.trim())
    .filter(one => one !== '')
  const unknown = named.find(grant => grant !== '*' && !Object.hasOwn(grants, grant))
  if (unknown !== undefined) {
    throw new UsageError(`there is no grant “${unknown}”; the grants are ${Object.keys(grants).join(', ')}`)
  }
  return named
}

/** The addresses and ranges of a list with commas. Throws a UsageError for what is none. */
function addressesIn(text: string | undefined): string[] | undefined {
  const named = text
    ?.split(',')
    .map(one => one.trim())
    .filter(one => one !== '')
  const wrong = named?.find(one => !isIpOrRange(one))
  if (wrong !== undefined) throw new UsageError(`“${wrong}” is no address and no range of addresses`)
  return named
}
