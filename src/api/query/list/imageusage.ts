// query+imageusage: the pages that show a file.
import { defineBacklinks } from '../backlinks-lists.ts'

export const imageusage = defineBacklinks({
  name: 'imageusage',
  prefix: 'iu',
  kind: 'file',
  hasRedirects: true,
  examples: {
    'action=query&list=imageusage&iutitle=File:Albert%20Einstein%20Head.jpg': 'apihelp-query+imageusage-example-simple',
    'action=query&generator=imageusage&giutitle=File:Albert%20Einstein%20Head.jpg&prop=info':
      'apihelp-query+imageusage-example-generator',
  },
})
