// Plain text: nothing in it means anything.
import { cleanLines } from '../wikitext/index.ts'
import { defineContentModel } from './model.ts'

export const text = defineContentModel({
  name: 'text',
  formats: ['text/plain'],
  prepare: sent => ({ ok: true, text: cleanLines(sent) }),
})
