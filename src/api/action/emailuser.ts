// action=emailuser: a letter to a user. This wiki sends none, and so knows no address that could get one.
import { fail } from '../../errors.ts'
import { canonicalUserName } from '../../users/user-name.ts'
import { userByName } from '../../users/user-store.ts'
import { defineModule } from '../module.ts'
import { p } from '../params.ts'

export const emailuser = defineModule({
  path: 'emailuser',
  mode: 'write',
  params: {
    target: p.string({ required: true }),
    subject: p.string({ required: true }),
    text: p.text({ required: true }),
    ccme: p.boolean(),
  },
  examples: {
    'action=emailuser&target=WikiSysop&text=Content&token=123ABC': 'apihelp-emailuser-example-email',
  },

  /** Throws `emailnotarget` for who is not there, `noemailtext` for who is. */
  async run({ wiki, db }, { target }) {
    const name = canonicalUserName(target, wiki.titles)
    const user = name === undefined ? undefined : await userByName(db, name)
    throw user === undefined ? fail('emailnotarget', []) : fail('noemailtext', [])
  },
})
