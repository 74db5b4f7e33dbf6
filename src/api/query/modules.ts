// The table of the submodules of action=query, in the order in which MediaWiki lists them: an import per file.
import type { QueryModule } from '../module.ts'
import { alldeletedrevisions } from './list/alldeletedrevisions.ts'
import { allpages } from './list/allpages.ts'
import { allredirects } from './list/allredirects.ts'
import { allrevisions } from './list/allrevisions.ts'
import { allusers } from './list/allusers.ts'
import { blocks } from './list/blocks.ts'
import { deletedrevs } from './list/deletedrevs.ts'
import { logevents } from './list/logevents.ts'
import { pagepropnames } from './list/pagepropnames.ts'
import { prefixsearch } from './list/prefixsearch.ts'
import { protectedtitles } from './list/protectedtitles.ts'
import { random } from './list/random.ts'
import { recentchanges } from './list/recentchanges.ts'
import { tags } from './list/tags.ts'
import { usercontribs } from './list/usercontribs.ts'
import { users } from './list/users.ts'
import { watchlist } from './list/watchlist.ts'
import { watchlistraw } from './list/watchlistraw.ts'
import { allmessages } from './meta/allmessages.ts'
import { authmanagerinfo } from './meta/authmanagerinfo.ts'
import { filerepoinfo } from './meta/filerepoinfo.ts'
import { languageinfo } from './meta/languageinfo.ts'
import { siteinfo } from './meta/siteinfo.ts'
import { tokens } from './meta/tokens.ts'
import { userinfo } from './meta/userinfo.ts'
import { contributors } from './prop/contributors.ts'
import { deletedrevisions } from './prop/deletedrevisions.ts'
import { info } from './prop/info.ts'
import { pageprops } from './prop/pageprops.ts'
import { redirects } from './prop/redirects.ts'
import { revisions } from './prop/revisions.ts'

const prop: readonly QueryModule[] = [contributors, deletedrevisions, info, pageprops, redirects, revisions]
const list: readonly QueryModule[] = [
  alldeletedrevisions,
  allpages,
  allredirects,
  allrevisions,
  allusers,
  blocks,
  deletedrevs,
  logevents,
  pagepropnames,
  prefixsearch,
  protectedtitles,
  random,
  recentchanges,
  tags,
  usercontribs,
  users,
  watchlist,
  watchlistraw,
]
const meta: readonly QueryModule[] = [
  allmessages,
  authmanagerinfo,
  filerepoinfo,
  languageinfo,
  siteinfo,
  tokens,
  userinfo,
]

export const queryModules: readonly QueryModule[] = [...prop, ...list, ...meta]
