// A page has another content model than before.
import { defineTagSource } from './source.ts'

export const contentModelChange = defineTagSource({
  name: 'mw-contentmodelchange',
  applies: ({ before, after }) => before !== undefined && before.model !== after.model,
})
