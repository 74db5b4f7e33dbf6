// A page was brought back to an earlier text without saying so.
import { defineTagSource } from './source.ts'

export const manualRevert = defineTagSource({
  name: 'mw-manual-revert',
  applies: ({ revertsTo }) => revertsTo !== undefined,
})
