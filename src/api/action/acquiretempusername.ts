// action=acquiretempusername: a name for somebody without an account. Here they go by their address.
import { fail } from '../../errors.ts'
import { defineModule } from '../module.ts'

export const acquiretempusername = defineModule({
  path: 'acquiretempusername',
  mode: 'write',
  token: 'none',
  params: {},
  examples: {},

  async run() {
    throw fail('apierror-tempuserdisabled', [])
  },
})
