// Newsletters: what they are about, and who publishes them.
import { defineJsonModel } from './json-shape.ts'

export const newsletter = defineJsonModel(
  'NewsletterContent',
  { description: 'text', mainpage: 'text', publishers: 'text[]' },
  {
    namespaces: [
      { id: 5500, name: 'Newsletter', defaultContentModel: 'NewsletterContent' },
      { id: 5501, name: 'Newsletter talk', subpages: true },
    ],
  },
)
