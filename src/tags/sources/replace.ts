// Most of a page was taken away: as MediaWiki, nine tenths, and what is left is short.
import { defineTagSource } from './source.ts'

export const replace = defineTagSource({
  name: 'mw-replace',
  applies: ({ before, after }) =>
    before !== undefined &&
    after.size > 0 &&
    before.size > 10 * after.size &&
    after.size < 500 &&
    after.redirect === undefined,
})
