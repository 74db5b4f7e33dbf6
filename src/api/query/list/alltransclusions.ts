// query+alltransclusions: all that pages include, whether it exists or not.
import { allInclusions } from '../../../links/all-links-store.ts'
import { defineAllTitles } from '../all-links-lists.ts'

export const alltransclusions = defineAllTitles({
  name: 'alltransclusions',
  prefix: 'at',
  namespace: '10',
  find: allInclusions,
})
