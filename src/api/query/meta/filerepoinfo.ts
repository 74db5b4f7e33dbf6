// query+filerepoinfo: where files are kept. There is one place, the wiki's own.
import { defineQuery } from '../../module.ts'
import { p } from '../../params.ts'
import { list, type Value } from '../../result.ts'

const names = [
  'name',
  'displayname',
  'rootUrl',
  'local',
  'url',
  'thumbUrl',
  'initialCapital',
  'scriptDirUrl',
  'favicon',
  'canUpload',
] as const

export const filerepoinfo = defineQuery({
  path: 'query+filerepoinfo',
  group: 'meta',
  prefix: 'fri',
  answersSeveral: true,
  params: {
    prop: p.oneOf(names, { multi: true, default: [...names].sort().join('|') }),
  },
  cache: 'anon-public-user-private',
  examples: {
    'action=query&meta=filerepoinfo&friprop=name|displayname': 'apihelp-query+filerepoinfo-example-simple',
  },

  async run({ wiki, viewer }, { prop }) {
    const { config } = wiki
    const files = `${config.scriptPath}/images`
    const all: Readonly<Record<(typeof names)[number], Value>> = {
      name: 'local',
      displayname: config.siteName,
      rootUrl: files,
      local: true,
      url: files,
      thumbUrl: `${files}/thumb`,
      initialCapital: true,
      scriptDirUrl: config.scriptPath,
      favicon: `${config.server}/favicon.ico`,
      canUpload: config.uploadsEnabled && viewer.may('upload'),
    }
    const wants = new Set(prop)
    return {
      repos: list('repo', [Object.fromEntries(names.filter(name => wants.has(name)).map(name => [name, all[name]]))]),
    }
  },
})
