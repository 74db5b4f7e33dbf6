// query+linkshere: the pages that link to pages.
import { defineReferringPages } from '../referring-pages.ts'

export const linkshere = defineReferringPages({
  name: 'linkshere',
  prefix: 'lh',
  kind: 'link',
  examples: {
    'action=query&prop=linkshere&titles=Main%20Page': 'apihelp-query+linkshere-example-simple',
    'action=query&generator=linkshere&titles=Main%20Page&prop=info': 'apihelp-query+linkshere-example-generator',
  },
})
