// The table of modules: an import per file, nothing clever.
import { acquiretempusername } from './action/acquiretempusername.ts'
import { block } from './action/block.ts'
import { changeauthenticationdata } from './action/changeauthenticationdata.ts'
import { changecontentmodel } from './action/changecontentmodel.ts'
import { checktoken } from './action/checktoken.ts'
import { clearhasmsg } from './action/clearhasmsg.ts'
import { clientlogin } from './action/clientlogin.ts'
import { compare } from './action/compare.ts'
import { createaccount } from './action/createaccount.ts'
import { cspreport } from './action/cspreport.ts'
import { deleteModule } from './action/delete.ts'
import { edit } from './action/edit.ts'
import { emailuser } from './action/emailuser.ts'
import { expandtemplates } from './action/expandtemplates.ts'
import { fancycaptchareload } from './action/fancycaptchareload.ts'
import { feedcontributions } from './action/feedcontributions.ts'
import { feedrecentchanges } from './action/feedrecentchanges.ts'
import { feedwatchlist } from './action/feedwatchlist.ts'
import { filerevert } from './action/filerevert.ts'
import { help } from './action/help.ts'
import { imagerotate } from './action/imagerotate.ts'
import { importModule } from './action/import.ts'
import { linkaccount } from './action/linkaccount.ts'
import { login } from './action/login.ts'
import { logout } from './action/logout.ts'
import { managetags } from './action/managetags.ts'
import { mergehistory } from './action/mergehistory.ts'
import { move } from './action/move.ts'
import { opensearch } from './action/opensearch.ts'
import { options } from './action/options.ts'
import { paraminfo } from './action/paraminfo.ts'
import { parse } from './action/parse.ts'
import { patrol } from './action/patrol.ts'
import { protect } from './action/protect.ts'
import { purge } from './action/purge.ts'
import { removeauthenticationdata } from './action/removeauthenticationdata.ts'
import { resetpassword } from './action/resetpassword.ts'
import { revisiondelete } from './action/revisiondelete.ts'
import { rollback } from './action/rollback.ts'
import { rsd } from './action/rsd.ts'
import { setnotificationtimestamp } from './action/setnotificationtimestamp.ts'
import { setpagelanguage } from './action/setpagelanguage.ts'
import { spamblacklist } from './action/spamblacklist.ts'
import { stashedit } from './action/stashedit.ts'
import { tag } from './action/tag.ts'
import { titleblacklist } from './action/titleblacklist.ts'
import { unblock } from './action/unblock.ts'
import { undelete } from './action/undelete.ts'
import { unlinkaccount } from './action/unlinkaccount.ts'
import { upload } from './action/upload.ts'
import { userrights } from './action/userrights.ts'
import { validatepassword } from './action/validatepassword.ts'
import { watch } from './action/watch.ts'
import { xhiderange } from './action/xhiderange.ts'
import { xrenametag } from './action/xrenametag.ts'
import { xretag } from './action/xretag.ts'
import { xundohide } from './action/xundohide.ts'
import type { ActionModule, QueryModule } from './module.ts'
import { queryModules } from './query/modules.ts'
import { query } from './query/query.ts'

// One a line, in the order in which MediaWiki lists them.
// biome-ignore format: a line for each module
export const actionModules: readonly ActionModule[] = [
  login,
  clientlogin,
  logout,
  createaccount,
  linkaccount,
  unlinkaccount,
  changeauthenticationdata,
  removeauthenticationdata,
  resetpassword,
  query,
  expandtemplates,
  parse,
  stashedit,
  opensearch,
  feedcontributions,
  feedrecentchanges,
  feedwatchlist,
  help,
  paraminfo,
  rsd,
  compare,
  checktoken,
  cspreport,
  validatepassword,
  purge,
  setnotificationtimestamp,
  rollback,
  deleteModule,
  undelete,
  protect,
  block,
  unblock,
  move,
  edit,
  upload,
  filerevert,
  emailuser,
  watch,
  patrol,
  importModule,
  clearhasmsg,
  userrights,
  options,
  imagerotate,
  revisiondelete,
  managetags,
  tag,
  mergehistory,
  setpagelanguage,
  changecontentmodel,
  acquiretempusername,
  fancycaptchareload,
  spamblacklist,
  titleblacklist,
  xhiderange,
  xrenametag,
  xundohide,
  xretag,
]

const byPath = new Map<string, ActionModule | QueryModule>(
  [...actionModules, ...queryModules].map(module => [module.path, module]),
)

/** A module by its path: `edit`, `query+revisions`. */
export const moduleByPath = (path: string): ActionModule | QueryModule | undefined => byPath.get(path)

const isInEveryWiki = ({ beyond, isOn }: ActionModule): boolean => !beyond && isOn === undefined

/** The values of `action` that every MediaWiki has, too, and the others. */
export const actionNames = (): string[] => actionModules.filter(isInEveryWiki).map(module => module.path)
export const actionNamesBeyond = (): string[] =>
  actionModules.filter(one => !isInEveryWiki(one)).map(module => module.path)
