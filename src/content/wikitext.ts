// Wikitext: what most pages are.
import { defineContentModel } from './model.ts'

export const wikitext = defineContentModel({
  name: 'wikitext',
  formats: ['text/x-wiki'],
  isWikitext: true,
  hasSections: true,
  isTransformed: true,
})
