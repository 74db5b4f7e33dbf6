// query+alllinks: all that pages link to, whether it exists or not.
import { allPageLinks } from '../../../links/all-links-store.ts'
import { defineAllTitles } from '../all-links-lists.ts'

export const alllinks = defineAllTitles({ name: 'alllinks', prefix: 'al', namespace: '0', find: allPageLinks })
