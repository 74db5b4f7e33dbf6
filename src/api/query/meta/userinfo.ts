// query+userinfo: who the request comes from.
import { defineQuery } from '../../module.ts'
import { p } from '../../params.ts'
import { list } from '../../result.ts'

export const userinfo = defineQuery({
  path: 'query+userinfo',
  group: 'meta',
  prefix: 'ui',
  params: { prop: p.oneOf(['groups', 'rights'], { multi: true }) },
  examples: {
    'action=query&meta=userinfo': 'apihelp-query+userinfo-example-simple',
    'action=query&meta=userinfo&uiprop=groups|rights': 'apihelp-query+userinfo-example-data',
  },

  async run({ viewer }, { prop = [] }) {
    return {
      id: viewer.userId,
      name: viewer.name,
      ...(viewer.isRegistered ? {} : { anon: true }),
      ...(prop.includes('groups') ? { groups: list('g', viewer.groups) } : {}),
      ...(prop.includes('rights') ? { rights: list('r', [...viewer.rights]) } : {}),
    }
  },
})
