// The page docs/settings.md, made from the settings themselves.
import { hostname } from 'node:os'
import { settings } from '../../src/config.ts'

/** The whole page, the same on every machine. */
export function settingsPage(): string {
  const rows = Object.entries(settings).map(
    ([name, { default: value, help }]) =>
      `| \`${name}\` | \`${environmentName(name)}\` | ${shown(value)} | ${cell(help)} |`,
  )
  return `# Settings

Each may stand in the file that \`--config\` names, as JSON under its name, or in the environment. This page is made by
\`node scripts/settings.js\`.

| Name | In the environment | Default | |
| --- | --- | --- | --- |
${rows.join('\n')}
`
}

function environmentName(name: string): string {
  return `PALIMPSEST_${name.replace(/[A-Z]/g, letter => `_${letter}`).toUpperCase()}`
}

function shown(value: unknown): string {
  if (value === '') return 'empty'
  if (value === hostname()) return 'what the machine is called'
  const json = JSON.stringify(value)
  return json.length > 60 ? 'those of a stock MediaWiki' : `\`${cell(json)}\``
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|')
}
