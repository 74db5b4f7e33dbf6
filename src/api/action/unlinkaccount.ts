// action=unlinkaccount: an account of another site is not known for this one any more. None is ever linked here.
import { fail } from '../../errors.ts'
import { defineModule } from '../module.ts'
import { p } from '../params.ts'

export const unlinkaccount = defineModule({
  path: 'unlinkaccount',
  mode: 'write',
  params: { request: p.string({ required: true }) },
  examples: {
    'action=unlinkaccount&request=FooAuthenticationRequest&token=123ABC': 'apihelp-unlinkaccount-example-simple',
  },

  /** Throws `notloggedin`, and `badrequest` for there is nothing that could be named. */
  async run({ viewer }) {
    throw viewer.isRegistered
      ? fail('apierror-changeauth-norequest', [])
      : fail('apierror-mustbeloggedin-removeauth', [])
  },
})
