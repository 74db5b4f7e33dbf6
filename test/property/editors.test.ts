// Editors who name the revision they began with: whatever the order of their edits, no change that was acknowledged is lost.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import type { Client } from '../support/client.ts'
import { history, type Pages, startPages } from '../support/pages.ts'

let pages: Pages
before(async () => {
  pages = await startPages({ database: process.env.DATABASE ?? 'memory' })
})
after(() => pages.wiki.stop())

/** What an editor does next: look at the page again, or add a line of their own at a place (0 to 1) of what they saw. */
type Step = { readonly looks: true } | { readonly looks: false; readonly at: number; readonly replaces: boolean }
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.constant({ looks: true } as const),
  fc.record({ looks: fc.constant(false as const), at: fc.nat({ max: 100 }), replaces: fc.boolean() }),
)

interface Seen {
  readonly revid: number
  readonly text: string
}
async function look(client: Client, title: string): Promise<Seen> {
  const [latest] = await history(client, title)
  return { revid: latest?.revid ?? 0, text: latest?.slots.main.content ?? '' }
}

/** What an editor wrote that was acknowledged. */
async function run(client: Client, name: string, title: string, steps: readonly Step[]): Promise<string[]> {
  const acknowledged: string[] = []
  let seen = await look(client, title)
  for (const [number, one] of steps.entries()) {
    if (one.looks) {
      seen = await look(client, title)
      continue
    }
    const mark = `${name} ${number}`
    const lines = seen.text.split('\n')
    // Only lines that nobody wrote yet are replaced: what replaces a line that was acknowledged takes it away on purpose.
    const place = Math.floor((one.at * lines.length) / 101)
    const isFree = lines[place]?.startsWith('line') === true
    lines.splice(place, one.replaces && isFree ? 1 : 0, mark)
    const params = { action: 'edit', title, text: lines.join('\n'), baserevid: seen.revid }
    const answer = await client.write(params)
    if (answer.code === 'editconflict') continue
    assert.equal(answer.ok().at('edit.result'), 'Success', answer.text)
    acknowledged.push(mark)
  }
  return acknowledged
}

test('no acknowledged change is lost, however the edits of several people interleave', async () => {
  const { admin, bob, robot, rod } = pages
  const editors = Object.entries({ Admin: admin, Bob: bob, Robot: robot, Rod: rod })
  let title = 0
  let written = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(step, { minLength: 1, maxLength: 6 }), { minLength: 2, maxLength: editors.length }),
      async plans => {
        const page = `Shared ${++title}`
        const text = Array.from({ length: 12 }, (_, n) => `line ${n}`).join('\n')
        ;(await admin.write({ action: 'edit', title: page, text, createonly: true })).ok()
        const all = await Promise.all(
          plans.map((steps, n) => {
            const [name, client] = editors[n] ?? ['Admin', admin]
            return run(client, name, page, steps)
          }),
        )
        const lines = new Set((await look(admin, page)).text.split('\n'))
        const acknowledged = all.flat()
        written += acknowledged.length
        assert.deepEqual(
          acknowledged.filter(mark => !lines.has(mark)),
          [],
        )
      },
    ),
    { numRuns: 40, seed: 20_261_122 },
  )
  assert.ok(written > 40, String(written))
})
