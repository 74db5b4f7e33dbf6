// docs/leaks.md: that it lists all forty holes, and that the tests which it names are there.
import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import test from 'node:test'

const root = path.resolve(import.meta.dirname, '../..')
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8')

const rows = [...read('docs/leaks.md').matchAll(/^\| (\d+) \| (.+?) \| (.+?) \| (.+?) \|$/gm)].map(row => ({
  number: Number(row[1]),
  test: row[3] ?? '',
  where: row[4] ?? '',
}))

test('each of the forty holes is listed once', () => {
  assert.deepEqual(
    rows.map(row => row.number),
    Array.from({ length: 40 }, (_, index) => index + 1),
  )
})

for (const { number, test: name, where } of rows) {
  test(`hole ${number} has a test of the name that is told, or a reason why it does not fit`, () => {
    if (name === '–') return assert.match(where, /^does not fit: .{20,}/)
    assert.ok(existsSync(path.join(root, where)), where)
    assert.ok(read(where).includes(`test('${name}'`), `${where} has no test “${name}”`)
  })
}

test('secrets are compared in constant time, wherever they are compared', () => {
  const sources = globSync('src/{access,users,api,web}/**/*.ts', { cwd: root }).filter(
    file => !file.endsWith('.test.ts'),
  )
  // What decides about a token, a password or a signature: by `timingSafeEqual`, never by `===` of the two.
  const compared = sources.filter(file =>
    /(?:token|mac|signature|password|hash)\w* === \w*(?:token|given|sent)/i.test(read(file)),
  )
  const known = ['src/access/tokens.ts']
  assert.deepEqual(
    compared.filter(file => !known.includes(file)),
    [],
  )
  for (const file of ['src/access/tokens.ts', 'src/access/sessions.ts', 'src/users/passwords.ts']) {
    assert.match(read(file), /timingSafeEqual\(/)
  }
})
