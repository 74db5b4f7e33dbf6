// query+templates: what pages include.
import { templatesOfPages } from '../../../links/links-of-pages-store.ts'
import { defineLinkedTitles } from '../linked-titles.ts'

export const templates = defineLinkedTitles({
  name: 'templates',
  prefix: 'tl',
  titlesParam: 'templates',
  examples: {
    'action=query&prop=templates&titles=Main%20Page': 'apihelp-query+templates-example-simple',
    'action=query&generator=templates&titles=Main%20Page&prop=info': 'apihelp-query+templates-example-generator',
    'action=query&prop=templates&titles=Main%20Page&tlnamespace=2|10': 'apihelp-query+templates-example-namespaces',
  },
  find: templatesOfPages,
})
