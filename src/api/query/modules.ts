// The table of the submodules of action=query, in the order in which MediaWiki lists them: an import per file.
import type { QueryModule } from '../module.ts'
import { logevents } from './list/logevents.ts'
import { recentchanges } from './list/recentchanges.ts'
import { tokens } from './meta/tokens.ts'
import { userinfo } from './meta/userinfo.ts'
import { info } from './prop/info.ts'
import { revisions } from './prop/revisions.ts'

const prop: readonly QueryModule[] = [info, revisions]
const list: readonly QueryModule[] = [logevents, recentchanges]
const meta: readonly QueryModule[] = [tokens, userinfo]

export const queryModules: readonly QueryModule[] = [...prop, ...list, ...meta]
