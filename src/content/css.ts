// Style sheets of the site and of users.
import { defineContentModel } from './model.ts'

export const css = defineContentModel({
  name: 'css',
  formats: ['text/css'],
  // As MediaWiki: who keeps wikitext in comments of a style sheet signs there, too.
  isTransformed: true,
})
