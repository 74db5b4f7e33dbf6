// query+images: the files that pages show.
import { imagesOfPages } from '../../../links/links-of-pages-store.ts'
import { defineLinkedTitles } from '../linked-titles.ts'

export const images = defineLinkedTitles({
  name: 'images',
  prefix: 'im',
  titlesParam: 'images',
  isFiles: true,
  examples: {
    'action=query&prop=images&titles=Main%20Page': 'apihelp-query+images-example-simple',
    'action=query&generator=images&titles=Main%20Page&prop=info': 'apihelp-query+images-example-generator',
  },
  find: imagesOfPages,
})
