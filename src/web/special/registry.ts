// The table of special pages. Their names stand in `special-page-names.ts`, for the API asks for these too.
import type { SpecialPageName } from '../../pages/special-page-names.ts'
import { statistics, versionPage } from './about.ts'
import { allPages } from './all-pages.ts'
import { apiHelp } from './api-help.ts'
import { apiSandbox } from './api-sandbox.ts'
import { block, unblock } from './block.ts'
import { categories } from './categories.ts'
import { contributions } from './contributions.ts'
import { createAccount } from './create-account.ts'
import { editTags } from './edit-tags.ts'
import { hiddenLooks } from './hidden-looks.ts'
import { hideBatches } from './hide-batches.ts'
import { hideRange } from './hide-range.ts'
import { listOf } from './list.ts'
import { log } from './log.ts'
import { movePage } from './move-page.ts'
import { botPasswords, changePassword } from './passwords.ts'
import { preferences } from './preferences.ts'
import { recentChanges } from './recent-changes.ts'
import { diffLink, filePath, myContributions, myPage, myTalk, permanentLink, random, redirect } from './redirects.ts'
import { revisionDelete } from './revision-delete.ts'
import { search } from './search.ts'
import type { SpecialPage } from './special-page.ts'
import { tags } from './tags.ts'
import { undelete } from './undelete.ts'
import { upload } from './upload.ts'
import { userLogin, userLogout } from './user-login.ts'
import { userRights } from './user-rights.ts'
import { watchlist } from './watchlist.ts'
import { whatLinksHere } from './what-links-here.ts'

export const specialPages: Readonly<Record<SpecialPageName, SpecialPage>> = {
  AllPages: allPages,
  ApiHelp: apiHelp,
  ApiSandbox: apiSandbox,
  Block: block,
  BotPasswords: botPasswords,
  Categories: categories,
  ChangePassword: changePassword,
  Contributions: contributions,
  CreateAccount: createAccount,
  Diff: diffLink,
  EditTags: editTags,
  FilePath: filePath,
  HiddenLooks: hiddenLooks,
  HideBatches: hideBatches,
  HideRange: hideRange,
  Log: log,
  MovePage: movePage,
  MyContributions: myContributions,
  MyPage: myPage,
  MyTalk: myTalk,
  PermanentLink: permanentLink,
  Preferences: preferences,
  Random: random,
  RecentChanges: recentChanges,
  Redirect: redirect,
  RevisionDelete: revisionDelete,
  Search: search,
  SpecialPages: listOf(() => specialPages),
  Statistics: statistics,
  Tags: tags,
  Unblock: unblock,
  Undelete: undelete,
  Upload: upload,
  UserLogin: userLogin,
  UserLogout: userLogout,
  UserRights: userRights,
  Version: versionPage,
  Watchlist: watchlist,
  WhatLinksHere: whatLinksHere,
}
