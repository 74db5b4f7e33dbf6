// Scripts of the site and of users.
import { defineContentModel } from './model.ts'

export const javascript = defineContentModel({
  name: 'javascript',
  formats: ['text/javascript'],
  // As MediaWiki: see `css.ts`.
  isTransformed: true,
})
