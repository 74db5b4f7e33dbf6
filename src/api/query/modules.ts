// The table of the submodules of action=query, in the order in which MediaWiki lists them: an import per file.
import type { QueryModule } from '../module.ts'
import { tokens } from './meta/tokens.ts'
import { userinfo } from './meta/userinfo.ts'
import { revisions } from './prop/revisions.ts'

const prop: readonly QueryModule[] = [revisions]
const list: readonly QueryModule[] = []
const meta: readonly QueryModule[] = [tokens, userinfo]

export const queryModules: readonly QueryModule[] = [...prop, ...list, ...meta]
