// A redirect is none any more.
import { defineTagSource } from './source.ts'

export const removedRedirect = defineTagSource({
  name: 'mw-removed-redirect',
  applies: ({ before, after }) => before?.redirect !== undefined && after.redirect === undefined,
})
