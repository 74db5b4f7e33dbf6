// The edits of the last author were taken back with one request.
import { defineTagSource } from './source.ts'

export const rollback = defineTagSource({
  name: 'mw-rollback',
  applies: ({ rollsBack }) => rollsBack,
})
