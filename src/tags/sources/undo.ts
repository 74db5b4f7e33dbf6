// An edit was made by the undo parameter, which took back what others did.
import { defineTagSource } from './source.ts'

export const undo = defineTagSource({
  name: 'mw-undo',
  applies: ({ undoes }) => undoes,
})
