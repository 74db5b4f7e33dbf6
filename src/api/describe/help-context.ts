// What help needs to know of a wiki, for action=help and for the page Special:ApiHelp.

import { groupsWith } from '../../access/group-names.ts'
import { NS, namespaceName } from '../../pages/namespaces.ts'
import { pagePath } from '../../pages/page-address.ts'
import { makeTitle } from '../../pages/title.ts'
import type { Reader } from '../../storage/database.ts'
import { allTags } from '../../tags/tag-store.ts'
import type { Wiki } from '../../wiki.ts'
import type { HelpContext } from './help.ts'
import type { ModuleTree } from './module-tree.ts'

/** Gathers it, for readers of a language; `leadsTo` says where they go on reading. */
export async function helpContextOf(
  { wiki, db }: { readonly wiki: Wiki; readonly db: Reader },
  of: Pick<HelpContext, 'language' | 'leadsTo'> & { readonly tree: ModuleTree },
): Promise<HelpContext> {
  const { config, messages, titles } = wiki
  const tags = await allTags(db)
  return {
    ...of,
    messages,
    tags: tags.filter(tag => tag.ctd_user_defined === 1).map(tag => tag.ctd_name),
    contentModels: wiki.contentModels,
    asksCaptchas: wiki.captcha.isOn,
    apiPath: `${config.scriptPath}/api.php`,
    specialPath: name => pagePath(makeTitle(NS.special, name), titles.namespaces, config),
    groupsWith: right => groupsWith(right, config.groupRights, namespaceName(titles.namespaces, NS.project)),
  }
}
