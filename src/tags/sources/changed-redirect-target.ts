// A redirect leads elsewhere now.
import { sameTitle } from '../../pages/title.ts'
import { defineTagSource } from './source.ts'

export const changedRedirectTarget = defineTagSource({
  name: 'mw-changed-redirect-target',
  applies: ({ before, after }) =>
    before?.redirect !== undefined && after.redirect !== undefined && !sameTitle(before.redirect, after.redirect),
})
