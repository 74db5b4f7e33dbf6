// query+embeddedin: the pages that include a title.
import { defineBacklinks } from '../backlinks-lists.ts'

export const embeddedin = defineBacklinks({
  name: 'embeddedin',
  prefix: 'ei',
  kind: 'inclusion',
  hasRedirects: false,
  examples: {
    'action=query&list=embeddedin&eititle=Template:Stub': 'apihelp-query+embeddedin-example-simple',
    'action=query&generator=embeddedin&geititle=Template:Stub&prop=info': 'apihelp-query+embeddedin-example-generator',
  },
})
