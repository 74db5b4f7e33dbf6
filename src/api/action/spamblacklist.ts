// action=spamblacklist: says which addresses nobody may link to.
import { defineModule } from '../module.ts'
import { p } from '../params.ts'
import { list } from '../result.ts'

export const spamblacklist = defineModule({
  path: 'spamblacklist',
  mode: 'read',
  isOn: ({ filters }) => filters.websites !== undefined,
  params: { url: p.string({ multi: true, required: true }) },
  examples: {
    'action=spamblacklist&url=http://www.example.com/|http://www.example.org/': 'apihelp-spamblacklist-example-1',
  },

  async run({ wiki }, { url }) {
    const found = (await wiki.filters.websites?.findIn(url)) ?? []
    return found.length === 0
      ? { result: 'ok' }
      : { result: 'blacklisted', matches: list('match', [...new Set(found)]) }
  },
})
