// action=titleblacklist: says whether the list of titles stands against making or changing a page.

import { fail } from '../../errors.ts'
import type { TitleUse } from '../../filters/blacklist-lines.ts'
import { escapeWikitext } from '../../language/escape-wikitext.ts'
import { escapeHtml } from '../../language/message-text.ts'
import { parseTitle } from '../../pages/title.ts'
import { defineModule } from '../module.ts'
import { p } from '../params.ts'

const actions = ['create', 'createpage', 'createtalk', 'edit', 'move', 'new-account', 'upload'] as const
const uses: Readonly<Record<(typeof actions)[number], TitleUse>> = {
  create: 'create',
  createpage: 'create',
  createtalk: 'create',
  edit: 'edit',
  move: 'move',
  'new-account': 'new-account',
  upload: 'upload',
}

export const titleblacklist = defineModule({
  path: 'titleblacklist',
  mode: 'read',
  prefix: 'tb',
  isOn: ({ filters }) => filters.titles !== undefined,
  params: {
    title: p.string({ required: true }),
    action: p.oneOf(actions, { default: 'edit' }),
    nooverride: p.boolean(),
  },
  examples: {
    'action=titleblacklist&tbtitle=Foo': 'apihelp-titleblacklist-example-1',
    'action=titleblacklist&tbtitle=Bar&tbaction=edit': 'apihelp-titleblacklist-example-2',
  },

  async run({ wiki, viewer, request }, { title: text, action, nooverride }) {
    const parsed = parseTitle(text, wiki.titles)
    if (!parsed.ok) throw fail('apierror-invalidtitle', [escapeWikitext(text)])
    const { title } = parsed
    const entry = await wiki.filters.titles?.lineAgainst(viewer, title, uses[action], nooverride)
    if (entry === undefined) return { result: 'ok' }
    const key =
      entry.message ??
      (action === 'new-account'
        ? 'titleblacklist-forbidden-new-account'
        : `titleblacklist-forbidden-${action === 'move' ? 'move' : 'edit'}`)
    const line = escapeHtml(entry.line)
    const name = wiki.nameOf(title)
    const reason = wiki.messages.wikitext({ key, params: [line, name, name] }, request.language)
    return { result: 'blacklisted', reason, message: key, line }
  },
})
