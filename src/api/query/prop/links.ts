// query+links: what pages link to.
import { linksOfPages } from '../../../links/links-of-pages-store.ts'
import { defineLinkedTitles } from '../linked-titles.ts'

export const links = defineLinkedTitles({
  name: 'links',
  prefix: 'pl',
  titlesParam: 'titles',
  examples: {
    'action=query&prop=links&titles=Main%20Page': 'apihelp-query+links-example-simple',
    'action=query&generator=links&titles=Main%20Page&prop=info': 'apihelp-query+links-example-generator',
    'action=query&prop=links&titles=Main%20Page&plnamespace=2|10': 'apihelp-query+links-example-namespaces',
  },
  find: linksOfPages,
})
