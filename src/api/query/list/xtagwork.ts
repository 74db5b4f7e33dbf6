// list=xtagwork, which MediaWiki has not: tags that are being deleted or merged in the background, and how far that is.
import { workOnTags } from '../../../tags/tag-work-store.ts'
import { defineQuery } from '../../module.ts'
import { list } from '../../result.ts'

export const xtagwork = defineQuery({
  path: 'query+xtagwork',
  group: 'list',
  beyond: true,
  params: {},
  examples: { 'action=query&list=xtagwork': 'apihelp-query+xtagwork-example-simple' },

  async run({ db }) {
    const work = await workOnTags(db)
    return list(
      'work',
      work.map(({ tag, into, uses, left }) => ({
        operation: into === undefined ? 'delete' : 'merge',
        tag,
        ...(into === undefined ? {} : { into }),
        uses,
        left,
      })),
    )
  },
})
