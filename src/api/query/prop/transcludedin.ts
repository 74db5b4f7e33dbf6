// query+transcludedin: the pages that include pages.
import { defineReferringPages } from '../referring-pages.ts'

export const transcludedin = defineReferringPages({
  name: 'transcludedin',
  prefix: 'ti',
  kind: 'inclusion',
  examples: {
    'action=query&prop=transcludedin&titles=Main%20Page': 'apihelp-query+transcludedin-example-simple',
    'action=query&generator=transcludedin&titles=Main%20Page&prop=info':
      'apihelp-query+transcludedin-example-generator',
  },
})
