// A page with text was made empty.
import { defineTagSource } from './source.ts'

export const blank = defineTagSource({
  name: 'mw-blank',
  applies: ({ before, after }) => before !== undefined && before.size > 0 && after.size === 0,
})
