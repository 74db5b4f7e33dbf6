// action=validatepassword: says whether a password may be chosen, for an account to be made or for one's own.
import { Failure, fail, problem } from '../../errors.ts'
import type { UserId } from '../../ids.ts'
import { escapeWikitext } from '../../language/escape-wikitext.ts'
import { newNameRules } from '../../users/create-account.ts'
import { passwordProblems } from '../../users/password-policy.ts'
import { canBeRegistered } from '../../users/user-name.ts'
import { userById, userByName } from '../../users/user-store.ts'
import { defineModule, type ReadContext } from '../module.ts'
import { p } from '../params.ts'
import { type NoticeStyle, showStatusErrors } from '../problems.ts'
import { list } from '../result.ts'

export const validatepassword = defineModule({
  path: 'validatepassword',
  mode: 'read',
  mustBePosted: true,
  posted: ['password'],
  params: {
    password: p.password({ required: true }),
    user: p.user({ allow: ['name', 'id'] }),
    email: p.string(),
    realname: p.string(),
  },
  examples: {
    'action=validatepassword&password=foobar': 'apihelp-validatepassword-example-1',
    'action=validatepassword&password=querty&user=Example': 'apihelp-validatepassword-example-2',
  },

  async run(context, { password, user }) {
    const { viewer, request } = context
    const name = user === undefined ? viewer.name : await nameToMake(context, user)
    const problems = passwordProblems(password, name, user === undefined ? viewer.groups : [])
    if (problems.length === 0) return { validity: 'Good' }
    return {
      // Nobody could log in with one that is too long; the others would have to be changed then.
      validity: problems.some(one => one.code === 'passwordtoolong') ? 'Invalid' : 'Change',
      validitymessages: list(tagOf(request.style), showStatusErrors(problems, request.style).items),
    }
  },
})

/** As MediaWiki: XML in the old format of errors calls them warnings whatever they are. */
const tagOf = ({ format }: NoticeStyle): string => (format === 'bc' ? 'warning' : 'error')

/** Throws `userexists`, and `baduser_user` for a name that no new account can have. */
async function nameToMake({ db }: Pick<ReadContext, 'db'>, text: string): Promise<string> {
  const id = /^#(\d+)$/.exec(text)?.[1]
  const known = id === undefined ? await userByName(db, text) : await userById(db, Number(id) as UserId)
  if (known !== undefined) throw fail('userexists', [])
  const name = id === undefined ? text : 'Unknown user'
  if (canBeRegistered(name, newNameRules)) return name
  throw new Failure([{ ...problem('apierror-baduser', ['user', escapeWikitext(name)]), code: 'baduser_user' }])
}
