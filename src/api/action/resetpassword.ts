// action=resetpassword: a new password by e-mail, of which this wiki sends none.
import { fail } from '../../errors.ts'
import { defineModule } from '../module.ts'
import { p } from '../params.ts'

export const resetpassword = defineModule({
  path: 'resetpassword',
  mode: 'write',
  params: { user: p.user({ allow: ['name'] }), email: p.string() },
  examples: {
    'action=resetpassword&user=Example&token=123ABC': 'apihelp-resetpassword-example-user',
    'action=resetpassword&user=user@example.com&token=123ABC': 'apihelp-resetpassword-example-email',
  },

  async run() {
    throw fail('passwordreset-emaildisabled', [])
  },
})
