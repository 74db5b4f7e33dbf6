// query+fileusage: the pages that show files.
import { defineReferringPages } from '../referring-pages.ts'

export const fileusage = defineReferringPages({
  name: 'fileusage',
  prefix: 'fu',
  kind: 'file',
  examples: {
    'action=query&prop=fileusage&titles=File%3AExample.jpg': 'apihelp-query+fileusage-example-simple',
    'action=query&generator=fileusage&titles=File%3AExample.jpg&prop=info': 'apihelp-query+fileusage-example-generator',
  },
})
