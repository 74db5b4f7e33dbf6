// What nobody here can read: it may be asked for by name, and nothing can be written in it.
import { defineContentModel } from './model.ts'

export const unknown = defineContentModel({
  name: 'unknown',
  formats: [
    'application/octet-stream',
    'application/unknown',
    'application/x-binary',
    'text/unknown',
    'unknown/unknown',
  ],
  isEditable: false,
})
