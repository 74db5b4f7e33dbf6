// action=removeauthenticationdata: what an account can log in with is taken away. The password is all that there is, and stays.
import { fail } from '../../errors.ts'
import { defineModule } from '../module.ts'
import { p } from '../params.ts'

export const removeauthenticationdata = defineModule({
  path: 'removeauthenticationdata',
  mode: 'write',
  params: { request: p.string({ required: true }) },
  examples: {
    'action=removeauthenticationdata&request=FooAuthenticationRequest&token=123ABC':
      'apihelp-removeauthenticationdata-example-simple',
  },

  /** Throws `notloggedin`, and `badrequest` for there is nothing that could be named. */
  async run({ viewer }) {
    throw viewer.isRegistered
      ? fail('apierror-changeauth-norequest', [])
      : fail('apierror-mustbeloggedin-removeauth', [])
  },
})
