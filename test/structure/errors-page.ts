// The page docs/errors.md, made from the registry of errors and the English texts.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { ErrorTable, Retry } from '../../src/errors/entry.ts'
import { errors } from '../../src/errors.ts'

const again: Readonly<Record<Retry, string>> = {
  later: 'the same, after a while',
  anew: 'after asking again for the token, the session or the revision',
}

/** The whole page: one row a message, in order of codes. */
export function errorsPage(): string {
  const root = path.resolve(import.meta.dirname, '../..')
  const texts = JSON.parse(readFileSync(path.join(root, 'i18n/en.json'), 'utf8')) as Record<string, string>
  const rows = Object.entries(errors as ErrorTable)
    .map(([key, { code, retry, data }]) => ({
      code,
      key,
      cells: [
        `\`${code}\``,
        cell(texts[key] ?? ''),
        `\`${key}\``,
        retry === undefined ? 'no' : again[retry],
        (data ?? []).map(name => `\`${name}\``).join(', '),
      ],
    }))
    .sort((a, b) => compare(a.code, b.code) || compare(a.key, b.key))
  return `# Errors

What the API may answer instead of a result. Programs look at the code; the text is for people, and its key and parameters
come with \`errorformat=raw\`. *Again* says whether the same request may succeed another time. *Data* are the fields that stand
beside the code (\`errorformat=bc\`) or in \`data\`. Codes that start with \`x-\` are not MediaWiki's. This page is made by
\`node scripts/errors.js\`.

| Code | Cause | Message | Again | Data |
| --- | --- | --- | --- | --- |
${rows.map(row => `| ${row.cells.join(' | ')} |`).join('\n')}
`
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const cell = (text: string): string =>
  text.replaceAll('\\', '\\\\').replaceAll('|', '\\|').replaceAll('<', '&lt;').replace(/\s+/g, ' ').trim()
