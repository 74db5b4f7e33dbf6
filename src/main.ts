// The command line.
import { isUsage } from './commands/usage.ts'

interface Command {
  readonly about: string
  load(): Promise<{ help: string; run: (args: readonly string[]) => Promise<number | undefined> }>
}

/** By name; each loads its own part of the house, so that `serve` starts without the others. */
const commands: Readonly<Record<string, Command>> = {
  serve: {
    about: 'serve a wiki over HTTP (what is done without a command)',
    load: async () => {
      const { serve, serveHelp } = await import('./commands/serve.ts')
      return { help: serveHelp, run: serve }
    },
  },
  import: { about: 'take in pages with their history from a dump', load: () => import('./commands/import.ts') },
  user: { about: 'add accounts, change their passwords and groups', load: () => import('./commands/user.ts') },
  'bot-password': { about: 'make passwords for bots', load: () => import('./commands/bot-password.ts') },
  check: { about: 'walk the database and prove its rules', load: () => import('./commands/check.ts') },
  canary: { about: 'prove that what is hidden is shown to nobody else', load: () => import('./commands/canary.ts') },
  backup: { about: 'copy the database, also while it is served', load: () => import('./commands/backup.ts') },
}

const [first = 'serve', ...others] = process.argv.slice(2)
process.exitCode = await main(first, others)

async function main(name: string, args: readonly string[]): Promise<number> {
  if (name === '--help' || name === '-h' || name === 'help') return showHelp(args[0])
  if (name === '--version') return showVersion()
  const isOption = name.startsWith('-')
  const command = commands[isOption ? 'serve' : name]
  if (command === undefined) {
    console.error(`palimpsest has no command “${name}”. Try palimpsest --help.`)
    return 2
  }
  const { help, run } = await command.load()
  if (args.includes('--help') || args.includes('-h')) {
    console.log(help)
    return 0
  }
  try {
    return (await run(isOption ? [name, ...args] : args)) ?? 0
  } catch (error) {
    if (!isUsage(error)) throw error
    console.error(`palimpsest ${name}: ${(error as Error).message}`)
    return 2
  }
}

async function showHelp(name: string | undefined): Promise<number> {
  const command = name === undefined ? undefined : commands[name]
  if (command !== undefined) {
    console.log((await command.load()).help)
    return 0
  }
  console.log('palimpsest COMMAND [options]\n')
  for (const [one, { about }] of Object.entries(commands)) console.log(`  ${one.padEnd(14)}${about}`)
  console.log('\npalimpsest COMMAND --help tells more of each.')
  return 0
}

async function showVersion(): Promise<number> {
  const { version } = await import('./version.ts')
  console.log(version)
  return 0
}
