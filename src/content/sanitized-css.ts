// Style sheets of templates: anybody may write them, so they say only what is harmless.
import { type Problem, problem } from '../errors.ts'
import { cssFault } from './css/check.ts'
import { defineContentModel, unless } from './model.ts'

export const sanitizedCss = defineContentModel({
  name: 'sanitized-css',
  formats: ['text/css'],
  isTransformed: true,
  prepare: text => unless(problemWith(text), text),
  namespaces: [{ id: 10, modelsOfSubpages: [['.css', 'sanitized-css']] }],
})

function problemWith(text: string): Problem | undefined {
  const fault = cssFault(text)
  if (fault === undefined) return undefined
  const lines = text.slice(0, fault.at).split('\n')
  const column = (lines.at(-1)?.length ?? 0) + 1
  return problem(`templatestyles-error-${fault.why}`, [lines.length, column, fault.name ?? ''])
}
