// query+backlinks: the pages that link to a title.
import { defineBacklinks } from '../backlinks-lists.ts'

export const backlinks = defineBacklinks({
  name: 'backlinks',
  prefix: 'bl',
  kind: 'link',
  hasRedirects: true,
  examples: {
    'action=query&list=backlinks&bltitle=Main%20Page': 'apihelp-query+backlinks-example-simple',
    'action=query&generator=backlinks&gbltitle=Main%20Page&prop=info': 'apihelp-query+backlinks-example-generator',
  },
})
