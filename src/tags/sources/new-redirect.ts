// A redirect was made, of a page or of nothing.
import { defineTagSource } from './source.ts'

export const newRedirect = defineTagSource({
  name: 'mw-new-redirect',
  applies: ({ before, after }) => after.redirect !== undefined && before?.redirect === undefined,
})
