// Replays the conformance scenarios against a wiki in memory and says what passes.
//   --update [--allow-shrink]  replays twice and writes what passed both times into test/differential/passing.json;
//                              without the second option the list only grows
//   --only TEXT                only scenarios whose area/name contains TEXT
//   --verbose                  all that the replaying program has to say
//   --api URL                  against a server that runs already
import { parseArgs } from 'node:util'
import { readPassing, replay, summary, writePassing } from '../test/differential/replay.ts'
import { startWiki } from '../test/support/server.ts'

const { values } = parseArgs({
  options: {
    update: { type: 'boolean', default: false },
    'allow-shrink': { type: 'boolean', default: false },
    only: { type: 'string' },
    verbose: { type: 'boolean', default: false },
    api: { type: 'string' },
  },
})

const wiki = values.api === undefined ? await startWiki({ database: 'memory' }) : undefined
const details = text => {
  const aboutSteps = text.replace(/^area {10}[\s\S]*/m, '').trimEnd()
  if (aboutSteps !== '') console.log(aboutSteps)
}
let steps
try {
  const { only, verbose } = values
  const api = values.api ?? wiki.api
  steps = await replay({ api, only, verbose, print: verbose || only ? details : undefined })
  if (values.update) {
    // What passes by luck, as a step that looks at the clock, must not be asked for for ever.
    const again = new Map((await replay({ api, only })).map(step => [step.id, step]))
    steps = steps.map(step => (step.passed ? (again.get(step.id) ?? step) : step))
  }
} finally {
  await wiki?.stop()
}
console.log(summary(steps).join('\n'))

const listed = await readPassing()
const passed = new Set(steps.filter(step => step.passed).map(step => step.id))
const run = new Set(steps.map(step => step.id))
const isOutside = id => values.only !== undefined && !run.has(id)
const lost = listed.filter(id => !passed.has(id) && !isOutside(id))
const gained = [...passed].filter(id => !listed.includes(id))
console.log(`${gained.length} pass that are not listed, ${lost.length} are listed and do not pass`)
for (const id of lost)
  console.log(`  lost: ${id}\n    ${steps.find(step => step.id === id)?.difference ?? 'no such step'}`)

if (values.update) {
  const kept = values['allow-shrink'] ? listed.filter(id => !lost.includes(id)) : listed
  await writePassing([...kept, ...passed])
  console.log(`${new Set([...kept, ...passed]).size} are listed now`)
}
process.exitCode = lost.length > 0 && !(values.update && values['allow-shrink']) ? 1 : 0
