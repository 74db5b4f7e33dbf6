// query+pagepropnames: the names of all properties that pages have.
import { propNames } from '../../../pages/page-props-store.ts'
import { defineList, prop } from '../../listing.ts'
import { p } from '../../params.ts'
import { readContinue } from '../continue-value.ts'

export const pagepropnames = defineList({
  path: 'query+pagepropnames',
  prefix: 'ppn',
  item: 'p',
  params: { continue: p.string(), limit: p.limit({ default: 10 }) },
  examples: { 'action=query&list=pagepropnames': 'apihelp-query+pagepropnames-example-simple' },
  find({ db, now }, given, limit) {
    const [from = ''] = readContinue(given.continue, ['text'], now) ?? []
    return propNames(db, from, limit)
  },
  continueAt: name => name,
  always: prop<string>({ show: name => ({ propname: name }) }),
  props: {},
})
